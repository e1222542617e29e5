"""``iraqsec report STORE -o FILE``: events as one HTML page that works without a server."""

from typing import Any

import click

from iraqsec.cli._filters import filter_options


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
@filter_options
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
