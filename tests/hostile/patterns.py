"""Feed every compiled pattern of the package with long texts made to trip it: `python tests/hostile/patterns.py 10`.

Patterns are collected while the package is imported, reads every kind of text and gives up its cached ones. For each, texts
are put together from the literals and classes of its own source, repeated at length behind a beginning that it might take for
a match. What takes more than a few milliseconds is measured again at four times the length: a linear pattern takes four
times as long, a quadratic one sixteen times. The texts of a pattern come in a random order, the same every time, until they
or its seconds are used up. Prints a line for each pattern that grows faster, as JSON, then how many patterns were tried.
"""

import importlib
import json
import pkgutil
import re
import sys
import time
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Any

import regex
from regex import _main as regex_main

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
_LENGTH = 1500
_SUSPICIOUS = 0.003  # seconds for so many characters: a linear scan takes a tenth of that
_GROWTH = 9.0  # for four times the text
_GIVE_UP = 2.0
_SECONDS = 0.5  # of processor time for a pattern and each degree of effort
_UNITS = (" ", "1", "a", "A", "ب", "-", ".", ",", '"', "(", "x ", "1 ", "ب ", "\n")
_CLASSES = {"s": " ", "d": "1", "w": "a", "S": "x", "n": "\n", "t": "\t", "W": "-", "D": "a"}
_PROPERTIES = {"L": "ب", "Lu": "A", "Ll": "a", "Arabic": "ب", "N": "1", "Nd": "1", "M": "\u064b", "Latin": "a"}

ANCHORED = {
    "iraqsec.articles.datelines._SEPARATOR",  # looked for in the first characters of a line only
    "iraqsec.articles.datelines._TOWN",  # matched where a line begins
    "iraqsec.articles.datelines._DISTANCE",  # matched where a part of a dateline begins
    "iraqsec.articles.furniture._SEPARATOR",  # a whole line or nothing
    "iraqsec.articles.furniture._CONTACT",  # the same
    "iraqsec.articles.furniture._NUMBERED",  # the same
    "iraqsec.articles.publication._RANGE",  # all between two dates or nothing
    "iraqsec.articles.stories._HEADLINE",  # the same
    "iraqsec.languages.time_rules._PARTS",  # reads the rules that ship, no texts
    "iraqsec.viz.report_data._FILE",  # matched where a name begins
}
"""Patterns that are never looked for all over a long text."""


