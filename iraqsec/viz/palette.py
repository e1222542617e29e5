"""Colors and the second cues beside them: what a person sees who cannot tell the colors apart.

The eight colors are those of Okabe and Ito, chosen so that the colour-blind tell them apart. No picture says anything by
color alone: a mark has its underline, a marker its shape, a bar its hatching, a cell its number.
"""

from attrs import frozen

from iraqsec.events.types import Event, value_class
from iraqsec.values import Number, Period, Place

BLACK = "#000000"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"
GRAY = "#6B6B6B"
INK = "#1A1A1A"
PAPER = "#FFFFFF"


@frozen
class Group:
    """How the roles of one kind are marked in a text: a color, and an underline of its own (CSS style and pixels)."""

    name: str
    color: str
    style: str
    width: int


@frozen
class Look:
    """How a family of event types is drawn: a color, matplotlib's marker and hatching, and plotly's symbol."""

    name: str
    color: str
    marker: str
    hatch: str
    symbol: str


GROUPS: dict[str, Group] = {
    "trigger": Group("event", BLACK, "solid", 3),
    "actor": Group("who acts", BLUE, "solid", 2),
    "affected": Group("who is acted on", VERMILLION, "dashed", 2),
    "thing": Group("what", ORANGE, "dotted", 3),
    "number": Group("how many", PURPLE, "double", 4),
    "place": Group("where", GREEN, "solid", 4),
    "time": Group("when", SKY, "dashed", 4),
    "about": Group("about what", GRAY, "dotted", 2),
}
"""Kinds of what an event consists of, in the order of the legend."""

ROLE_GROUPS: dict[str, str] = {
    "agent": "actor",
    "contractor": "actor",
    "giver": "actor",
    "participant": "actor",
    "party": "actor",
    "receiver": "affected",
    "suspect": "affected",
    "target": "affected",
    "victim": "affected",
    "network": "affected",
    "person": "affected",
    "organization": "affected",
    "trainee": "affected",
    "force": "affected",
    "equipment": "thing",
    "control_centre": "thing",
    "object": "thing",
    "system": "thing",
    "weapon": "thing",
    "measure": "thing",
    "facility": "thing",
    "item": "thing",
}
"""Role -> group; a role that is not here goes by the class of its values, and else belongs to "about"."""

FAMILIES: dict[str, Look] = {
    "reform": Look("reform", BLUE, "s", "", "square"),
    "diplomacy": Look("diplomacy", GREEN, "^", "//", "triangle-up"),
    "enforcement": Look("enforcement", ORANGE, "o", "..", "circle"),
    "violence": Look("violence", VERMILLION, "X", "xx", "x"),
    "": Look("other", GRAY, "D", "\\\\", "diamond"),
}
"""Family of event types -> how it is drawn; a type of one's own without a family is "other"."""

STATUS_SIGNS: dict[str, str] = {"completed": "●", "ongoing": "◐", "planned": "○", "proposed": "◌", "negated": "⊘"}
"""A sign for each status, beside its name."""


def group_of(role: str, cls: type[Event] | None = None) -> str:
    """Return the group of a role: what it is in the table, or what its values are.

    >>> group_of("suspect"), group_of("killed"), group_of("deadline"), group_of("charge")
    ('affected', 'number', 'time', 'about')
    """
    if role in ROLE_GROUPS:
        return ROLE_GROUPS[role]
    kinds: dict[type | None, str] = {Number: "number", Place: "place", Period: "time"}
    for owner in (cls, *_types()) if cls else _types():
        try:
            return kinds.get(value_class(owner, role), "about")
        except KeyError:
            continue
    return "about"


def look_of(family: str) -> Look:
    """Return how a family is drawn."""
    return FAMILIES.get(family, FAMILIES[""])


def tint(color: str, share: float) -> str:
    """Return a color mixed with white: ``share`` of it is left.

    >>> tint("#000000", 0.2)
    '#CCCCCC'
    """
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def _types() -> tuple[type[Event], ...]:
    from iraqsec.events.types import iter_types

    return tuple(iter_types())
