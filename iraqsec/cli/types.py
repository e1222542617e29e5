"""``iraqsec types``: the event types with their roles, read off the classes."""

import inspect
import json
from typing import TYPE_CHECKING

import click

from iraqsec.cli._overlays import frames_option

if TYPE_CHECKING:
    from iraqsec.events.types import Event

_VALUES = {"Number": "number", "Place": "place", "Period": "time"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the JSON Schema of an event.")
@frames_option
def command(frames: tuple[str, ...], *, as_json: bool) -> None:
    """List the event types: what each is, its roles, and which of them have values."""
    from iraqsec import codec
    from iraqsec.events.types import TYPES, roles_of, value_class

    types = {**TYPES, **_own(frames)}
    if as_json:
        click.echo(json.dumps(codec.json_schema(types.values()), ensure_ascii=False, indent=2))
        return
    for name, cls in types.items():
        roles = []
        for role in roles_of(cls):
            kind = value_class(cls, role)
            roles.append(f"{role} ({_VALUES[kind.__name__]})" if kind and kind.__name__.lower() != role else role)
        summary = " ".join((inspect.getdoc(cls) or "").split("\n\n", 1)[0].split())
        click.echo(f"{name} [{cls.family or 'other'}]\n  {summary}\n  {', '.join(roles)}\n")


def _own(frames: tuple[str, ...]) -> "dict[str, type[Event]]":
    """Return the types of the user's frames."""
    from iraqsec.events.overlays import lay_over

    return {name: frame.type for name, frame in lay_over(frames).frames.items()} if frames else {}
