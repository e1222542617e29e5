"""Persons of a user's own table: found by name wherever they stand, and linked to their ids."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Sentence, mention_of
from iraqsec.gazetteer.linker import Linker
from iraqsec.taggers.base import Context, Tagger

_SCORE = 0.95
_PERSON = frozenset({"person"})


class KnownPersons(Tagger):
    """Finds the persons of a table; mentions that were seen before, with rank or post or in short, take their ids."""

    name = "known persons"

    def __init__(self, persons: Linker) -> None:
        """Look for these persons."""
        self._persons = persons

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the persons that nobody has seen yet, in text order."""
        found = [
            (sentence, match)
            for sentence in sentences
            for at, token in enumerate(sentence.tokens)
            if token.kind == "word" and (match := self._persons.match(context.language.code, sentence.tokens, at))
        ]
        others: dict[str, str] = {}
        for sentence, match in found:
            ident, known = match.entries[0].id, False
            for number, seen in enumerate(context.seen):
                if (
                    seen.label == "person"
                    and seen.sentence == sentence.index
                    and seen.first <= match.first
                    and match.last <= seen.last
                ):
                    if seen.link and seen.link != ident:
                        others[seen.link] = ident
                    context.seen[number] = evolve(seen, link=ident)
                    known = True
            if not known:
                yield mention_of(
                    sentence,
                    match.first,
                    match.last,
                    "person",
                    cut_start=match.cut,
                    link=ident,
                    score=_SCORE,
                    found_by="person:table",
                    classes=_PERSON,
                )
        for number, seen in enumerate(context.seen):
            if seen.link in others:
                context.seen[number] = evolve(seen, link=others[seen.link])
