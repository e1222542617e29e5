"""The date of publication of each story on a page, from the lines about it."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import regex
from attrs import evolve

from iraqsec.articles.layout import Draft, Layout, Story
from iraqsec.articles.model import Line, Stretch
from iraqsec.articles.pubdates import FoundDate, choose, find_dates, find_days, label_alone
from iraqsec.articles.tables import lowered

_LABEL = 60  # characters above a date in which its label is looked for
_WEEKDAY = 14  # characters of a weekday ahead of a date
_RANGE = regex.compile(r"\s*(?:[-–—]|to|until|الي|حتي)\s*")
_FOOT = 6  # a date below the story ranks behind every date above it
_HALF_DAY = regex.compile(r"\d\s?[ap]m\b")
_TITLE_DATE = regex.compile(r"[,،|:–—-]\s+(?:\p{L}+\s+)?(?:\d\S*|\p{L}+\s+\d+)[^,،|–—]*$")
_DATED = frozenset(
    {"date", "byline", "menu", "counter", "box", "masthead", "buttons", "section", "ticker", "dateline", "share"}
)
_TITLE = 4  # the rank of a date in the title


def publication_dates(
    drafts: list[Draft], layout: Layout, text: str, published: date | None, warnings: list[str]
) -> list[tuple[date | None, Stretch | None]]:
    """Return the date of publication of each draft, and where the page says it; a draft without takes the page's."""
    if published is not None:
        return [(published, None) for _ in drafts]
    found: list[tuple[date | None, Stretch | None]] = []
    loose = _loose_dates(layout)
    for i, draft in enumerate(drafts):
        earlier = drafts[i - 1].lines[-1][0].end if i else 0
        near = [pair for pair in loose if earlier <= pair[0].start < draft.first] if i == 0 or len(drafts) == 1 else []
        after = [pair for pair in loose if pair[0].start > draft.lines[-1][0].end] if len(drafts) == 1 else []
        found.append(_date_of(draft, near + after, text, warnings))
    page = next((day for day, _ in found if day), None)
    return [(day or page, where) for day, where in found]


def _loose_dates(layout: Layout) -> list[tuple[Line, list[FoundDate]]]:
    """Find the dates in the furniture that may hold the page's."""
    lines = (line for line, reason in layout.furniture if reason in _DATED and any(c.isdigit() for c in line.text))
    return [(line, dates) for line in lines if (dates := list(find_dates(line.low)))]


def _date_of(
    draft: Draft, loose: list[tuple[Line, list[FoundDate]]], text: str, warnings: list[str]
) -> tuple[date | None, Stretch | None]:
    """Choose the date of one draft: from the lines about it, its dateline, its title, then what stands around."""
    story = draft.story
    body = next((line.start for line, kind in draft.lines if kind in ("body", "list")), draft.first)
    candidates: list[tuple[int, FoundDate]] = []

    def offer(rank: int, start: int, dates: list[FoundDate]) -> None:
        rank += _FOOT if start > body else 0
        if len(dates) == 2 and _RANGE.fullmatch(text, start + dates[0].end, start + dates[1].start):  # noqa: PLR2004
            rank, dates = rank + 1, dates[1:]  # "14 February 2020 - 20 February 2020": what the page covers
        elif dates and not dates[0].label and (label := _label_above(text, start, dates[0].start)):
            dates = [evolve(dates[0], label=label), *dates[1:]]
        candidates.extend((rank, evolve(day, start=day.start + start, end=day.end + start)) for day in dates)

    for meta in story.metas:
        above = story.title is not None and meta.start < story.title.start
        offer(1 if above else 0, meta.start, list(find_dates(meta.low)))
    candidates.extend(_in_story(story, text, body))
    for line, dates in loose:
        if line not in story.metas:
            offer(3, line.start, dates)
    lead = " ".join(line.low for line, kind in draft.lines[:5] if kind in ("body", "list", "title"))[:1500]
    around = " ".join(meta.low for meta in story.metas)
    chosen = choose(candidates, lead, month_first=draft.lang == "en" and bool(_HALF_DAY.search(around)))
    if chosen is None:
        return _without_year(story.metas, text, warnings)
    best, day, guessed = chosen
    if guessed:
        stated = text[best.start : best.end]
        warnings.append(f"date '{stated}' was read as {day.isoformat()}; day and month may be swapped")
    return day, (best.start, best.end)


def _in_story(story: Story, text: str, body: int) -> Iterator[tuple[int, FoundDate]]:
    """Yield the dates of a story's dateline and title, ranked."""
    if story.dateline and story.dateline_line:
        start = story.dateline_line.start
        for day in find_dates(lowered(text[start : story.dateline.end])):
            yield 2, evolve(day, start=day.start + start, end=day.end + start)
    if story.title:  # "The region in five minutes, Thursday 14 November 2024"; not "… by the morning of 16/3/2023"
        start = story.title.start
        for day in find_dates(story.title.low):
            if _TITLE_DATE.search(story.title.low[: day.end + 1]):
                rank = _TITLE + (_FOOT if start > body else 0)
                yield rank, evolve(day, start=day.start + start, end=day.end + start)


def _label_above(text: str, line: int, at: int) -> str:
    """Return the kind of the label that fills the line above one that begins with a date."""
    if at > _WEEKDAY:
        return ""
    above = text[max(0, line - _LABEL) : line].rstrip()
    return label_alone(lowered(above.rpartition("\n")[2].strip()))


def _without_year(lines: list[Line], text: str, warnings: list[str]) -> tuple[date | None, Stretch | None]:
    """Read a day and month whose year only another date of the page tells; without one it is left out, and said so."""
    days = [(line.start, day) for line in lines for day in find_days(line.low)]
    if not days:
        return None, None
    for start, day in days:
        if when := day.nearest(_sure_days(text)):
            where = (start + day.start, start + day.end)
            warnings.append(
                f"date '{text[where[0] : where[1]]}' has no year; {when.year} is that of another date of the page"
            )
            return when, where
    start, day = days[0]
    stated = text[start + day.start : start + day.end]
    warnings.append(f"date '{stated}' has no year, and the page does not tell it; it was left out")
    return None, None


@lru_cache(maxsize=1)
def _sure_days(text: str) -> tuple[date, ...]:
    """Return the full dates of a page that can be read in one way only; asked for by one story after the other."""
    return tuple(found.readings[0] for found in find_dates(lowered(text)) if len(found.readings) == 1)
