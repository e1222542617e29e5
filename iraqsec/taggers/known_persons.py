"""Persons of a user's own table: found by name wherever they stand, and linked to their ids."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Sentence, mention_of
from iraqsec.gazetteer.linker import Linker, Match
from iraqsec.gazetteer.persons import name_key
from iraqsec.taggers.base import Context, Tagger

_SCORE = 0.95
_PERSON = frozenset({"person"})


class KnownPersons(Tagger):
    """Finds the persons of a table; mentions that were seen before, with rank or post or in short, take their ids."""

    name = "known persons"

    def __init__(self, persons: Linker) -> None:
        """Look for these persons."""
        self._persons = persons
        self._by_ends: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        for entry in persons.entries:
            for key in dict.fromkeys(name_key(name) for name in (*entry.names("en"), *entry.names("ar"))):
                if len(key) > 1:
                    self._by_ends.setdefault((key[0], key[-1]), []).append((key[1:-1], entry.id))

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the persons that nobody has seen yet, in text order; give those that were seen their ids."""
        others: dict[str, str] = {}
        for number, seen in enumerate(context.seen):
            if seen.label == "person" and seen.link and (ident := self._id(seen.link)):
                others[seen.link] = ident
                context.seen[number] = evolve(seen, link=ident)
        for sentence in sentences:
            for at, token in enumerate(sentence.tokens):
                match = (
                    self._persons.match(context.language.code, sentence.tokens, at) if token.kind == "word" else None
                )
                if match and not _give(context, sentence, match, others):
                    yield mention_of(
                        sentence,
                        match.first,
                        match.last,
                        "person",
                        cut_start=match.cut,
                        link=match.entries[0].id,
                        score=_SCORE,
                        found_by="person:table",
                        classes=_PERSON,
                    )
        for number, seen in enumerate(context.seen):
            if seen.link in others:
                context.seen[number] = evolve(seen, link=others[seen.link])

    def _id(self, link: str) -> str | None:
        """Return the id of the person whose name has the key that a link is made of, or None.

        First and last names are the same; middle names may be missing on one side.
        """
        key = tuple(link.removeprefix("person:").split("-"))
        inner = set(key[1:-1])
        listed = self._by_ends.get((key[0], key[-1]), ())
        return next((ident for other, ident in listed if inner <= set(other) or inner >= set(other)), None)


def _give(context: Context, sentence: Sentence, match: Match, others: dict[str, str]) -> bool:
    """Give the mentions that hold a match its id; tell whether there are any."""
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
    return known
