"""``iraqsec train GOLD…``: rebuild every table that is learned from annotated documents."""

from pathlib import Path

import click


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write the accuracy page there.")
def command(gold: tuple[Path, ...], page: Path | None) -> None:
    """Learn from GOLD files (a document a line, in the gold format) and write the tables into the installed package.

    The same files give the same tables. It takes minutes, and needs the extra packages of iraqsec[train].
    """
    from iraqsec.errors import MissingExtraError

    try:
        from iraqsec.learning.train import train
    except ModuleNotFoundError as error:
        message = f"training needs the package {error.name}; install it with: pip install 'iraqsec[train]'"
        raise MissingExtraError(message) from error
    train(gold, say=click.echo, page=page)
