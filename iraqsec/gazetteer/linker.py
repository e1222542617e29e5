"""From words to entries: an index over all names of a gazetteer, built for a language when first asked."""

from collections.abc import Iterable, Sequence
from functools import cache

from attrs import define

from iraqsec.document import Token, Word
from iraqsec.gazetteer.spelling import ARABIC_ARTICLE, arabic_keys, latin_key, latin_keys
from iraqsec.gazetteer.table import Entry, read_places, shipped

_JOINTS = frozenset("-–—'\"")  # punctuation that may stand inside a name
_ARTICLES = frozenset({"al", "el"})
_JOINED = frozenset(
    ["ar", "as", "an", "ad", "az", "at", "ash", "ed", "er", "es", "ez", "en", "et", "esh", "ul"]
)  # articles only before a hyphen: "Deir ez-Zor"
_MEMO = 20_000

Rests = list[tuple[tuple[str, ...], tuple[Entry, ...]]]


@define(eq=False)
class Match:
    """A name found in a sentence: tokens first..last-1, less ``cut`` characters of proclitics, and who bears it."""

    first: int
    last: int
    cut: int
    entries: tuple[Entry, ...]
    keys: tuple[str, ...]


class Linker:
    """Finds known names in token sequences; one dictionary look-up for each word that begins none."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries; their names are indexed when a language is first used."""
        self.entries = tuple(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._indexes: dict[str, dict[str, Rests]] = {}
        self._barren: set[str] = set()  # Arabic forms that begin no name: most words, so they are remembered

    def index(self, lang: str) -> dict[str, Rests]:
        """Return first key -> (further keys, entries of that name), longest first."""
        found = self._indexes.get(lang)
        if found is None:
            found = self._indexes[lang] = self._build(lang)
        return found

    def _build(self, lang: str) -> dict[str, Rests]:
        keys_of = latin_keys if lang == "en" else arabic_keys
        named: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            for keys in dict.fromkeys(keys_of(name) for name in entry.names(lang)):
                if keys:
                    named.setdefault(keys, []).append(entry)
        index: dict[str, Rests] = {}
        for keys, entries in named.items():
            index.setdefault(keys[0], []).append((keys[1:], tuple(entries)))
        for rests in index.values():
            rests.sort(key=lambda rest: -len(rest[0]))
        return index

    def named(self, name: str, lang: str) -> tuple[Entry, ...]:
        """Return the entries that bear exactly this name, in any of its spellings."""
        keys = latin_keys(name) if lang == "en" else arabic_keys(name)
        if not keys:
            return ()
        return next((entries for rest, entries in self.index(lang).get(keys[0], ()) if rest == keys[1:]), ())

    def match(self, lang: str, tokens: Sequence[Token], at: int) -> Match | None:
        """Return the longest name that begins at a token, or None."""
        return self._match_latin(tokens, at) if lang == "en" else self._match_arabic(tokens, at)

    def _match_latin(self, tokens: Sequence[Token], at: int) -> Match | None:
        text = tokens[at].text
        start = at
        if text.lower() in _ARTICLES and at + 1 < len(tokens) and text != "AL":
            start = at + 1 + (tokens[at + 1].text in _JOINTS)
            if start >= len(tokens):
                return None
            text = tokens[start].text
        if not (text[0].isupper() or text[0].isdigit() or _capital_inside(text)):
            return None
        rests = self.index("en").get(latin_key(text))
        if rests is None:
            return None
        for rest, entries in rests:
            last = _follow(tokens, start + 1, rest, latin=True)
            if last:
                return Match(at, last, 0, entries, (latin_key(text), *rest))
        return None

    def _match_arabic(self, tokens: Sequence[Token], at: int) -> Match | None:
        word = tokens[at].word
        if word.form in self._barren:
            return None
        index, hit = self.index("ar"), False
        for key, cut, end in word.keys:
            rests = index.get(key)
            if rests is None or not is_whole(word, key, cut, end):
                continue
            hit = True
            for rest, entries in rests:
                last = _follow(tokens, at + 1, rest, latin=False)
                if last:
                    return self._lengthened(tokens, Match(at, last, cut, entries, (key, *rest)))
        if not hit:
            if len(self._barren) > _MEMO:
                self._barren.clear()
            self._barren.add(word.form)
        return None

    def _lengthened(self, tokens: Sequence[Token], match: Match) -> Match:
        """Let a noun and a short name reach as far as the long one: "قضاء المجر" and "المجر الكبير" are one place."""
        if len(match.keys) > 1:
            for rest, entries in self.index("ar").get(match.keys[1], ()):
                last = _follow(tokens, match.first + 2, rest, latin=False)
                same = tuple(entry for entry in match.entries if entry in entries)
                if last > match.last and same:
                    return Match(match.first, last, match.cut, same, (match.keys[0], match.keys[1], *rest))
        return match


def is_whole(word: Word, key: str, cut: int, end: int) -> bool:
    """Tell whether a key is an Arabic word less proclitics only: without suffix or article "البلد" would be Balad."""
    if cut and word.form[cut - 1 : cut + 1] == "لل" and key.startswith(ARABIC_ARTICLE):  # "للبصره" holds "البصره"
        return len(key) + cut + end == len(word.form) + 1
    return len(key) + cut + end == len(word.form) and not (cut > 1 and word.form[cut - 2 : cut] == ARABIC_ARTICLE)


def _capital_inside(text: str) -> bool:
    """Tell whether "al-Qaim" and the like hold a capital behind the article."""
    return "-" in text and text[text.index("-") + 1 : text.index("-") + 2].isupper()


def _is_article(tokens: Sequence[Token], at: int) -> bool:
    form = tokens[at].word.form
    return form in _ARTICLES or (form in _JOINED and at + 1 < len(tokens) and tokens[at + 1].text == "-")


def _follow(tokens: Sequence[Token], at: int, rest: tuple[str, ...], *, latin: bool) -> int:
    """Return the token index behind the rest of a name, or 0 where it does not go on so."""
    for key in rest:
        while at < len(tokens) and (tokens[at].text in _JOINTS or (latin and _is_article(tokens, at))):
            at += 1
        if at >= len(tokens):
            return 0
        token = tokens[at]
        if (latin_key(token.text) if latin else token.word.form) != key:
            return 0
        at += 1
    return at


@cache
def places() -> Linker:
    """Return the linker over the shipped places."""
    return Linker(read_places(shipped("places.tsv")))
