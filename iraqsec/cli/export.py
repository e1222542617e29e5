"""``iraqsec export STORE FILE``: events of a store to JSON Lines, CSV, Parquet or GeoJSON."""

from typing import Any

import click

from iraqsec.cli._filters import filter_options


@click.command()
@click.argument("store", type=click.Path(exists=True, dir_okay=False))
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "parquet", "geojson"]), help="Else by FILE's name."
)
@click.option("--preset", type=click.Choice(["acled", "ucdp", "plover"]), help="Columns named as in these data sets.")
@filter_options
def command(store: str, file: str, form: str | None, preset: str | None, **filters: Any) -> None:  # noqa: ANN401 - as click gives them
    """Write the events of STORE that fit all filters to FILE."""
    from iraqsec.corpus.store import Store

    wanted = {name: value for name, value in filters.items() if value not in (None, ())}
    with Store(store, read_only=True) as opened:
        written = opened.events(**wanted).export(file, form, preset=preset)
    click.echo(f"wrote {written:,} events to {file}")
