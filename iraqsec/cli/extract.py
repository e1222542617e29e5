"""``iraqsec extract FILE…``: the events of files, as JSON Lines or as a table."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from iraqsec.cli import FAILED
from iraqsec.cli._overlays import extractor, overlay_options

if TYPE_CHECKING:
    from iraqsec.document import Document


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--published",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="When the reports appeared (2025-01-31), where a page does not say.",
)
@click.option("--lang", metavar="LANG", help="The language of the texts (ar or en); found out by itself without this.")
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@overlay_options
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
def command(
    files: tuple[str, ...],
    published: datetime | None,
    lang: str | None,
    form: str,
    output: str | None,
    *,
    frames: tuple[str, ...],
    gazetteer: tuple[str, ...],
) -> None:
    """Extract the events of files (text, or whatever `iraqsec.read` reads); - is the standard input.

    As JSON Lines, each document is a line: its id, its articles, its events in the gold format, its warnings. Exit code
    1 tells that some document could not be read or processed; the others are there.
    """
    extract = extractor(frames, gazetteer).extract
    show: Callable[[Any, IO[Any]], None] = _as_table if form == "table" else _as_line
    failed = False
    with click.open_file(output or "-", "w", encoding="utf-8") as out:
        for document in _documents(files):
            result = extract(document, published=published, lang=lang)
            failed |= result.error is not None
            _tell(document.id, result)
            show(result, out)
    if failed:
        sys.exit(FAILED)


def _documents(files: Iterable[str]) -> Iterator["Document"]:
    """Yield the documents of files; one that cannot be read is a document that says so."""
    from iraqsec.corpus.reader import read
    from iraqsec.document import Document
    from iraqsec.errors import ReadError

    for name in files:
        source: Any = sys.stdin.buffer if name == "-" else Path(name)
        try:
            yield from read(source)
        except ReadError as error:
            yield Document(text="", id=name, error=str(error))


def _tell(name: str, result: Any) -> None:  # noqa: ANN401 - a Result; its module is not imported here
    """Print a document's error and warnings to the standard error."""
    for message in (*([result.error] if result.error else []), *result.warnings):
        click.echo(f"{name}: {message}", err=True)


def _as_line(result: Any, out: IO[Any]) -> None:  # noqa: ANN401 - a Result
    from iraqsec import codec

    told = {name: getattr(result, name) for name in ("articles", "events", "warnings", "error")}
    click.echo(codec.dumps({"id": result.document.id, **told}), file=out)


def _as_table(result: Any, out: IO[Any]) -> None:  # noqa: ANN401 - a Result
    from iraqsec.cli._table import render

    click.echo(f"{result.document.id}: {len(result.events)} events", file=out)
    rows = [
        (
            event.type,
            event.status,
            f"{event.confidence:.2f}",
            str(event.date or ""),
            " ".join(event.governorates),
            "; ".join(f"{a.role}: {a.text}" for a in event.arguments if a.role not in {"place", "time"}),
        )
        for event in result.events
    ]
    if rows:
        click.echo(render(("event", "status", "conf", "date", "where", "who and what"), rows), file=out)
    click.echo(file=out)
