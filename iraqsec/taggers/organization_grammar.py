"""Names of organizations around a head noun: in Arabic behind it, in English in front of it and behind "of".

The words come from ``organizations.toml`` of each language; what is found here has no entry in the registry.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from attrs import define

from iraqsec.document import Sentence, Token, Word
from iraqsec.gazetteer import organizations as registry
from iraqsec.languages.counted import nouns_of
from iraqsec.languages.folding import fold_word
from iraqsec.languages.number_reader import numbers_of

_CAPITAL = frozenset({"C", "U", "m"})
_LONGEST = 9  # tokens of one name
_ADJECTIVES = 2  # of an indefinite name
_COUNT = 6  # tokens of a count with its noun ("17 ألفاً و300 متهم")
_STOPS = frozenset(
    {"prep", "conj", "pron", "relative", "aux", "complementizer", "clause_opener", "neg", "det", "say", "light"}
)


@define(eq=False, slots=True)
class Grammar:
    """The words of ``organizations.toml``, folded, as sets."""

    heads: Mapping[str, str]
    alone: frozenset[str]
    weak: frozenset[str]
    words: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the words of a list of the ``grammar`` table."""
        return self.words.get(name, frozenset())


@define(eq=False, slots=True)
class Name:
    """A name by grammar: tokens first..last-1 less ``cut`` characters; ``named`` when more than a bare noun."""

    first: int
    last: int
    cut: int
    kind: str
    named: bool


@cache
def grammar(lang: str) -> Grammar:
    """Return the compiled word lists of a language."""
    data: dict[str, Any] = registry.grammar(lang)
    heads = {fold_word(word): kind for kind, words in data["heads"].items() for word in words if " " not in word}
    return Grammar(
        heads,
        _folded(data["kinds"]["alone"]),
        _folded(data["kinds"]["weak"]),
        {name: _folded(words) for name, words in data["grammar"].items()},
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_word(word) for word in words)


# -- Arabic -----------------------------------------------------------------------------------


def arabic_name(sentence: Sentence, at: int, places: Mapping[int, int]) -> Name | None:
    """Return the name whose head noun is the token ``at``; ``places`` tells where place mentions begin and end."""
    words = grammar("ar")
    for key, cut in proclitic_keys(sentence.tokens[at]):
        bare = key.removeprefix("ال")
        kind = words.heads.get(bare)
        if kind is None:
            continue
        if bare != key:
            return _definite_name(sentence, at, cut, bare, kind)
        return _construct_name(sentence, at, cut, key, places)
    return None


def proclitic_keys(token: Token) -> list[tuple[str, int]]:
    """Return the forms of an Arabic word behind its proclitics, the literal one first, the article being kept."""
    return proclitic_keys_of(token.word)


@lru_cache(maxsize=20_000)
def proclitic_keys_of(word: Word) -> list[tuple[str, int]]:
    """Return the forms of a word behind its proclitics, as `proclitic_keys` does of a token."""
    form = word.form
    keys = [(form, 0)]
    for key, cut, _ in word.keys[1:]:
        if cut and form[cut - 2 : cut] != "ال" and (len(key) + cut == len(form) or form[cut - 1 : cut + 1] == "لل"):
            keys.append((key, cut))
    return keys


def is_definite(token: Token) -> bool:
    """Tell whether an Arabic word bears the article, without a proclitic before it."""
    form = token.word.form
    return form.startswith("ال") and token.word.stem != form and token.word.tags.isdisjoint(_STOPS)


def is_adjective(token: Token) -> bool:
    """Tell whether a definite Arabic word may be an adjective of a name: listed, or with the ending ي or ية."""
    words, form = grammar("ar"), token.word.form
    if form in words["adjectives"]:
        return True
    return form.endswith(("ي", "يه")) and is_definite(token) and form not in words["not_adjectives"] and len(form) > 4  # noqa: PLR2004


def adjectives_end(sentence: Sentence, at: int, *, joined: bool = False) -> int:
    """Return the index behind the adjectives, ordinals and joined nouns that stand at a token."""
    tokens, words = sentence.tokens, grammar("ar")
    while at < len(tokens):
        if end := number_end(tokens, at):
            at = end
        elif is_adjective(tokens[at]) or (joined and tokens[at].word.form in words["joined"]):
            at += 1
        else:
            break
    return at


