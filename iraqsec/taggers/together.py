"""Several taggers of names as one: what they find is weighed by calibration, and of finds that overlap the likeliest stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, evolve

from iraqsec.document import EntityMention, Sentence
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.calibration import NONE, OVERLAP, RULES, SAME, Calibration, Situation, best, shipped
from iraqsec.taggers.names import LABELS, Names, is_titled, named, yields

_KINDS = {label: kind for kind, label in LABELS.items()}


@define(eq=False)
class Find:
    """A stretch with one label, as each of its finders gave it, by tagger."""

    mentions: dict[str, EntityMention]

    @property
    def mention(self) -> EntityMention:
        """The first finder's mention."""
        return next(iter(self.mentions.values()))

    @property
    def score(self) -> float:
        """The highest of the finders' own scores."""
        return max(mention.score for mention in self.mentions.values())


class Together(Tagger):
    """Unites taggers of names; a single one is calibrated by it."""

    name = "together"

    def __init__(self, taggers: Mapping[str, Tagger], calibrations: Sequence[Calibration] = ()) -> None:
        """Unite these taggers, by the names that calibrations know them by; that of our own weights is always there."""
        self.taggers = dict(taggers)
        own = shipped()
        self.calibrations = (*calibrations, own) if own else tuple(calibrations)

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the finds in text order, each scored with the probability that it is right.

        A stretch found by several with one label comes once. Of finds of different taggers that overlap, the likelier
        stays. What the gazetteer or the registry holds, and what a rule found with the same label, is left to them.
        """
        finds, rest = united(self.taggers, sentences, context)
        rules = named(context.seen)
        chosen: list[EntityMention] = []
        for index, own in finds.items():
            scored = []
            for find in own:
                told = best(self.calibrations, situation(find, own, rules.get(index, ()), self.taggers, context))
                scored.append((find.score if told is None else told, find))
            chosen += [_whole(find, score) for score, find in _compatible(scored, list(self.taggers))]
        names = {(m.sentence, m.last): m for m in chosen if m.label == "person"}
        for mention in rest:
            name = names.get((mention.sentence, mention.last))
            if not is_titled(mention):
                chosen.append(mention)
            elif name is not None and mention.first < name.first:
                chosen.append(evolve(mention, score=name.score))
        yield from sorted(chosen, key=lambda m: (m.start, m.end, m.label))


def united(
    taggers: Mapping[str, Tagger], sentences: Sequence[Sentence], context: Context
) -> tuple[dict[int, list[Find]], list[EntityMention]]:
    """Return the finds of names by sentence, in text order, and what else was found: persons with posts, other labels."""
    rules = named(context.seen)
    rest: list[EntityMention] = []
    finds: dict[int, dict[tuple[int, int, str], Find]] = {}
    for name, tagger in taggers.items():
        told = tagger.found(sentences, context) if isinstance(tagger, Names) else tagger.tag(sentences, context)
        for mention in told:
            kind = _KINDS.get(mention.label)
            if kind is None or is_titled(mention):
                rest.append(mention)
            elif not yields(rules.get(mention.sentence, ()), mention.first, mention.last, kind):
                key = (mention.first, mention.last, mention.label)
                finds.setdefault(mention.sentence, {}).setdefault(key, Find({})).mentions.setdefault(name, mention)
    return {index: [own[key] for key in sorted(own)] for index, own in sorted(finds.items())}, rest


def situation(
    find: Find, others: Iterable[Find], rules: Iterable[EntityMention], taggers: Iterable[str], context: Context
) -> Situation:
    """Return what the rules and each tagger found at the stretch of a find; ``others`` are the finds of its sentence."""
    at = find.mention
    over = {name for other in others if _meet(other.mention, at) for name in other.mentions}
    told = {name: SAME if name in find.mentions else OVERLAP if name in over else NONE for name in taggers}
    told[RULES] = OVERLAP if any(_meet(mention, at) for mention in rules) else NONE
    return Situation(context.language.code, at.label, told, find.score)


def _meet(one: EntityMention, other: EntityMention) -> bool:
    return one.first < other.last and other.first < one.last


def _compatible(scored: Sequence[tuple[float, Find]], order: Sequence[str]) -> Iterator[tuple[float, Find]]:
    """Yield the likeliest finds; a tagger's finds do not shut out one another. Of equal ones the earlier tagger's stays."""
    kept: list[Find] = []
    for score, find in sorted(scored, key=lambda pair: (-pair[0], order.index(next(iter(pair[1].mentions))))):
        if all(not _meet(find.mention, k.mention) or set(find.mentions) & set(k.mentions) for k in kept):
            kept.append(find)
            yield score, find


def _whole(find: Find, score: float) -> EntityMention:
    """Return the first finder's mention with what it lacks from the others, and the names of all."""
    every = list(find.mentions.values())
    return evolve(
        find.mention,
        value=next((m.value for m in every if m.value is not None), None),
        link=next((m.link for m in every if m.link), None),
        score=score,
        found_by="+".join(dict.fromkeys(m.found_by for m in every)),
    )
