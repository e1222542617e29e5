"""What a person's name, rank and post look like: the words of ``persons.toml`` and the runs of tokens that they make."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from attrs import define

from iraqsec.document import Sentence, Token
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.organization_grammar import is_definite, proclitic_keys

_LONGEST = 6  # parts of one name
_STOPS = frozenset(
    {
        "prep",
        "conj",
        "pron",
        "relative",
        "aux",
        "complementizer",
        "clause_opener",
        "neg",
        "det",
        "say",
        "light",
        "article",
    }
)
_CAPITAL = frozenset({"C", "m"})
_SKIPPED = frozenset({".", "-"})
_MARKS = frozenset({"،", ",", "(", ")", '"'})
_VERBAL = (
    "ي",
    "ت",
    "ست",
    "سي",
    "است",
    "انت",
    "اجت",
    "اعت",
    "افت",
    "و",
    "ب",
    "ل",
)  # how verbs begin, and what has a proclitic
_VERBAL_NOUNS = ("الا", "الت", "الم", "الان")  # how definite nouns begin that no family name does


Trie = dict[str | None, Any]  # token form -> trie of what may follow; a None key ends a phrase


@define(eq=False, slots=True)
class Lexicon:
    """The words of ``persons.toml``, folded; phrases are in tries of token forms (a None key ends one)."""

    ranks: Trie
    rank_tails: frozenset[str]
    titles: Trie
    heads: frozenset[str]
    alone: Trie
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
    words = {
        name: frozenset(map(fold_word, listed)) for table in ("posts", "names") for name, listed in data[table].items()
    }
    ranks = data["ranks"]["words"]
    if lang == "ar":
        ranks = [
            *ranks,
            *("ال" + word for word in ranks),
            *("ال" + " ".join((a, "ال" + b)) for a, _, b in (w.partition(" ") for w in ranks) if b),
        ]
    return Lexicon(
        _phrases(ranks, lang),
        frozenset(map(fold_word, data["ranks"]["tails"])),
        _phrases(data["titles"]["words"], lang),
        frozenset(word for word in words["heads"] if " " not in word),
        _phrases(data["posts"]["alone"], lang),
        words,
    )


def _phrases(listed: Iterable[str], lang: str) -> Trie:
    root: Trie = {}
    for phrase in listed:
        node = root
        for match in language(lang).pattern.finditer(fold_word(phrase)):
            if match[0] not in _SKIPPED:
                node = node.setdefault(match[0], {})
        node[None] = {}
    return root


def phrase_end(trie: Trie, tokens: tuple[Token, ...], at: int) -> int:
    """Return the index behind the longest phrase of a trie that begins at a token, or 0; full stops and hyphens are skipped."""
    node, end = trie, 0
    while at < len(tokens):
        if node is not trie and tokens[at].text in _SKIPPED:
            at += 1
            continue
        child = node.get(tokens[at].word.form)
        if child is None and node is trie and tokens[at].word.keys[1:]:
            child = next((trie[key] for key, cut in proclitic_keys(tokens[at]) if key in trie), None)
        if child is None:
            break
        node, at = child, at + 1
        if None in node:
            end = at + (
                at < len(tokens)
                and tokens[at].text == "."
                and tokens[at].start == tokens[at - 1].end
                and len(tokens[at - 1].text) < 6
            )  # noqa: PLR2004
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
    if form in words.rank_tails:
        return False
    return (
        form.startswith("ال")
        and form.endswith("ي")
        and len(form) > 4
        and form not in words["not_family"]
        and is_definite(token)
    )  # noqa: PLR2004


def is_given(form: str) -> bool:
    """Tell whether a folded Arabic word is a known given name, also of the kind "عبدالكريم"."""
    words = lexicon("ar")
    return form in words["given"] or (form.startswith("عبدال") and len(form) > 6)  # noqa: PLR2004


@define(eq=False, slots=True)
class _Seen:
    """What a run has taken so far; ``clear`` counts parts that are hardly anything but names."""

    parts: int = 0
    givens: int = 0
    families: int = 0
    clear: int = 0
    last: str = ""
    glued: bool = False

    def take(self, kind: str) -> None:
        """Count one more part."""
        self.glued = self.last == "glue"
        self.last = kind
        if kind in ("glue", "end"):
            self.clear += 1
            return
        self.parts += 1
        self.givens += kind in ("given", "clear", "servant")
        self.clear += 2 * (kind == "servant") + (kind in ("clear", "listed"))
        self.families += kind in ("family", "listed")


def arabic_run(tokens: tuple[Token, ...], at: int, *, cue: str = "") -> NameRun | None:
    """Return the name that begins at a token; behind a "rank" or "post" (the cue) one part may be enough."""
    words = lexicon("ar")
    if at >= len(tokens):
        return None
    first, cut, form = at, 0, tokens[at].word.form
    if not cue and not is_given(form) and form not in words["servant"]:
        found = next(
            ((k, c) for k, c in proclitic_keys(tokens[at])[1:] if k in words["given"] and k not in words["ambiguous"]),
            None,
        )
        if found is None:
            return None
        form, cut = found
    seen = _Seen()
    while at < len(tokens) and seen.parts < _LONGEST and seen.families < 2 and tokens[at].kind == "word":  # noqa: PLR2004
        part = _arabic_part(tokens, at, form if at == first else tokens[at].word.form, seen, cue)
        if part is None:
            break
        seen.take(part[1])
        at += part[0]
    while at > first and tokens[at - 1].word.form in words["particles"]:
        at -= 1
    known = seen.givens + seen.families
    if cue:
        lone = not seen.clear and not seen.families and known > 0 and seen.givens == 1
        return (
            NameRun(first, at, cut, known > 0, seen.parts)
            if seen.parts and not lone and (known or seen.parts > 1)
            else None
        )
    framed = (
        seen.givens
        and seen.families
        and first > 0
        and at < len(tokens)
        and tokens[first - 1].text in _MARKS
        and tokens[at].text in _MARKS
    )
    if framed or (seen.parts > 1 and seen.clear and (seen.families or seen.clear > 1 or seen.parts > 2)):  # noqa: PLR2004
        return NameRun(first, at, cut, sure=True, parts=seen.parts)
    return None


def _arabic_part(tokens: tuple[Token, ...], at: int, form: str, seen: _Seen, cue: str) -> tuple[int, str] | None:
    """Return (tokens, kind) of the part of a name at a token, or None where the name ends."""
    words, token = lexicon("ar"), tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].kind == "word" else None
    if form in words["servant"] and after is not None and after.word.form.startswith("ال"):
        return 2, "servant"
    if form in words["religion"] and seen.parts:
        return 1, "end"
    if (
        form in words["particles"]
        and after is not None
        and (_may_name(after) or is_given(after.word.form))
        and (seen.parts or cue or is_given(after.word.form))
    ):
        return (1, "glue") if is_given(after.word.form) or is_family(after) else (2, "clear")
    if seen.families:
        return (1, "family") if is_family(token) else None
    if is_given(form):
        if token.word.tags.isdisjoint(_STOPS) or seen.last == "glue":
            return 1, "given" if form in words["ambiguous"] else "clear"
        return (1, "given") if _homograph_fits(after, seen, cue) else None
    if is_family(token) and (seen.parts or cue):
        return 1, "listed" if form in words["family"] else "family"
    return (1, "unknown") if _unknown_part(token, after, seen, cue) else None


def _homograph_fits(after: Token | None, seen: _Seen, cue: str) -> bool:
    """Tell whether "علي" (also "على") or "باسم" is a name: between parts of one, or last before a full stop or a preposition."""
    if after is not None and (is_family(after) or (is_given(after.word.form) and after.word.tags.isdisjoint(_STOPS))):
        return seen.parts > 0 or bool(cue) or (is_family(after) and not after.word.form.startswith("ال"))
    return (
        seen.givens > 0
        and seen.clear > 0
        and (after is None or _begins_anew(after) or not after.word.tags.isdisjoint(_STOPS))
    )


def _begins_anew(after: Token | None) -> bool:
    """Tell whether a phrase surely ends before a token: punctuation, or a word with و written on."""
    return after is None or (after.word.form.startswith("و") and after.word.stem != after.word.form)


def _may_name(token: Token) -> bool:
    return token.word.tags.isdisjoint(_STOPS) and len(token.word.form) > 2  # noqa: PLR2004


def _unknown_part(token: Token, after: Token | None, seen: _Seen, cue: str) -> bool:
    """Tell whether an unlisted word stands where only a name can: before a known part, or behind a rank and its holder's name."""
    form = token.word.form
    if not _may_name(token) or any(tag.startswith("n:") for tag in token.word.tags):
        return False
    if form.startswith("ال"):
        return (
            bool(cue)
            and seen.givens == 1
            and seen.parts == 1
            and not form.startswith(_VERBAL_NOUNS)
            and not form.endswith(("ه", "ات", "ين", "ون"))
        )
    if not (seen.clear or cue):
        return False
    if after is not None and (
        is_family(after) or (is_given(after.word.form) and after.word.form not in lexicon("ar")["ambiguous"])
    ):
        return seen.parts > 0 or cue == "rank"
    if not cue or form.startswith(_VERBAL):
        return False
    if (seen.parts == 1 or seen.glued or (seen.parts == 2 and _begins_anew(after))) and seen.givens and seen.clear:  # noqa: PLR2004
        return not form.endswith(("وا", "ه"))
    return cue == "rank" and seen.givens == 0 and len(form) > 3 and _foreign(after, seen)  # noqa: PLR2004


