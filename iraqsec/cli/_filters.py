"""The options that choose events of a store, for every command that takes some of them."""

from collections.abc import Callable
from typing import Any

import click

_OPTIONS = (
    click.option("--type", multiple=True, metavar="TYPE", help="Only events of this type; may be given again."),
    click.option("--status", multiple=True, metavar="STATUS", help="Only of this status; may be given again."),
    click.option("--place", metavar="PLACE", help="Only there: IQ-BA, a country's code, a place's id or name."),
    click.option("--since", metavar="DATE", help="Only from this day on."),
    click.option("--until", metavar="DATE", help="Only up to this day."),
    click.option("--actor", metavar="NAME", help="Only with this organization or person."),
    click.option("--text", metavar="WORDS", help="Only where the report has these words."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only events at least so sure."),
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters, in the order in which help lists them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
