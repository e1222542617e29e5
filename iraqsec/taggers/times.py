"""Times: every time expression of an article, resolved against its publication date and the day that it speaks of."""

from collections.abc import Iterator, Sequence
from importlib import import_module

from attrs import evolve

from iraqsec.document import EntityMention, Sentence, Span, mention_of
from iraqsec.languages.periods import resolve
from iraqsec.languages.time_expression import Anchor, TimeExpression
from iraqsec.languages.time_reader import tokens_of
from iraqsec.taggers.base import Context, Tagger
from iraqsec.values import Period

_SCORES = {"duration": 0.4, "gap": 0.4, "part": 0.6}
_VAGUE = 0.9  # resolved against the publication date
_RECENT = 2  # days before publication that a part of the day without its day may belong to
_PASSING = frozenset(
    {"duration", "gap", "part", "span", "feast", "season"}
)  # named in passing: what follows is not about them, but for a season with its year
_DATED = frozenset({"year", "a", "yrel", "rel", "mrel", "limit"})  # with one of these a date tells its year
_OPEN = {"since": "since", "from": "since", "after": "since", "until": "until", "before": "until"}


class Times(Tagger):
    """Yields the times of sentences, each with its `Period` where the article lets it be known.

    ``classes`` tell the scorer what stands around: "announcement" (a verb of saying governs it), "duration" (how long,
    not when), "since" and "until" (one side is open), "part" (a part of a day alone), "yearless" (its year is
    the nearest). ``parts["since"]`` are the words that open it ("since the fall of Mosul in").
    """

    name = "times"

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the times in text order, none overlapping."""
        read = import_module(f"iraqsec.languages.{context.language.code}.dates").recognize_times
        anchor = Anchor(context.published)
        for sentence in sentences:
            anchor = evolve(anchor, near=None)
            for time in read(sentence):
                period = resolve(time, anchor)
                yield _mention(sentence, time, period)
                anchor = _moved(anchor, time, period)


def _moved(anchor: Anchor, time: TimeExpression, period: Period | None) -> Anchor:
    """Return the anchor for what follows: a day that is named comes into focus, an announcement's day does not."""
    passing = time.kind in _PASSING and not (time.kind == "season" and "year" in time.groups)
    if period is None or period.start is None or passing or time.groups.get("dir") == "event":
        return anchor
    anchor = evolve(anchor, near=period)
    if time.announced and anchor.focus is not None:
        return anchor
    recent, published = anchor.recent, anchor.published
    if published and period.start == period.end and 0 <= (published - period.start).days <= _RECENT:
        recent = period.start
    return Anchor(published, period.start, period.precision, recent, period)


def _mention(sentence: Sentence, time: TimeExpression, period: Period | None) -> EntityMention:
    """Build the mention of an expression, cut from its first and last token where clitics are written on."""
    start, end = sentence.start + time.start, sentence.start + time.end
    first, last = tokens_of(sentence, time)
    classes = {"duration" if time.kind == "gap" else time.kind} & {"duration", "part"}
    if time.announced:
        classes.add("announcement")
    if time.kind == "date" and time.until is None and not _DATED & time.groups.keys():
        classes.add("yearless")
    if time.bound in _OPEN and time.until is None:
        classes.add(_OPEN[time.bound])
    parts = {}
    if time.bound == "since" and 0 <= time.opened < time.start and time.until is None:
        words = sentence.text[time.opened : time.start].rstrip()
        parts["since"] = Span(sentence.start + time.opened, sentence.start + time.opened + len(words))
    score = _SCORES.get(time.kind, _VAGUE if period is None or period.anchor else 1.0)
    return mention_of(
        sentence,
        first,
        last,
        "time",
        cut_start=start - sentence.tokens[first].start,
        cut_end=sentence.tokens[last - 1].end - end,
        value=period,
        score=score,
        found_by=f"times:{time.rule}",
        classes=frozenset(classes),
        parts=parts,
    )
