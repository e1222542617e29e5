"""Judge extracted events against gold events: precision, recall and F1, and the values that are right.

`matching` says when something is right; here it is counted, over all documents and by type, language, document or role.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import define, evolve, field, frozen

from iraqsec.learning.gold import EventDict, GoldDocument
from iraqsec.learning.matching import (
    LONGEST_MENTION,
    Filler,
    Window,
    best_pairs,
    distinct_fillers,
    filler_fit,
    is_stretch,
    mention_windows,
    same_value,
)

Slicing = Literal["type", "lang", "doc", "role"]
Predictions = Mapping[str, Sequence[EventDict]]
"""The extracted events of each document, by its id."""

ALL = "all"
_KINDS = ("event", "argument", "mention", "type")


@define
class Tally:
    """How many were right, expected and given of each kind, in one slice of the data."""

    counts: Counter[tuple[str, str]] = field(factory=Counter)

    def add(self, kind: str, *, right: int, gold: int, given: int) -> None:
        """Count ``right`` of ``gold`` expected and ``given`` extracted ones."""
        self.counts.update({(kind, "right"): right, (kind, "gold"): gold, (kind, "given"): given})

    def prf(self, kind: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 of a kind, between 0 and 1."""
        right, gold, given = (self.counts[kind, part] for part in ("right", "gold", "given"))
        precision, recall = right / given if given else 0.0, right / gold if gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def row(self) -> dict[str, float]:
        """Return the figures in percent, to one decimal, and what they rest on."""
        row: dict[str, float] = {}
        for kind in _KINDS:
            for name, rate in zip(("p", "r", "f1"), self.prf(kind), strict=True):
                row[f"{kind}_{name}"] = round(100 * rate, 1)
        value_precision, value_recall, _ = self.prf("value")
        row["value"], row["value_p"] = round(100 * value_recall, 1), round(100 * value_precision, 1)
        row["status"] = round(100 * self.prf("status")[1], 1)
        row["gold_events"], row["gold_arguments"] = self.counts["event", "gold"], self.counts["argument", "gold"]
        return row


@frozen(kw_only=True, eq=False)
class Judged:
    """A gold event with the extracted event that was paired with it; either is None where it has no partner."""

    gold: EventDict | None = None
    given: EventDict | None = None
    gold_fillers: list[Filler] = field(factory=list)
    given_fillers: list[Filler] = field(factory=list)
    filler_pairs: list[tuple[Filler, Filler]] = field(factory=list)
    mentions: tuple[int, int, int] = (0, 0, 0)

    @property
    def event(self) -> EventDict:
        """The gold event, or the extracted one where there is no gold."""
        return self.gold or self.given or {}

    @property
    def found(self) -> bool:
        """Whether the extracted event is right."""
        return bool(self.gold and self.given)

    @property
    def same_status(self) -> bool:
        """Whether both events have the same status."""
        return bool(self.gold and self.given) and self.event["status"] == (self.given or {}).get("status")


@frozen
class Miss:
    """One error: the document, what kind of error, the type or type and role, and the words."""

    document: str
    kind: str
    what: str
    said: str


@frozen
class Scores:
    """What an evaluation found: a tally for each slice, "all" among them, and the errors in order."""

    tallies: Mapping[str, Tally]
    misses: Sequence[Miss]

    def rows(self) -> dict[str, dict[str, float]]:
        """Return the figures of each slice, "all" first, the others by name."""
        return {key: self.tallies[key].row() for key in sorted(self.tallies, key=lambda key: (key != ALL, key))}


def predict(
    documents: Iterable[GoldDocument], extract: Callable[..., Any], *, published: bool = True
) -> tuple[dict[str, list[EventDict]], list[str]]:
    """Extract the events of each document's text, and list what broke and what was warned of; what broke has no events.

    ``extract`` is `iraqsec.extract` or an `Extractor`'s; the language is not told, the publication date only if wanted.
    """
    predictions: dict[str, list[EventDict]] = {}
    failures: list[str] = []
    for document in documents:
        events: list[EventDict] = []
        try:
            result = extract(document.text, published=document.published if published else None)
            events = [event.to_dict() for event in result.events]
            failures += [f"{document.id}: {warning}" for warning in result.warnings]
        except Exception as error:  # noqa: BLE001 - whatever breaks on one document must not end the evaluation
            failures.append(f"{document.id}: {error!r}")
        predictions[document.id] = events
    return predictions, failures


def evaluate(documents: Iterable[GoldDocument], predictions: Predictions, by: Slicing | None = None) -> Scores:
    """Judge the extracted events of each document; a document without predictions counts as one without events."""
    tallies: dict[str, Tally] = {ALL: Tally()}
    misses: list[Miss] = []
    for document in documents:
        given = predictions.get(document.id, ())
        own = {"lang": [document.lang], "doc": [document.id]}.get(by or "", [])
        gold_types, given_types = {event["type"] for event in document.events}, {event.get("type") for event in given}
        right = len(gold_types & given_types)
        for key in (ALL, *own):
            tally = tallies.setdefault(key, Tally())
            tally.add("type", right=right, gold=len(gold_types), given=len(given_types))
        for judged in judge_document(document, given):
            slices = [ALL, *own, *([str(judged.event.get("type"))] if by == "type" else [])]
            for key in slices:
                _count_event(tallies.setdefault(key, Tally()), judged)
            if by == "role":
                _count_roles(tallies, judged)
            misses.extend(_misses(document, judged))
    return Scores(tallies, misses)


