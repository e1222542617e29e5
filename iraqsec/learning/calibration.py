"""Learning how probable it is that a tagger's find of a name is right (`iraqsec.taggers.calibration`), from gold documents.

A find counts as right where it has the stretch and the label of a gold name. Gold documents tell of names among fillers only
(`iraqsec.learning.name_gold`, by a rule that knows few foreign names); names marked by hand tell better. What neither of them
speaks of is not counted. Our own weights are learned anew without a document, or taken as they ship for those unseen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from iraqsec.errors import DataError, InputError, MissingModelError
from iraqsec.learning.crossval import folds_of
from iraqsec.learning.examples import Example
from iraqsec.learning.fillers import by_language
from iraqsec.learning.gold import GoldDocument, read_gold
from iraqsec.learning.name_gold import GoldNames, gold_names
from iraqsec.learning.names import SHIPPED, gold_articles, learn, model_of, training_data
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.calibration import DEFAULT, NEUTRAL, RULES, Calibration, Situation, home_of
from iraqsec.taggers.names import LABELS, Names, named, weights
from iraqsec.taggers.registry import choose
from iraqsec.taggers.together import Find, situation, united

SHIPPED_FILE = "calibration.toml"
_BINS = 3
_FEWEST = 30  # finds from which their own scores are told apart
_ECE_BINS = 10
_HEADER = "document\tstart\tend\ttext\tlabel"
_NO_NAME = "none"

Marks = Mapping[str, Sequence[tuple[int, int, str]]]
"""Stretches of documents that were judged by hand: offsets, and a label or `none`; by document."""


@frozen
class Judged:
    """What was found in a document at one stretch, and whether that is right."""

    document: str
    situation: Situation
    right: bool


@frozen
class Quality:
    """How far probabilities lie from what is right: expected calibration error and Brier score."""

    ece: float
    brier: float
    finds: int

    def __str__(self) -> str:
        return f"expected calibration error {self.ece:.3f}, Brier score {self.brier:.3f}, {self.finds} finds"


# -- gold ---------------------------------------------------------------------------------------------------------------------


def read_marks(path: Path, documents: Iterable[GoldDocument]) -> dict[str, list[tuple[int, int, str]]]:
    """Read names marked by hand: document, start, end, text and label (or "none": no name) by tabs, under a header.

    Raises:
        DataError: the file cannot be read, a row is wrong, or its text does not stand in the document.
    """
    texts = {document.id: document.text for document in documents}
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([f"{path}: {error}"]) from error
    problems = [] if header == _HEADER else [f"{path}:1: the header must be {_HEADER!r}"]
    marks: dict[str, list[tuple[int, int, str]]] = {}
    for number, line in enumerate(lines, 2):
        try:
            name, start, end, text, label = line.split("\t")
            at = int(start), int(end)
        except ValueError:
            problems.append(f"{path}:{number}: needs five columns, start and end in digits")
            continue
        if label not in (*LABELS.values(), _NO_NAME):
            problems.append(f"{path}:{number}: label {label!r} (known: {', '.join(LABELS.values())}, {_NO_NAME})")
        elif name in texts and " ".join(texts[name][at[0] : at[1]].split()) != text:
            problems.append(f"{path}:{number}: {start}:{end} does not cut {text!r} from {name}")
        marks.setdefault(name, []).append((*at, label))
    if problems:
        raise DataError(problems)
    return marks


Judge = Callable[[Find], bool | None]
"""Tells whether a find is right; None where nobody knows."""


def _by_fillers(gold: GoldNames) -> Judge:
    def judge(find: Find) -> bool | None:
        at = find.mention
        names = [*gold.names.get(at.sentence, ()), *gold.repeats.get(at.sentence, ())]
        if any((at.first, at.last, at.label) == (first, last, LABELS[kind]) for first, last, kind in names):
            return True
        known = gold.judged.get(at.sentence, frozenset()).union(*(range(first, last) for first, last, _ in names))
        return None if known.isdisjoint(range(at.first, at.last)) else False

    return judge


def _by_marks(marked: Sequence[tuple[int, int, str]], article: Example) -> Judge:
    def judge(find: Find) -> bool | None:
        start, end = article.view.raw(find.mention.start, find.mention.end)
        for at in marked:
            if at[:2] == (start, end):
                return at[2] == find.mention.label
        met = any(start < last and first < end and label != _NO_NAME for first, last, label in marked)
        return False if met else None

    return judge


# -- finds --------------------------------------------------------------------------------------------------------------------


def judged(
    articles: Iterable[Example],
    documents: Mapping[str, GoldDocument],
    taggers: Mapping[str, Tagger],
    marks: Marks | None = None,
    say: Callable[[str], None] = print,
) -> Iterator[Judged]:
    """Yield the finds of taggers in the articles that gold tells about; a language without a model is passed over."""
    missing: set[str] = set()
    for article in articles:
        document, code = documents[article.document], article.scene.language.code
        if code in missing or (marks is not None and document.id not in marks):
            continue
        judge = _by_fillers(gold_names(article)) if marks is None else _by_marks(marks[document.id], article)
        context = _context(article, document)
        try:
            finds, _ = united(taggers, article.scene.sentences, context)
        except MissingModelError as error:
            say(f"{code} is left out: {error}")
            missing.add(code)
            continue
        rules = named(context.seen)
        for index, own in finds.items():
            for find in own:
                right = judge(find)
                if right is not None:
                    where = situation(find, own, rules.get(index, ()), taggers, context)
                    yield Judged(document.id, where, right)


def _context(article: Example, document: GoldDocument) -> Context:
    def original(start: int, end: int) -> str:
        return document.text[slice(*article.view.raw(start, end))]

    published = date.fromisoformat(document.published) if document.published else None
    return Context(article.scene.language, published, seen=list(article.scene.mentions), original=original)


def names_without(
    articles: Sequence[Example], fold: Mapping[str, int], corpora: Path, *, iterations: int = 100
) -> Iterator[tuple[int, Names]]:
    """Yield each fold's number and our weights, learned from the corpora and the articles of the other folds.

    Raises:
        DataError: a corpus is missing or wrong.
    """
    for k in sorted(set(fold.values())):
        rest = [article for article in articles if fold[article.document] != k]
        models = {}
        for code, files in SHIPPED.items():
            data = training_data([corpora / file for file in files], by_language(rest, code), code)
            models[code] = model_of(learn(data, code, iterations=iterations), code)
        yield k, Names(models)


# -- counting and measuring ---------------------------------------------------------------------------------------------------


def count(finds: Sequence[Judged], columns: Sequence[str]) -> Calibration:
    """Count finds by situation; their own scores part them where there are enough that differ."""
    made = Calibration(tuple(columns), _edges(sorted(find.situation.score for find in finds)), {})
    counts: dict[tuple[str, str], dict[tuple[str, ...], tuple[int, int]]] = {}
    for find in finds:
        table = counts.setdefault((find.situation.lang, find.situation.label), {})
        key = made.key(find.situation)
        right, seen = table.get(key, (0, 0))
        table[key] = right + find.right, seen + 1
    return evolve(made, counts=counts)


def _edges(scores: Sequence[float]) -> tuple[float, ...]:
    """Return where scores part into bins of as many finds each."""
    if len(scores) < _FEWEST:
        return ()
    cuts = {round(scores[len(scores) * k // _BINS], 2) for k in range(1, _BINS)}
    return tuple(sorted(cut for cut in cuts if scores[0] < cut <= scores[-1]))


def quality(pairs: Sequence[tuple[float, bool]]) -> Quality:
    """Measure probabilities against what was right; the error is over ten bins of equal width.

    Expected calibration error: Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks".

    >>> print(quality([(0.5, True), (0.5, False), (1.0, True), (1.0, True)]))
    expected calibration error 0.000, Brier score 0.125, 4 finds
    """
    gaps = [0.0] * _ECE_BINS
    for probability, right in pairs:
        gaps[min(int(probability * _ECE_BINS), _ECE_BINS - 1)] += probability - right
    size, squares = max(1, len(pairs)), sum((probability - right) ** 2 for probability, right in pairs)
    return Quality(sum(map(abs, gaps)) / size, squares / size, len(pairs))


def cross_validated(
    finds: Sequence[Judged], columns: Sequence[str], fold: Mapping[str, int]
) -> list[tuple[float, bool]]:
    """Return each find's probability by a calibration that did not count its document, and whether it was right."""
    pairs = []
    for k in sorted(set(fold.values())):
        made = count([find for find in finds if fold[find.document] != k], columns)
        for find in finds:
            if fold[find.document] == k:
                told = made.probability(find.situation)
                pairs.append((NEUTRAL if told is None else told, find.right))
    return pairs


