"""Names of organizations in token sequences: ``organizations.tsv`` as a trie over words, with slots.

A name may hold a slot: "{province} Police Command" stands for that command of every province and town; slots are
``{province}``, ``{n}`` (an ordinal or number), ``{country}`` and ``{region}``.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import regex
from attrs import define

from iraqsec.document import Token
from iraqsec.gazetteer.linker import places
from iraqsec.gazetteer.table import Entry, rows, shipped
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold, fold_word

COLUMNS = (
    "id",
    "kind",
    "name_en",
    "name_ar",
    "aliases_en",
    "aliases_ar",
    "abbreviation",
    "parent",
    "country",
    "source",
)
SLOT = regex.compile(r"\{(\w+)\}")
_CASED = frozenset({"party", "armed_group", "company", "media", "international"})  # kinds whose names are words else
_SKIPPED = frozenset({"-", "'s", "the", '"', "'", "/", "(", ")"})  # what may stand inside a name and is not compared
_SLOT_KINDS = (
    *("governorate", "district", "city", "town", "subdistrict", "village"),
    *("crossing", "region", "neighbourhood", "airport"),
)
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_TEENS = (11, 12, 13)
_END = ""  # the key under which a node of the trie holds the entries that end there
_SHORTEST = 3  # letters of an Arabic word behind a proclitic

Node = dict[str, Any]


@define(eq=False, slots=True)
class Organization:
    """A body of the registry with its names in both languages; of a pattern's instance, with the slot filled.

    ``weak`` are those of its aliases that are plain words too ("الداخلية").
    """

    id: str
    kind: str
    name_en: str
    name_ar: str
    aliases_en: tuple[str, ...]
    aliases_ar: tuple[str, ...]
    abbreviations: tuple[str, ...]
    parent: str | None
    country: str | None
    source: str
    weak: frozenset[str] = frozenset()

    def names(self, lang: str) -> tuple[str, ...]:
        """Return the main name and the aliases in English or Arabic."""
        return (self.name_en, *self.aliases_en) if lang == "en" else (self.name_ar, *self.aliases_ar)


@define(eq=False, slots=True)
class OrganizationMatch:
    """A registry name found in a sentence: tokens first..last-1, less ``cut`` characters of proclitics.

    ``weak`` names are plain words too ("الداخلية"); the tagger looks at what stands around them.
    """

    first: int
    last: int
    cut: int
    id: str
    kind: str
    weak: bool = False


# -- tables -----------------------------------------------------------------------------------


def read_organizations(text: str, name: str = "organizations.tsv") -> tuple[Organization, ...]:
    """Read a table of organizations; a "~" before an alias marks it as weak.

    Raises:
        DataError: the table has other columns.
    """
    return tuple(_organization(cells) for _, cells in rows(text, COLUMNS, name))


def _organization(cells: list[str]) -> Organization:
    ident, kind, name_en, name_ar, more_en, more_ar, short, parent, country, source = cells
    return Organization(
        ident,
        kind,
        name_en,
        name_ar,
        _many(more_en),
        _many(more_ar),
        _many(short),
        parent or None,
        country or None,
        source,
        frozenset(alias.removeprefix("~") for alias in (more_en + "|" + more_ar).split("|") if alias.startswith("~")),
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(alias.removeprefix("~") for alias in cell.split("|")) if cell else ()


@cache
def entries() -> dict[str, Organization]:
    """Return the shipped entries by their ids."""
    return {entry.id: entry for entry in read_organizations(shipped("organizations.tsv"))}


# -- matching -----------------------------------------------------------------------------------


class OrganizationNames:
    """The names of a user's own organizations, to be found beside those of the registry."""

    def __init__(self, entries: Iterable[Organization]) -> None:
        """Take the entries; their names are indexed when a language is first used."""
        self.entries = tuple(entries)
        self._tries: dict[str, Node] = {}
        self._short = {short: entry for entry in self.entries for short in entry.abbreviations}

    def match(self, lang: str, tokens: Sequence[Token], at: int) -> OrganizationMatch | None:
        """Return the longest name that begins at a token, of the user's or of the registry's, or None."""
        if lang not in self._tries:
            self._tries[lang] = _build(lang, self.entries)
        best = _match(lang, tokens, at, self._tries[lang]) if tokens[at].kind != "punct" else None
        short = self._short.get(tokens[at].text) if lang == "en" else None
        if short and best is None:
            best = OrganizationMatch(at, at + 1, 0, short.id, short.kind)
        return _longer(best, match(lang, tokens, at))


