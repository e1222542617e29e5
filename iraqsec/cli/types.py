"""``iraqsec types``: the event types with their roles, read off the classes."""

import inspect
import json

import click

_VALUES = {"Number": "number", "Place": "place", "Period": "time"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the JSON Schema of an event.")
def command(*, as_json: bool) -> None:
    """List the event types: what each is, its roles, and which of them have values."""
    from iraqsec import codec
    from iraqsec.events.types import TYPES, roles_of, value_class

    if as_json:
        click.echo(json.dumps(codec.json_schema(TYPES.values()), ensure_ascii=False, indent=2))
        return
    for name, cls in TYPES.items():
        roles = []
        for role in roles_of(cls):
            kind = value_class(cls, role)
            roles.append(f"{role} ({_VALUES[kind.__name__]})" if kind and kind.__name__.lower() != role else role)
        summary = " ".join((inspect.getdoc(cls) or "").split("\n\n", 1)[0].split())
        click.echo(f"{name} [{cls.family}]\n  {summary}\n  {', '.join(roles)}\n")
