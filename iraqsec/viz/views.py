"""What shows itself: which HTML an object has in a notebook, and pages of it that stand alone."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from attrs import field, frozen

from iraqsec.corpus.happenings import Happening
from iraqsec.corpus.store import Store
from iraqsec.corpus.store_select import Selection, StoredEvent
from iraqsec.document import Document
from iraqsec.errors import InputError
from iraqsec.events.types import Event
from iraqsec.results import Result
from iraqsec.viz import cards, markup
from iraqsec.viz.names import governorate_name

ROWS = 100
"""As many rows of a table as a notebook shows at once."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Pages hold no script, load nothing, and say so to the browser."""


@frozen
class View:
    """An object as HTML: notebooks show it, `page` and `save` make it a page of its own."""

    title: str
    body: str = field(repr=False)

    def _repr_html_(self) -> str:
        return f"<style>{markup.CSS}{cards.CSS}</style><div class='iqs'>{self.body}</div>"

    def page(self) -> str:
        """Return a whole page that needs nothing else: no script, no file, no network."""
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{markup.escape(self.title)}</title></head><body>{self._repr_html_()}</body></html>\n"
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path.

        Raises:
            InputError: the file's name does not end in ".html".
        """
        file = Path(path)
        if file.suffix.lower() not in (".html", ".htm"):
            raise InputError(f"this is saved as a page: name the file {file.stem}.html, not {file.name}")
        file.write_text(self.page(), encoding="utf-8")
        return file


def notebook_html(thing: object) -> str | None:
    """Return what a notebook shows of an object: as much as it can bear; None of what no view is for."""
    try:
        return view_of(thing, labels=True, most=cards.MOST_CHARACTERS, rows=ROWS)._repr_html_()
    except InputError:
        return None


def show(thing: object, *, labels: bool = True) -> View:
    """Return a view of a result, event, document, store, selection, happening or list of events, the whole of it.

    A notebook shows it; ``.save("x.html")`` writes it to a file. ``labels=False`` leaves out the names behind the marks.

    Raises:
        InputError: it is nothing that shows itself.
    """
    return view_of(thing, labels=labels, most=None, rows=None)


def html(thing: object, *, labels: bool = True) -> str:
    """Return a page of its own for what `show` takes.

    Raises:
        InputError: it is nothing that shows itself.
    """
    return show(thing, labels=labels).page()


def table(events: Iterable[Event | StoredEvent | Result] | Store | Result, *, rows: int | None = ROWS) -> View:
    """Return events as a table: those of a list, a result, several results, a selection or a store.

    ``rows`` is how many are shown; None shows all.

    Raises:
        InputError: something among them is no event.
    """
    if isinstance(events, Result):
        events = events.events
    if isinstance(events, Store):
        events = events.events()
    if isinstance(events, Selection):
        return _of_selection(events, rows=rows)
    pairs = [pair for thing in events for pair in _pairs(thing)]
    named = any(
        isinstance(thing, StoredEvent | Result) for thing in (events if isinstance(events, list | tuple) else ())
    )
    body = cards.table_html(pairs[:rows], len(pairs), reports=named)
    return View(f"{len(pairs)} events", body)


def _pairs(thing: object) -> list[tuple[Event, str]]:
    """Return an event, or a result's events, with the name of the report."""
    if isinstance(thing, Event):
        return [(thing, "")]
    if isinstance(thing, StoredEvent):
        return [(thing.event, thing.id or thing.source or thing.url or thing.document)]
    if isinstance(thing, Result):
        return [(event, thing.document.id) for event in thing.events]
    raise InputError(f"a table is made of events, not of a {type(thing).__name__}")


def view_of(thing: object, *, labels: bool, most: int | None, rows: int | None) -> View:
    """Return the view of an object, shown up to so many characters and rows.

    Raises:
        InputError: it is nothing that shows itself.
    """
    for cls, view in _VIEWS:
        if isinstance(thing, cls):
            return view(thing, labels=labels, most=most, rows=rows)
    raise InputError(
        f"a {type(thing).__name__} has no view; results, events, documents, stores and lists of events have one"
    )


def _of_result(result: Result, *, labels: bool, most: int | None, **_: object) -> View:
    name = result.document.title or result.document.id or "Result"
    return View(name, cards.result_html(result, labels=labels, most=most))


def _of_event(event: Event, **_: object) -> View:
    return View(f"{event.type} {event.id}".strip(), cards.event_html(event))