def match(lang: str, tokens: Sequence[Token], at: int) -> OrganizationMatch | None:
    """Return the longest registry name that begins at a token, or None."""
    token = tokens[at]
    if token.kind == "punct":
        return None
    best = _match(lang, tokens, at, _trie(lang))
    if (
        lang == "en"
        and (token.kind == "number" or token.word.shape != "l")
        and (short := _abbreviations().get(token.text))
        and (best is None or best.last == at + 1)
    ):
        best = OrganizationMatch(at, at + 1, 0, short, entries()[short].kind)
    return best


def _match(lang: str, tokens: Sequence[Token], at: int, root: Node) -> OrganizationMatch | None:
    token = tokens[at]
    best: OrganizationMatch | None = None
    for key, cut in _first_keys(token, lang):
        node = root.get(key)
        if node is not None:
            best = _longer(best, _walk(lang, tokens, at, at + 1, node, cut, ""))
    if lang == "en" and (token.kind == "number" or token.word.shape != "l"):
        for slot in root["{}"]:
            for last, code in fill(lang, slot, tokens, at):
                best = _longer(best, _walk(lang, tokens, at, last, root["{}"][slot], 0, code))
    return best


def _first_keys(token: Token, lang: str) -> Iterator[tuple[str, int]]:
    """Yield the forms of a first word: in Arabic also those behind its proclitics, the article being kept."""
    form = token.word.form
    yield form, 0
    if lang == "ar":
        for key, cut, _ in token.word.keys[1:]:
            if (
                form[cut - 2 : cut] != "ال"
                and (len(key) + cut == len(form) or form[cut - 1 : cut + 1] == "لل")
                and len(key) >= _SHORTEST
            ):
                yield key, cut


def _longer(one: OrganizationMatch | None, other: OrganizationMatch | None) -> OrganizationMatch | None:
    return other if one is None or (other is not None and other.last > one.last) else one


def _walk(  # noqa: PLR0913, PLR0917 - the state of one walk through the trie
    lang: str, tokens: Sequence[Token], first: int, at: int, node: Node, cut: int, code: str
) -> OrganizationMatch | None:
    """Follow a name from the token ``at`` and return the longest end that the trie knows."""
    best: OrganizationMatch | None = None
    for ident, kind, cased, weak in node.get(_END, ()):
        if not (cased and tokens[first].word.shape == "l"):
            best = OrganizationMatch(first, at, cut, f"{ident}:{code}" if code else ident, kind, weak)
            break
    while at < len(tokens) and tokens[at].word.form in _SKIPPED:
        at += 1
    if at >= len(tokens):
        return best
    if (child := node.get(tokens[at].word.form)) is not None:
        best = _longer(best, _walk(lang, tokens, first, at + 1, child, cut, code))
    for slot, child in node.get("{}", {}).items():
        for last, filled in fill(lang, slot, tokens, at):
            best = _longer(best, _walk(lang, tokens, first, last, child, cut, filled))
    return best


def fill(lang: str, slot: str, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, str]]:
    """Yield (token behind, code) of what fills a slot at a token."""
    if slot == "n" and tokens[at].kind == "number":
        if tokens[at].text.isdigit():
            behind = (
                at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end and tokens[at + 1].word.form in _ENDINGS
            )
            yield at + 1 + behind, str(int(tokens[at].text))
        return
    for words, code in _slots(lang)[slot].get(tokens[at].word.form, ()):
        last = at + 1 + len(words)
        if _equal(tokens[at + 1 : last], words):
            yield last, code
            return
    if slot == "province" and (found := places().match(lang, tokens, at)) and not found.cut:
        entry = min((e for e in found.entries if e.kind in _SLOT_KINDS and e.country == "IQ"), key=_rank, default=None)
        if entry is not None:
            yield found.last, entry.id.partition(":")[2]


