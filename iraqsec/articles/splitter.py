"""`split_page`: a page's folded text to articles and furniture."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import regex

from iraqsec.articles.clocks import clock_at
from iraqsec.articles.datelines import find_dateline
from iraqsec.articles.layout import Draft, Layout, Story
from iraqsec.articles.lines import place_of_item, read_lines
from iraqsec.articles.model import ArticleText, FurnitureSpan, Line, LineSpan, Page, Stretch
from iraqsec.articles.publication import publication_dates
from iraqsec.articles.scripts import language_of, name_of, surely
from iraqsec.articles.stories import arrange

ANALYZED = ("ar", "en")
_STAMP = regex.compile(r"\d{1,2}[:.]\d\d(?:\s?(?:[ap]m|gmt|utc|ص|م))?\s*[-–—|:•]*\s+")
_OWN_WORDS = 12  # words that make the lines in another language an article of their own
_LINE_WORDS = 6  # a line shorter than this tells nothing of its language


def split_page(text: str, *, lang: str | None = None, published: date | None = None) -> Page:
    """Cut a page's folded text into articles and furniture, both in text order; time is linear in its length.

    ``lang`` is used where the text itself leaves it open; ``published`` is what the caller knows and wins over the
    page. An article in a language that is not analyzed (Kurdish, Persian) is returned with it, and with a warning.
    """
    layout = arrange(read_lines(text), text)
    warnings: list[str] = []
    drafts = sorted(
        (draft for story in layout.stories for draft in _by_language(story, lang)), key=lambda draft: draft.first
    )
    dates = publication_dates(drafts, layout, text, published, warnings)
    articles = tuple(_article(draft, text, *when) for draft, when in zip(drafts, dates, strict=True))
    for number, article in enumerate(articles):
        if article.lang not in ANALYZED:
            shown = " ".join(text[article.start : article.end].split())[:40]
            warnings.append(f"article {number} ('{shown}…') is in {name_of(article.lang)}; it was not analyzed")
    if lang in ANALYZED and articles and all(article.lang != lang for article in articles):
        warnings.append(f"the text was said to be in {name_of(lang)}, but no article on it is")
    if not articles and text.strip():
        warnings.append("no article was found: the text holds only page furniture")
    return Page(articles=articles, furniture=_furniture(layout), warnings=tuple(dict.fromkeys(warnings)))


def _by_language(story: Story, hint: str | None) -> Iterator[Draft]:
    """Yield the article of the story's main language, and one for each other language that has lines enough."""
    lines = sorted(story.lines, key=lambda pair: pair[0].start)
    told = [language_of(line.text) if line.words >= _LINE_WORDS else "" for line, _ in lines]
    votes: Counter[str] = Counter()
    for (line, _), found in zip(lines, told, strict=True):
        votes[found] += line.words if found else 0
    joined = " ".join(line.text for line, _ in lines)
    main = max(votes, key=lambda lang: votes[lang]) if votes.total() else language_of(joined) or hint or "und"
    own: dict[str, list[tuple[Line, str]]] = {main: []}
    for pair, found in zip(lines, told, strict=True):
        strange = found not in ("", main) and (found in ANALYZED or main in ANALYZED)
        own.setdefault(found if strange else main, []).append(pair)
    for lang, lines in list(own.items()):
        few = sum(line.words for line, _ in lines) < _OWN_WORDS
        if lang != main and (few or not surely(lang, " ".join(line.text for line, _ in lines))):
            own[main] = sorted([*own[main], *own.pop(lang)], key=lambda pair: pair[0].start)
    for lang, lines in own.items():
        if lines:
            if lang != main and lines[0][1] == "subhead":
                lines[0] = (lines[0][0], "title")
            yield Draft(story, lang, lines)


def _article(draft: Draft, text: str, published: date | None, where: Stretch | None) -> ArticleText:
    """Build the article of a draft: its lines without their cuts, and what its head says of it."""
    story = draft.story
    lines = tuple(span for line, kind in draft.lines if (span := _line_span(line, kind, story, text)))
    title = next(((line.start, line.end) for line, kind in draft.lines if kind == "title"), None)
    dateline = story.dateline
    head = story.dateline_line
    places = tuple(dict.fromkeys(story.places))
    return ArticleText(
        start=lines[0].start if lines else draft.first,
        end=lines[-1].end if lines else draft.first,
        lang=draft.lang,
        lines=lines,
        title=title,
        dateline=(head.start, dateline.end) if head and dateline else None,
        dateline_places=places,
        dateline_place=text[places[0][0] : places[0][1]] if places else None,
        agency=dateline.agency if dateline else None,
        author=next((meta.name for meta in story.metas if meta.reason == "byline" and meta.name), None),
        published=published,
        published_span=where,
        published_at=_moment(text, published, where),
    )


def _moment(text: str, published: date | None, where: Stretch | None) -> datetime | None:
    """Return the day of publication with the clock time that stands beside it on the page."""
    clock = clock_at(text, *where) if published and where else None
    return datetime.combine(published, clock) if published and clock else None


def _stamp_length(line: Line) -> int:
    """Return the length of the clock time that an entry of a live blog begins with."""
    found = _STAMP.match(line.low, 0, 24) if line.text[:1].isdigit() else None
    return found.end() if found else 0


def _line_span(line: Line, kind: str, story: Story, text: str) -> LineSpan | None:
    """Return the span of a line without its dateline or time stamp, or None if nothing is left of it."""
    start = line.start
    if line is story.lead:
        return LineSpan(story.lead_start, line.end, kind) if story.lead_start < line.end else None
    if stamp := _stamp_length(line):
        start += stamp
    place = None
    if kind in ("list", "body"):
        words = place_of_item(line)[0]
        found = find_dateline(text, words, line.end)
        place = found.places[0] if found and found.places and not found.whole else None
    return LineSpan(start, line.end, kind, place) if start < line.end else None


# -- furniture --------------------------------------------------------------------------------------------------------


def _furniture(layout: Layout) -> tuple[FurnitureSpan, ...]:
    """Collect the spans that belong to no article, cut pieces and datelines included, in text order."""
    spans = {FurnitureSpan(line.start, line.end, reason or "other") for line, reason in layout.furniture}
    spans |= {FurnitureSpan(*cut) for story in layout.stories for line, _ in story.lines for cut in line.cuts}
    spans |= {FurnitureSpan(cut[0], cut[1], cut[2]) for line, _ in layout.furniture for cut in line.cuts}
    for story in layout.stories:
        if story.dateline and story.dateline_line:
            spans.add(FurnitureSpan(story.dateline_line.start, story.dateline.end, "dateline"))
        if story.lead:
            spans.add(FurnitureSpan(story.lead.start, story.lead_start, "dateline"))
        for line, _ in story.lines:
            stamp = _stamp_length(line)
            if stamp and line is not story.lead:
                spans.add(FurnitureSpan(line.start, line.start + stamp, "timestamp"))
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
