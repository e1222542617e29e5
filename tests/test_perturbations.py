"""The same report in other spellings gives the same events: what browsers, editors and crawlers do to a text."""

import html
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import iraqsec
from iraqsec.events.types import Event
from iraqsec.languages.folding import fold
from iraqsec.learning.gold import GoldDocument, read_gold

GOLD = Path(__file__).parent / "gold"
EVERY = 31  # of the gold documents in a plain test run; the `slow` run takes all
LEAST = 0.98  # share of documents whose events must not change

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("كي", "کی")
_SMART = str.maketrans({"'": "’"})


def _between_letters(mark: str, step: int) -> Callable[[str], str]:
    """Put a mark behind every step-th Arabic letter that another one follows."""

    def change(text: str) -> str:
        out, seen = [], 0
        for here, following in zip(text, [*text[1:], " "], strict=True):
            out.append(here)
            if here in _LETTERS and following in _LETTERS:
                seen += 1
                if seen % step == 0:
                    out.append(mark)
        return "".join(out)

    return change


def _presentation_forms(text: str) -> str:
    """Write lam-alef as the ligature that old software stores.

    Not at the beginning of a word: there the lam may be a particle, and no span can begin inside one character.
    """
    return re.sub(r"(?<=\w)لا", "ﻻ", text)


def _soft_hyphens(text: str) -> str:
    return " ".join(
        w[:4] + "\u00ad" + w[4:] if len(w) > 7 and w.isascii() and w.isalpha() else w for w in text.split(" ")
    )


PERTURBATIONS: dict[str, Callable[[str], str]] = {
    "tatweel": _between_letters("\u0640", 5),
    "vowel marks": _between_letters("\u064e", 3),
    "zero-width non-joiner": _between_letters("\u200c", 7),
    "presentation forms": _presentation_forms,
    "persian letters": lambda text: text.translate(_PERSIAN),
    "eastern digits": lambda text: text.translate(_EASTERN),
    "bidi controls": lambda text: "\u202b" + text.replace("\n", "\u200f\n") + "\u202c",
    "html references": lambda text: html.escape(text, quote=True),
    "soft hyphens": _soft_hyphens,
    "no-break spaces": lambda text: text.replace(" في ", "\u00a0في\u00a0").replace(" in ", "\u00a0in\u00a0"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "smart apostrophes": lambda text: text.translate(_SMART),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
}


def _documents(every: int) -> list[GoldDocument]:
    documents = [
        d
        for name in ("dev", "train", "agency", "reports", "varied", "seeds")
        for d in read_gold(GOLD / f"{name}.jsonl")
    ]
    return documents[::every]


def _told(events: tuple[Event, ...]) -> list[tuple[object, ...]]:
    """Return what the events say, in folded words."""

    def plain(text: str) -> str:
        return " ".join(fold(text).text.split())

    return [
        (
            e.type,
            e.status,
            *(plain(m.text) for m in e.mentions),
            *((a.role, plain(a.text), a.value) for a in e.arguments),
        )
        for e in events
    ]


def _share_unchanged(every: int) -> tuple[float, dict[str, list[str]]]:
    changed: dict[str, list[str]] = {}
    documents = _documents(every)
    for document in documents:
        expected = _told(iraqsec.extract(document.text, published=document.published).events)
        for name, change in PERTURBATIONS.items():
            text = change(document.text)
            result = iraqsec.extract(text, published=document.published)
            assert all(a.text == text[a.span.start : a.span.end] for e in result.events for a in e.arguments)
            if _told(result.events) != expected:
                changed.setdefault(document.id, []).append(name)
    return 1 - len(changed) / len(documents), changed


def test_spellings_do_not_change_the_events() -> None:
    """At most one document in fifty may change, under all perturbations together."""
    share, changed = _share_unchanged(EVERY)
    assert share >= LEAST, changed


@pytest.mark.slow
def test_spellings_do_not_change_the_events_of_any_gold_text() -> None:
    """The same over all gold texts."""
    share, changed = _share_unchanged(1)
    assert share >= LEAST, changed
