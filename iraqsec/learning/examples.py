"""Gold documents as the event stages see them: scenes with the right answers beside the candidates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, field

from iraqsec.articles import split_page
from iraqsec.codec import to_plain
from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.matcher import Trigger
from iraqsec.languages import base as languages
from iraqsec.languages.folding import Folded, fold
from iraqsec.learning.gold import EventDict, GoldDocument
from iraqsec.learning.matching import has_value, same_number, same_value, word_f1
from iraqsec.pipeline import Extractor

NUMBER_ROLES = frozenset({"quantity", "expansion_quantity", "personnel", "killed", "wounded"})


@define(eq=False)
class GoldEvent:
    """One gold event within a scene: the candidates that are its mentions, its status and fillers."""

    type: str
    status: str
    triggers: list[Trigger]
    fillers: Sequence[Mapping[str, Any]]
    missed: int = 0  # mentions that no candidate stands for
    said: list[str] = field(factory=list)  # the folded words of each mention, the first without clitics and article


@define(eq=False)
class Example:
    """One article of a gold document with its gold events; ``document`` is the document's id.

    ``weight`` says how much it counts in learning the event models.
    """

    document: str
    scene: Scene
    events: list[GoldEvent]
    view: Folded
    right: dict[int, list[int]] = field(factory=dict)  # index of a candidate -> numbers of the events that it names
    lost: int = 0  # gold events of the document that lie in no article
    weight: float = 1.0


def examples(documents: Iterable[GoldDocument], extractor: Extractor) -> Iterator[Example]:
    """Analyze gold documents with the extractor's taggers and frames; yield an example an article."""
    for document in documents:
        view = fold(document.text)
        published = date.fromisoformat(document.published) if document.published else None
        page = split_page(view.text, lang=None, published=published)
        left = list(document.events)
        made = []
        for part in page.articles:
            if part.lang not in languages.available():
                continue
            scene = extractor.scene(view.text, part)
            mine = [e for e in left if _inside(e, view, part.start, part.end)]
            left = [e for e in left if e not in mine]
            made.append(_example(document.id, scene, mine, view))
        if made:
            made[0].lost = len(left)
        for example in made:
            example.weight = document.weight
        yield from made


def _inside(event: EventDict, view: Folded, start: int, end: int) -> bool:
    at = view.folded(event["mentions"][0]["start"])
    return start <= at < end


def _example(name: str, scene: Scene, events: Sequence[EventDict], view: Folded) -> Example:
    example = Example(name, scene, [], view)
    index = {id(trigger): k for k, trigger in enumerate(scene.triggers)}
    for number, event in enumerate(events):
        gold = GoldEvent(event["type"], event["status"], [], event["arguments"])
        for mention in event["mentions"]:
            found = _candidates(scene, event["type"], view.folded(mention["start"]), view.folded(mention["end"]))
            gold.missed += not found
            gold.said.append(_words(scene, view.folded(mention["start"]), view.folded(mention["end"])))
            for trigger in found:
                example.right.setdefault(index[id(trigger)], []).append(number)
                if not any(t.sentence == trigger.sentence for t in gold.triggers):
                    gold.triggers.append(trigger)
        example.events.append(gold)
    return example


def _words(scene: Scene, start: int, end: int) -> str:
    """Return the words of a stretch as a lexicon holds them: the first as its stem, the others as they stand."""
    sentence = next((s for s in scene.sentences if s.start <= start < s.end), None)
    if sentence is None:
        return ""
    first, last = sentence.tokens_between(start, end)
    return " ".join(t.word.stem if i == 0 else t.word.form for i, t in enumerate(sentence.tokens[first:last]))


def _candidates(scene: Scene, name: str, start: int, end: int) -> list[Trigger]:
    """Return the candidates that stand for a gold mention: those that overlap it, else the nearest of its sentence."""
    sentence = next((s for s in scene.sentences if s.start <= start < s.end), None)
    if sentence is None:
        return []
    same = [t for t in scene.triggers_by_sentence[sentence.index] if t.type == name]
    overlapping = [t for t in same if sentence.tokens[t.first].start < end and start < sentence.tokens[t.last - 1].end]
    if overlapping:
        return sorted(overlapping, key=lambda t: (t.strength == "anaphor", t.first))
    return sorted(same, key=lambda t: (t.strength == "anaphor", abs(sentence.tokens[t.anchor].start - start)))[:1]


def label_fillers(example: Example, event: GoldEvent, mentions: Sequence[EntityMention]) -> dict[int, dict[str, float]]:
    """Return for each mention (by its index) the roles that it fills, with how well it fits (0 to 1).

    A mention fits a filler as the judge says (half of the words, or the number); one that fits clearly less well than
    another reading of the same stretch gets a negative fit: the judge lets it pass, but it is not what was marked.
    """
    fits: dict[int, dict[str, float]] = {}
    for filler in event.fillers:
        role, value = filler["role"], filler.get("value")
        start = example.view.folded(filler["start"])
        scored = []
        for k, mention in enumerate(mentions):
            fit = word_f1(filler["text"], mention.text)
            if role in NUMBER_ROLES:
                given = to_plain(mention.value) if mention.value is not None else None
                if has_value(value) and value is not None:
                    fit = (
                        0.5 + fit / 2
                        if isinstance(given, dict) and same_number(value, given) and mention.label == "number"
                        else 0.0
                    )
                elif mention.label != "number":
                    fit = 0.0
            elif role in ("time", "deadline") and value is not None and fit < 0.5 and mention.value is not None:  # noqa: PLR2004 - the judge's half
                fit = 0.6 if same_value(value, to_plain(mention.value)) and has_value(value) else fit
            if fit >= 0.5:  # noqa: PLR2004 - the judge's half
                scored.append((k, fit, mention.start <= start < mention.end))
        best_here = max((fit for _, fit, here in scored if here), default=0.0)
        best = max((fit for _, fit, _ in scored), default=0.0)
        for k, fit, here in scored:
            good = fit >= (best_here if here else best) - 0.15
            old = fits.setdefault(k, {}).get(role, 0.0)
            fits[k][role] = max(old, fit) if good else (old if old > 0 else -fit)
    return fits
