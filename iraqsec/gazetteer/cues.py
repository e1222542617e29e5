"""The words around place names: place nouns, sides, borders, what makes a name part of an organization's, and weak names."""

from collections.abc import Mapping
from functools import cache

from attrs import define, field

from iraqsec.document import Token, Word
from iraqsec.gazetteer.spelling import arabic_keys, latin_keys
from iraqsec.gazetteer.table import rows, shipped
from iraqsec.languages.folding import fold_word

_ARTICLE = "ال"


@define(eq=False)
class Cues:
    """The cue words of one language, folded; ``needs`` tells by name keys what a weak name asks for."""

    words: dict[str, dict[str, str]] = field(factory=dict)  # cue -> word -> detail
    needs: dict[tuple[str, ...], str] = field(factory=dict)
    _heads: dict[str, tuple[str, int] | None] = field(factory=dict)

    def has(self, cue: str, word: str) -> bool:
        """Tell whether a folded lower-case form is a cue of a kind."""
        return word in self.words.get(cue, ())

    def of(self, cue: str) -> Mapping[str, str]:
        """Return the words of a kind with their details."""
        return self.words.get(cue, {})

    def kinds(self, cue: str, word: str) -> frozenset[str]:
        """Return the kinds of places that a noun fits, or none where it is no such noun."""
        detail = self.words.get(cue, {}).get(word)
        return frozenset(detail.split(",")) if detail else frozenset()

    def head(self, cue: str, token: Token) -> tuple[str, int] | None:
        """Return the cue word that a token is, and the length of the particles before it, or None."""
        memo = f"{cue}:{token.word.form}"
        if memo not in self._heads:
            if len(self._heads) > 60_000:  # noqa: PLR2004 - bounded, as the words of a language are
                self._heads.clear()
            self._heads[memo] = _head(self.words.get(cue, {}), token.word)
        return self._heads[memo]


def _head(known: Mapping[str, str], word: Word) -> tuple[str, int] | None:
    for key, cut, end in word.keys:
        whole = len(key) + cut + end == len(word.form)
        if key in known and whole and not (cut > 1 and word.form[cut - 2 : cut] == _ARTICLE):
            return key, cut
    return None


@cache
def cues(lang: str) -> Cues:
    """Return the cues of a language."""
    out = Cues()
    for _, (code, cue, words, detail) in rows(shipped("places_cues.tsv"), ("lang", "cue", "words", "detail"), "places_cues.tsv"):
        if code == lang:
            out.words.setdefault(cue, {}).update((fold_word(word), detail) for word in words.split("|"))
    keys_of = latin_keys if lang == "en" else arabic_keys
    for _, (code, needs, names) in rows(shipped("places_ambiguous.tsv"), ("lang", "needs", "names"), "places_ambiguous.tsv"):
        if code == lang:
            out.needs.update((keys_of(name), needs) for name in names.split("|"))
    return out
