"""``iraqsec run SOURCE…``: extract a corpus into a store."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iraqsec.cli import FAILED
from iraqsec.cli._overlays import extractor, overlay_options

if TYPE_CHECKING:
    from iraqsec.document import Document

_SHOWN = 10


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--store", "path", required=True, metavar="FILE", help="The DuckDB file that holds the events.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.option("--retry-errors", is_flag=True, help="Work again on documents that failed before.")
@click.option("--link", is_flag=True, help="Then link the events of different reports that tell of one happening.")
@overlay_options
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write every failure to this file.")
def command(
    sources: tuple[str, ...],
    path: str,
    workers: int,
    errors: Path | None,
    *,
    frames: tuple[str, ...],
    gazetteer: tuple[str, ...],
    retry_errors: bool,
    link: bool,
) -> None:
    """Extract the documents of files, folders, globs and archives into a store.

    What is in the store already, by its content, is passed over: a run that was stopped, or killed, goes on where it was.
    Exit code 1 tells that some documents failed; the store keeps them with the reason.
    """
    from iraqsec.corpus.runner import run
    from iraqsec.corpus.store import Store

    chosen = extractor(frames, gazetteer)
    with Store(path) as store:
        try:
            summary = run(_documents(sources), store, extractor=chosen, workers=workers, retry=retry_errors)
        except KeyboardInterrupt:
            click.echo(f"\nstopped; {store.counts()['documents']:,} documents are kept, run again to go on", err=True)
            sys.exit(130)
        for name, error in summary.errors[:_SHOWN]:
            click.echo(f"{name}: {error}", err=True)
        if summary.failed > _SHOWN:
            click.echo(f"… and {summary.failed - _SHOWN:,} more; --errors FILE writes them all", err=True)
        if errors is not None:
            errors.write_text("".join(f"{name}\t{_line(why)}\n" for name, why in store.errors()), encoding="utf-8")
        click.echo(summary)
        if link:
            click.echo(store.link())
    if summary.failed:
        sys.exit(FAILED)


def _line(text: str) -> str:
    return " ".join(text.split())


def _documents(sources: tuple[str, ...]) -> Iterator["Document"]:
    """Open every source before the first document is read, so that a wrong name is told at once."""
    from iraqsec.corpus.reader import read

    return chain.from_iterable([read(source) for source in sources])
