"""`report`: one HTML file with filters, a table, a timeline, a map and the evidence of every event; it loads nothing.

The page's parts lie in ``report_page``: markup, style, and the script in the order of `_SCRIPTS`. What reports say stands
in blocks of JSON, from which the script makes text nodes; a content security policy with the hash of our own script and
style lets nothing else run or load.
"""

import base64
import hashlib
import html
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import IO, Any

import regex
from attrs import frozen

from iraqsec.corpus.store import Store
from iraqsec.errors import InputError, IraqsecError
from iraqsec.viz.palette import FAMILIES, GROUPS, tint
from iraqsec.viz.report_data import Tables
from iraqsec.viz.report_map import map_of_iraq
from iraqsec.viz.report_passages import TEXTS
from iraqsec.viz.report_sources import Told, told_by

LARGE = 60_000_000
"""Bytes above which a page is slow to open on an ordinary machine."""

_SCRIPTS = ("model", "filters", "timeline", "map", "evidence", "table", "main")
_HOLE = regex.compile(r"\{\{([a-z-]+)\}\}")
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNSAFE_SIGN = regex.compile("[<>&\u2028\u2029]")
_PAGE = regex.compile(rb"\s*<!doctype html", regex.IGNORECASE)


@frozen(kw_only=True)
class Written:
    """What a page holds, and its size in bytes."""

    path: Path
    events: int
    reports: int
    size: int

    def __str__(self) -> str:
        return (
            f"wrote {self.events:,} events of {self.reports:,} reports to {self.path} ({self.size / 1_000_000:.1f} MB)"
        )


def report(
    source: object,
    path: str | os.PathLike[str],
    *,
    title: str = "Security events in Iraq",
    texts: str = "passages",
    **filters: Any,  # noqa: ANN401 - those of Store.events
) -> Written:
    """Write a page that shows events to a file, which appears when it is whole.

    ``source`` is a `Store`, the path of one, the path of JSON Lines that ``iraqsec extract`` or an export wrote, or
    results or events (these show their evidence only); of a store, the filters of `Store.events` choose. ``texts`` is
    how much of the reports the page holds: "passages" (what its events rest on), "whole", or "none" (the fillers' words
    only). A page that is there is replaced; any other file is left alone.

    Raises:
        InputError: no event to show, an unknown setting, or a file there that is no page.
        ReadError: the source cannot be read.
        StoreError: the store cannot be opened.
        IraqsecError: the page cannot be written.
    """
    if texts not in TEXTS:
        raise InputError(f"texts must be one of {', '.join(TEXTS)}, not {texts!r}")
    target = Path(path)
    _check_target(target, source)
    tables = Tables(texts)
    reports = (told for told in told_by(source, filters) if told.events)
    first = next(reports, None)
    if first is None:
        what = "no event fits the filters" if filters else "there are no events"
        raise InputError(f"{_name(source)}: {what}, so no page was written")
    try:
        with _draft(target) as out:
            for part in _page(chain([first], reports), tables, title):
                out.write(part.encode("utf-8", "replace"))
            size = out.tell()
    except OSError as error:
        raise IraqsecError(f"{target}: cannot be written: {error.strerror or error}") from error
    return Written(path=target, events=tables.events, reports=tables.reports, size=size)


def _check_target(target: Path, source: object) -> None:
    """See that nothing but a page would be replaced."""
    if target.is_dir():
        raise InputError(f"{target}: this is a folder; name a file, such as {target / 'report.html'}")
    if not target.parent.is_dir():
        raise InputError(f"{target}: the folder {target.parent} does not exist")
    if not target.exists():
        return
    with suppress(OSError, TypeError):
        if os.path.samefile(target, os.fspath(_path_of(source))):  # noqa: PTH121 - the source may be no path at all
            raise InputError(f"{target}: this is the source; choose another name for the page")
    try:
        with target.open("rb") as file:
            is_page = _PAGE.match(file.read(256)) is not None or target.stat().st_size == 0
    except OSError as error:
        raise IraqsecError(f"{target}: cannot be written: {error.strerror or error}") from error
    if not is_page:
        raise InputError(f"{target}: there is such a file, and it is no HTML page; choose another name")


def _path_of(source: object) -> Any:  # noqa: ANN401 - a path or whatever else
    return source.path if isinstance(source, Store) else source


def _name(source: object) -> str:
    path = _path_of(source)
    return os.fspath(path) if isinstance(path, str | os.PathLike) else "the results"


class _draft:  # noqa: N801 - used as a function
    """A file that takes its name when all is written, and vanishes when anything fails."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> IO[bytes]:
        handle, self._name = tempfile.mkstemp(dir=self._target.parent, prefix=f".{self._target.name}.")
        self._file = os.fdopen(handle, "wb")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        draft = Path(self._name)
        if kind is not None:
            draft.unlink(missing_ok=True)
            return
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
        draft.replace(self._target)


def _page(reports: Iterable[Told], tables: Tables, title: str) -> Iterator[str]:
    """Yield the page in parts; the reports pass through one at a time, and what they share comes behind them."""
    from iraqsec import __version__

    style, script = _style(), _script()
    simple = {
        "title": html.escape(title),
        "version": html.escape(__version__),
        "style": style,
        "script": script,
        "style-hash": _hash(style),
        "script-hash": _hash(script),
    }
    at = 0
    page = _asset("page.html")
    for hole in _HOLE.finditer(page):
        yield page[at : hole.start()]
        at = hole.end()
        if hole[1] == "documents":
            yield from _records(reports, tables)
        elif hole[1] == "tables":
            yield to_json({**tables.to_plain(), "map": map_of_iraq()})
        else:
            yield simple[hole[1]]
    yield page[at:]


def _records(reports: Iterable[Told], tables: Tables) -> Iterator[str]:
    sign = "["
    for told in reports:
        yield f"{sign}\n{to_json(tables.record(told))}"
        sign = ","
    yield "]"


def to_json(value: object) -> str:
    r"""Return JSON that can stand within a script element, whatever its texts hold.

    >>> print(to_json("</script>"))
    "\u003c/script\u003e"
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE_SIGN.sub(lambda match: _UNSAFE[match[0]], plain)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return resources.files("iraqsec.viz").joinpath("report_page", name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    """Return the page's style, with the colors of the palette."""
    marks = [
        f".under-{name}{{border-bottom:{group.width}px {group.style} {group.color}}}"
        f".on-{name}{{background:{tint(group.color, 0.16)}}}.edge-{name}{{border-color:{group.color}!important}}"
        for name, group in GROUPS.items()
    ]
    families = [
        f".family-{number}{{fill:{look.color}}}"
        f".chip-{number}{{background:{tint(look.color, 0.14)};border-color:{look.color}}}"
        for number, look in enumerate(FAMILIES.values())
    ]
    return "\n".join([_asset("page.css"), *marks, *families, ""])


@cache
def _script() -> str:
    """Return the page's script: its parts in one scope."""
    return "\n".join(["\n(() => {", '"use strict";', *(_asset(f"{name}.js") for name in _SCRIPTS), "})();\n"])
