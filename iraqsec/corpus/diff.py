"""What changed between two runs over a corpus, or between two versions of a report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from iraqsec import codec
from iraqsec.errors import ReadError
from iraqsec.events.made_types import see_types
from iraqsec.events.types import Argument, Event, roles_of

_LIKE = 0.35  # events of a type that share less than this are different ones


@frozen(kw_only=True)
class Change:
    """One difference: ``kind`` is "added", "removed" or "changed"; ``fields`` says what changed, from what to what."""

    document: str
    kind: str
    type: str
    told: str
    fields: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.kind]
        lines = [f"{sign} {self.document}: {self.type}: {self.told}"]
        lines += [f"    {name}: {before or 'nothing'} -> {after or 'nothing'}" for name, before, after in self.fields]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain dicts and lists."""
        plain: dict[str, Any] = codec.to_plain(self)
        return plain


def diff(before: Mapping[str, Sequence[Event]], after: Mapping[str, Sequence[Event]]) -> Iterator[Change]:
    """Yield the differences between the events of documents, by document, in the order of the first.

    Events are paired within a document: equal ones first, then of each type the most alike. Offsets, confidences and
    ids are no difference; words, values, roles, status and type are.
    """
    for name in dict.fromkeys([*before, *after]):
        yield from diff_events(before.get(name, ()), after.get(name, ()), name)


def diff_events(before: Iterable[Event], after: Iterable[Event], document: str = "") -> Iterator[Change]:
    """Yield the differences between two lists of events."""
    left, right = list(before), list(after)
    for one in list(left):
        same = next((other for other in right if _essence(other) == _essence(one)), None)
        if same is not None:
            left.remove(one)
            right.remove(same)
    pairs = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    taken: dict[int, int] = {}
    for score, i, j in pairs:
        if score >= _LIKE and i not in taken and j not in taken.values():
            taken[i] = j
    for i, one in enumerate(left):
        if i in taken:
            other = right[taken[i]]
            yield Change(
                document=document, kind="changed", type=other.type, told=_told(other), fields=tuple(_fields(one, other))
            )
        else:
            yield Change(document=document, kind="removed", type=one.type, told=_told(one))
    for j, other in enumerate(right):
        if j not in taken.values():
            yield Change(document=document, kind="added", type=other.type, told=_told(other))


def _essence(event: Event) -> tuple[Any, ...]:
    """Return what makes an event what it is, without offsets and confidences."""
    fillers = sorted((a.role, a.text, codec.dumps(a.value)) for a in event.arguments)
    return (event.type, event.status, tuple(m.text for m in event.mentions), tuple(fillers))


def _alike(one: Event, other: Event) -> float:
    """Return how much two events share, 0 to 1; those of different types must share a trigger's sentence."""
    triggers = _share({m.text for m in one.mentions}, {m.text for m in other.mentions})
    evidence = _share({e.text for e in one.evidence}, {e.text for e in other.evidence})
    fillers = _share({(a.role, a.text) for a in one.arguments}, {(a.role, a.text) for a in other.arguments})
    values = _share(_values(one), _values(other))
    if one.type != other.type:
        return 0.5 * triggers * (evidence + fillers)
    return 0.1 + 0.25 * triggers + 0.25 * evidence + 0.25 * fillers + 0.15 * values


def _values(event: Event) -> set[tuple[str, str]]:
    return {(a.role, codec.dumps(a.value)) for a in event.arguments if a.value is not None}


def _share(one: set[Any], other: set[Any]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _fields(one: Event, other: Event) -> Iterator[tuple[str, str, str]]:
    for name in ("type", "status"):
        if getattr(one, name) != getattr(other, name):
            yield name, getattr(one, name), getattr(other, name)
    triggers = ["; ".join(m.text for m in event.mentions) for event in (one, other)]
    if triggers[0] != triggers[1]:
        yield "mentions", triggers[0], triggers[1]
    for role in dict.fromkeys((*roles_of(type(one)), *roles_of(type(other)))):
        texts = ["; ".join(map(_filler, getattr(event, role, ()))) for event in (one, other)]
        if texts[0] != texts[1]:
            yield role, texts[0], texts[1]


def _filler(argument: Argument) -> str:
    if argument.value is None:
        return argument.text
    judged = ("number", "unit", "governorate", "country", "start", "end")
    plain = codec.to_plain(argument.value)
    value = " ".join(str(plain[key]) for key in judged if plain.get(key) is not None)
    return f"{argument.text} ({value})"


def _told(event: Event) -> str:
    """Return an event in a line: its trigger, its fillers, its status where it did not simply happen."""
    trigger = event.mentions[0].text if event.mentions else ""
    fillers = ", ".join(f"{a.role}={a.text}" for a in event.arguments)
    status = "" if event.status == "completed" else f" [{event.status}]"
    return f"{trigger}{status} {fillers}".strip()


# -- what can be compared ---------------------------------------------------------------------------


def events_of(path: Path) -> dict[str, list[Event]]:
    """Return the events of a store, of a file that `iraqsec extract` or an export wrote, or of reports, by document.

    A report's file is extracted now. A single report has the name "", so that two versions are compared whatever
    their files are called.

    Raises:
        ReadError: there is no such file, or it is neither.
    """
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(4096)
        if head[8:12] == b"DUCK":
            return _of_store(path)
        if head.startswith(b"{") and (b'"events"' in head or b'"mentions"' in head or path.suffix == ".jsonl"):
            found = _of_lines(path)
            if found is not None:
                return found
    return _of_reports(path)


def _of_store(path: Path) -> dict[str, list[Event]]:
    from iraqsec.corpus.store import Store

    found: dict[str, list[Event]] = {}
    with Store(path, read_only=True) as store:
        for report in store.events().reports():
            found.setdefault(report.id or report.document, []).append(report.event)
    return found


def _of_lines(path: Path) -> dict[str, list[Event]] | None:
    """Read lines of results, or of events with their document; None where the lines are something else."""
    import json

    found: dict[str, list[Event]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            try:
                table = json.loads(line)
            except ValueError:
                return None
            if not isinstance(table, dict) or not ("events" in table or "mentions" in table):
                return None
            name, events = _of_line(table)
            found.setdefault(name, []).extend(codec.event_from_dict(event, see_types([event])) for event in events)
    return found


def _of_line(table: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return the document's id and the events of a line: a result's, or an exported event's."""
    if "events" not in table:
        document = table.get("document") or {}
        return str(document.get("id") or document.get("key") or ""), [table]
    document = table.get("document") or table
    return str(document.get("id") or ""), table["events"]


def _of_reports(path: Path) -> dict[str, list[Event]]:
    from iraqsec.corpus.reader import read
    from iraqsec.pipeline import extract

    results = [extract(document) for document in read(path)]
    if len(results) == 1:
        return {"": list(results[0].events)}
    names = [result.document.id for result in results]
    prefix = str(path)
    return {name.removeprefix(prefix): list(result.events) for name, result in zip(names, results, strict=True)}
