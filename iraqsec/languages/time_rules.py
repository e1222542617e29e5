"""The rules of time expressions, each compiled when a sentence first holds the words without which it cannot match.

Compiling all rules at once takes a fifth of a second, trying all at each word half of the time that reading times takes;
most rules are about something that a sentence does not speak of: seasons, feasts, lunar months, spans of years.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import regex
from attrs import define, field

from iraqsec.document import Token

_PARTS = regex.compile(
    r"(?P<digit>\\d|\d)|\\.|\[(?:\\.|[^\]\\])*\]|\{(?P<slot>[a-z]+\d?)(?::[a-z_]+\d?)?\}|\(\?P=\w+\)"
    r"|(?P<aside>\(\?(?:[=!]|<[=!]|\(\w+\)))|(?P<group>\((?:\?(?::|P?<\w+>))?)|(?P<optional>[?*]|\{0,?\d*\})|\{\d+,?\d*\}|.",
    regex.DOTALL,
)
_LETTERS = regex.compile(r"\p{L}+")
_DIGITS, _LONG_DIGITS = regex.compile(r"\d"), regex.compile(r"\d{4}")
_DIGIT = frozenset({"digit"})  # no list: what a digit in a pattern needs
_COMMON = frozenset({"day", "n", "year", "hyear", "a", "digit"})  # any number makes these likely
_SHORT = 3  # letters: shorter forms stand in many words, so they count only as words
_CACHED = 20_000

Needs = list[frozenset[str]]


def needs_of(pattern: str) -> Needs:
    """Return the lists of which a pattern in natural spelling needs words or digits: one of each set must be there.

    >>> needs_of("(?:early )?{month:m}(?: {year})?"), needs_of("{n} {unit}|{dual}") == [{"unit", "dual"}, {"n", "dual"}]
    ([frozenset({'month'})], True)
    """
    needs, _ = _read(list(_PARTS.finditer(pattern)), 0)
    return needs


def _read(parts: Sequence[regex.Match[str]], at: int) -> tuple[Needs, int]:
    """Read the alternatives up to the end of a group; what may be left out and what looks around needs nothing."""
    branches: list[Needs] = [[]]
    while at < len(parts) and parts[at][0] != ")":
        part, found = parts[at], Needs()
        at += 1
        if part[0] == "|":
            branches.append([])
            continue
        if part["slot"]:
            found = [frozenset({part["slot"]})]
        elif part["digit"]:
            found = [_DIGIT]
        elif part["group"] or part["aside"]:
            found, at = _read(parts, at)
            at += 1
            found = [] if part["aside"] else found
        if at < len(parts) and parts[at]["optional"]:
            found = []
        branches[-1] += found
    return (branches[0] if len(branches) == 1 else either(branches)), at


def either(branches: Sequence[Needs]) -> Needs:
    """Return what alternatives need together, where each needs anything: of the rarest that one needs, and of the others."""
    if not all(branches):
        return []
    ranked = [
        sorted(needs, key=lambda need: (not need.isdisjoint(_COMMON), len(need), sorted(need))) for needs in branches
    ]
    return list(dict.fromkeys(frozenset[str]().union(*(needs[k] for needs in ranked)) for k in (0, -1)))


@define(eq=False)
class Rule:
    """One rule, or several that share their beginning: its source, what it needs, and its pattern once it is compiled."""

    source: str
    needs: tuple[int, ...]
    compile: Callable[[str], regex.Pattern[str]]
    _pattern: regex.Pattern[str] | None = None

    @property
    def pattern(self) -> regex.Pattern[str]:
        """The compiled rule."""
        if self._pattern is None:
            self._pattern = self.compile(self.source)
        return self._pattern


Match = Callable[[str, int], "regex.Match[str] | None"]


@define(eq=False)
class Rules:
    """The rules of a language in their order; tells which of them are worth a try in a sentence."""

    lists: Mapping[str, Iterable[str]]
    digits: Iterable[str]
    rules: list[Rule] = field(factory=list, init=False)
    _bits: dict[str, int] = field(factory=dict, init=False)
    _words: dict[str, int] = field(factory=dict, init=False)
    _parts: list[tuple[str, int]] = field(factory=list, init=False)
    _always: int = field(default=0, init=False)
    _seen: dict[str, int] = field(factory=dict, init=False)
    _live: dict[int, tuple[Match, ...]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Give each list a bit, and find the words that set it."""
        for name in (*self.lists, *self.digits, *_DIGIT):
            self._bits.setdefault(name, 1 << len(self._bits))
        parts: dict[str, int] = {}
        for name, forms in self.lists.items():
            for form in forms:
                letters = max(_LETTERS.findall(form), key=len, default="")
                if not letters:
                    self._always |= self._bits[name]
                found = parts if len(letters) > _SHORT else self._words
                found[letters] = found.get(letters, 0) | self._bits[name]
        self._parts = list(parts.items())

    def add(self, source: str, needs: Needs, compile_: Callable[[str], regex.Pattern[str]]) -> None:
        """Add a rule behind the others."""
        masks = (sum(self._bits.get(name, 0) for name in need) for need in needs)  # the grammar reports unknown lists
        self.rules.append(Rule(source, tuple(masks), compile_))

    def live(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        """Return the rules that may match in a sentence, in their order, each as what matches a text at an offset."""
        held, seen = self._always, self._seen
        for token in tokens:
            mask = seen.get(token.text)
            held |= self._look(token) if mask is None else mask
        found = self._live.get(held)
        if found is None:
            if len(self._live) > _CACHED:
                self._live.clear()
            found = self._live[held] = tuple(
                rule.pattern.match for rule in self.rules if all(need & held for need in rule.needs)
            )
        return found

    def _look(self, token: Token) -> int:
        """Return the bits of the lists of which a token may hold a word, or a part of one."""
        form = token.word.form
        if _DIGITS.search(form):
            long = _LONG_DIGITS.search(form)
            mask = sum(self._bits[name] for name in (*self.digits, *_DIGIT) if long or not name.endswith("year"))
        else:
            spelled = f"{form} {form.replace('لل', 'ال')}"  # the article that the preposition has swallowed
            mask = 0
            for letters, bits in self._parts:
                if letters in spelled:
                    mask |= bits
            for key in {form, *spelled.split(), *(key for key, _, _ in token.word.keys)}:
                mask |= self._words.get(key, 0)
        if len(self._seen) > _CACHED:
            self._seen.clear()
        self._seen[token.text] = mask
        return mask
