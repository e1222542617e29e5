"""The command line: arguments and printing, no logic. Each module here is a command, under its own name.

A command's module holds a `click.Command` called ``command``. It is imported when it is asked for, and imports the
library only when it runs, so that ``iraqsec --help`` is quick. A new command is a new file.

Exit codes: 0, all went well; 1, some document failed; 2, wrong usage or input that cannot be used at all.
"""

import pkgutil
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from iraqsec.errors import IraqsecError

FAILED, UNUSABLE = 1, 2
"""Exit codes: some document failed; nothing could be done with what was given."""


class _Fault(click.ClickException):
    """An error of ours: its message and nothing else."""

    exit_code = UNUSABLE


class _Commands(click.Group):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, sorted."""
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, its module imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever the command returns
        """Run a command; an error of ours becomes one message and exit code 2."""
        try:
            return super().invoke(ctx)
        except IraqsecError as error:
            raise _Fault(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="iraqsec")
def group() -> None:
    """Typed events from Arabic and English news about Iraq's security sector."""


def main() -> None:
    """Run the command line; it speaks UTF-8, whatever the terminal's setting."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    group(prog_name="iraqsec")
