"""What is measured on: the annotated documents as they are, and documents put together anew from their paragraphs."""

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from iraqsec.document import Document

ROOT = Path(__file__).resolve().parents[2]
_LONG = 15  # words of a line that is a paragraph of prose
_BROKEN = 200  # one document in so many cannot be read


@cache
def gold() -> tuple[tuple[str, str], ...]:
    """Return (language, text) of every annotated document."""
    lines = [
        line
        for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return tuple((lang_of(text), text) for text in (json.loads(line)["text"] for line in lines))


def lang_of(text: str) -> str:
    """Return "ar" where a third of a text's characters are Arabic, else "en"."""
    return "ar" if sum("\u0600" <= c <= "\u06ff" for c in text) > len(text) / 3 else "en"


def texts(lang: str, count: int) -> list[str]:
    """Return so many documents of a language, spread evenly over all."""
    mine = [text for own, text in gold() if own == lang]
    return [mine[i * len(mine) // count] for i in range(min(count, len(mine)))]


def words(listed: list[str]) -> int:
    """Return the number of words of texts, counted by the spaces between them."""
    return sum(len(text.split()) for text in listed)


@cache
def paragraphs() -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of the annotated documents and the seeds, by language."""
    found: dict[str, list[str]] = {"ar": [], "en": []}
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for text in [*seeds, *(text for _, text in gold())]:
        for paragraph in text.split("\n"):
            if len(paragraph.split()) > _LONG:
                found[lang_of(paragraph)].append(paragraph)
    return {lang: tuple(listed) for lang, listed in found.items()}


def corpus(count: int, *, parts: int = 3) -> Iterator[Document]:
    """Yield documents of so many paragraphs each, put together anew; one in two hundred cannot be read."""
    rng = random.Random(11)  # noqa: S311 - no secret hangs on it
    pool = paragraphs()
    for number in range(count):
        lang = rng.choice(("ar", "en"))
        text = "\n\n".join(rng.choices(pool[lang], k=parts)) + f"\n\nNo. {number}"
        if number % _BROKEN == _BROKEN - 1:
            yield Document(id=f"c{number}", text="", error="a broken record")
        else:
            yield Document(id=f"c{number}", text=text)


def resident() -> float:
    """Return the memory that this process holds, in MB; 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
