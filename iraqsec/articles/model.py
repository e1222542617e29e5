"""What a page is made of: articles with their lines, and the furniture around them.

All offsets count characters of the folded text that was passed to `split_page`, end exclusive.
"""

from datetime import date, datetime

from attrs import define, frozen

from iraqsec.articles.tables import lowered

Stretch = tuple[int, int]
"""Start and end (exclusive) of a piece of the page's folded text."""


@frozen
class LineSpan:
    """A paragraph of an article; ``kind`` is "title", "teaser", "subhead", "body", "list" or "caption".

    A "teaser" is the standfirst or kicker beside a title. A paragraph that was hard-wrapped holds line breaks.
    Datelines, credits and sign-offs are cut off. ``place`` is the place that a bulletin's item names ahead of its dash
    ("KIRKUK - …"); it stays within the span.
    """

    start: int
    end: int
    kind: str
    place: Stretch | None = None


@frozen
class FurnitureSpan:
    """A piece of the page that belongs to no article; ``reason`` names what it was taken for."""

    start: int
    end: int
    reason: str


@frozen(kw_only=True)
class ArticleText:
    """One story of the page, in one language; its lines are in text order and overlap no other article's.

    ``start`` and ``end`` run from its first line to its last. ``lang`` is "ar" or "en" where it can be analyzed, else
    "ckb", "fa", "ur" or "und". ``dateline`` is the prefix that was cut off ("BAGHDAD (AP) —", a line "بغداد - واع");
    ``dateline_places`` are the places that the datelines name, one on a line of its own included. ``published`` is None
    where neither page nor caller says it; ``published_span`` is None where the caller or another part of the page did;
    ``published_at`` is that day with the clock time beside it, in the time zone that the page tells, if any.
    """

    start: int
    end: int
    lang: str
    lines: tuple[LineSpan, ...]
    title: Stretch | None = None
    dateline: Stretch | None = None
    dateline_places: tuple[Stretch, ...] = ()
    dateline_place: str | None = None
    agency: str | None = None
    author: str | None = None
    published: date | None = None
    published_span: Stretch | None = None
    published_at: datetime | None = None


@frozen(kw_only=True)
class Page:
    """A page cut into articles and furniture, both in text order; ``warnings`` say in words what was guessed."""

    articles: tuple[ArticleText, ...]
    furniture: tuple[FurnitureSpan, ...] = ()
    warnings: tuple[str, ...] = ()


@define(eq=False)
class Line:
    """A line or joined paragraph: ``start`` and ``end`` without surrounding space, and what it was taken for.

    ``role`` is "body", "head", "list", "caption", or a `furniture.Verdict`'s, whose are ``reason`` and ``name``.
    ``cuts`` are the pieces of it that are furniture, with their reasons.
    """

    start: int
    end: int
    text: str
    words: int
    blank_before: bool
    role: str = ""
    reason: str = ""
    name: str | None = None
    listed: bool = False
    truncated: bool = False
    cuts: tuple[tuple[int, int, str], ...] = ()

    @property
    def low(self) -> str:
        """The text in lower case."""
        return lowered(self.text)
