"""What an argument means: a number with its unit, a place, a stretch of time.

`to_dict()` gives the judged keys of the gold format first and the further keys only where they say something.
"""

from datetime import date
from typing import Any

from attrs import field, frozen, validators

UNITS = frozenset(
    [
        "person",
        "household",
        "kg",
        "g",
        "ton",
        "pound",
        "litre",
        "pill",
        "km",
        "m",
        "mile",
        "dunam",
        "dollar",
        "dinar",
        "weapon",
        "munition",
        "drone",
        "vehicle",
        "camera",
        "device",
        "document",
        "warrant",
        "case",
        "network",
        "site",
        "container",
        "animal",
        "antiquity",
        "unit",
        "item",
    ]
)
"""The closed list of units of the ontology."""


@frozen(kw_only=False)
class Number:
    """A count or measure: ``number`` is the figure that is judged (a range's lower bound; None for "dozens").

    ``precision`` is "exact", "about", "at_least", "at_most", "range" or "vague"; ``low`` and ``high`` bound the figure.
    """

    number: float | int | None
    unit: str = field(default="item", validator=validators.in_(UNITS))
    low: float | int | None = None
    high: float | int | None = None
    precision: str = "exact"

    def to_dict(self) -> dict[str, Any]:
        """Return the gold format's value, with ``low``, ``high`` and ``precision`` where they differ from the plain."""
        extra = {"low": self.low, "high": self.high, "precision": None if self.precision == "exact" else self.precision}
        return {"number": self.number, "unit": self.unit} | {k: v for k, v in extra.items() if v is not None}


@frozen
class Place:
    """A place: ISO 3166-2:IQ ``governorate`` inside Iraq, else ISO 3166-1 ``country``; coordinates in WGS 84 degrees.

    ``precision`` is the radius in kilometres within which the coordinates hold.
    """

    governorate: str | None = None
    country: str | None = None
    id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: float | None = None
    kind: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the gold format's value: the governorate, or the country, then what else is known."""
        code = {"governorate": self.governorate} if self.governorate else {"country": self.country}
        extra = {
            "id": self.id,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "precision": self.precision,
            "kind": self.kind,
        }
        return code | {k: v for k, v in extra.items() if v is not None}


@frozen
class Period:
    """A stretch of days, both ends inclusive; an unknown side is None.

    ``precision`` names what the text gave ("day", "month", "year", "week", "part", …); ``anchor`` is the day against
    which a relative expression was resolved; ``calendar`` is "gregorian" or "hijri".
    """

    start: date | None
    end: date | None
    precision: str = "day"
    anchor: date | None = None
    calendar: str = "gregorian"

    def to_dict(self) -> dict[str, Any]:
        """Return the gold format's value, dates in ISO 8601."""
        out: dict[str, Any] = {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision,
        }
        if self.anchor:
            out["anchor"] = self.anchor.isoformat()
        if self.calendar != "gregorian":
            out["calendar"] = self.calendar
        return out


Value = Number | Place | Period


def value_from_dict(value: dict[str, Any] | None) -> Value | None:
    """Read a value back from the gold format's form; None stays None.

    Raises:
        ValueError: a date that is no ISO date or a unit outside the closed list.
    """
    if value is None:
        return None
    if "number" in value:
        return Number(**{k: value[k] for k in ("number", "unit", "low", "high", "precision") if k in value})
    if "start" in value or "end" in value:
        days = {k: date.fromisoformat(value[k]) if value.get(k) else None for k in ("start", "end", "anchor")}
        return Period(**days, precision=value.get("precision", "day"), calendar=value.get("calendar", "gregorian"))
    keys = ("governorate", "country", "id", "latitude", "longitude", "precision", "kind")
    return Place(**{k: value[k] for k in keys if k in value})
