"""Linking within a store: its events in order of their days, the links and happenings written back, and read again."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from attrs import frozen

from iraqsec.corpus.happenings import Happening, happening
from iraqsec.corpus.linking import Key, Linked, Pair, link, name_of
from iraqsec.corpus.linking_score import Reason, Telling, telling_of
from iraqsec.corpus.store_select import Selection, StoredEvent

_BY_DAY = "ORDER BY coalesce(e.date_from, e.date_until, e.reported_on, d.published), e.document, e.number"
_AT_ONCE = 200


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
            "reason": json.dumps([[reason.what, reason.weight] for reason in pair.reasons], ensure_ascii=False),
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
    """Yield the happenings of which the selection holds a report, each with all its reports, in order of first report.

    They are read by the hundred, so that the tables are not searched for each.
    """
    wanted = selection.keys()
    rows = open_cursor().execute("SELECT happening, document, event FROM happenings ORDER BY rowid").fetchall()
    groups: dict[str, list[Key]] = {}
    for name, document, event in rows:
        groups.setdefault(name, []).append((document, event))
    found = iter([(name, group) for name, group in groups.items() if not wanted.isdisjoint(group)])
    while block := list(islice(found, _AT_ONCE)):
        documents = sorted({document for _, group in block for document, _ in group})
        members = Selection(open_cursor, ["list_contains(?, e.document)"], [documents])
        reports = {(r.document, r.event.id): r for r in members.reports()}
        pairs = _pairs(open_cursor, documents)
        copies = _copies(open_cursor, documents)
        for name, group in block:
            told = [reports[key] for key in group if key in reports]
            mine = [pair for key in group for pair in pairs.get(key, ()) if pair.other in set(group)]
            yield happening(name, told, sorted(mine, key=lambda p: (p.one, p.other)), _elsewhere(told, copies))


def _pairs(open_cursor: Callable[[], Any], documents: list[str]) -> dict[Key, list[Pair]]:
    """Return the links of documents, by their first telling."""
    query = (
        "SELECT document, event, other_document, other_event, score, reason FROM links "
        "WHERE list_contains(?, document) ORDER BY ALL"
    )
    found: dict[Key, list[Pair]] = {}
    for document, event, other, other_event, score, reason in open_cursor().execute(query, [documents]).fetchall():
        pair = Pair((document, event), (other, other_event), score, tuple(Reason(*why) for why in json.loads(reason)))
        found.setdefault(pair.one, []).append(pair)
    return found


def _copies(open_cursor: Callable[[], Any], documents: list[str]) -> dict[str, list[str]]:
    """Return where the text of each document stood."""
    query = "SELECT document, source, url, id FROM sources WHERE list_contains(?, document) ORDER BY ALL"
    found: dict[str, list[str]] = {}
    for document, *places in open_cursor().execute(query, [documents]).fetchall():
        place = next((place for place in places if place), None)
        if place is not None:
            found.setdefault(document, []).append(place)
    return found


def _elsewhere(reports: list[StoredEvent], copies: dict[str, list[str]]) -> list[str]:
    named = {report.source or report.url or report.id for report in reports}
    return [place for report in reports for place in copies.get(report.document, ()) if place not in named]
