"""``iraqsec export STORE FILE``: events of a store to JSON Lines, CSV, Parquet or GeoJSON."""

from typing import Any

import click


@click.command()
@click.argument("store", type=click.Path(exists=True, dir_okay=False))
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "parquet", "geojson"]), help="Else by FILE's name."
)
@click.option("--preset", type=click.Choice(["acled", "ucdp", "plover"]), help="Columns named as in these data sets.")
@click.option("--type", multiple=True, metavar="TYPE", help="Only events of this type; may be given again.")
@click.option("--status", multiple=True, metavar="STATUS", help="Only of this status; may be given again.")
@click.option("--place", metavar="PLACE", help="Only there: IQ-BA, a country's code, a place's id or name.")
@click.option("--since", metavar="DATE", help="Only from this day on.")
@click.option("--until", metavar="DATE", help="Only up to this day.")
@click.option("--actor", metavar="NAME", help="Only with this organization or person.")
@click.option("--text", metavar="WORDS", help="Only where the report has these words.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only events at least so sure.")
def command(store: str, file: str, form: str | None, preset: str | None, **filters: Any) -> None:  # noqa: ANN401 - as click gives them
    """Write the events of STORE that fit all filters to FILE."""
    from iraqsec.corpus.store import Store

    wanted = {name: value for name, value in filters.items() if value not in (None, ())}
    with Store(store, read_only=True) as opened:
        written = opened.events(**wanted).export(file, form, preset=preset)
    click.echo(f"wrote {written:,} events to {file}")
