"""The words around place names: place nouns, sides, borders, organizations; and which names are weak."""

from collections.abc import Mapping
from functools import cache

from attrs import define, field

from iraqsec.document import Token, Word
from iraqsec.gazetteer.linker import is_whole
from iraqsec.gazetteer.spelling import ARABIC_ARTICLE, arabic_keys, latin_keys
from iraqsec.gazetteer.table import rows, shipped
from iraqsec.languages.folding import fold_word

_FIXED = {"country": "IQ", "phrase": "IQ", "region": "IQ-KR"}
_MEMO = 20_000  # bounded, as the words of a language are

Head = tuple[str, int]


@define(eq=False)
class Cues:
    """The cue words of one language, folded; ``needs`` tells by name keys what a weak name asks for.

    ``fixed`` holds the phrases that stand for the whole country or region, by their first word, longest first.
    """

    words: dict[str, dict[str, str]] = field(factory=dict)  # cue -> word -> detail
    needs: dict[tuple[str, ...], str] = field(factory=dict)
    fixed: dict[str, list[tuple[tuple[str, ...], str]]] = field(factory=dict)
    _cues_of: dict[str, list[str]] = field(factory=dict)  # word -> cues
    _memo: dict[str, dict[str, Head]] = field(factory=dict)

    def add(self, cue: str, word: str, detail: str) -> None:
        """Add a folded word to a cue."""
        self.words.setdefault(cue, {})[word] = detail
        if cue in _FIXED:
            phrase = tuple(word.split())
            known = self.fixed.setdefault(phrase[0], [])
            known.append((phrase, _FIXED[cue]))
            known.sort(key=lambda item: -len(item[0]))
            cue, word = "fixed", phrase[0]
        self._cues_of.setdefault(word, []).append(cue)

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

    def heads(self, word: Word) -> dict[str, Head]:
        """Return what a word is a cue for: cue -> the cue word and the length of the particles before it."""
        found = self._memo.get(word.form)
        if found is None:
            if len(self._memo) > _MEMO:
                self._memo.clear()
            found = self._memo[word.form] = self._heads(word)
        return found

    def head(self, cue: str, token: Token) -> Head | None:
        """Return the cue word that a token is, and the length of the particles before it, or None."""
        return self.heads(token.word).get(cue)

    def _heads(self, word: Word) -> dict[str, Head]:
        out: dict[str, Head] = {}
        for key, cut, end in word.keys:
            if key in self._cues_of and is_whole(word, key, cut, end):
                for cue in self._cues_of[key]:
                    out.setdefault(cue, (key, cut))
            if key.startswith(ARABIC_ARTICLE) and "nominal" in self._cues_of.get(key[2:], ()):
                out.setdefault("nominal", (key, cut))  # "القاعه"
        return out


@cache
def cues(lang: str) -> Cues:
    """Return the cues of a language."""
    out = Cues()
    for _, (code, cue, words, detail) in rows(
        shipped("places_cues.tsv"), ("lang", "cue", "words", "detail"), "places_cues.tsv"
    ):
        if code == lang:
            for word in words.split("|"):
                out.add(cue, fold_word(word), detail)
    keys_of = latin_keys if lang == "en" else arabic_keys
    for _, (code, needs, names) in rows(
        shipped("places_ambiguous.tsv"), ("lang", "needs", "names"), "places_ambiguous.tsv"
    ):
        if code == lang:
            out.needs.update((keys_of(name), needs) for name in names.split("|"))
    return out
