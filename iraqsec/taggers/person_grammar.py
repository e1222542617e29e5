"""What a person's name, rank and post look like: the words of ``persons.toml`` and the runs of tokens that they make."""

from collections.abc import Iterable, Mapping
from functools import cache

from attrs import define

from iraqsec.document import Sentence, Token
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.organization_grammar import is_definite, proclitic_keys

_LONGEST = 6  # parts of one name
_STOPS = frozenset({"prep", "conj", "pron", "relative", "aux", "complementizer", "clause_opener", "neg", "det", "say", "light", "article"})
_CAPITAL = frozenset({"C", "m"})
_SKIPPED = frozenset({".", "-"})


@define(eq=False, slots=True)
class Lexicon:
    """The words of ``persons.toml``, folded; phrases are in tries of token forms (a None key ends one)."""

    ranks: dict[str | None, dict]  # type: ignore[type-arg] - a trie of itself
    rank_tails: frozenset[str]
    titles: dict[str | None, dict]  # type: ignore[type-arg]
    heads: frozenset[str]
    alone: dict[str | None, dict]  # type: ignore[type-arg]
    words: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the words of a list of the tables ``posts`` and ``names``."""
        return self.words.get(name, frozenset())


@define(eq=False, slots=True)
class NameRun:
    """A name of tokens first..last-1 less ``cut`` characters; ``sure`` when its parts are known names, ``parts`` how many."""

    first: int
    last: int
    cut: int
    sure: bool
    parts: int


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the compiled words of a language."""
    data = language(lang).load("persons")
    words = {name: frozenset(map(fold_word, listed)) for table in ("posts", "names") for name, listed in data[table].items()}
    ranks = data["ranks"]["words"]
    if lang == "ar":
        ranks = [*ranks, *("ال" + word for word in ranks), *("ال" + " ".join((a, "ال" + b)) for a, _, b in (w.partition(" ") for w in ranks) if b)]
    return Lexicon(
        _phrases(ranks, lang),
        frozenset(map(fold_word, data["ranks"]["tails"])),
        _phrases(data["titles"]["words"], lang),
        frozenset(word for word in words["heads"] if " " not in word),
        _phrases(data["posts"]["alone"], lang),
        words,
    )


def _phrases(listed: Iterable[str], lang: str) -> dict[str | None, dict]:  # type: ignore[type-arg]
    root: dict[str | None, dict] = {}  # type: ignore[type-arg]
    for phrase in listed:
        node = root
        for match in language(lang).pattern.finditer(fold_word(phrase)):
            if match[0] not in _SKIPPED:
                node = node.setdefault(match[0], {})
        node[None] = {}
    return root


def phrase_end(trie: dict[str | None, dict], tokens: tuple[Token, ...], at: int) -> int:  # type: ignore[type-arg]
    """Return the index behind the longest phrase of a trie that begins at a token, or 0; full stops and hyphens are skipped."""
    node, end = trie, 0
    while at < len(tokens):
        if node is not trie and tokens[at].text in _SKIPPED:
            at += 1
            continue
        child = node.get(tokens[at].word.form)
        if child is None:
            break
        node, at = child, at + 1
        if None in node:
            end = at + (at < len(tokens) and tokens[at].text == "." and tokens[at].start == tokens[at - 1].end and len(tokens[at - 1].text) < 6)  # noqa: PLR2004
    return end


def ranks_end(lang: str, tokens: tuple[Token, ...], at: int) -> int:
    """Return the index behind the ranks and titles that begin at a token; ``at`` where there are none."""
    words = lexicon(lang)
    while at < len(tokens):
        end = phrase_end(words.ranks, tokens, at) or phrase_end(words.titles, tokens, at)
        if not end:
            break
        at = end
        while at < len(tokens) and tokens[at].word.form in words.rank_tails:
            at += 1 + (at + 1 < len(tokens) and tokens[at + 1].text == "." and tokens[at].word.form == "dr")
    return at


# -- Arabic -----------------------------------------------------------------------------------------------------------------


def is_family(token: Token) -> bool:
    """Tell whether an Arabic word looks like a family name: a listed one, or with the article and the ending ي."""
    words, form = lexicon("ar"), token.word.form
    if form in words["family"]:
        return True
    return form.startswith("ال") and form.endswith("ي") and len(form) > 4 and form not in words["not_family"] and is_definite(token)  # noqa: PLR2004


def is_given(form: str) -> bool:
    """Tell whether a folded Arabic word is a known given name, also of the kind "عبدالكريم"."""
    words = lexicon("ar")
    return form in words["given"] or (form.startswith("عبدال") and len(form) > 6)  # noqa: PLR2004


