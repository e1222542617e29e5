"""The place tagger on phrases in context: where each lies, and what is no place."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from attrs import frozen

from iraqsec.document import EntityMention
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.base import Context
from iraqsec.taggers.places import Places

CORPUS = Path(__file__).parent.parent / "corpora" / "places.tsv"
BAR = 0.95
SURE = 0.45  # places in focus and nominal ones score less: they are offers


@frozen
class Phrase:
    """One marked phrase of the corpus."""

    lang: str
    zone: str
    text: str
    phrase: str


def phrases() -> Iterator[Phrase]:
    """Yield the marked phrases of the corpus; a line with two marks gives two."""
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        lang, zone, text = line.split("\t")
        plain = text.replace("[", "").replace("]", "")
        for marked in regex.findall(r"\[([^\]]+)\]", text):
            yield Phrase(lang, zone, plain, marked)


PHRASES = tuple(phrases())
TAGGER = Places()


def mentions(text: str, lang: str, dateline: str | None = None) -> list[EntityMention]:
    """Return the places of a text whose sentences are parted by "//"."""
    language = get(lang)
    sentences = [language.sentence(part.strip(), number) for number, part in enumerate(text.split("//"))]
    return list(TAGGER.tag(sentences, Context(language, dateline=dateline)))


def likeness(one: str, other: str) -> float:
    """Return the word F1 of two phrases."""
    first, second = (Counter(regex.findall(r"\w+", fold_word(text))) for text in (one, other))
    both = sum((first & second).values())
    return 2 * both / (first.total() + second.total())


def zone_of(mention: EntityMention) -> str | None:
    """Return the governorate, else the country, of a place."""
    return mention.value.governorate or mention.value.country  # type: ignore[union-attr]


def fails(phrase: Phrase) -> str | None:
    """Say what is wrong with what is found for a phrase, or None."""
    found = mentions(phrase.text, phrase.lang)
    if phrase.zone == "-":
        wrong = [m.text for m in found if m.score >= SURE and fold_word(phrase.phrase) in m.text.lower().split()]
        return f"found {wrong}" if wrong else None
    near = [m for m in found if likeness(m.text, phrase.phrase) >= 0.5]
    if not near:
        return "found nothing"
    best = max(near, key=lambda m: (likeness(m.text, phrase.phrase), m.score))
    return None if zone_of(best) == phrase.zone else f"is {zone_of(best)} by {best.found_by}"


def test_the_corpus_is_large_and_in_both_languages() -> None:
    counts = Counter(phrase.lang for phrase in PHRASES)
    assert counts.total() >= 300
    assert min(counts["ar"], counts["en"]) >= 140
    assert len({(phrase.text, phrase.phrase) for phrase in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_places_are_right_in_context(lang: str) -> None:
    mine = [phrase for phrase in PHRASES if phrase.lang == lang]
    failures = [(phrase.phrase, phrase.zone, why, phrase.text) for phrase in mine if (why := fails(phrase))]
    share = 1 - len(failures) / len(mine)
    listed = "\n".join(" | ".join(failure) for failure in failures)
    assert share >= BAR, f"{share:.1%} of {len(mine)}; failures:\n{listed}"