def collect() -> dict[int, tuple[Any, str]]:
    """Return every pattern that the package compiles, with the place that does so."""
    found: dict[int, tuple[Any, str]] = {}

    def recording(original: Any) -> Any:  # noqa: ANN401 - a function of regex or re
        def compiled(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401
            pattern = original(*arguments, **more)
            frame = sys._getframe(1)
            while frame.f_back and ("/regex/" in frame.f_code.co_filename or "/re/" in frame.f_code.co_filename):
                frame = frame.f_back
            if "/iraqsec/" in frame.f_code.co_filename:
                place = frame.f_code.co_filename.split("/iraqsec/")[-1]
                found[id(pattern)] = pattern, f"{place}:{frame.f_lineno}"
            return pattern

        return compiled

    for library in (regex_main, re):
        inner: Any = library  # the stubs do not know what every pattern passes through
        inner._compile = recording(inner._compile)
    import iraqsec

    for module in pkgutil.walk_packages(iraqsec.__path__, "iraqsec."):
        importlib.import_module(module.name)
    for path in (*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests" / "pages").glob("*.txt"))[::8]):
        iraqsec.extract(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests" / "pages").glob("*.html"))[:2]:
        list(iraqsec.read(path))
    return found


def anchored() -> set[int]:
    """Return the identities of the patterns that need not bear being looked for."""
    return {id(getattr(importlib.import_module(name.rpartition(".")[0]), name.rpartition(".")[2])) for name in ANCHORED}


def pieces(source: str) -> list[str]:
    """Return the literals and an example of each class of a pattern's source, roughly."""
    out: list[str] = []
    for match in re.finditer(r"\\[pP]\{(?:\w+=)?(\w+)\}|\\(.)|\[\^?([^\]]+)\]|([^\\\[\](){}|?*+.^$]+)", source):
        name, escaped, members, literal = match.groups()
        if name:
            out.append(_PROPERTIES.get(name, "a"))
        elif escaped:
            out.append(_CLASSES.get(escaped, escaped if not escaped.isalnum() else ""))
        elif members:
            out += [c for c in members if c not in "\\^-"]
        else:
            out.append(literal)
    return [piece for piece in dict.fromkeys(out) if piece and len(piece) < 30]


def seconds(pattern: Any, method: str, text: str) -> float:  # noqa: ANN401 - of regex or re
    """Return the processor time of one search; patterns of regex are stopped when they take too long."""
    limit = {"timeout": _GIVE_UP} if isinstance(pattern, regex.Pattern) else {}
    began = time.process_time()
    try:
        found = getattr(pattern, method)(text, **limit)
        if method == "finditer":
            for _ in found:
                pass
    except TimeoutError:
        return 100.0
    return time.process_time() - began


def grows(pattern: Any, method: str, head: str, unit: str) -> float:  # noqa: ANN401
    """Return how much longer four times the text takes, where the text takes long at all; else 0."""

    def text(length: int) -> str:
        return head + unit * (length // len(unit)) + "\x01"

    if seconds(pattern, method, text(_LENGTH)) < _SUSPICIOUS:
        return 0.0
    once, four = (min(seconds(pattern, method, text(n)) for _ in range(3)) for n in (_LENGTH, 4 * _LENGTH))
    return four / once if once >= _SUSPICIOUS / 2 else 0.0


def worst(pattern: Any, methods: tuple[str, ...], effort: int) -> tuple[float, str, str, str]:  # noqa: ANN401
    """Return the fastest growth that was found, and the method, beginning and unit that caused it."""
    rng, own = Random(1), pieces(pattern.pattern)  # noqa: S311 - no secrets
    own = own if len(own) <= 4 * effort else own[: 2 * effort] + rng.sample(own[2 * effort :], 2 * effort)
    pairs = [a + b for a, b in pairwise(own)]
    mixed = [
        rng.choice(own) + rng.choice(("", " ", "1", " 1 ", "12")) + rng.choice(own) for _ in range(effort if own else 0)
    ]
    heads = ["", *rng.sample(own, min(effort, len(own))), *rng.sample(pairs, min(effort, len(pairs))), *mixed]
    marks = [f"a{piece}" for piece in own if not piece.isalnum()]
    units = list(dict.fromkeys([*_UNITS, *own[:effort], *marks[:effort], *mixed[: effort // 2]]))
    trials = list(product(heads, units, methods))
    rng.shuffle(trials)
    found, deadline = (0.0, "", "", ""), time.process_time() + effort * _SECONDS
    for head, unit, method in trials:
        found = max(found, (grows(pattern, method, head, unit), method, head, unit))
        if found[0] > _GROWTH or time.process_time() > deadline:
            break
    return found


def main() -> None:
    """Print what grows faster than its text, then the number of patterns."""
    effort = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    found = collect()
    spared = anchored()
    tried: set[tuple[str, int]] = set()
    for identity, (pattern, place) in found.items():
        known = (pattern.pattern, pattern.flags)
        if isinstance(pattern.pattern, bytes) or (known in tried and identity not in spared):
            continue
        tried.add(known)
        methods = ("match", "fullmatch") if identity in spared else ("finditer", "fullmatch")
        growth, method, head, unit = worst(pattern, methods, effort)
        if growth > _GROWTH:
            told = {"place": place, "growth": round(growth, 1), "method": method, "head": head, "unit": unit}
            sys.stdout.write(json.dumps(told | {"pattern": pattern.pattern[:120]}, ensure_ascii=False) + "\n")
    sys.stdout.write(f"{len(tried)}\n")


if __name__ == "__main__":
    main()