def number_end(tokens: tuple[Token, ...], at: int) -> int:
    """Return the index behind an Arabic ordinal or a number of a unit, or 0."""
    return 0 if _counts(tokens, at) else next((last for last, _ in registry.fill("ar", "n", tokens, at)), 0)


def _counts(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a figure counts what follows ("ضبطت الوزارة 3400 قطعة") and is no number of a unit ("اللواء 61")."""
    if at >= len(tokens) or tokens[at].kind != "number":
        return False
    behind = tokens[at : at + _COUNT]
    numeral = next(iter(numbers_of("ar").find(behind)), None)
    if numeral is None or numeral.first:
        return False
    counted = nouns_of("ar").counted(behind, numeral)
    return counted is not None and counted.known


def construct_end(sentence: Sentence, at: int, places: Mapping[int, int], limit: int = _LONGEST) -> tuple[int, bool]:
    """Return (index behind, whether it is closed) of a construct that goes on at a token: links, then what ends it."""
    tokens, words = sentence.tokens, grammar("ar")
    last = min(len(tokens), at + limit)
    while at < last:
        token = tokens[at]
        if at in places and places[at] <= len(tokens):
            return places[at], True
        if token.kind == "punct":
            return at, False
        if token.kind == "number":
            return (at, False) if _counts(tokens, at) else (at + 1, True)
        if token.word.form in words["links"] or (token.word.form[:1] == "و" and token.word.form[1:] in words["links"]):
            at += 1
            continue
        found = registry.match("ar", tokens, at)
        if found and not found.cut and not found.weak:
            return found.last, True
        return (at + 1, True) if is_definite(token) and token.word.form not in words["ranks"] else (at, False)
    return at, False


def _construct_name(sentence: Sentence, at: int, cut: int, head: str, places: Mapping[int, int]) -> Name | None:
    tokens, words = sentence.tokens, grammar("ar")
    kind = words.heads[head]
    if head in words["bodies"] and at + 1 < len(tokens) and _names_body(tokens, at + 1):
        return None  # "مفارز الاستخبارات العسكرية": the body has the name, the men go with it
    end, closed = construct_end(sentence, at + 1, places)
    if not closed:
        end, closed = _indefinite_end(sentence, at + 1)
        return (
            Name(at, end, cut, kind, named=False)
            if closed and (head not in words.weak or head in words["bodies"])
            else None
        )
    if head in words.weak and not _trusted(tokens[at + 1], places, at + 1, kind):
        return None
    joined = kind in words["joined_kinds"]
    end = adjectives_end(sentence, end, joined=joined)
    end = _purpose_end(sentence, end, places)
    return Name(at, end, cut, kind, named=True)


def _names_body(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether an organization begins at a token: a known one, or "المديرية" that takes one up."""
    if tokens[at].kind != "word":
        return False
    return (
        tokens[at].word.form.removeprefix("ال") in grammar("ar").alone or registry.match("ar", tokens, at) is not None
    )


def _trusted(token: Token, places: Mapping[int, int], at: int, kind: str) -> bool:
    """Tell whether a common noun is surely the head of a name, by the word behind it."""
    words, form = grammar("ar"), token.word.form
    return (
        form in words["links"]
        or form.removeprefix("ال") in words["links"]
        or (at in places and kind in ("command", "force", "unit"))
    )


def _indefinite_end(sentence: Sentence, at: int) -> tuple[int, bool]:
    """Return the end of indefinite adjectives ("شركة كورية", "محكمة عراقية")."""
    tokens, start = sentence.tokens, at
    while (
        at < len(tokens)
        and at - start < _ADJECTIVES
        and tokens[at].word.form.endswith(("يه", "تركه", "اصه"))
        and tokens[at].word.tags.isdisjoint(_STOPS)
    ):
        at += 1
    return at, at > start


def _definite_name(sentence: Sentence, at: int, cut: int, bare: str, kind: str) -> Name | None:
    words, tokens = grammar("ar"), sentence.tokens
    end = adjectives_end(sentence, at + 1)
    if bare in words["sides"]:
        national = at + 1 < len(tokens) and tokens[at + 1].word.form in registry.nationalities("ar")
        return Name(at, at + 2, cut, kind, named=True) if national else None
    if end == at + 1:
        return Name(at, end, cut, kind, named=False) if bare in words.alone and bare != "لواء" else None
    if bare in words.weak and bare not in words.alone:
        return None
    return Name(at, _purpose_end(sentence, end, {}), cut, kind, named=True)


def _purpose_end(sentence: Sentence, at: int, places: Mapping[int, int]) -> int:
    """Return the end of "لمكافحة ..." behind an adjective, or ``at``."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].word.form not in grammar("ar")["purposes"] or not is_adjective(tokens[at - 1]):
        return at
    if tokens[at].word.form.startswith("لل"):
        return adjectives_end(sentence, at + 1, joined=True)
    end, closed = construct_end(sentence, at + 1, places)
    return adjectives_end(sentence, end, joined=True) if closed else at


# -- English -----------------------------------------------------------------------------------


def english_name(sentence: Sentence, at: int, places: Mapping[int, int]) -> Name | None:
    """Return the name whose head noun is the token ``at``: words in front of it, and what "of" joins to it."""
    words, tokens = grammar("en"), sentence.tokens
    form = tokens[at].word.form
    if form in words["clans"] and at + 1 < len(tokens) and tokens[at + 1].word.shape in _CAPITAL:
        return Name(at, at + 2, 0, "tribe", named=True)
    kind = words.heads.get(form)
    if kind is None or (at + 1 < len(tokens) and tokens[at + 1].word.form in words.heads and kind != "ministry"):
        return None
    first = _left(sentence, at, places)
    last = _right(sentence, at)
    capital = any(tokens[i].word.shape in _CAPITAL for i in range(first, last) if i or first == last - 1)
    proper = capital and any(
        tokens[i].word.shape in _CAPITAL and tokens[i].word.form not in words.heads for i in range(first, last)
    )
    bare = first == at and last == at + 1
    if bare and form not in words.alone:
        return None
    if form in words.weak and not proper and (bare or tokens[at].word.shape == "l") and first > at - 1:
        return None
    return Name(first, last, 0, kind, named=proper)


def _left(sentence: Sentence, at: int, places: Mapping[int, int]) -> int:
    """Return where the words in front of a head noun begin."""
    words, tokens = grammar("en"), sentence.tokens
    first = at
    while first and at - first < _LONGEST:
        token = tokens[first - 1]
        form = token.word.form
        if (
            (
                token.text == "-"
                and first > 1
                and tokens[first - 2].end == token.start
                and token.end == tokens[first].start
            )
            or (form in ("th", "st", "nd", "rd") and first > 1 and tokens[first - 2].kind == "number")
            or (form == "and" and first < at and _joined_in_front(tokens, first, places, words))
        ):
            first -= 2
        elif _in_front(token, sentence, words):
            first -= 1
        else:
            break
    while first < at and (
        tokens[first].word.form in words["not_first"] and tokens[first].word.form not in words["modifiers"]
    ):
        first += 1
    return first


def _joined_in_front(tokens: tuple[Token, ...], first: int, places: Mapping[int, int], words: Grammar) -> bool:
    """Tell whether "and" joins two subjects of one body: "Intelligence and Security Department"."""
    before = tokens[first - 2] if first > 1 else None
    if before is None or before.word.shape != "C" or tokens[first].word.shape != "C" or first - 2 in places:
        return False
    return before.word.form in words["modifiers"] and tokens[first].word.form in words["modifiers"]


def _in_front(token: Token, sentence: Sentence, words: Grammar) -> bool:
    """Tell whether a word may stand in front of a head noun, as part of the name."""
    if token.kind != "word" or token.text == "'s":
        return False
    form = token.word.form
    if form in words["modifiers"]:
        return True
    if token.word.shape not in _CAPITAL or form in words["not_first"] or not token.word.tags.isdisjoint(_STOPS):
        return False
    return not sentence.is_title or form in words.heads or not token.word.tags


def _right(sentence: Sentence, at: int) -> int:
    """Return the index behind the words that "of", "for" or "on" join to a head noun."""
    words, tokens = grammar("en"), sentence.tokens
    kind = words.heads[tokens[at].word.form]
    joint = tokens[at + 1].word.form if at + 2 < len(tokens) else ""
    if joint not in words["of"] or (joint == "on" and kind != "committee"):
        return at + 1
    if kind not in words["of_kinds"] and tokens[at].word.shape not in _CAPITAL:
        return at + 1
    end, i = at + 1, at + 2
    while i < len(tokens) and i - at < _LONGEST:
        token = tokens[i]
        if token.kind == "word" and token.word.shape in _CAPITAL and token.word.form not in words["not_first"]:
            end = i = i + 1
        elif token.word.form in words["inner"] or token.text == "-":
            i += 1
        else:
            break
    return end
