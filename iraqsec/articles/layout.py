"""A story in the making, a page's layout, and which of its stories are none: teasers and slogans."""

from attrs import Factory, define

from iraqsec.articles.datelines import Dateline
from iraqsec.articles.marks import shared_words
from iraqsec.articles.model import Line, Stretch

_TEASER_WORDS = 90
_SLOGAN_WORDS = 14


@define(eq=False)
class Story:
    """A story in the making: its lines with their kinds, the lines of metadata near it, its dateline."""

    lines: list[tuple[Line, str]] = Factory(list)
    metas: list[Line] = Factory(list)
    title: Line | None = None
    dateline: Dateline | None = None
    dateline_line: Line | None = None
    places: tuple[Stretch, ...] = ()  # that its datelines name: a line of its own, the prefix of the first paragraph
    lead: Line | None = None  # the paragraph that a dateline was cut from, and where its own words begin
    lead_start: int = 0

    @property
    def words(self) -> int:
        """The words of its paragraphs."""
        return sum(line.words for line, kind in self.lines if kind in ("body", "list"))

    @property
    def has_words(self) -> bool:
        """Whether any of its paragraphs has words."""
        return any(line.words for line, kind in self.lines if kind in ("body", "list"))

    @property
    def truncated(self) -> bool:
        """Whether its last paragraph breaks off with "..."."""
        last = next((line for line, kind in reversed(self.lines) if kind in ("body", "list")), None)
        return last is not None and last.truncated


@define(eq=False)
class Layout:
    """The stories of a page, and the lines that belong to none, with the reason."""

    stories: list[Story] = Factory(list)
    furniture: list[tuple[Line, str]] = Factory(list)


@define(eq=False)
class Draft:
    """The lines of one story that are in one language."""

    story: Story
    lang: str
    lines: list[tuple[Line, str]]

    @property
    def first(self) -> int:
        """Where its first line begins."""
        return self.lines[0][0].start


def drop_teasers(layout: Layout) -> None:
    """Take short stories that break off with "..." for teasers, where the page has a whole story too."""
    whole = max((story.words for story in layout.stories if not story.truncated), default=0)
    kept = []
    for story in layout.stories:
        if story.truncated and story.words < min(_TEASER_WORDS, whole):
            layout.furniture.extend((line, "teaser") for line, _ in story.lines)
        else:
            kept.append(story)
    layout.stories = kept


def drop_slogan(layout: Layout) -> None:
    """Take a lone sentence ahead of the first dated or signed story for the site's slogan or greeting."""
    if len(layout.stories) < 2:  # noqa: PLR2004
        return
    first, second = layout.stories[:2]
    content = [line for line, kind in first.lines if kind != "title"]
    alone = len(content) == 1 and first.words <= _SLOGAN_WORDS and not first.metas and first.dateline is None
    strange = first.title is None or not shared_words(first.title, content[0])
    if alone and strange and content[0].role == "body" and second.words > first.words:
        layout.furniture.extend((line, "masthead") for line, _ in first.lines)
        layout.stories = layout.stories[1:]
