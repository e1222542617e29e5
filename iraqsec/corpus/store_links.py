"""Linking within a store: its events in order of their days, the links and happenings written back, and read again."""

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from iraqsec.corpus.happenings import Happening, happening
from iraqsec.corpus.linking import Linked, Pair, link, name_of
from iraqsec.corpus.linking_score import Reason, Telling, telling_of
from iraqsec.corpus.store_select import Selection, StoredEvent

_BY_DAY = "ORDER BY coalesce(e.date_from, e.date_until, e.reported_on, d.published), e.document, e.number"
_SEPARATOR = " | "


@frozen
class LinkSummary:
    """What linking did: events compared in pairs, links found, happenings that several reports tell of."""

    events: int
    compared: int
    links: int
    happenings: int

    def __str__(self) -> str:
        return (
            f"linked {self.events:,} events ({self.compared:,} pairs compared): "
            f"{self.links:,} links, {self.happenings:,} happenings with several reports"
        )


def link_events(selection: Selection) -> tuple[Linked, int]:
    """Link the events of a selection; return what was found and how many events there were."""
    count = 0

    def tellings() -> Iterator[Telling]:
        nonlocal count
        for report in selection.reports(order=_BY_DAY):
            count += 1
            told = telling_of(report.event, report.document, lang=report.lang, published=report.published)
            if told is not None:
                yield told

    return link(tellings()), count


def link_rows(linked: Linked) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of the tables of links and of happenings."""
    links = [
        {
            "document": pair.one[0],
            "event": pair.one[1],
            "other_document": pair.other[0],
            "other_event": pair.other[1],
            "score": pair.score,
            "reason": _SEPARATOR.join(str(reason) for reason in pair.reasons),
        }
        for pair in linked.pairs
    ]
    members = [
        {"happening": name_of(group), "document": document, "event": event}
        for group in linked.groups
        for document, event in group
    ]
    return links, members


def read_happenings(open_cursor: Callable[[], Any], selection: Selection) -> Iterator[Happening]:
    """Yield the happenings of which the selection holds a report, each with all its reports, in order of first report."""
    wanted = selection.keys()
    rows = open_cursor().execute("SELECT happening, document, event FROM happenings ORDER BY rowid").fetchall()
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, document, event in rows:
        groups.setdefault(name, []).append((document, event))
    for name, group in groups.items():
        if wanted.isdisjoint(group):
            continue
        documents = [document for document, _ in group]
        members = Selection(open_cursor, ["list_contains(?, e.document)"], [documents])
        reports = [r for r in members.reports() if (r.document, r.event.id) in set(group)]
        pairs = [p for p in _pairs(open_cursor, documents) if {p.one, p.other} <= set(group)]
        yield happening(name, reports, pairs, _copies(open_cursor, documents, reports))


def _pairs(open_cursor: Callable[[], Any], documents: list[str]) -> Iterator[Pair]:
    query = (
        "SELECT document, event, other_document, other_event, score, reason FROM links "
        "WHERE list_contains($1, document) AND list_contains($1, other_document) ORDER BY ALL"
    )
    for document, event, other, other_event, score, reason in open_cursor().execute(query, [documents]).fetchall():
        yield Pair((document, event), (other, other_event), score, tuple(map(_reason, reason.split(_SEPARATOR))))


def _reason(text: str) -> Reason:
    what, _, weight = text.rpartition(" ")
    return Reason(what, float(weight))


def _copies(open_cursor: Callable[[], Any], documents: list[str], reports: list[StoredEvent]) -> list[str]:
    """Return where copies of the reports' texts stood."""
    query = "SELECT DISTINCT id, source, url FROM sources WHERE list_contains(?, document) ORDER BY ALL"
    named = {report.source or report.url or report.id for report in reports}
    rows = open_cursor().execute(query, [documents]).fetchall()
    return [place for row in rows if (place := row[1] or row[2] or row[0]) and place not in named]
