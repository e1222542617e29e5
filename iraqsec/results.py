"""What an extraction gives: `Result` with its articles, entities, events and warnings."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from attrs import field, frozen

from iraqsec import codec
from iraqsec.display import Shown
from iraqsec.document import Document, Span
from iraqsec.errors import MissingExtraError
from iraqsec.events.made_types import see_types
from iraqsec.events.types import Event, Mention
from iraqsec.values import Value

if TYPE_CHECKING:
    import pandas as pd


@frozen(kw_only=True)
class Article:
    """One story of a page: its stretch of the raw text, language, title, dateline and publication date.

    ``published_at`` has the clock time too where the page gives one beside its date, with the time zone if it tells that;
    ``published`` is the day as the page writes it.
    """

    span: Span
    lang: str
    title: str | None = None
    dateline: str | None = None
    agency: str | None = None
    author: str | None = None
    published: date | None = None
    published_span: Span | None = None
    published_at: datetime | None = None


@frozen(kw_only=True)
class Furniture:
    """A stretch of a page that belongs to no article; ``reason`` names what it was taken for."""

    span: Span
    reason: str


@frozen(kw_only=True)
class Entity:
    """A place, organization, person, time or quantity that the text names, with its value and registry link.

    A person's ``parts`` are the words of the ``office``, ``rank``, ``title`` and ``name``, those that are named; those of a
    time that is open at its end are the words ``since`` ("since the fall of Mosul in").
    """

    type: str
    text: str
    span: Span
    value: Value | None = None
    link: str | None = None
    confidence: float = 1.0
    found_by: str = ""
    article: int = 0
    parts: Mapping[str, Mention] = field(factory=dict)

    @property
    def name(self) -> str | None:
        """A person's name without office, rank and title, as it is written."""
        return self._part("name")

    @property
    def rank(self) -> str | None:
        """A person's military or police rank."""
        return self._part("rank")

    @property
    def title(self) -> str | None:
        """A person's title that is no rank: Sheikh, Dr, السيد."""
        return self._part("title")

    @property
    def office(self) -> str | None:
        """A person's office or post."""
        return self._part("office")

    def _part(self, kind: str) -> str | None:
        part = self.parts.get(kind)
        return part.text if part else None


class Events(Shown, tuple[Event, ...]):
    """A tuple of events that shows itself as a table; a slice of it does too."""

    __slots__ = ()

    @overload
    def __getitem__(self, key: SupportsIndex) -> Event: ...
    @overload
    def __getitem__(self, key: slice) -> "Events": ...
    def __getitem__(self, key: SupportsIndex | slice) -> "Event | Events":
        """Return an event, or a slice that shows itself as a table."""
        return Events(super().__getitem__(key)) if isinstance(key, slice) else super().__getitem__(key)


def _shown(events: Iterable[Event]) -> tuple[Event, ...]:
    return Events(events)


@frozen(kw_only=True)
class Result(Shown):
    """What was found in one document; ``error`` says why nothing could be, ``warnings`` what was guessed or skipped."""

    document: Document
    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = field(default=(), converter=_shown)
    warnings: tuple[str, ...] = ()
    error: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain dicts and lists, ready for JSON; events in the gold format."""
        plain: dict[str, Any] = codec.to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, table: dict[str, Any]) -> "Result":
        """Read a result back from `to_dict`'s form."""
        result: Result = codec.from_plain(table, cls, registry=see_types(table.get("events") or ()))
        return result

    def to_pandas(self) -> "pd.DataFrame":
        """Return the events as a pandas data frame, one row an event.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            message = "to_pandas() needs pandas; install it with: pip install 'iraqsec[store]'"
            raise MissingExtraError(message) from error
        return pd.DataFrame([{"document": self.document.id} | codec.event_row(event) for event in self.events])
