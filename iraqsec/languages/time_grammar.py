"""The grammar of time expressions: `dates.toml` of a language, matched at likely words only.

A rule's pattern is written in natural spelling: ``{month}`` stands for any form of the list ``[words.month]`` and
becomes a group whose value is the list's key, ``{month:other}`` names the group "other", ``@name`` inserts a macro, a
space matches any white space. The first rule that matches at a word wins, so rules stand from specific to general.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import regex
from attrs import evolve

from iraqsec.document import Sentence, Token
from iraqsec.errors import DataError
from iraqsec.languages.calendar import load_words
from iraqsec.languages.folding import fold, fold_word
from iraqsec.languages.periods import KINDS
from iraqsec.languages.time_expression import TimeExpression
from iraqsec.languages.time_rules import Match, Needs, Rules, either, needs_of

_SLOT = regex.compile(r"\{([a-z]+\d?)(?::([a-z_]+\d?))?\}")
_MACRO = regex.compile(r"@(\w+)")
_DIGITS = {
    "day": r"0?[1-9]|[12]\d|3[01]",
    "n": r"\d{1,3}",
    "year": r"(?:19|20)\d\d",
    "hyear": r"1[34]\d\d",
    "a": r"\d{1,4}",
}
_MACRO_DEPTH = 6
_SHARED = "@pre"  # neighboring rules that begin with this macro share one copy of it
_YEAR = regex.compile(r"(?:19|20)\d\d|1[34]\d\d")
_CORE_REACH = 9  # tokens from the first word of an expression to one that names a time
_CACHED = 20_000


class TimeGrammar:
    """The rules of one language."""

    def __init__(self, lang: str) -> None:
        """Compile ``dates.toml``.

        Raises:
            DataError: a rule names an unknown list, macro or kind; all such faults are told at once.
        """
        data = load_words(lang)
        self.lang = lang
        self.problems: list[str] = []
        self.lists = {
            name: {fold_word(form): value for value, forms in table.items() for form in forms}
            for name, table in data["words"].items()
        }
        self.macros: dict[str, str] = data.get("macros", {})
        self.kinds = {rule["name"]: rule["kind"] for rule in data["rules"]}
        self.given = {rule["name"]: dict(rule.get("given", {})) for rule in data["rules"]}
        self.cut: list[str] = data.get("cut", [])
        self.slots: dict[str, dict[str, str]] = {}
        self.rules = Rules(self.lists, _DIGITS)
        self._compile(data["rules"])
        self.starts = self._words_of("start", data)
        self.cores = self._words_of("core", data)
        self.marks = frozenset(data["core"]["marks"])
        self._classes: dict[str, tuple[tuple[int, ...], bool]] = {}
        self.before = {name: self._left(data["before"][name]) for name in data["before"]}
        self.not_before = self._left(data["never"]["before"])
        self.not_after = self._right(data["never"]["after"])
        self.capital: list[str] = data.get("capital", [])
        self.needs = {
            fold_word(form): self._left(need["before"]) for need in data.get("needs", []) for form in need["forms"]
        }
        self.joints = self._join(data["joints"]["between"])
        self.plain = frozenset(fold_word(word) for word in data["joints"]["plain"])
        self.openers = self._left(data["joints"]["openers"])
        if self.problems:
            raise DataError(self.problems)

    def _compile(self, rules: list[dict[str, Any]]) -> None:
        """Add the rules to those of the language; neighbors that begin with the shared macro are one."""
        for begins, group in groupby(rules, lambda rule: rule["pattern"].startswith(_SHARED)):
            shared = self._expand(_SHARED, "pre") if begins else ""
            bodies: list[tuple[str, Needs]] = []
            for rule in group:
                if rule["kind"] not in KINDS:
                    self._fault(rule["name"], f"unknown kind {rule['kind']!r} (known: {', '.join(sorted(KINDS))})")
                pattern = self._spelled(rule["pattern"].removeprefix(_SHARED if begins else ""), rule["name"])
                body = self._expand(pattern, rule["name"])
                bodies.append((f"(?P<rule_{rule['name']}>{body})", needs_of(pattern)))
            for together in [bodies] if begins else [[one] for one in bodies]:
                source = f"{shared}(?:{'|'.join(body for body, _ in together)})"
                needs = together[0][1] if len(together) == 1 else either([needs for _, needs in together])
                self.rules.add(source + r"(?![\p{L}\p{N}]|[.,/]\d)", needs, self._pattern)

    def _pattern(self, source: str) -> regex.Pattern[str]:
        """Compile a pattern for lower-case text; lists are matched as sets, which compile ten times faster."""
        used: dict[str, Any] = {name: list(forms) for name, forms in self.lists.items() if f"\\L<{name}>" in source}
        return regex.compile(source, regex.VERSION1, **used)

    def _fault(self, rule: str, message: str) -> None:
        self.problems.append(f"dates.toml ({self.lang}): rules.{rule}: {message}")

    def _expand(self, pattern: str, rule: str) -> str:
        """Replace macros and slots of a rule's pattern, and let spaces match any white space."""
        pattern = fold(self._spelled(pattern, rule)).text.replace(" ", r"\s+")
        return _SLOT.sub(lambda m: self._slot(m[1], m[2] or m[1], rule), pattern)

    def _spelled(self, pattern: str, rule: str) -> str:
        """Write out the macros of a pattern."""
        for _ in range(_MACRO_DEPTH):
            pattern = _MACRO.sub(lambda m: "(?:" + self.macros.get(m[1], self._missing(m[1], rule)) + ")", pattern)
        return pattern

    def _missing(self, name: str, rule: str) -> str:
        if name not in self.macros:
            self._fault(rule, f"unknown macro @{name} (known: {', '.join(sorted(self.macros))})")
        return ""

    def _slot(self, name: str, alias: str, rule: str) -> str:
        listed = rf"\L<{name}>" if name in self.lists else ""
        choices = [choice for choice in (listed, _DIGITS.get(name, "")) if choice]
        if not choices:
            self._fault(rule, f"unknown list {{{name}}} (known: {', '.join(sorted(self.lists))})")
        self.slots.setdefault(alias, {}).update(self.lists.get(name, {}))
        return rf"(?P<{alias}>{'|'.join(choices)})"

    def _words_of(self, name: str, data: dict[str, Any]) -> frozenset[str]:
        """Collect the first words of all forms of the lists of a section, and the words that it names."""
        words = {form.split()[0] for table in data[name]["lists"] for form in self.lists[table]}
        return frozenset(words | {fold_word(word) for word in data[name]["words"]})

    def _left(self, forms: list[str]) -> regex.Pattern[str]:
        body = "|".join(self._expand(form, "before") for form in forms)
        cut = "".join(f"(?:{word})?" for word in self.cut)
        return self._pattern(rf"(?<![\p{{L}}\p{{N}}])[وف]?(?:{body})\s*+(?:[\"'(]\s*+)?{cut}\Z")

    def _right(self, forms: list[str]) -> regex.Pattern[str]:
        body = "|".join(self._expand(form, "after") for form in forms)
        return self._pattern(rf"\s*(?:{body})(?!\p{{L}})")

    def _join(self, forms: list[str]) -> regex.Pattern[str]:
        body = "|".join(self._expand(form, "joints") for form in forms)
        return self._pattern(rf"\s*(?:{body})\s*")

    # -- matching -----------------------------------------------------------------------------------------------------

    def candidates(self, sentence: Sentence) -> Iterator[int]:
        """Yield the offsets within the sentence at which an expression may begin, in text order.

        Only what has a word that names a time (a month, a unit, a year) within reach is worth a match.
        """
        tokens, offset, core = sentence.tokens, sentence.start, -1
        found: list[list[int]] = []
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            if token.kind == "word":
                cuts, is_core = self._classes.get(token.text) or self._classify(token)
                if is_core:
                    core = index
                if cuts and 0 <= core - index <= _CORE_REACH:
                    found.append([token.start - offset + cut for cut in cuts])
            elif token.kind == "number":
                if _YEAR.fullmatch(token.text) or (index + 1 < len(tokens) and tokens[index + 1].text in self.marks):
                    core = index
                if 0 <= core - index <= _CORE_REACH:
                    found.append([token.start - offset])
        for places in reversed(found):
            yield from places

    def _classify(self, token: Token) -> tuple[tuple[int, ...], bool]:
        """Say at which offsets of a word an expression may begin, and whether it names a time; kept once known."""
        cuts = tuple(
            cut
            for key, cut, cut_end in token.word.keys
            if not cut_end and key in self.starts and token.text[max(0, cut - 2) : cut] not in ("ال", "لل")
        )
        found = cuts, any(key in self.cores for key, _, cut_end in token.word.keys if not cut_end)
        if len(self._classes) > _CACHED:
            self._classes.clear()
        self._classes[token.text] = found
        return found

    def read(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the expressions of a sentence, in text order, none overlapping; ranges are not joined yet."""
        text, found, taken = lowered(sentence.text), list[TimeExpression](), 0
        rules: tuple[Match, ...] | None = None
        for at in self.candidates(sentence):
            if at < taken:
                continue
            rules = self.rules.live(sentence.tokens) if rules is None else rules
            match = _match(text, at, rules)
            if match is None:
                continue
            groups = {name: form for name, form in match.groupdict().items() if form is not None}
            if self._allowed(match, text) and self._capitalized(match, groups, sentence.text):
                rule = next(name for name in groups if name.startswith("rule_")).removeprefix("rule_")
                values = _tidy(self.given[rule] | self._values(groups))
                start = at + next((len(word) for word in self.cut if text.startswith(word, at)), 0)
                end = match.end() - (text[match.end() - 1] == ")" and "(" not in match[0])
                time = TimeExpression(start, end, self.kinds[rule], rule, values, values.pop("bound", ""))
                found.append(time)
                taken = match.end()
        return found

    def _allowed(self, match: regex.Match[str], text: str) -> bool:
        """Tell whether the neighbours of a match let it be a time."""
        at, end = match.span()
        if self.not_before.search(text, max(0, at - 24), at) or self.not_after.match(text, end):
            return False
        need = self.needs.get(match[0])
        return need is None or need.search(text, max(0, at - 24), at) is not None

    def _capitalized(self, match: regex.Match[str], groups: dict[str, str], text: str) -> bool:
        """Tell whether the groups that must be names ("May", "Sunday") are written as names."""
        return not any(text[match.start(name)].islower() for name in self.capital if name in groups)

    def _values(self, groups: dict[str, str]) -> dict[str, str]:
        """Return the canonical values of the groups that took part in a match."""
        values: dict[str, str] = {}
        for alias, text in groups.items():
            if not alias.startswith("rule_"):
                form = " ".join(text.split())
                values[alias] = self.slots.get(alias, {}).get(form, form)
        return values

    def bound_of(self, text: str, start: int) -> tuple[str, int]:
        """Return what the words left of an expression in lower-case text make of it and where they begin.

        That is "since", "until", …, or "" and the expression's own start.
        """
        left = max(0, start - 40)
        for name, pattern in self.before.items():
            if match := pattern.search(text, left, start):
                return name, match.start()
        return "", start

    def join(self, text: str, times: list[TimeExpression]) -> list[TimeExpression]:
        """Join "from X to Y" and "between X and Y" to ranges."""
        joined: list[TimeExpression] = []
        for time in times:
            first = joined[-1] if joined else None
            if first and first.until is None and self._is_range(text, first, time):
                first.until, first.end, first.bound = evolve(time), time.end, ""
            else:
                joined.append(time)
        return joined

    def _is_range(self, text: str, first: TimeExpression, last: TimeExpression) -> bool:
        between = text[first.end : last.start]
        if not self.joints.fullmatch(between) or first.kind not in _RANGED or last.kind not in _RANGED:
            return False
        opened = self.openers.search(text, max(0, first.start - 24), first.start) is not None
        return opened or (first.kind == last.kind and between.strip() in self.plain)


_RANGED = frozenset({"date", "year", "weekday", "dayword", "unit", "feast", "season", "hijri"})
_PARTS = ("week", "half", "quarter", "third")
_HALVES = {
    "minute": (1, "minute"),
    "hour": (30, "minute"),
    "day": (12, "hour"),
    "week": (84, "hour"),
    "fortnight": (7, "day"),
    "month": (15, "day"),
    "quarter": (45, "day"),
    "year": (6, "month"),
    "decade": (5, "year"),
}


def lowered(text: str) -> str:
    """Return a text in lower case, letter by letter, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _match(text: str, at: int, rules: tuple[Match, ...]) -> regex.Match[str] | None:
    """Match at a word; the article that the preposition ل has swallowed is written out: "لليوم" as "اليوم"."""
    if at and text[at - 1 : at + 1] == "لل":
        text, at = text[: at - 1] + "ا" + text[at:], at - 1
    for rule in rules:
        if match := rule(text, at):
            return match
    return None


def _halved(values: dict[str, str]) -> dict[str, str]:
    """Return "half an hour" and "a year and a half ago" in a smaller unit; so long after something else is meant roughly."""
    if "halved" in values:
        count, (size, unit) = 1, _HALVES[values["halved"]]
    elif "half" not in values:
        return {}
    elif values.get("dir") != "ago":
        return {"vague": "1"}
    else:
        count, (size, unit) = 2 * int(values.get("n", "1")) + 1, _HALVES[values["unit"]]
    return {"n": str(count * size), "unit": unit}


def _tidy(values: dict[str, str]) -> dict[str, str]:
    """Bring what rules say in several ways into one: duals, "the first week", "the first three months of the year"."""
    if "unit2" in values:
        values["unit"], values["n"] = values.pop("unit2"), "2"
    for part in _PARTS:
        if f"{part}part" in values:
            del values[f"{part}part"]
            values["part_unit"] = part
    values |= _halved(values)
    if "after" in values:
        values["dir"] = "after"
    if "aftermidnight" in values:
        values["after_midnight"] = "1"
    if "yrelthat" in values:
        values["yrel"] = "that"
    if "side" in values and "n" in values and "unit" in values:
        values["count_unit"] = values.pop("unit")
    if "base" in values:
        values["unit"] = values.pop("base")
    return values
