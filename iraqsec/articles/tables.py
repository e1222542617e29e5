"""The word tables of this folder, read once and folded, and the patterns made of them."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import regex

from iraqsec.languages.calendar import load_words
from iraqsec.languages.folding import fold_word


@cache
def table(name: str) -> dict[str, Any]:
    """Read ``<name>.toml`` of this folder."""
    file = resources.files("iraqsec.articles").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def calendar_names(kind: str) -> dict[str, int]:
    """Return the folded names of the "month"s or "weekday"s of both languages, with their numbers from 1."""
    given = [load_words(lang)["words"][kind] for lang in ("ar", "en")]
    return {form: int(n) for names in (*given, table("dates")[kind + "s"]) for n in names for form in folded(names[n])}


def folded(words: Iterable[str]) -> list[str]:
    """Fold entries the way the page's text is folded, in lower case, longest first, each once."""
    return sorted({fold_word(word) for word in words}, key=lambda word: (-len(word), word))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the entries; a space in one stands for any run of spaces."""
    return (
        "(?:" + "|".join(regex.escape(word, literal_spaces=True).replace(" ", r"\s+") for word in folded(words)) + ")"
    )


def lowered(text: str) -> str:
    """Return text in lower case at the same offsets: letters whose lower case is longer ("İ") stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
