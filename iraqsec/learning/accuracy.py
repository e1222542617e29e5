"""The accuracy page of the documentation: cross-validated figures, ceilings, calibration and errors, written by a command."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iraqsec.events.scorer import Settings
from iraqsec.learning.ceilings import Ceilings, ceilings
from iraqsec.learning.crossval import Prepared
from iraqsec.learning.evaluate import Scores, evaluate, judge_document
from iraqsec.learning.gold import GoldDocument
from iraqsec.learning.tune import calibration_error

Predictions = Mapping[str, Sequence[Mapping[str, Any]]]

_HEAD = """# Accuracy

This page is written by `iraqsec train {files} --page docs/accuracy.md`; do not edit it by hand.

All figures but the ceilings are **cross-validated by document** in {folds} folds: no document was judged by models that had
learned from it. The gold texts were written for annotation, in the manner of agency reports; they are no source about real
events. What the columns count stands in `iraqsec eval --help`; F1 and shares are in percent.

The weights that ship learned from all of these documents, so a score of them on any of these, the five reports in `seeds/` among
them, tells nothing about reports that nobody has seen. [What was tried](tried.md) tells what holds the figures back.
"""


def accuracy_page(prepared: Prepared, predictions: Predictions, settings: Settings, files: str) -> str:
    """Return the page as Markdown."""
    documents = prepared.documents
    found = ceilings(prepared.examples)
    parts = [_HEAD.format(files=files, folds=len(set(prepared.fold.values())))]
    parts += ["## Overall and by language", _events_table(evaluate(documents, predictions, "lang"))]
    parts += ["## By source of the documents", _sources_table(documents, predictions)]
    parts += ["## By event type", _events_table(evaluate(documents, predictions, "type"), found)]
    parts += ["## By role", _roles_table(evaluate(documents, predictions, "role"), found)]
    parts += ["## Candidate ceilings", _ceilings_table(found)]
    parts += ["## Confidence", _calibration(documents, predictions, settings)]
    parts += ["## The commonest errors", _errors(evaluate(documents, predictions))]
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


_EVENT_COLUMNS = (
    "event_p",
    "event_r",
    "event_f1",
    "argument_p",
    "argument_r",
    "argument_f1",
    "value",
    "value_p",
    "status",
    "gold_events",
)


def _events_table(scores: Scores, found: Ceilings | None = None) -> str:
    head = ["", "event P", "R", "F1", "argument P", "R", "F1", "value", "value P", "status", "gold events"]
    rows = []
    for key, row in scores.rows().items():
        cells = [key, *(row[name] for name in _EVENT_COLUMNS)]
        if found is not None:
            cells.append(f"{found.events[key].percent:.1f}")
        rows.append(cells)
    return _table([*head, "trigger ceiling"] if found is not None else head, rows)


def _sources_table(documents: Sequence[GoldDocument], predictions: Predictions) -> str:
    groups: dict[str, list[GoldDocument]] = {}
    for document in documents:
        groups.setdefault(document.source, []).append(document)
    head = ["source", "documents", "event F1", "argument F1", "value", "status"]
    rows = []
    for name, part in sorted(groups.items()):
        row = evaluate(part, predictions).rows()["all"]
        rows.append([name, len(part), row["event_f1"], row["argument_f1"], row["value"], row["status"]])
    return _table(head, rows)


def _roles_table(scores: Scores, found: Ceilings) -> str:
    rows = [
        [
            key,
            row["argument_p"],
            row["argument_r"],
            row["argument_f1"],
            row["value"],
            f"{found.fillers[key].percent:.1f}",
            row["gold_arguments"],
        ]
        for key, row in scores.rows().items()
        if key != "all"
    ]
    return _table(["role", "P", "R", "F1", "value", "ceiling", "gold fillers"], rows)


def _ceilings_table(found: Ceilings) -> str:
    rows = [
        [
            key,
            f"{found.events[key].percent:.1f}",
            f"{found.mentions[key].percent:.1f}",
            f"{found.fillers[key].percent:.1f}",
        ]
        for key in ("all", "ar", "en")
    ]
    note = "What share of the gold events and mentions has a candidate trigger, and of the gold fillers a candidate mention."
    return f"{note}\n\n" + _table(["", "events", "mentions", "fillers"], rows)


def _calibration(documents: Sequence[GoldDocument], predictions: Predictions, settings: Settings) -> str:
    pairs = [
        (judged.given["confidence"], judged.found)
        for document in documents
        for judged in judge_document(document, predictions.get(document.id, ()))
        if judged.given is not None
    ]
    rows = []
    for k in range(10):
        inside = [(c, right) for c, right in pairs if k / 10 <= c < (k + 1) / 10 or (k == 9 and c == 1)]  # noqa: PLR2004 - the last bin is closed
        if inside:
            mean, share = sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            rows.append([f"{k / 10:.1f}-{(k + 1) / 10:.1f}", len(inside), f"{100 * mean:.0f}", f"{100 * share:.0f}"])
    error = 100 * calibration_error(pairs)
    told = (
        f"An event's `confidence` is the probability that it is right. Expected calibration error: **{error:.1f} %** "
        f"(ten bins). Events are kept from a model probability of {settings.event} on, of those with nearly the best F1 "
        "the lowest; `min_confidence` trades recall for precision, or with a lower value than usual precision for recall."
    )
    return told + "\n\n" + _table(["confidence", "events", "mean confidence %", "right %"], rows)


def _errors(scores: Scores) -> str:
    counts = Counter((miss.kind, miss.what) for miss in scores.misses)
    rows = [[kind, what, n] for (kind, what), n in counts.most_common(25)]
    return _table(["kind", "what", "times"], rows)
