"""Plain tables for the terminal."""

import shutil
import unicodedata
from collections.abc import Sequence

_GAP = "  "
_NARROWEST_LAST_COLUMN = 40


def render(header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Return rows as aligned columns; the last column is wrapped to what the terminal has left.

    >>> print(render(("type", "where"), [("Arrest", "Basra"), ("Seizure", "Najaf")]))
    type     where
    Arrest   Basra
    Seizure  Najaf
    """
    width = width or shutil.get_terminal_size((120, 24)).columns
    table = [[" ".join(cell.split()) for cell in row] for row in (header, *rows)]
    sizes = [max(map(_columns, column)) for column in zip(*table, strict=True)]
    left = sum(sizes[:-1]) + len(_GAP) * (len(sizes) - 1)
    lines: list[str] = []
    for row in table:
        for number, rest in enumerate(_wrap(row[-1], max(width - left, _NARROWEST_LAST_COLUMN))):
            cells = row[:-1] if number == 0 else [""] * (len(row) - 1)
            padded = [cell + " " * (size - _columns(cell)) for cell, size in zip(cells, sizes[:-1], strict=True)]
            lines.append(_GAP.join([*padded, rest]).rstrip())
    return "\n".join(lines)


def _columns(text: str) -> int:
    """Return how many columns a text takes: combining and formatting characters take none."""
    return sum(unicodedata.category(character) not in {"Mn", "Me", "Cf"} for character in text)


def _wrap(text: str, width: int) -> list[str]:
    """Break a text between words into lines of at most ``width`` columns; a longer word stands alone."""
    lines = [""]
    for word in text.split():
        line = f"{lines[-1]} {word}".strip()
        if lines[-1] and _columns(line) > width:
            lines.append(word)
        else:
            lines[-1] = line
    return lines