def _equal(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Tell whether tokens are just these folded words."""
    return len(tokens) == len(words) and not any(
        token.word.form != word for token, word in zip(tokens, words, strict=True)
    )


def _rank(entry: Entry) -> tuple[int, str]:
    return _SLOT_KINDS.index(entry.kind), entry.id


@cache
def grammar(lang: str) -> dict[str, Any]:
    """Return ``organizations.toml`` of a language."""
    return language(lang).load("organizations")


@cache
def _slots(lang: str) -> dict[str, dict[str, list[tuple[list[str], str]]]]:
    """Return slot -> first folded word -> (further words, code), longest first."""
    tables = {**grammar(lang)["slots"], "n": grammar(lang)["ordinals"]}
    out: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
    for slot, codes in tables.items():
        index = out.setdefault(slot, {})
        for code, names in codes.items():
            for name in names:
                words = _words(lang, name)
                index.setdefault(words[0], []).append((words[1:], code))
        for listed in index.values():
            listed.sort(key=lambda item: -len(item[0]))
    return out


@cache
def nationalities(lang: str) -> frozenset[str]:
    """Return the folded single words that name a country or its people, Iraq's included."""
    listed = (name for names in grammar(lang)["slots"]["country"].values() for name in names)
    return frozenset(fold_word(name) for name in (*listed, *grammar(lang)["grammar"].get("own_country", ())))


def slot_name(lang: str, slot: str, code: str) -> str:
    """Return the name that stands in a slot for a code: "Basra" for IQ-BA, "7th" for 7."""
    if slot == "n":
        return code if lang == "ar" else f"{code}{_suffix(int(code))}"
    if names := grammar(lang)["slots"].get(slot, {}).get(code):
        return str(names[0])
    found = next((e for e in places().entries if e.id.partition(":")[2] == code), None)
    return (found.name_en if lang == "en" else found.name_ar) if found else code


def _suffix(number: int) -> str:
    return "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _words(lang: str, name: str) -> list[str]:
    """Cut a name into the folded words that are compared; slots stay whole."""
    pattern = language(lang).pattern
    out: list[str] = []
    for i, piece in enumerate(SLOT.split(fold(name).text)):
        out += (
            [f"{{{piece}}}"] if i % 2 else [w for m in pattern.finditer(piece) if (w := m[0].lower()) not in _SKIPPED]
        )
    return out


@cache
def _trie(lang: str) -> Node:
    return _build(lang, entries().values())


def _build(lang: str, listed: Iterable[Organization]) -> Node:
    """Return the trie over the names of organizations in a language."""
    root: Node = {"{}": {}}
    spelling = {fold(k).text: [fold(v).text for v in vs] for k, vs in grammar(lang)["spelling"].items()}
    for entry in listed:
        for alias in filter(None, entry.names(lang)):
            weak = alias in entry.weak
            name = fold(alias).text
            cased = lang == "en" and entry.kind in _CASED and not name[:1].islower()
            spelled = (name.replace(old, new) for old, news in spelling.items() if old in name for new in news)
            for form in dict.fromkeys((name, name.replace(",", ""), *spelled)):
                node = root
                for word in _words(lang, form):
                    node = _child(node, word)
                node.setdefault(_END, []).append((entry.id, entry.kind, cased, weak))
    return root


def _child(node: Node, word: str) -> Node:
    """Return the node behind a word or slot, made where there is none."""
    if word[0] == "{":
        node, word = node.setdefault("{}", {}), word[1:-1]
    child: Node = node.setdefault(word, {})
    return child


@cache
def _abbreviations() -> dict[str, str]:
    return {short: entry.id for entry in entries().values() for short in entry.abbreviations}
