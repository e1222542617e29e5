"""Reads the invented happenings of ``happenings.txt`` as tellings with their right groups."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from iraqsec.corpus.store_select import StoredEvent
from iraqsec.document import Span
from iraqsec.events.types import TYPES, Argument, Event, Mention, roles_of, value_class
from iraqsec.gazetteer import organizations, persons, places
from iraqsec.languages import base as languages
from iraqsec.values import Number, Period, Place


@frozen
class Told:
    """A report of the set: the happening that it tells of, and whether weights were set on it."""

    happening: str
    scene: str
    tuned: bool
    report: StoredEvent


def read(path: Path | None = None) -> Iterator[Told]:
    """Yield the reports of the set in order."""
    scene = name = ""
    tuned = False
    file = path or Path(__file__).with_suffix(".txt")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        if line.startswith("## "):
            tuned, scene = line.split()[1] == "tune", line[3:]
        elif line.startswith("== "):
            name = line[3:]
        elif line and not line.startswith("#"):
            yield Told(name, scene, tuned, _report(line, number))


def _report(line: str, number: int) -> StoredEvent:
    head, kind, *fields = (part.strip() for part in line.split("|"))
    lang, day = head.split()
    published = date.fromisoformat(day)
    name, _, status = kind.partition("/")
    cls = TYPES[name]
    arguments: dict[str, list[Argument]] = {}
    for field in fields:
        argument = _argument(field, cls, lang)
        arguments.setdefault(argument.role, []).append(argument)
    assert set(arguments) <= set(roles_of(cls)) | {"quantity", "weapon"}, (line, set(arguments) - set(roles_of(cls)))
    made: dict[str, Any] = {role: tuple(found) for role, found in arguments.items() if role in roles_of(cls)}
    made["mentions"] = (Mention(Span(0, 1), name),)
    event = cls(**made, status=status or "completed", reported_on=published, id=f"e{number}")
    return StoredEvent(
        event=event,
        document=f"d{number}",
        id=f"report-{number}",
        source=f"agency{number % 7}",
        lang=lang,
        published=published,
    )


def _argument(field: str, cls: type[Event], lang: str) -> Argument:
    def filled(role: str, text: str, value: Number | Place | Period | None = None, link: str | None = None) -> Argument:
        return Argument(role=role, text=text, span=Span(0, len(text)), value=value, link=link)

    if field.startswith("@"):
        place = places.find(field[1:])[0]
        return filled("place", field[1:], _place(place), place.id)
    if field.startswith("IQ-"):
        return filled(
            "place", field, Place(governorate=field, country="IQ", id=f"governorate:{field}", kind="governorate")
        )
    if "=" not in field:
        start, _, end = field.partition("/")
        return filled("time", field, Period(date.fromisoformat(start), date.fromisoformat(end or start)))
    role, text = field.split("=", 1)
    figure, _, unit = text.partition(" ")
    if (role in roles_of(cls) and value_class(cls, role) is Number) or figure.replace(".", "").isdigit():
        return filled(role, text, Number(float(figure) if "." in figure else int(figure), unit))
    if text.startswith("~"):
        return filled(role, text[1:], link=persons.person_id(text[1:]))
    tokens = languages.get(lang).sentence(text).tokens
    found = organizations.match(lang, tokens, 0)
    return filled(role, text, link=found.id if found and found.last == len(tokens) else None)


def _place(place: places.KnownPlace) -> Place:
    return Place(
        governorate=place.governorate,
        country=place.country,
        id=place.id,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        kind=place.kind,
    )
