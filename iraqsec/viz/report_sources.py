"""What a report page is made of: reports with their events, from a store, a file of results, or results as they come."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from iraqsec import codec
from iraqsec.corpus.store import Store
from iraqsec.corpus.store_select import Selection, StoredEvent
from iraqsec.document import Document
from iraqsec.errors import InputError, IraqsecError, ReadError
from iraqsec.events.made_types import see_types
from iraqsec.events.types import Event
from iraqsec.results import Article, Result

_STORE_MARK = b"DUCK"
_BLOCK = 200
_ABOUT = ("id", "source", "url", "lang", "title")


@frozen(kw_only=True)
class Told:
    """A report and what it tells of; ``has_text`` is False where only the events' own words are known.

    ``langs`` are the languages of the events, ``happenings`` the happenings that they are reports of (None: no other
    report is known to tell of it).
    """

    document: Document
    events: tuple[Event, ...]
    langs: tuple[str | None, ...]
    happenings: tuple[str | None, ...]
    has_text: bool = True


def told_by(source: object, filters: Mapping[str, Any]) -> Iterator[Told]:
    """Yield the reports of a source that tell of events, in order.

    A source is a `Store`, the path of one, the path of a file of JSON Lines (written by ``iraqsec extract``, by an export,
    or with `Result.to_dict`), a `Result`, or an iterable of results or events, such as a selection of a store: events by
    themselves know no text but their evidence. The filters are those of `Store.events`.

    Raises:
        InputError: nothing that can be read, or filters for what is no store.
        ReadError: there is no such file, or a line of it is no result.
        StoreError: the store cannot be opened.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if _is_store(path):
            with Store(path, read_only=True) as store:
                yield from _of_store(store, filters)
            return
        source = _joined(_read(path))
    elif isinstance(source, Store):
        yield from _of_store(source, filters)
        return
    elif isinstance(source, Result | Event):
        source = _of_items([source])
    elif isinstance(source, Selection):
        source = _of_items(source.reports())
    elif isinstance(source, Iterable):
        source = _of_items(source)
    else:
        raise InputError(f"a store, a path or results were expected, not {type(source).__name__}")
    if filters:
        raise InputError(
            f"{', '.join(filters)}: only the events of a store can be filtered; filter in the page instead"
        )
    yield from source


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == _STORE_MARK
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such store or file; `iraqsec run` makes a store") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror or error}") from error


def _of_store(store: Store, filters: Mapping[str, Any]) -> Iterator[Told]:
    """Yield the reports of a store: events and texts are read side by side, for both come in the documents' order."""
    rows = store.cursor().execute("SELECT document, event, happening FROM happenings").fetchall()
    happenings = {(document, event): name for document, event, name in rows}
    texts = _texts(store)
    for key, reports in groupby(store.events(**filters).reports(), key=lambda report: report.document):
        found = list(reports)
        text, title = next((text, title) for other, text, title in texts if other == key)
        first = found[0]
        document = Document(
            text=text, id=first.id, published=first.published, title=title, source=first.source, url=first.url
        )
        yield Told(
            document=document,
            events=tuple(report.event for report in found),
            langs=tuple(report.lang for report in found),
            happenings=tuple(happenings.get((key, report.event.id)) for report in found),
        )


def _texts(store: Store) -> Iterator[tuple[str, str, str | None]]:
    """Yield key, text and title of each report; that of its article, if it has one, where none was given."""
    cursor = store.cursor().execute(
        "SELECT d.key, coalesce(d.text, ''), coalesce(d.title, a.title) FROM documents d LEFT JOIN "
        "(SELECT document, any_value(title) AS title FROM articles GROUP BY document HAVING count(*) = 1) a "
        "ON a.document = d.key ORDER BY d.number"
    )
    while rows := cursor.fetchmany(_BLOCK):
        yield from rows


def _of_items(items: Iterable[Any]) -> Iterator[Told]:
    """Yield results as they are, and events by their reports, where those of one stand together."""
    return _joined(_of_item(item, number) for number, item in enumerate(items))


def _of_item(item: object, number: int) -> tuple[object, Told]:
    if isinstance(item, Result):
        return number, _of_result(item)
    if isinstance(item, Event):
        return number, _told(Document(text=""), (), (item,), has_text=False)
    if isinstance(item, StoredEvent):
        about = {name: getattr(item, name) for name in ("id", "source", "url", "lang", "published")}
        return item.document, _told(Document(text="", **about), (), (item.event,), has_text=False)
    raise InputError(f"results or events were expected, not {type(item).__name__}; iraqsec.extract() gives a result")


def _joined(parts: Iterable[tuple[object, Told]]) -> Iterator[Told]:
    """Make one report of neighbors that have the same key."""
    for _, group in groupby(parts, key=lambda part: part[0]):
        reports = [told for _, told in group]
        first = reports[0]
        yield (
            first
            if len(reports) == 1
            else Told(
                document=first.document,
                events=tuple(event for told in reports for event in told.events),
                langs=tuple(lang for told in reports for lang in told.langs),
                happenings=tuple(None for told in reports for _ in told.events),
                has_text=first.has_text,
            )
        )


def _of_result(result: Result) -> Told:
    return _told(result.document, result.articles, result.events)


def _told(
    document: Document, articles: tuple[Article, ...], events: tuple[Event, ...], *, has_text: bool = True
) -> Told:
    langs = [
        document.lang or (articles[event.article].lang if event.article < len(articles) else None) for event in events
    ]
    nothing = (None,) * len(events)
    if document.title is None and len(articles) == 1:
        document = evolve(document, title=articles[0].title)
    return Told(document=document, events=events, langs=tuple(langs), happenings=nothing, has_text=has_text)


# -- JSON Lines -------------------------------------------------------------------------------------


def _read(path: Path) -> Iterator[tuple[object, Told]]:
    """Yield the reports of lines, those of one report's events with the same key."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield _line(json.loads(line), number)
            except (IraqsecError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise ReadError(f"{path}, line {number}: no result and no event of iraqsec: {error}") from error


def _line(plain: dict[str, Any], number: int) -> tuple[object, Told]:
    """Read a line: a whole result, what ``iraqsec extract`` or an export writes, or a gold document."""
    if "mentions" in plain:
        about = plain.get("document") or {}
        event = codec.event_from_dict(plain, see_types([plain]))
        document = Document(text="", **_about(about))
        key = about.get("key") or about.get("id") or number
        return key, _told(document, (), (event,), has_text=False)
    if isinstance(plain.get("document"), dict):
        return number, _of_result(Result.from_dict(plain))
    types = see_types(plain["events"])
    events = tuple(codec.event_from_dict(event, types) for event in plain["events"])
    articles = tuple(codec.from_plain(article, Article) for article in plain.get("articles", ()))
    document = Document(text=plain.get("text") or "", **_about(plain))
    return number, _told(document, articles, events, has_text="text" in plain)


def _about(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a document that a line gives."""
    from datetime import date

    published = plain.get("published")
    known = {name: plain[name] for name in _ABOUT if plain.get(name)}
    return known | {"published": date.fromisoformat(published) if published else None}
