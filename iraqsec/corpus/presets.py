"""Events in the columns of ACLED and UCDP GED, and with PLOVER codes, so that they can be laid beside those data.

They are names of columns and nearest codes, no coding by those projects' rules: what each leaves open stands in
``docs/corpus.md``. Only what happened or goes on is given to ACLED and UCDP columns.
"""

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import regex

from iraqsec.corpus.rows import folded
from iraqsec.corpus.store_select import StoredEvent
from iraqsec.events.types import Argument, Event
from iraqsec.gazetteer import places
from iraqsec.languages.folding import fold_word
from iraqsec.values import Number, Period, Place

Row = dict[str, Any]
_REAL = frozenset({"completed", "ongoing"})
_EXACT_KM, _NEAR_KM, _WIDE_KM = 5, 25, 60
_DAY_PRECISION = {"day": 1, "part": 1, "week": 2, "month": 3}
_IRAQ_NUMERIC, _IRAQ_GLEDITSCH_WARD = 368, 645


@cache
def _tables() -> dict[str, Any]:
    file = resources.files("iraqsec.corpus").joinpath("presets.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    for weapon in tables["weapons"]:
        forms = "|".join(regex.escape(fold_word(word)) for word in weapon["words"])
        weapon["pattern"] = regex.compile(rf"\b(?:[وبل]|ال|بال|وال)?(?:{forms})")
    return tables


def _weapon(event: Event) -> dict[str, Any]:
    """Return what an attack was done with, or {} where the words do not say."""
    told = [a.text for a in (*getattr(event, "weapon", ()), *getattr(event, "target", ()))]
    words = folded(" ".join([*told, *(m.text for m in event.mentions)]))
    found: dict[str, Any] = next((w for w in _tables()["weapons"] if w["pattern"].search(words)), {})
    return found


def acled(report: StoredEvent) -> Row | None:
    """Return the event in ACLED's columns, or None where it is of a kind that ACLED does not code, or has no date."""
    event = report.event
    names = _tables()["acled"].get(event.type)
    period = _when(report)
    if names is None or event.status not in _REAL or period is None:
        return None
    weapon = _weapon(event) if event.type == "Attack" else {}
    kind, sub = weapon.get("acled", names)
    actor, other = _sides(event)
    place = _where(event)
    killed = [n for a in getattr(event, "killed", ()) if (n := _figure(a)) is not None]
    return {
        "event_id_cnty": event.id,
        "event_date": period.start.isoformat() if period.start else None,
        "year": period.start.year if period.start else None,
        "time_precision": _DAY_PRECISION.get(period.precision, 3),
        "disorder_type": _tables()["acled_disorder"].get(kind),
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": actor,
        "actor2": other,
        "iso": _IRAQ_NUMERIC if place["country"] in ("IQ", None) else None,
        "region": "Middle East",
        "country": place["country_name"],
        "admin1": place["admin1"],
        "admin2": place["admin2"],
        "location": place["location"],
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "geo_precision": {1: 1, 2: 2, 3: 2}.get(place["precision"], 3),
        "source": report.source or report.url,
        "notes": " ".join(e.text for e in event.evidence),
        "fatalities": max(killed, default=0),
        "tags": f"iraqsec:{event.type};confidence={event.confidence:.2f}",
    }


def ucdp(report: StoredEvent) -> Row | None:
    """Return the event in UCDP GED's columns, or None where nobody is told to have been killed, or it has no date."""
    event = report.event
    figures = [a.value for a in getattr(event, "killed", ()) if isinstance(a.value, Number) and a.value.number]
    period = _when(report)
    if event.type not in ("Attack", "ArmedClash") or event.status not in _REAL or not figures or period is None:
        return None
    best = max(figures, key=lambda n: n.number or 0)
    actor, other = _sides(event)
    place = _where(event)
    start, end = period.start or period.end, period.end or period.start
    return {
        "id": event.id,
        "year": start.year if start else None,
        "type_of_violence": 3 if event.type == "Attack" else 1,
        "side_a": actor,
        "side_b": other if event.type == "ArmedClash" else "Civilians",
        "source_article": report.url or report.source or report.id,
        "source_date": (report.published or event.reported_on or "") and str(report.published or event.reported_on),
        "where_prec": place["precision"],
        "where_description": place["location"],
        "adm_1": place["admin1"],
        "adm_2": place["admin2"],
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "country": place["country_name"],
        "country_id": _IRAQ_GLEDITSCH_WARD if place["country"] in ("IQ", None) else None,
        "region": "Middle East",
        "event_clarity": 1,
        "date_prec": _date_precision(start, end),
        "date_start": str(start),
        "date_end": str(end),
        "best": best.number,
        "low": best.low if best.low is not None else best.number,
        "high": best.high if best.high is not None else best.number,
    }


def plover(report: StoredEvent) -> Row | None:
    """Return the event with its nearest PLOVER type and mode; both empty where the codebook has none."""
    event = report.event
    kind, mode = _tables()["plover"].get(event.type, ("", ""))
    actor, other = _sides(event)
    period = _when(report)
    place = _where(event)
    return {
        "event_id": event.id,
        "event_date": str(period.start or period.end) if period else None,
        "event_type": kind,
        "event_mode": (_weapon(event).get("plover", mode) if event.type == "Attack" else mode) or None,
        "event_status": event.status,
        "actor_name": actor,
        "recipient_name": other,
        "country": place["country"],
        "admin1": place["admin1"],
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "headline_source": report.source or report.url,
        "iraqsec_type": event.type,
        "confidence": event.confidence,
    }


def _when(report: StoredEvent) -> Period | None:
    """Return the event's days, or the day of the report where the text gives none."""
    period = next((a.value for a in report.event.time if isinstance(a.value, Period)), None)
    if period is not None and (period.start or period.end):
        return period
    day = report.event.reported_on or report.published
    return Period(day, day, precision="week") if day else None


def _date_precision(start: date | None, end: date | None) -> int:
    days = (end - start).days + 1 if start and end else 365
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def _figure(argument: Argument) -> float | None:
    return argument.value.number if isinstance(argument.value, Number) else None


def _sides(event: Event) -> tuple[str | None, str | None]:
    """Return who acts and who is acted on, as the report names them."""
    both = [a.text for role in ("participant", "party") for a in getattr(event, role, ())]
    acting = [a.text for a in getattr(event, "agent", ())] or both[:1]
    roles = ("target", "victim", "suspect", "network", "receiver", "force")
    other = [a.text for role in roles for a in getattr(event, role, ())] or both[1:]
    return "; ".join(acting) or None, "; ".join(other) or None


def _where(event: Event) -> Row:
    """Return the most precise place, with its governorate and district by name."""
    found = [(a, a.value) for a in event.place if isinstance(a.value, Place)]
    best = min(found, key=lambda pair: _km(pair[1]), default=None)
    if best is None:
        empty = ("location", "country", "country_name", "admin1", "admin2", "latitude", "longitude", "precision")
        return dict.fromkeys(empty)
    argument, value = best
    known = _names()
    entry = known.get(value.id or "")
    district = entry
    while district is not None and district.kind != "district":
        district = known.get(district.parent or "")
    code = value.governorate or next((g for g in event.governorates), None)
    governorate = known.get(f"governorate:{code}")
    country = "IQ" if code else value.country
    nation = known.get(f"country:{country}")
    return {
        "location": entry.name_en if entry else argument.text,
        "country": country,
        "country_name": nation.name_en if nation else country,
        "admin1": governorate.name_en if governorate else None,
        "admin2": district.name_en if district else None,
        "latitude": value.latitude,
        "longitude": value.longitude,
        "precision": _place_precision(value),
    }


def _km(value: Place) -> float:
    return value.precision if value.precision is not None else 1e6


def _place_precision(value: Place) -> int:
    """Return UCDP's code: 1 exact, 2 near, 3 a district, 4 a governorate, 6 a country."""
    if value.governorate is None and value.kind in (None, "country"):
        return 6
    if value.kind in (None, "governorate"):
        return 4
    km = _km(value)
    return next((code for code, most in ((1, _EXACT_KM), (2, _NEAR_KM), (3, _WIDE_KM)) if km <= most), 4)


@cache
def _names() -> dict[str, places.KnownPlace]:
    return {entry.id: entry for entry in places.all()}


PRESETS: dict[str, Callable[[StoredEvent], Row | None]] = {"acled": acled, "ucdp": ucdp, "plover": plover}
