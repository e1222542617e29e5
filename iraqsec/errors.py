"""Every exception that iraqsec raises on purpose; all derive from `IraqsecError`."""

from collections.abc import Sequence


class IraqsecError(Exception):
    """Base of all errors raised on purpose; the message says what is wrong and what to do."""


class InputError(IraqsecError, ValueError):
    """What the caller passed in cannot be used: a wrong type, a date that is no date, an unknown language."""


class ReadError(IraqsecError):
    """A file, archive or record cannot be read; the message names the file and the position."""


class DataError(IraqsecError):
    """A data file (frame, gazetteer, lexicon, weights) is wrong; all its problems are told at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the list of problems, one line each, as ``problems``."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class StoreError(IraqsecError):
    """A store cannot be opened, read or written to; the message says why and what to do."""


class MissingExtraError(IraqsecError, ImportError):
    """An optional package is needed and not installed; the message gives the command that installs it."""


class MissingModelError(IraqsecError):
    """A neural backend's model or data is not on this machine; the message gives the command that gets it."""