# -- the command --------------------------------------------------------------------------------------------------------------


def train_calibration(  # noqa: PLR0913 - as many as the command has options
    names: Sequence[str],
    gold: Sequence[Path],
    *,
    marks: Path | None = None,
    corpora: Path | None = None,
    out: Path | None = None,
    say: Callable[[str], None] = print,
) -> list[Path]:
    """Calibrate taggers beside the default one, and write that where they look for it, or to ``out``; return the files.

    ``marks`` are names marked by hand: then only the documents that it lists count. With ``corpora``, our weights are learned
    anew for each quarter of the documents; without it they are taken as they ship, which is right for documents unseen.

    Raises:
        DataError: a gold file, the marks or a corpus is wrong, or gold tells of no find.
        InputError: an unknown tagger, or one of which nobody knows where its calibration is looked for.
        MissingModelError: a tagger's model is not on this machine.
    """
    others = choose([name for name in names if name != DEFAULT]) if set(names) - {DEFAULT} else {}
    files = _files(others, out)
    documents = {d.id: d for path in gold for d in read_gold(path)}
    marked = read_marks(marks, documents.values()) if marks else None
    articles = gold_articles([documents[name] for name in sorted(documents)])
    fold = folds_of(list(documents.values()))
    ours = names_without(articles, fold, corpora) if corpora else iter([(None, Names())])
    finds: list[Judged] = []
    for k, own in ours:
        part = [article for article in articles if k is None or fold[article.document] == k]
        finds += judged(part, documents, {DEFAULT: own, **others}, marked, say)
    if not finds:
        raise DataError(["the gold tells of no name that was found: nothing to calibrate with"])
    columns = (RULES, DEFAULT, *others)
    say(f"{sum(find.right for find in finds)} of {len(finds)} finds are right")
    say(f"as found: {quality([(find.situation.score, find.right) for find in finds])}")
    say(f"calibrated, cross-validated: {quality(cross_validated(finds, columns, fold))}")
    for file in files:
        file.write_text(count(finds, columns).dump(), encoding="utf-8")
        say(f"written: {file}")
    return files


def _files(taggers: Mapping[str, Tagger], out: Path | None) -> list[Path]:
    if out is not None:
        return [out]
    if not taggers:
        return [Path(str(weights("ar"))).with_name(SHIPPED_FILE)]
    homes = {name: home_of(tagger) for name, tagger in taggers.items()}
    nowhere = [name for name, file in homes.items() if file is None]
    if nowhere:
        raise InputError(
            f"the tagger {nowhere[0]!r} has no folder of its own: name a file with -o, and load it with calibration="
        )
    return [file for file in homes.values() if file is not None]
