"""`extract()`: the only module that knows the order of the stages.

text -> folded view -> articles -> sentences, tokens -> mentions -> triggers -> events -> result.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve

from iraqsec.articles import split_page
from iraqsec.articles.model import ArticleText
from iraqsec.document import Document, EntityMention, Sentence, Span
from iraqsec.errors import DataError, InputError, IraqsecError
from iraqsec.events import overlays
from iraqsec.events.builder import draft_events, uncalibrated, write_event
from iraqsec.events.candidates import Scene
from iraqsec.events.matcher import Matcher
from iraqsec.events.scorer import Models, shipped_models
from iraqsec.events.stretches import bounded
from iraqsec.events.types import Event, Mention
from iraqsec.events.vocabulary import learned_triggers
from iraqsec.gazetteer import overlays as tables
from iraqsec.languages import base as languages
from iraqsec.languages.folding import Folded, fold
from iraqsec.results import Article, Entity, Furniture, Result
from iraqsec.streams import COLLECTOR, extract_stream
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.organizations import without_namesakes
from iraqsec.taggers.registry import make

Given = str | Path | Iterable[str | Path | tuple[str, str]]
"""A path, several, or (name, text) pairs that were read before."""

_PUBLIC_LABELS = frozenset({"place", "organization", "person", "time", "number"})
MAX_CHARACTERS = 1_000_000
"""Characters of a text that are analyzed: a book of 500 pages. What stands behind them is passed over with a warning."""
_RUBBISH = 0.1  # share of control and replacement characters from which a text is no text


class Extractor:
    """Frames, taggers and models, ready to extract; reusable, picklable, and safe to use from several threads."""

    def __init__(  # noqa: PLR0913 - all that can be set
        self,
        *,
        tagger: str | Sequence[str] = "default",
        calibration: str | Path | Sequence[str | Path] | None = None,
        frames: Given = (),
        gazetteer: Given = (),
        min_confidence: float | None = None,
        models: Models | None = None,
        taggers: Sequence[Tagger] | None = None,
        vocabulary: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    ) -> None:
        """Read the frames and the user's tables; what ships of a language is read at its first text.

        Raises:
            DataError: a frame, table or calibration is wrong; all problems are listed.
            InputError: an unknown tagger, or a confidence outside 0 to 1.
            MissingModelError: the tagger's model is not on this machine; the message tells how to get it.
            MissingExtraError: a package that the tagger needs is not installed.
        """
        _check_confidence(min_confidence)
        over, tables = _overlays(frames, gazetteer)
        self._config: dict[str, Any] = {
            "tagger": tagger,
            "calibration": calibration,
            "frames": over.sources,
            "gazetteer": tables.sources if tables else (),
            "min_confidence": min_confidence,
            "models": models,
            "taggers": taggers,
            "vocabulary": vocabulary,
        }
        self.min_confidence = min_confidence
        self.frames = over.frames
        self._models = models
        self._taggers = (
            list(taggers) if taggers is not None else make(tagger, gazetteer=tables, calibration=calibration)
        )
        self._vocabulary = vocabulary
        self._matchers: dict[str, Matcher] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the settings it was made with: each process reads the tables for itself."""
        return _remake, (self._config,)

    @property
    def types(self) -> dict[str, type[Event]]:
        """The event types by name: the built-in ones in the ontology's order, then the user's."""
        return {name: frame.type for name, frame in self.frames.items()}

    @property
    def models(self) -> Models:
        """The learned models: those given, or those that ship, read at first use."""
        return self._models or shipped_models()

    def matcher(self, code: str) -> Matcher:
        """Return the trigger matcher of a language, built at first use."""
        if code not in self._matchers:
            learned = learned_triggers(code) if self._vocabulary is None else self._vocabulary.get(code, ())
            self._matchers[code] = Matcher(languages.get(code), self.frames.values(), learned)
        return self._matchers[code]

    def extract(
        self,
        source: str | Document,
        *,
        published: str | date | None = None,
        lang: str | None = None,
        min_confidence: float | None = None,
    ) -> Result:
        """Extract the events of one text.

        Raises:
            InputError: the source is no str or Document, the date no ISO date, the language not supported, the confidence
                outside 0 to 1.
        """
        _check_confidence(min_confidence)
        document = _document(source, published, lang)
        with COLLECTOR.paused():
            return self._extract(document, self.min_confidence if min_confidence is None else min_confidence)

    def _extract(self, document: Document, least: float | None) -> Result:
        if document.error:
            return Result(document=document, warnings=document.warnings, error=document.error)
        fault = _no_text(document.text)
        if fault:
            return Result(document=document, warnings=(*document.warnings, fault))
        text, cut = _within_limit(document.text)
        view = fold(text)
        page = split_page(view.text, lang=document.lang, published=document.published)
        warnings = [*document.warnings, *cut, *page.warnings]
        if document.lang and document.lang not in languages.available():
            known = ", ".join(languages.available())
            warnings.append(
                f"the document's language {document.lang!r} is not supported ({known} are): told from the text"
            )
        articles, entities, events = list[Article](), list[Entity](), list[Event]()
        for number, part in enumerate(page.articles):
            articles.append(_article(part, view, document.text))
            if part.lang not in languages.available():
                continue
            try:
                scene = self.scene(view.text, part, _speller(view, document.text))
                entities += list(_entities(scene, view, document.text, number))
                scenes, told = bounded(scene)
                warnings += [f"article {number}: {warning}" for warning in told]
                for stretch in scenes:
                    events += self._events(stretch, view, document.text, number, least)
            except IraqsecError:
                raise
            except Exception as error:  # noqa: BLE001 - one broken article must not lose the others; the warning tells
                warnings.append(
                    f"article {number} could not be analyzed ({type(error).__name__}: {error}); please report it"
                )
        if least is not None:
            events = [event for event in events if event.confidence >= least]
        furniture = tuple(Furniture(span=Span(*view.raw(f.start, f.end)), reason=f.reason) for f in page.furniture)
        return Result(
            document=document,
            articles=tuple(articles),
            furniture=furniture,
            entities=tuple(entities),
            events=_with_ids(events),
            warnings=tuple(dict.fromkeys(warnings)),
        )

    def extract_many(
        self,
        documents: Iterable[str | Document],
        *,
        workers: int = 1,
        on_error: str = "keep",
        progress: bool | None = None,
    ) -> Iterator[Result]:
        """Yield the result of each document, in order; see `iraqsec.extract_many`.

        Raises:
            InputError: a number of workers or an ``on_error`` that there is not.
        """
        return extract_stream(self, documents, workers=workers, on_error=on_error, progress=progress)

    def scene(self, text: str, part: ArticleText, original: Callable[[int, int], str] | None = None) -> Scene:
        """Analyze one article of a folded page: sentences, mentions, trigger candidates.

        ``original`` returns the raw text between two folded offsets, for taggers that want its spelling.
        """
        language = languages.get(part.lang)
        sentences = _sentences(text, part)
        context = Context(language, part.published, part.dateline_place, original=original)
        for tagger in self._taggers:
            context.seen.extend(tagger.tag(sentences, context))
        seen = without_namesakes(context.seen, sentences)
        matcher = self.matcher(part.lang)
        triggers = [trigger for sentence in sentences for trigger in matcher.candidates(sentence)]
        return Scene(language, sentences, seen, triggers, part.published)

    def _events(self, scene: Scene, view: Folded, text: str, number: int, least: float | None) -> Iterator[Event]:
        def raw(start: int, end: int) -> Span:
            return Span(*view.raw(start, end))

        settings = self.models.settings
        threshold = settings.event if least is None else min(settings.event, uncalibrated(least, settings.calibration))
        for draft in draft_events(scene, self.frames, self.models, threshold):
            yield evolve(write_event(draft, scene, text, raw, self.models), article=number)


