"""Places: known names, open patterns for unknown ones, borders, and the country or region as a whole.

Names come from the gazetteer, longest match first; the noun that governs a name and touches it belongs to the mention
("محافظة البصرة", "Basra province"), a side does not ("شمالي [بابل]").
"""

from collections.abc import Iterator, Sequence

from iraqsec.document import EntityMention, Sentence, mention_of
from iraqsec.gazetteer.cues import cues
from iraqsec.gazetteer.linker import Linker, places
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.place_context import NEIGHBOURS, Article, Found, settle, zone_of
from iraqsec.taggers.place_names import ArabicNames, EnglishNames
from iraqsec.taggers.place_patterns import Patterns, is_measured
from iraqsec.taggers.place_patterns_ar import ArabicPatterns
from iraqsec.taggers.place_patterns_en import EnglishPatterns


class Places(Tagger):
    """Finds places and says which governorate or country they lie in."""

    name = "places"

    def __init__(self, linker: Linker | None = None) -> None:
        """Use the shipped gazetteer, or another: the shipped one with a user's tables laid over it."""
        self._linker = linker

    @property
    def linker(self) -> Linker:
        """The index over all names; the shipped table is read when first needed."""
        return self._linker or places()

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield places in text order."""
        code = context.language.code
        known = cues(code)
        finder = (EnglishNames if code == "en" else ArabicNames)(self.linker, known)
        article = Article(dateline=_zone_of_name(self.linker, context.dateline, code))
        found = [one for position, sentence in enumerate(sentences) for one in finder.names(sentence, position)]
        settle(found, sentences, article, known.of("direction"), known.of("locator"))
        kept = [one for one in found if not one.drop]
        for one in kept:
            one.measured = is_measured(sentences[one.sentence].tokens, one.first, known)
            if one.entry and one.entry.country in NEIGHBOURS:
                article.neighbours.append((one.sentence, one.first, one.entry.country))
        reader = (EnglishPatterns if code == "en" else ArabicPatterns)(known, self.linker, article)
        kept += _patterns(reader, sentences, kept)
        kept = [one for one in kept if not one.drop]
        kept.sort(key=lambda one: (one.sentence, one.first, -one.last))
        for one in kept:
            sentence = sentences[one.sentence]
            yield mention_of(
                sentence,
                one.first,
                one.last,
                "place",
                cut_start=one.cut,
                value=one.value,
                link=one.entry.id if one.entry else None,
                score=one.score,
                found_by=one.rule,
                head=one.name_first if one.name_first >= 0 else one.first,
            )


def _patterns(reader: Patterns, sentences: Sequence[Sentence], found: Sequence[Found]) -> list[Found]:
    """Return the places that are told by pattern, beside the names already found."""
    by_sentence: dict[int, list[Found]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    out: list[Found] = []
    for position, sentence in enumerate(sentences):
        inside = by_sentence.get(position, [])
        reader.move_roads(sentence, inside)
        told = list(reader.read(sentence, inside))
        for one in told:
            one.sentence = position
        reader.join_roads(sentence, [*inside, *told])
        out += told
        reader.pass_by(inside)
    return out


def _zone_of_name(linker: Linker, name: str | None, code: str) -> str | None:
    """Return the governorate or country of a dateline's place."""
    if not name:
        return None
    entries = linker.named(name, code)
    return zone_of(entries[0]) if entries else None
