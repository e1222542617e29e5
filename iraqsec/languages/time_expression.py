"""A time expression, what it is resolved against, and what it was found to mean: the types of the modules beside."""

from datetime import date

from attrs import define, frozen

from iraqsec.values import Period

Groups = dict[str, str]
Open = tuple[date | None, date | None]

NEAR = 75  # days ahead: a bare date so near in the future, and far in the past, is the coming one
AHEAD = frozenset({"until", "before", "within", "from"})  # bounds that point ahead unless the tense says otherwise


@define
class TimeExpression:
    """A stretch of a sentence that names a time: offsets in the sentence, the rule's kind, and its canonical groups.

    ``bound`` is what words before it make of it ("since", "until", "before", "within", "over" or "") and ``opened`` where
    these begin (-1: the expression says so itself), ``tense`` is "future", "past" or "" by the cues of its clause, ``until``
    is the other end of a range.
    """

    start: int
    end: int
    kind: str
    rule: str
    groups: Groups
    bound: str = ""
    opened: int = -1
    tense: str = ""
    until: "TimeExpression | None" = None
    announced: bool = False


@frozen
class Anchor:
    """What relative expressions are resolved against: the day of publication and the day that the article speaks of."""

    published: date | None = None
    focus: date | None = None
    focus_unit: str = "day"
    recent: date | None = None  # the last day named that is the day of publication or one of the two before
    near: Period | None = None  # the last time named in the sentence, be it that of saying


@define
class Found:
    """Days with the unit that the text named, before the bound is applied."""

    days: Open
    unit: str = "day"
    calendar: str = "gregorian"
    anchor: date | None = None