def _overlays(frames: Given, gazetteer: Given) -> tuple[overlays.Overlay, tables.Overlay | None]:
    """Read a user's frames and tables; the problems of all are told at once."""
    problems: list[str] = []
    over = known = None
    try:
        over = overlays.lay_over(frames)
    except DataError as error:
        problems += error.problems
    try:
        known = tables.lay_over(gazetteer) if gazetteer else None
    except DataError as error:
        problems += error.problems
    if over is None or problems:
        raise DataError(problems)
    return over, known


def _speller(view: Folded, text: str) -> Callable[[int, int], str]:
    return lambda start, end: text[slice(*view.raw(start, end))]


def _remake(config: dict[str, Any]) -> Extractor:
    return Extractor(**config)


def _check_confidence(value: float | None) -> None:
    if value is not None and not 0 <= value <= 1:
        message = f"min_confidence must lie between 0 and 1, not {value}"
        raise InputError(message)


def _document(source: object, published: object, lang: str | None) -> Document:
    """Check what the caller passed in and make it a document."""
    if isinstance(source, bytes | bytearray):
        message = "extract() takes text, not bytes; decode it first: source.decode('utf-8'), or read the file with iraqsec.read()"
        raise InputError(message)
    if isinstance(source, str):
        source = Document(text=source)
    if not isinstance(source, Document):
        message = f"extract() takes a str or a Document, not {type(source).__name__}"
        raise InputError(message)
    text: object = source.text
    if not isinstance(text, str):
        message = f"a Document's text must be a str, not {type(text).__name__}"
        raise InputError(message)
    if lang is not None and lang not in languages.available():
        message = f"unsupported language {lang!r}; supported: {', '.join(languages.available())}"
        raise InputError(message)
    changes: dict[str, Any] = {}
    if published is not None:
        changes["published"] = _date(published)
    if lang is not None:
        changes["lang"] = lang
    return evolve(source, **changes) if changes else source


