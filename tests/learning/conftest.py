"""A handful of invented gold documents."""

from typing import Any

import pytest

from iraqsec.learning.gold import GoldDocument

Filler = tuple[str, str, dict[str, Any] | None]


def event(text: str, name: str, trigger: str, *fillers: Filler, status: str = "completed") -> dict[str, Any]:
    """Return an event in the gold format; words stand where they first occur."""

    def span(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    arguments = [{"role": role, **span(words), "value": value} for role, words, value in fillers]
    return {"type": name, "status": status, "mentions": [span(trigger)], "arguments": arguments}


TOWNS = [
    ("Basra", "البصرة", "IQ-BA"),
    ("Kirkuk", "كركوك", "IQ-KI"),
    ("Mosul", "الموصل", "IQ-NI"),
    ("Hilla", "الحلة", "IQ-BB"),
]


def english(number: int) -> GoldDocument:
    """Return a report of an arrest and a planned seizure, with words that are no event."""
    town, _, code = TOWNS[number % len(TOWNS)]
    count = number + 2
    text = (
        f"Police arrested {count} smugglers in {town} on Friday, an officer said.\n\n"
        f"Guards will confiscate {count * 10} kg of hashish there, he added.\n\n"
        "Residents spoke of a quiet day. Cardiac arrest remains a common cause of death."
    )
    arrest = event(
        text,
        "Arrest",
        "arrested",
        ("agent", "Police", None),
        ("suspect", "smugglers", None),
        ("quantity", str(count), {"number": count, "unit": "person"}),
        ("place", town, {"governorate": code}),
    )
    seizure = event(
        text,
        "Seizure",
        "confiscate",
        ("agent", "Guards", None),
        ("item", "hashish", None),
        ("quantity", f"{count * 10} kg", {"number": count * 10, "unit": "kg"}),
        status="planned",
    )
    return GoldDocument(id=f"en-{number}", lang="en", text=text, published="2025-01-11", events=(arrest, seizure))


def arabic(number: int) -> GoldDocument:
    """Return the like in Arabic."""
    _, town, code = TOWNS[number % len(TOWNS)]
    count = number + 3
    text = (
        f"اعتقلت الشرطة {count} متهمين في {town}، بحسب مصدر أمني.\n\n"
        f"وستضبط المفارز {count * 10} كغم من الحشيشة، وفق المصدر.\n\n"
        "وتحدث الأهالي عن يوم هادئ في الأسواق."
    )
    arrest = event(
        text,
        "Arrest",
        "اعتقلت",
        ("agent", "الشرطة", None),
        ("suspect", "متهمين", None),
        ("quantity", str(count), {"number": count, "unit": "person"}),
        ("place", town, {"governorate": code}),
    )
    seizure = event(
        text,
        "Seizure",
        "ستضبط",
        ("agent", "المفارز", None),
        ("quantity", f"{count * 10} كغم", {"number": count * 10, "unit": "kg"}),
        status="planned",
    )
    return GoldDocument(id=f"ar-{number}", lang="ar", text=text, published="2025-01-11", events=(arrest, seizure))


@pytest.fixture(scope="session")
def gold_documents() -> list[GoldDocument]:
    """Return six documents of each language."""
    return [make(number) for make in (arabic, english) for number in range(6)]
