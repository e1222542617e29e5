"""Names of persons, organizations and places by a conditional random field, for those that no table and no grammar knows.

The tables are learned by `iraqsec.learning.names`. Each feature belongs to one word, or to what the rules saw at one token, and
to its distance from the token that is labelled: so what a word adds to each label is summed once, kept, and five short rows
are added for a token. A name that the gazetteer or the registry holds is left to them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from operator import add
from typing import Any

from attrs import define, evolve, field

from iraqsec.document import EntityMention, Sentence, Token, mention_of
from iraqsec.gazetteer.organizations import nationalities
from iraqsec.gazetteer.persons import person_id
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.calibration import DEFAULT, NONE, OVERLAP, RULES, SAME, Calibration, Situation, shipped
from iraqsec.taggers.name_features import at, flag_features, flags_of, pair_feature, shape, word_features
from iraqsec.taggers.sequence import SequenceModel, read_table, spans_of

LABELS = {"PER": "person", "ORG": "organization", "LOC": "place"}
_CACHED = 12_000
_AROUND = 6  # words at either side of a name that its probability is summed over: linear, however long a sentence
_KINDS = ("place", "organization", "person")
_SURE = ("places.name", "organization:registry")
_Row = tuple[float, ...]


def weights(code: str) -> Traversable:
    """Return the file of the shipped tables of a language, whether it is there or not."""
    return resources.files("iraqsec.taggers").joinpath("weights", f"names-{code}.json.gz")


@cache
def model(code: str) -> "NameModel | None":
    """Return the shipped model of a language, or None where none was trained."""
    file = weights(code)
    return NameModel.from_dict(read_table(file), code) if file.is_file() else None


class Names(Tagger):
    """Finds names by learned weights; stands behind the rules for places, organizations and persons, whose finds it uses."""

    name = "names"

    def __init__(self, models: Mapping[str, "NameModel | None"] | None = None) -> None:
        """Use the given models by language code, or those that ship."""
        self._models = models

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the names that the rules did not find, in text order, each with the probability that it is right."""
        return self._told(sentences, context, shipped())

    def found(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the same names with the field's own probability, which is too sure of itself: calibrations learn from it."""
        return self._told(sentences, context, None)

    def _told(
        self, sentences: Sequence[Sentence], context: Context, calibration: Calibration | None
    ) -> Iterator[EntityMention]:
        code = context.language.code
        crf = model(code) if self._models is None else self._models.get(code)
        if crf is None:
            return
        by_sentence = named(context.seen)
        emitted = [crf.emissions(sentence, by_sentence.get(sentence.index, ())) for sentence in sentences]
        spans = [spans_of(crf.crf.best(told)) for told in emitted]
        repeats = repeated(sentences, spans)
        for sentence, told, own, again in zip(sentences, emitted, spans, repeats, strict=True):
            seen = by_sentence.get(sentence.index, [])
            left = [
                span for span in sorted([*own, *again]) if not yields(seen, *span) and not _common(sentence, span, code)
            ]
            for span in left:
                score = _calibrated(calibration, code, span, crf.probability(told, span), seen)
                yield from _mentions(sentence, span, seen, score, code)


def _calibrated(
    calibration: Calibration | None, code: str, span: tuple[int, int, str], score: float, seen: Sequence[EntityMention]
) -> float:
    """Return the probability that a find is right; its own score where nothing like it was counted."""
    if calibration is None:
        return score
    first, last, kind = span
    met = any(mention.first < last and first < mention.last for mention in seen)
    where = {RULES: OVERLAP if met else NONE, DEFAULT: SAME}
    told = calibration.probability(Situation(code, LABELS[kind], where, score))
    return score if told is None else told


def _common(sentence: Sentence, span: tuple[int, int, str], code: str) -> bool:
    """Tell whether a supposed body or place is one common noun or one adjective of nationality."""
    first, last, kind = span
    word = sentence.tokens[first].word
    alone = last - first == 1 and kind != "PER"
    return alone and (bool(word.tags) or word.form in nationalities(code) or word.stem in nationalities(code))


def named(mentions: Iterable[EntityMention]) -> dict[int, list[EntityMention]]:
    """Return the places, organizations and persons among mentions, by sentence."""
    found: dict[int, list[EntityMention]] = {}
    for mention in mentions:
        if mention.label in _KINDS:
            found.setdefault(mention.sentence, []).append(mention)
    return found


def yields(seen: Iterable[EntityMention], first: int, last: int, kind: str) -> bool:
    """Tell whether a name gives way: to one that tables hold and that it does not lie around, or to the same from a rule."""
    for mention in seen:
        if mention.last <= first or last <= mention.first:
            continue
        around = first <= mention.first and mention.last <= last and (first, last) != (mention.first, mention.last)
        if mention.found_by in _SURE and not around:
            return True
        if mention.label == LABELS[kind] and mention.first <= first and last <= mention.last:
            return True
    return False


def repeated(
    sentences: Sequence[Sentence], spans: Sequence[Sequence[tuple[int, int, str]]]
) -> list[list[tuple[int, int, str]]]:
    """Return for each sentence the names of two or more words that the article holds elsewhere and that were missed here."""
    known: dict[str, dict[tuple[str, ...], str]] = {}
    for sentence, found in zip(sentences, spans, strict=True):
        for first, last, kind in found:
            if last - first > 1:
                words = tuple(token.word.form for token in sentence.tokens[first:last])
                known.setdefault(words[0], {}).setdefault(words, kind)
    if not known:
        return [[] for _ in sentences]
    return [list(_repeats(sentence, found, known)) for sentence, found in zip(sentences, spans, strict=True)]


def _repeats(
    sentence: Sentence, found: Sequence[tuple[int, int, str]], known: Mapping[str, Mapping[tuple[str, ...], str]]
) -> Iterator[tuple[int, int, str]]:
    if all(token.word.form not in known for token in sentence.tokens):
        return
    taken = {i for first, last, _ in found for i in range(first, last)}
    for i, token in enumerate(sentence.tokens):
        if token.word.form not in known:
            continue
        for words, kind in known[token.word.form].items():
            stretch = range(i, i + len(words))
            if taken.isdisjoint(stretch) and tuple(t.word.form for t in sentence.tokens[i : i + len(words)]) == words:
                taken.update(stretch)
                yield i, i + len(words), kind
                break


def _mentions(
    sentence: Sentence, span: tuple[int, int, str], seen: Sequence[EntityMention], score: float, code: str
) -> Iterator[EntityMention]:
    """Yield a name; a person also together with the post in front of it; a place around a known one takes its value."""
    first, last, kind = span
    found = mention_of(
        sentence,
        first,
        last,
        LABELS[kind],
        cut_start=sentence.tokens[first].word.cut,
        score=score,
        found_by="names",
        head=first if code == "ar" and kind == "ORG" else last - 1,
    )
    if kind == "PER":
        found.classes = frozenset({"person"})
        found.link = person_id(found.text) if last - first > 1 else None
        yield from (_with_post(sentence, post, found) for post in seen if _is_post(post) and post.last == first)
    elif kind == "LOC":
        inner = [m for m in seen if m.label == "place" and first <= m.first and m.last <= last]
        found.value = inner[0].value if len(inner) == 1 else None
    yield found


def is_titled(mention: EntityMention) -> bool:
    """Tell whether a find of ours is a name together with the post in front of it: it stands or falls with the name."""
    return mention.found_by == "names" and "official" in mention.classes


def _is_post(mention: EntityMention) -> bool:
    return mention.found_by in ("person:post", "person:office")


def _with_post(sentence: Sentence, post: EntityMention, person: EntityMention) -> EntityMention:
    cut = post.start - sentence.tokens[post.first].start
    found = mention_of(sentence, post.first, person.last, "person", cut_start=cut, head=post.head, score=person.score)
    return evolve(found, link=person.link, found_by="names", classes=frozenset({"official"}))


# -- the model ----------------------------------------------------------------------------------------------------------------


@define(eq=False)
class NameModel:
    """A conditional random field over features of words and of what rules saw, with the sums for each word kept."""

    crf: SequenceModel
    code: str
    cities: frozenset[str] = frozenset()
    _words: dict[str, tuple[tuple[_Row, ...], str]] = field(factory=dict, init=False)
    _flags: dict[str, tuple[_Row, ...]] = field(factory=dict, init=False)
    _pairs: dict[tuple[str, str], _Row] = field(factory=dict, init=False)

    @classmethod
    def from_dict(cls, table: Mapping[str, Any], code: str) -> "NameModel":
        """Read the written form: the tables of a `SequenceModel`, and under ``cities`` the words of far places' names."""
        return cls(SequenceModel.from_dict(table), code, frozenset(table.get("cities", ())))

    def spans(self, sentence: Sentence, mentions: Sequence[EntityMention] = ()) -> list[tuple[int, int, str]]:
        """Return the (first, last exclusive, kind) names of a sentence; ``mentions`` are its named ones that rules found."""
        return spans_of(self.labels(sentence, mentions))

    def labels(self, sentence: Sentence, mentions: Sequence[EntityMention] = ()) -> list[str]:
        """Return the BIO label of each token."""
        return self.crf.best(self.emissions(sentence, mentions))

    def probability(self, emitted: Sequence[Sequence[float]], span: tuple[int, int, str]) -> float:
        """Return how probable the field thinks it that a stretch is one name of its kind; far words are passed over."""
        first, last, kind = span
        start = max(0, first - _AROUND)
        return self.crf.probability(emitted[start : last + _AROUND], first - start, last - start, kind)

    def emissions(self, sentence: Sentence, mentions: Sequence[EntityMention]) -> list[list[float]]:
        """Return what the features of each token add to each label."""
        return self._emissions(sentence.tokens, flags_of(len(sentence.tokens), mentions))

    def _emissions(self, tokens: Sequence[Token], flags: Mapping[int, str]) -> list[list[float]]:
        if max(len(self._words), len(self._pairs), len(self._flags)) > _CACHED:
            self._words, self._pairs, self._flags = {}, {}, {}
        if not tokens:
            return []
        words, known = self._words, self._pairs
        rows, looks = zip(*[words.get(token.text) or self._word(token) for token in tokens], strict=True)
        pairs = [known.get(pair) or self._pair(pair) for pair in zip(("", *looks), looks, strict=False)]
        padded = [self._edge, self._edge, *rows, self._edge, self._edge]
        emitted = [
            [
                a + b + c + d + e + f
                for a, b, c, d, e, f in zip(far[4], left[3], own[2], right[1], end[0], pair, strict=True)
            ]
            for far, left, own, right, end, pair in zip(
                padded, padded[1:], padded[2:], padded[3:], padded[4:], pairs, strict=False
            )
        ]
        for i, flag in flags.items():
            for step, row in zip((-1, 0, 1), self._flags.get(flag) or self._flag(flag), strict=True):
                if 0 <= i - step < len(emitted):
                    emitted[i - step] = list(map(add, emitted[i - step], row))
        return emitted

    def _word(self, token: Token) -> tuple[tuple[_Row, ...], str]:
        """Return what a word adds to the labels of the tokens two before it to two behind it, by offset; and its look."""
        listed = word_features(token, self.code, self.cities)
        rows = tuple(self.crf.row(at(step, listed)) for step in (2, 1, 0, -1, -2))
        found = self._words[token.text] = rows, shape(token)
        return found

    @cached_property
    def _edge(self) -> tuple[_Row, ...]:
        return tuple(self.crf.row([f"{step}:edge"] if step else []) for step in (2, 1, 0, -1, -2))

    def _flag(self, flag: str) -> tuple[_Row, ...]:
        row = self._flags[flag] = tuple(self.crf.row(flag_features(step, flag)) for step in (-1, 0, 1))
        return row

    def _pair(self, pair: tuple[str, str]) -> _Row:
        row = self._pairs[pair] = self.crf.row([pair_feature(*pair)])
        return row