def _date(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            pass
    message = f"published must be a date or an ISO date such as '2025-01-09', not {value!r}"
    raise InputError(message)


def _no_text(text: str) -> str | None:
    """Say why a text holds nothing to extract, or None."""
    if not text.strip():
        return "the text is empty: nothing to extract"
    sample = text[:20_000]
    bad = sum(1 for c in sample if c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v"))
    if bad > _RUBBISH * len(sample):
        return "the text looks like binary data, not like news: nothing was extracted; read files with iraqsec.read()"
    return None


def _within_limit(text: str) -> tuple[str, list[str]]:
    """Return what of a text is analyzed, cut behind a line where one ends in its last tenth, and a warning if that is not all."""
    if len(text) <= MAX_CHARACTERS:
        return text, []
    end = text.rfind("\n", MAX_CHARACTERS * 9 // 10, MAX_CHARACTERS) + 1 or MAX_CHARACTERS
    told = f"the text has {len(text):,} characters, of which the first {end:,} were analyzed; split it to have all analyzed"
    return text[:end], [told]


def _sentences(text: str, part: ArticleText) -> list[Sentence]:
    """Cut an article into sentences; each place of its dateline is one of its own, for events name no other place."""
    language = languages.get(part.lang)
    stretches = [
        (start, end, paragraph, "title" if line.kind == "title" else "body")
        for paragraph, line in enumerate(part.lines)
        for start, end in language.sentence_spans(text, line.start, line.end)
    ]
    stretches += [(start, end, 0, "dateline") for start, end in part.dateline_places]
    return [
        language.make_sentence(text, start, end, index, paragraph=paragraph, kind=kind)
        for index, (start, end, paragraph, kind) in enumerate(sorted(stretches))
    ]


def _article(part: ArticleText, view: Folded, text: str) -> Article:
    def cut(stretch: tuple[int, int] | None) -> str | None:
        return None if stretch is None else text[slice(*view.raw(*stretch))]

    return Article(
        span=Span(*view.raw(part.start, part.end)),
        lang=part.lang,
        title=cut(part.title),
        dateline=cut(part.dateline),
        agency=part.agency,
        author=part.author,
        published=part.published,
        published_span=Span(*view.raw(*part.published_span)) if part.published_span else None,
        published_at=part.published_at,
    )


def _entities(scene: Scene, view: Folded, text: str, number: int) -> Iterator[Entity]:
    for mention in sorted(scene.mentions, key=_position):
        if mention.label in _PUBLIC_LABELS:
            start, end = view.raw(mention.start, mention.end)
            yield Entity(
                type=mention.label,
                text=text[start:end],
                span=Span(start, end),
                value=mention.value,
                link=mention.link,
                confidence=round(mention.score, 3),
                found_by=mention.found_by,
                article=number,
                parts={kind: _quoted(view, text, part) for kind, part in mention.parts.items()},
            )


def _quoted(view: Folded, text: str, stretch: Span) -> Mention:
    start, end = view.raw(stretch.start, stretch.end)
    return Mention(Span(start, end), text[start:end])


def _position(mention: EntityMention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.label


def _with_ids(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give each event an id derived from its type and the words that tell of it; equal ones are numbered."""
    out, seen = [], dict[str, int]()
    for event in events:
        told = "\x1f".join(
            (event.type, event.status, *(m.text for m in event.mentions), *(e.text for e in event.evidence))
        )
        name = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        seen[name] = seen.get(name, 0) + 1
        out.append(evolve(event, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(out)


@cache
def default_extractor() -> Extractor:
    """Return the extractor that `iraqsec.extract` uses, made on first use."""
    with COLLECTOR.paused():
        return Extractor()


def extract(
    source: str | Document,
    *,
    published: str | date | None = None,
    lang: str | None = None,
    min_confidence: float | None = None,
) -> Result:
    """Extract the events of one text with the default settings.

    ``published`` is the publication date (a `date` or an ISO date); it and ``lang`` ("ar", "en") are found by themselves
    where they are not given. Events less sure than ``min_confidence`` (0 to 1) are left out: a high one trades recall for
    precision, one lower than usual precision for recall.

    Raises:
        InputError: the source is no str or Document, the date no ISO date, the language not supported.
    """
    with COLLECTOR.paused():  # once for the tables and the first text: what was read is looked through once
        return default_extractor().extract(source, published=published, lang=lang, min_confidence=min_confidence)


def load(
    *,
    tagger: str | Sequence[str] = "default",
    calibration: str | Path | Sequence[str | Path] | None = None,
    frames: Given = (),
    gazetteer: Given = (),
    min_confidence: float | None = None,
) -> Extractor:
    """Make an `Extractor` with other taggers, and with the user's own event types, words, places, organizations and persons.

    ``frames`` are TOML files, folders of them, or names under which installed packages offer frames (entry points of the
    group ``iraqsec.frames``); ``gazetteer`` are tab-separated tables. What they hold is laid over what ships. ``calibration``
    is a file that `iraqsec train calibration` wrote, or several, where none lies beside the taggers' models.

    Raises:
        DataError: a frame, table or calibration is wrong; all problems are listed.
        InputError: an unknown tagger, or a confidence outside 0 to 1.
    """
    return Extractor(
        tagger=tagger, calibration=calibration, frames=frames, gazetteer=gazetteer, min_confidence=min_confidence
    )
