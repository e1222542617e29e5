"""``iraqsec eval GOLD``: how good the events are that are extracted from annotated documents."""

import json
import time
from pathlib import Path

import click

from iraqsec.cli._overlays import extractor, overlay_options

_COLUMNS = (
    ("event P", "event_p"),
    ("R", "event_r"),
    ("F1", "event_f1"),
    ("arg P", "argument_p"),
    ("R", "argument_r"),
    ("F1", "argument_f1"),
    ("value", "value"),
    ("P", "value_p"),
    ("status", "status"),
    ("mention", "mention_f1"),
    ("type", "type_f1"),
    ("events", "gold_events"),
    ("args", "gold_arguments"),
)
_OF_ROLES = frozenset({"argument_p", "argument_r", "argument_f1", "value", "value_p", "gold_arguments"})


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--by", type=click.Choice(["type", "lang", "doc", "role"]), help="Also give the figures of each of these."
)
@click.option("--no-published", is_flag=True, help="Do not tell the publication dates.")
@click.option("--values", is_flag=True, help="How many values are right where the gold words are given.")
@click.option(
    "--ceilings",
    is_flag=True,
    help="What share of the gold events and fillers is among the candidates, whatever is chosen.",
)
@click.option(
    "--cv", is_flag=True, help="Cross-validate: learn on folds of GOLD, judge what was not learned from (minutes)."
)
@click.option("--misses", type=click.IntRange(min=0), default=0, metavar="N", help="List the first N errors.")
@overlay_options
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(
    gold: tuple[Path, ...],
    by: str | None,
    misses: int,
    *,
    frames: tuple[str, ...],
    gazetteer: tuple[str, ...],
    no_published: bool,
    values: bool,
    ceilings: bool,
    cv: bool,
    as_json: bool,
) -> None:
    """Extract from the texts of GOLD (a document a line, in the gold format) and compare with its events.

    Precision, recall and F1 in percent: of events, and of their arguments; the share of values that are right and their
    precision; among right events the status and the sentences found; right types a document.
    """
    from iraqsec.learning.evaluate import evaluate, predict
    from iraqsec.learning.gold import read_gold
    from iraqsec.learning.values import value_figures

    chosen = extractor(frames, gazetteer)
    extract = chosen.extract
    documents = [document for path in gold for document in read_gold(path)]
    began = time.perf_counter()
    if values:
        figures = value_figures(documents, extract, published=not no_published)
        click.echo(json.dumps(figures) if as_json else _value_lines(figures))
        return
    if ceilings:
        from iraqsec.learning.ceilings import ceilings as measure
        from iraqsec.learning.examples import examples

        shares = measure(examples(documents, chosen)).rows()
        click.echo(json.dumps(shares) if as_json else _share_lines(shares))
        return
    failures: list[str] = []
    if cv:
        from iraqsec.learning.train import cross_validate

        predictions = cross_validate(gold, say=lambda line: click.echo(line, err=True)).predictions
    else:
        predictions, failures = predict(documents, extract, published=not no_published)
    for failure in failures:
        click.echo(failure, err=True)
    seconds = time.perf_counter() - began
    click.echo(f"extracted {len(documents)} documents in {seconds:.2f} s", err=True)
    scores = evaluate(documents, predictions, by)  # type: ignore[arg-type] # click has checked it
    if as_json:
        click.echo(json.dumps(scores.rows()))
        return
    for miss in scores.misses[:misses]:
        click.echo(f"{miss.document}\t{miss.kind}\t{miss.what}\t{miss.said}")
    click.echo(_table(scores.rows(), by_role=by == "role"))


def _table(rows: dict[str, dict[str, float]], *, by_role: bool) -> str:
    """Return the figures as a table; a role has figures of arguments and values only."""
    lines = [" " * 22 + "".join(f"{title:>8}" for title, _ in _COLUMNS)]
    for key, row in rows.items():
        bare = by_role and key != "all"
        cells = ("" if bare and name not in _OF_ROLES else str(row[name]) for _, name in _COLUMNS)
        lines.append(f"{key[:22]:22}" + "".join(f"{cell:>8}" for cell in cells))
    return "\n".join(lines)


def _value_lines(figures: dict[str, dict[str, float]]) -> str:
    lines = [f"{'':12}{'gold':>8}{'found':>8}{'right':>8}{'%':>8}"]
    for kind, row in figures.items():
        lines.append(f"{kind:12}{row['gold']:8}{row['found']:8}{row['right']:8}{row['percent']:8}")
    return "\n".join(lines)


def _share_lines(rows: dict[str, dict[str, dict[str, float]]]) -> str:
    lines = []
    for what, shares in rows.items():
        lines.append(f"{what:26}{'gold':>8}{'found':>8}{'%':>8}")
        lines += [f"  {key[:22]:24}{row['gold']:8}{row['found']:8}{row['percent']:8}" for key, row in shares.items()]
    return "\n".join(lines)