def judge_document(document: GoldDocument, given: Sequence[EventDict]) -> list[Judged]:
    """Pair the events of a document one to one so that the most are right; then the missed, then the spurious ones."""
    text, gold = document.text, document.events
    gold_sides = [Judged(gold=event, gold_fillers=distinct_fillers(text, event.get("arguments", ()))) for event in gold]
    given_sides = [
        Judged(given=event, given_fillers=distinct_fillers(text, event.get("arguments", ()))) for event in given
    ]
    gold_windows = [set(mention_windows(text, event)) for event in gold]
    given_windows = [mention_windows(text, event, LONGEST_MENTION) for event in given]
    weights = [[0.0] * len(given) for _ in gold]
    fillers: dict[tuple[int, int], list[tuple[Filler, Filler]]] = {}
    for i, expected in enumerate(gold_sides):
        for j, found in enumerate(given_sides):
            if expected.event["type"] == found.event.get("type") and _same_place(gold_windows[i], given_windows[j]):
                pairs = fillers[i, j] = _pair_fillers(expected.gold_fillers, found.given_fillers)
                weights[i][j] = _pair_weight(text, expected.event, found.event, len(pairs))
    chosen = best_pairs(weights)
    matched = []
    for i, j in chosen:
        sentences = {window for window in given_windows[j] if window}
        counts = len(sentences & gold_windows[i]), len(gold_windows[i]), len(sentences)
        other = given_sides[j]
        matched.append(
            evolve(
                gold_sides[i],
                given=other.given,
                given_fillers=other.given_fillers,
                filler_pairs=fillers[i, j],
                mentions=counts,
            )
        )
    rows, columns = {i for i, _ in chosen}, {j for _, j in chosen}
    missed = [side for i, side in enumerate(gold_sides) if i not in rows]
    return matched + missed + [side for j, side in enumerate(given_sides) if j not in columns]


def _same_place(gold: set[Window | None], given: Sequence[Window | None]) -> bool:
    """Tell whether at least half of the extracted mentions lie in sentences that hold a gold mention."""
    inside = sum(window in gold for window in given)
    return inside > 0 and 2 * inside >= len(given)


def _pair_fillers(gold: Sequence[Filler], given: Sequence[Filler]) -> list[tuple[Filler, Filler]]:
    fits = [[filler_fit(expected, found) for found in given] for expected in gold]
    return [(gold[i], given[j]) for i, j in best_pairs(fits)]


def _pair_weight(text: str, gold: EventDict, given: EventDict, fillers: int) -> float:
    """Weigh a pair of events: that it is one comes first, then its arguments, its triggers, its status."""
    spans = [(mention["start"], mention["end"]) for mention in given["mentions"] if is_stretch(mention, text)]
    trigger = any(
        start < mention["end"] and mention["start"] < end for mention in gold["mentions"] for start, end in spans
    )
    same_status = bool(given.get("status") == gold["status"])
    return 1000 + 10 * fillers + 2 * trigger + same_status


def _right_value(gold: Filler, given: Filler) -> bool:
    return gold.valued and gold.value is not None and same_value(gold.value, given.value)


def _count_event(tally: Tally, judged: Judged) -> None:
    tally.add("event", right=judged.found, gold=judged.gold is not None, given=judged.given is not None)
    gold, given = judged.gold_fillers, judged.given_fillers
    tally.add("argument", right=len(judged.filler_pairs), gold=len(gold), given=len(given))
    exact = sum(_right_value(*pair) for pair in judged.filler_pairs)
    tally.add("value", right=exact, gold=sum(f.valued for f in gold), given=sum(f.valued for f in given))
    right, expected, told = judged.mentions
    tally.add("mention", right=right, gold=expected, given=told)
    if judged.found:
        tally.add("status", right=judged.same_status, gold=1, given=1)


def _count_roles(tallies: dict[str, Tally], judged: Judged) -> None:
    for filler in judged.gold_fillers:
        tally = tallies.setdefault(filler.role, Tally())
        tally.add("argument", right=0, gold=1, given=0)
        tally.add("value", right=0, gold=filler.valued, given=0)
    for filler in judged.given_fillers:
        tally = tallies.setdefault(filler.role, Tally())
        tally.add("argument", right=0, gold=0, given=1)
        tally.add("value", right=0, gold=0, given=filler.valued)
    for gold, given in judged.filler_pairs:
        tallies[gold.role].add("argument", right=1, gold=0, given=0)
        tallies[gold.role].add("value", right=_right_value(gold, given), gold=0, given=0)


def _misses(document: GoldDocument, judged: Judged) -> Iterator[Miss]:
    """Yield the errors of a pair; an event without a partner is one error, whatever its arguments."""
    kind = str(judged.event.get("type"))
    if not judged.found:
        spans = [mention for mention in judged.event.get("mentions", ()) if is_stretch(mention, document.text)]
        said = " | ".join(document.text[span["start"] : span["end"]] for span in spans)
        yield Miss(document.id, "missed" if judged.gold else "spurious", kind, said)
        return
    paired = {id(filler) for pair in judged.filler_pairs for filler in pair}
    for name, fillers in (("missed", judged.gold_fillers), ("spurious", judged.given_fillers)):
        for filler in fillers:
            if id(filler) not in paired:
                yield Miss(document.id, name, f"{kind}.{filler.role}", filler.text)
    for gold, given in judged.filler_pairs:
        if gold.valued and not _right_value(gold, given):
            yield Miss(document.id, "value", f"{kind}.{gold.role}", f"{gold.text}: {given.value} for {gold.value}")
    if not judged.same_status:
        yield Miss(document.id, "status", kind, f"{(judged.given or {}).get('status')} for {judged.event['status']}")
