"""``iraqsec report STORE -o FILE``: events as one HTML page that works without a server."""

from typing import Any

import click


@click.command()
@click.argument("source", type=click.Path(dir_okay=False))
@click.option("-o", "--output", default="report.html", show_default=True, help="The page; an older one is replaced.")
@click.option("--title", default="Security events in Iraq", show_default=True, help="What stands above the page.")
@click.option(
    "--texts",
    type=click.Choice(["passages", "whole", "none"]),
    default="passages",
    show_default=True,
    help="How much of the reports the page holds: what its events rest on, all of it, or nothing.",
)
@click.option("--type", multiple=True, metavar="TYPE", help="Only events of this type; may be given again.")
@click.option("--status", multiple=True, metavar="STATUS", help="Only of this status; may be given again.")
@click.option("--place", metavar="PLACE", help="Only there: IQ-BA, a country's code, a place's id or name.")
@click.option("--since", metavar="DATE", help="Only from this day on.")
@click.option("--until", metavar="DATE", help="Only up to this day.")
@click.option("--actor", metavar="NAME", help="Only with this organization or person.")
@click.option("--text", metavar="WORDS", help="Only where the report has these words.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only events at least so sure.")
def command(source: str, output: str, title: str, texts: str, **filters: Any) -> None:  # noqa: ANN401 - as click gives them
    """Write a page with the events of SOURCE: filters, table, timeline, map, and the evidence of every event.

    SOURCE is a store, or JSON Lines that `iraqsec extract` or `iraqsec export` wrote. The filters hold for stores; the
    page has filters of its own.
    """
    from iraqsec.viz.report_writer import LARGE, report

    wanted = {name: value for name, value in filters.items() if value not in (None, ())}
    written = report(source, output, title=title, texts=texts, **wanted)
    click.echo(written)
    if written.size > LARGE:
        click.echo("this is a large page: --since, --type or --texts none make it smaller", err=True)