def _foreign(after: Token | None, seen: _Seen) -> bool:
    """Tell whether unlisted words behind a rank are a foreign name: two or more of them in a row."""
    if seen.parts:
        return True
    form = after.word.form if after is not None else ""
    return (
        after is not None
        and not after.word.tags
        and len(form) > 3
        and not form.startswith(("ال", *_VERBAL))
        and not form.endswith("ت")
    )  # noqa: PLR2004


# -- English ----------------------------------------------------------------------------------------------------------------


def english_run(sentence: Sentence, at: int, *, cued: bool) -> NameRun | None:
    """Return the name that begins at a token: capitalised words with particles and initials; uncued, a given name opens it."""
    tokens, words = sentence.tokens, lexicon("en")
    first, parts, givens, families = at, 0, 0, 0
    end = at
    while at < len(tokens) and parts < _LONGEST:
        token = tokens[at]
        form = token.word.form
        if (
            form in words["particles"]
            and at + 1 < len(tokens)
            and (parts or token.word.shape != "l" or form in ("al", "el", "abu"))
        ):
            at += 1
        elif _name_part(token, words, cued=cued, parts=parts):
            at, parts = at + 1, parts + 1
            end = at
            givens += form in words["given"] and form not in words["ambiguous"]
            families += token.word.stem in words["family"] or (form != token.word.stem and parts > 1)
        elif (
            token.text in ("-", ".", "'")
            and parts
            and at + 1 < len(tokens)
            and (token.text != "." or len(tokens[at - 1].text) == 1)
        ):
            if token.text == "-" and tokens[at + 1].start != token.end:
                break
            at += 1
        else:
            break
    if not parts or tokens[first].kind != "word":
        return None
    sure = bool(givens or families)
    known_first = tokens[first].word.form in words["given"] or tokens[first].word.form in words["particles"]
    if cued:
        usable = sure or not sentence.is_title
    else:
        usable = parts > 1 and sure and known_first and (not sentence.is_title or families > 0 or givens > 1)
    return NameRun(first, end, 0, sure, parts) if usable else None


def _name_part(token: Token, words: Lexicon, *, cued: bool, parts: int) -> bool:
    if (
        token.kind != "word"
        or token.text == "'s"
        or (token.word.form in words["not_names"] and not (parts and token.word.form in words["given"]))
    ):
        return False
    if token.word.shape not in _CAPITAL and not (token.word.shape == "U" and len(token.text) == 1):
        return False
    if token.word.form in words["given"] or token.word.stem in words["family"]:
        return True
    return token.word.tags.isdisjoint(_STOPS) and (cued or parts > 0)
