"""The options of every command that extracts: the user's own event types, words and names."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from iraqsec.pipeline import Extractor

_Command = TypeVar("_Command", bound=Callable[..., Any])

frames_option = click.option(
    "--frames",
    multiple=True,
    metavar="PATH",
    help="Event types and words of your own: a TOML file, a folder of them, or the name under which a package offers them.",
)
_gazetteer_option = click.option(
    "--gazetteer",
    multiple=True,
    metavar="PATH",
    help="Places, organizations and persons of your own: a tab-separated table.",
)


def overlay_options(command: _Command) -> _Command:
    """Add --frames and --gazetteer to a command."""
    return frames_option(_gazetteer_option(command))


def extractor(frames: tuple[str, ...], gazetteer: tuple[str, ...]) -> "Extractor":
    """Return the extractor with these laid over what ships."""
    from iraqsec.pipeline import default_extractor, load

    return load(frames=frames, gazetteer=gazetteer) if frames or gazetteer else default_extractor()