def arabic_run(tokens: tuple[Token, ...], at: int, *, cued: bool) -> NameRun | None:
    """Return the name that begins at a token; behind a rank, title or post (``cued``) one plausible part is enough."""
    words = lexicon("ar")
    if at >= len(tokens):
        return None
    first, cut = at, 0
    form = tokens[at].word.form
    if not cued and not is_given(form) and form not in words["servant"]:
        key = next(((k, c) for k, c in proclitic_keys(tokens[at])[1:] if c == 1 and k in words["given"] and k not in words["ambiguous"]), None)
        if key is None:
            return None
        form, cut = key
    givens = families = clear = parts = 0
    while at < len(tokens) and parts < _LONGEST and tokens[at].kind == "word":
        token = tokens[at]
        form = form if at == first else token.word.form
        after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].kind == "word" else None
        if form in words["servant"] and after is not None and after.word.form.startswith("ال"):
            at, givens, clear, parts = at + 2, givens + 1, clear + 1, parts + 1
        elif form in words["religion"] and parts:
            at, clear = at + 1, clear + 1
        elif form in words["particles"] and after is not None and (parts or cued or is_given(after.word.form)) and _may_name(after):
            at, clear = at + 1, clear + (form != "ابو")
            if not is_given(after.word.form) and not is_family(after):
                at, parts = at + 1, parts + 1
        elif is_given(form) and not families:
            at, givens, parts, clear = at + 1, givens + 1, parts + 1, clear + (form not in words["ambiguous"])
        elif is_family(token) and (parts or cued):
            at, families, parts, clear = at + 1, families + 1, parts + 1, clear + (form in words["family"])
            if families > 1:
                break
        elif not families and (cued or clear) and _unknown_part(token, after, cued=cued and not parts):
            at, parts = at + 1, parts + 1
        else:
            break
    known = givens + families
    if cued:
        return NameRun(first, at, cut, known > 0, parts) if parts and (known or parts > 1) else None
    enough = parts > 1 and clear and (families or givens > 1) and (clear > 1 or families or parts > 2)  # noqa: PLR2004
    return NameRun(first, at, cut, sure=True, parts=parts) if enough else None


def _may_name(token: Token) -> bool:
    return token.word.tags.isdisjoint(_STOPS) and len(token.word.form) > 2  # noqa: PLR2004


def _unknown_part(token: Token, after: Token | None, *, cued: bool) -> bool:
    """Tell whether an unlisted word stands where only a name can: between known parts of one, or first behind a rank."""
    form = token.word.form
    if form.startswith("ال") or not _may_name(token) or any(tag.startswith("n:") for tag in token.word.tags):
        return False
    if after is None:
        return False
    return (is_family(after) and not after.word.form.endswith("يه")) or (cued and is_given(after.word.form) and after.word.form not in lexicon("ar")["ambiguous"])


# -- English ----------------------------------------------------------------------------------------------------------------


def english_run(sentence: Sentence, at: int, *, cued: bool) -> NameRun | None:
    """Return the name that begins at a token: capitalised words with particles and initials; uncued, a given name opens it."""
    tokens, words = sentence.tokens, lexicon("en")
    first, parts, givens, families = at, 0, 0, 0
    end = at
    while at < len(tokens) and parts < _LONGEST:
        token = tokens[at]
        form = token.word.form
        if form in words["particles"] and at + 1 < len(tokens) and (parts or token.word.shape != "l" or form in ("al", "el", "abu")):
            at += 1
        elif _name_part(token, words, cued=cued, parts=parts):
            at, parts = at + 1, parts + 1
            end = at
            givens += form in words["given"] and form not in words["ambiguous"]
            families += token.word.stem in words["family"] or (form != token.word.stem and parts > 1)
        elif token.text in ("-", ".") and parts and at + 1 < len(tokens) and (token.text == "-" or len(tokens[at - 1].text) == 1):
            if token.text == "-" and tokens[at + 1].start != token.end:
                break
            at += 1
        else:
            break
    if not parts or tokens[first].text in ("-", "."):
        return None
    sure = bool(givens or families)
    known_first = tokens[first].word.form in words["given"] or tokens[first].word.form in words["particles"]
    if cued:
        usable = sure or not sentence.is_title
    else:
        usable = parts > 1 and sure and known_first and (not sentence.is_title or families > 0 or givens > 1)
    return NameRun(first, end, 0, sure, parts) if usable else None


def _name_part(token: Token, words: Lexicon, *, cued: bool, parts: int) -> bool:
    if token.kind != "word" or token.text == "'s" or token.word.form in words["not_names"]:
        return False
    if token.word.shape not in _CAPITAL and not (token.word.shape == "U" and len(token.text) == 1):
        return False
    if token.word.form in words["given"] or token.word.stem in words["family"]:
        return True
    return token.word.tags.isdisjoint(_STOPS) and (cued or parts > 0)