def _of_report(report: StoredEvent, **_: object) -> View:
    names = " · ".join(part for part in (report.id, report.source, report.url) if part)
    return View(report.event.type, f'{cards.event_html(report.event)}<div class="iqs-note">{markup.bdi(names)}</div>')


def _of_document(document: Document, *, most: int | None, **_: object) -> View:
    return View(document.title or document.id or "Document", cards.document_html(document, most))


def _of_list(events: Sequence[Event], *, rows: int | None, **_: object) -> View:
    return table(events, rows=rows)


def _of_selection(selection: Selection, *, rows: int | None, **_: object) -> View:
    total = len(selection)
    pairs = [pair for report in islice(selection.reports(), rows) for pair in _pairs(report)]
    return View(f"{total} events", cards.table_html(pairs, total, reports=True))


def _of_store(store: Store, *, rows: int | None, **_: object) -> View:
    """Return what a store holds: how much, of which types, where, from when to when; and its first events."""
    if store.closed:
        return View(store.path, f'<h4>{markup.escape(store.path)}</h4><p class="iqs-note">closed</p>')
    counts = store.counts()
    first, last = (
        store.cursor()
        .execute(
            "SELECT min(coalesce(date_from, reported_on)), max(coalesce(date_until, date_from, reported_on)) FROM events"
        )
        .fetchone()
    )
    said = [f"{counts[name]:,} {name}" for name in ("documents", "events", "happenings") if counts.get(name)]
    said += [f"{counts['failed']:,} documents failed"] if counts["failed"] else []
    said += [f"{first} to {last}"] if first else []
    head = (
        f'<h4>{markup.escape(store.path)}</h4><div class="iqs-note">{markup.escape(" · ".join(said) or "empty")}</div>'
    )
    types = store.cursor().execute("SELECT type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    where = (
        store.cursor()
        .execute(
            "SELECT code, count(*) FROM (SELECT unnest(governorates) AS code FROM events) GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        .fetchall()
    )
    named = [(governorate_name(code), count) for code, count in where]
    bars = _bars("type", types) + _bars("governorate", named)
    events = _of_selection(store.events(), rows=rows).body
    return View(store.path, f'{head}<div class="iqs-head" style="gap:30px;align-items:start">{bars}</div>{events}')


def _bars(name: str, counted: Sequence[tuple[str, int]]) -> str:
    """Return counts as a small table with bars; the figures stand beside them."""
    if not counted:
        return ""
    most = max(count for _, count in counted)
    rows = "".join(
        f'<tr><td>{markup.escape(what)}</td><td class="iqs-figure">{count:,}</td>'
        f'<td><div style="background:#0072B2;height:9px;width:{max(2, round(110 * count / most))}px"></div></td></tr>'
        for what, count in counted
    )
    head = f'<th scope="col">{name}</th><th scope="col">events</th><th></th>'
    return f'<table class="iqs-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _of_happening(told: Happening, **_: object) -> View:
    """Return what several reports tell of: what they agree on and what not, and each report's event."""
    where = ", ".join(governorate_name(code) for code in told.governorates)
    parts = [told.status, str(told.date or ""), where, f"{len(told.reports)} reports in {', '.join(told.languages)}"]
    head = f"<b>{markup.escape(told.type)}</b> " + markup.escape(" · ".join(part for part in parts if part))
    facts = "".join(
        f"<tr><td>{markup.escape(fact.about)}</td><td>{markup.escape(fact.state)}</td>"
        f"<td>{', '.join(markup.bdi(_plain(value)) for value in fact.values)}</td></tr>"
        for fact in told.facts
    )
    table_of_facts = (
        '<table class="iqs-table"><thead><tr><th scope="col">about</th><th scope="col">reports</th>'
        f'<th scope="col">values</th></tr></thead><tbody>{facts}</tbody></table>'
    )
    events = "".join(
        f'{cards.event_html(r.event)}<div class="iqs-note">{markup.bdi(r.source or r.id)}</div>' for r in told.reports
    )
    return View(f"{told.type} {told.id}", f'<div class="iqs-head">{head}</div>{table_of_facts}{events}')


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,g}"


_VIEWS: tuple[tuple[type, Callable[..., View]], ...] = (
    (Result, _of_result),
    (Event, _of_event),
    (StoredEvent, _of_report),
    (Document, _of_document),
    (Store, _of_store),
    (Selection, _of_selection),
    (Happening, _of_happening),
    (list, _of_list),
    (tuple, _of_list),
)
"""Class -> its view; the first that fits is taken."""
