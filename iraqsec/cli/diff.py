"""``iraqsec diff A B``: what changed between two runs, or two versions of a report."""

import json
import sys
from pathlib import Path

import click


@click.command()
@click.argument("a", type=click.Path(exists=True, path_type=Path))
@click.argument("b", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each change.")
def command(a: Path, b: Path, *, as_json: bool) -> None:
    """Compare the events of A and B: two stores, two files of results, or two reports.

    Added events are marked +, removed ones -, changed ones ~ with what changed. Exit code 1 tells that there are changes.
    """
    from iraqsec.corpus.diff import diff, events_of

    changed = False
    for change in diff(events_of(a), events_of(b)):
        changed = True
        click.echo(json.dumps(change.to_dict(), ensure_ascii=False) if as_json else str(change))
    if changed:
        sys.exit(1)
