"""Feed every compiled pattern of the package with long texts made to trip it: `python tests/hostile/patterns.py 10`.

Patterns are collected while the package is imported and reads every kind of text, and are tried as they were used there: all
over a text, at one place, or not at all when they saw short windows only. For each, texts are put together from the literals
and classes of its own source, repeated at length behind a beginning that it might take for a match. What takes more than a
few milliseconds is measured again at four times the length: a linear pattern takes four times as long, a quadratic one
sixteen times. The texts of a pattern come in a random order, the same every time, until they or its seconds are used up.
Prints a line for each pattern that grows faster, as JSON, then how many patterns were tried.
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
from tempfile import TemporaryDirectory
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

_SCANS = frozenset({"search", "finditer", "findall", "sub", "subn", "split", "splititer", "subf", "subfn"})
_TRUSTED = ("languages/time_rules.py",)  # reads the rules that ship, no texts
_TEXT_AND_START = 2  # arguments of a method; a third says where the window ends


class Spy:
    """Stands for a compiled pattern and remembers how it was used: all over a text, at one place, or in a window of it."""

    def __init__(self, pattern: Any) -> None:  # noqa: ANN401 - of regex or re
        """Watch a pattern."""
        self.pattern = pattern
        self.methods: set[str] = set()
        self.windows = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        """Hand out what the pattern has; calls of its methods are remembered."""
        inner = getattr(self.pattern, name)
        kind = "finditer" if name in _SCANS else name if name in {"match", "fullmatch"} else ""
        if not kind:
            return inner

        def called(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401
            scans = kind == "finditer"
            if len(arguments) > _TEXT_AND_START - scans or "endpos" in more:  # the end of a text, or a stretch of it
                self.windows = True
            else:
                self.methods.add(kind)
            return inner(*arguments, **more)

        return called

    def tried_by(self) -> tuple[str, ...]:
        """Return the methods to try: those that were seen, all where none was, none where it saw short windows only."""
        return tuple(sorted(self.methods)) or (() if self.windows else ("finditer", "fullmatch"))


def collect() -> list[tuple[Spy, str]]:
    """Return every pattern that the package compiles, with the place that does so, after reading all kinds of texts."""
    found: dict[int, tuple[Spy, str]] = {}

    def recording(original: Any) -> Any:  # noqa: ANN401 - a function of regex or re
        def compiled(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401
            pattern = original(*arguments, **more)
            frame = sys._getframe(1)
            while frame.f_back and ("/regex/" in frame.f_code.co_filename or "/re/" in frame.f_code.co_filename):
                frame = frame.f_back
            if "/iraqsec/" not in frame.f_code.co_filename:
                return pattern
            place = frame.f_code.co_filename.split("/iraqsec/")[-1]
            return found.setdefault(id(pattern), (Spy(pattern), f"{place}:{frame.f_lineno}"))[0]

        return compiled

    for library in (regex_main, re):
        inner: Any = library  # the stubs do not know what every pattern passes through
        inner._compile = recording(inner._compile)
    import iraqsec
    from iraqsec.viz import report

    for module in pkgutil.walk_packages(iraqsec.__path__, "iraqsec."):
        importlib.import_module(module.name)
    for path in (*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests" / "pages").glob("*.txt"))[::2]):
        iraqsec.extract(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests" / "pages").glob("*.html"))[:2]:
        list(iraqsec.read(path))
    with TemporaryDirectory() as folder:
        report(
            iraqsec.extract_many([iraqsec.Document(text="Police arrested a man.", id="a/b.txt")]),
            Path(folder, "page.html"),
        )
    return list(found.values())


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
    tried: dict[tuple[str, int, tuple[str, ...]], None] = {}
    for spy, place in collect():
        pattern, methods = spy.pattern, spy.tried_by()
        known = (pattern.pattern, pattern.flags, methods)
        if isinstance(pattern.pattern, bytes) or place.startswith(_TRUSTED) or not methods or known in tried:
            continue
        tried[known] = None
        growth, method, head, unit = worst(pattern, methods, effort)
        if growth > _GROWTH:
            told = {"place": place, "growth": round(growth, 1), "method": method, "head": head, "unit": unit}
            sys.stdout.write(json.dumps(told | {"pattern": pattern.pattern[:120]}, ensure_ascii=False) + "\n")
    sys.stdout.write(f"{len(tried)}\n")


if __name__ == "__main__":
    main()
