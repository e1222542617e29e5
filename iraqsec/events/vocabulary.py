"""Trigger words that were learned from gold documents, beside those of the frames."""

from functools import cache
from importlib import resources


@cache
def learned_triggers(code: str) -> tuple[tuple[str, str], ...]:
    """Return (type, folded words) pairs of a language, sorted: the rows of ``weights/vocabulary.tsv``."""
    file = resources.files("iraqsec.events").joinpath("weights", "vocabulary.tsv")
    if not file.is_file():
        return ()
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line)
    return tuple((name, words) for lang, name, words in rows if lang == code)
