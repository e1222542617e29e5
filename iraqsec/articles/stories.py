"""From judged lines to stories: where one ends and the next begins, which headlines are titles, which teasers."""

from functools import cache

import regex

from iraqsec.articles.datelines import Dateline, find_dateline
from iraqsec.articles.layout import Layout, Story, drop_slogan, drop_teasers
from iraqsec.articles.lines import place_of_item
from iraqsec.articles.marks import MENU_WORDS, mark_neighbours, shared_words
from iraqsec.articles.model import Line
from iraqsec.articles.pubdates import is_day
from iraqsec.articles.scripts import script_of
from iraqsec.articles.tables import any_of, table

_HEADLINE = regex.compile(r"[^\s:|.]+(?:\s[^\s:|.]+){0,2}\s*(?::|\.\.+|\|)\s+\S+(?:\s+\S+){2,}")
_HASH = regex.compile(r"[^\p{L}\p{N}#]*#(?P<tag>[\p{L}\p{N}_]+)[\s.:]*")
_TAIL = frozenset(
    {
        "share",
        "tags",
        "related",
        "comments",
        "copyright",
        "newsletter",
        "buttons",
        "box",
        "counter",
        "menu",
        "ticker",
        "disclaimer",
    }
)
_EARLY = 4
_TICKER = 4
_LONG_HEAD = 9  # words of a last line without a full stop that is rather a sentence than a teaser
_PLACE_WORDS = 5  # of a bulletin's heading


def arrange(lines: list[Line], text: str) -> Layout:
    """Arrange the judged lines of a page into stories and furniture."""
    mark_neighbours(lines)
    builder = _Builder(text)
    for line in lines:
        builder.add(line)
    layout = builder.finish()
    drop_teasers(layout)
    drop_slogan(layout)
    return layout


@cache
def _area() -> regex.Pattern[str]:
    return regex.compile(any_of(table("datelines")["areas"]) + r"\s+")


class _Builder:
    """Reads the lines in order; holds headlines and metadata back until it is seen what follows them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = Layout()
        self.current: Story | None = None
        self.heads: list[Line] = []
        self.metas: list[Line] = []
        self.marks: list[int] = []  # where furniture stood since the last paragraph
        self.cue = ""  # what broke the flow since the last paragraph
        self.listing = False  # below a heading of other stories

    def add(self, line: Line) -> None:
        """Take the next line of the page."""
        if line.role == "head":
            self._head(line)
        elif line.role == "meta":
            if (
                line.reason == "date"
                and (found := find_dateline(self.text, line.start, line.end))
                and found.whole
                and found.places
            ):
                line.reason = "dateline"
            self.metas.append(line)
        elif line.role == "list" and self._names_place(line):
            line.role, line.reason = "meta", "dateline"
            self.metas.append(line)
        elif line.role in ("body", "list", "caption"):
            self._content(line)
        else:
            self._breaking(line)

    def _names_place(self, line: Line) -> bool:
        """Tell whether an item is but a place ("2. Diyala province"), the heading of what happened there."""
        if line.words > _PLACE_WORDS:
            return False
        start, end = place_of_item(line)
        if area := _area().match(self.text, start, end):
            start = area.end()
        found = find_dateline(self.text, start, end) if start < end else None
        return found is not None and found.whole and bool(found.places)

    def _head(self, line: Line) -> None:
        found = _place_tag(line) or find_dateline(self.text, line.start, line.end)
        if found and found.whole:
            line.role, line.reason = "meta", "dateline"
            self.metas.append(line)
        else:
            self.heads.append(line)

    def _breaking(self, line: Line) -> None:
        """Take a line of furniture, a heading of other stories, a separator or a sign-off."""
        self.layout.furniture.append((line, line.reason))
        self.marks.append(line.start)
        if line.role == "furniture":
            if line.reason in _TAIL and self.current and not self.cue:
                self.cue = "tail"
            return
        if self.current and not self.listing:  # a date below the story is the story's
            self.current.metas.extend(self.metas)
            self.metas = []
        self._drop_heads()
        self.cue = line.reason if line.role == "heading" else line.role
        self.listing = line.role == "heading"

    def _drop_heads(self) -> None:
        """Headlines that no paragraph followed were teasers; a long one without a break before it ends the story."""
        if self.current is None:
            return  # ahead of the first paragraph they may still be titles
        for line in self.heads:
            if not self.cue and len(self.heads) == 1 and line.words >= _LONG_HEAD:
                self.current.lines.append((line, "body"))
            else:
                self.layout.furniture.append((line, "teaser"))
        self.heads = []
        if self.listing:  # the dates and authors of other stories
            self.layout.furniture.extend((meta, "teaser") for meta in self.metas)
            self.metas = []

    def _content(self, line: Line) -> None:
        if line.role == "list" and self.listing and not line.text.endswith((".", ":")) and line.words <= 18:  # noqa: PLR2004
            self.layout.furniture.append((line, "teaser"))
            return
        dateline = None if line.role != "body" else find_dateline(self.text, line.start, line.end)
        if self.current is None or not self.current.has_words:
            self._open(line, dateline, fresh=self.current is None)
        elif self._is_new(line, dateline):
            self._open(line, dateline, fresh=True)
        else:
            self._continue(line)
        self.marks = []
        if line.role != "caption":
            self.cue, self.listing = ("end", False) if line.reason == "end" else ("", False)

    def _is_new(self, line: Line, dateline: Dateline | None) -> bool:
        """Tell whether a paragraph begins a story of its own."""
        strong = self.cue in ("separator", "end", "section")
        signed = dateline is not None or any(meta.reason in ("byline", "dateline") for meta in self.metas)
        if not self.heads:
            return (
                self.cue in ("end", "section") or (signed and strong) or any(m.reason == "dateline" for m in self.metas)
            )
        head = self.heads[-1]
        if not self.cue and ":" in head.text and head.text.endswith(("?", "؟")):
            return False  # "QUESTION: How many?"; the answer's speaker is no dateline
        broken_off = self.current is not None and self.current.truncated
        if strong or signed or broken_off or self._turns(head, line):
            return True
        shared = shared_words(head, line)
        if self.cue == "inline":
            return shared > 1 and not head.blank_before
        dated = any(meta.reason == "date" and self._dates_a_story(meta, head) for meta in self.metas)
        if self.cue == "tail" or dated:
            return head.words > MENU_WORDS or shared > 1
        return bool(_HEADLINE.fullmatch(head.text)) and shared > 0 and not head.text.endswith(("?", "؟"))

    def _dates_a_story(self, meta: Line, head: Line) -> bool:
        """Tell the date of a new story from the stamps of a live blog ("14:20", "Friday, October 11").

        Ahead of the headline it may also be the date of the story so far, which some pages put below its first words.
        """
        if meta.words <= 2 or is_day(meta.low) or self.current is None:  # noqa: PLR2004
            return False
        begun = self.current.title is not None and len(self.current.lines) <= 2 and not self.current.metas  # noqa: PLR2004 - a title and a paragraph
        return meta.start > head.start or not begun

    def _turns(self, head: Line, line: Line) -> bool:
        """Tell whether a headline and its paragraph are in another script than the story so far."""
        last = self.current.lines[-1][0] if self.current and self.current.lines else None
        script = script_of(line.text)
        return last is not None and script == script_of(head.text) != script_of(last.text)

    def _open(self, line: Line, dateline: Dateline | None, *, fresh: bool) -> None:
        """Begin a story with its first paragraph: the headlines held back give its title."""
        story = Story()
        if fresh or self.current is None:
            self.layout.stories.append(story)
            self.current = story
        story = self.current
        story.metas.extend(self.metas)
        self._titles(story, line)
        for meta in self.metas:
            if meta.reason == "dateline" and story.dateline is None:
                story.dateline = _place_tag(meta) or find_dateline(self.text, meta.start, meta.end)
                story.dateline_line = meta
                story.places = story.dateline.places if story.dateline else ()
        if dateline and not dateline.whole:
            story.lead, story.lead_start = line, dateline.end
            story.places += dateline.places
            if story.dateline is None or dateline.places:
                story.dateline, story.dateline_line = dateline, line
        story.lines.append((line, line.role))
        self.heads, self.metas = [], []

    def _titles(self, story: Story, lead: Line) -> None:
        """Choose the title among the headlines before a first paragraph; those beside it are kept, others dropped."""
        if not self.heads:
            return
        title = (
            self.heads[0]
            if len(self.heads) == 1
            else max(self.heads, key=lambda head: (_title_score(head, lead), head.start))
        )
        crowd = len(self.heads) > _TICKER  # a ticker stands above the title, or where it was left out
        if crowd and shared_words(title, lead) < 2:  # noqa: PLR2004 - one word in common is chance
            self.layout.furniture.extend((head, "ticker") for head in self.heads)
            return
        at = self.heads.index(title)
        for head in [head for head in self.heads if head is not title and title.text.startswith(head.text + " ")]:
            self.layout.furniture.append((head, "caption"))  # the words under a picture, cut from the title
            self.heads.remove(head)
            at = self.heads.index(title)
        for i, head in enumerate(self.heads):
            twin = head is not title and head.text == title.text
            beside = i > at or not any(head.end < mark < title.start for mark in self.marks)
            near = abs(i - at) == 1 and not crowd and beside
            if head is title or twin:
                story.lines.append((head, "title"))
            elif head.words > MENU_WORDS and (near or shared_words(head, lead) > 1) and (i > at or near):
                story.lines.append((head, "teaser"))
            else:
                self.layout.furniture.append((head, "section" if head.words <= MENU_WORDS else "ticker"))
        if story.title is None:
            story.title = title

    def _continue(self, line: Line) -> None:
        """Add a paragraph to the story; headlines before it are its subheadings, or teasers that stood in its way."""
        story = self.current
        if story is None:
            return
        for head in self.heads:
            last = head is self.heads[-1]
            if self.cue == "inline" or not last:
                self.layout.furniture.append((head, "teaser"))
            else:
                asked = head.text.endswith(("?", "؟")) and ":" in head.text  # "QUESTION: How many?"
                story.lines.append((head, "body" if asked else "subhead"))
        for meta in self.metas:
            early = meta.reason == "date" and len(story.lines) <= _EARLY and any(c.isdigit() for c in meta.text[5:])
            if early:  # some pages put the date below the first paragraph
                story.metas.append(meta)
            else:
                self.layout.furniture.append((meta, "timestamp" if meta.reason == "date" else meta.reason))
        story.lines.append((line, line.role))
        self.heads, self.metas = [], []

    def finish(self) -> Layout:
        """Settle what is still held back at the end of the page."""
        if self.current is None:
            self._only_heads()
        else:
            self._drop_heads()
            self.current.metas.extend(self.metas)
        for story in self.layout.stories:
            for meta in story.metas:
                self.layout.furniture.append((meta, meta.reason))
        return self.layout

    def _only_heads(self) -> None:
        """Take a page without one paragraph for what it is: short lines, the first of several the title."""
        story = Story(metas=self.metas)
        for i, head in enumerate(self.heads):
            title = i == 0 and len(self.heads) > 1
            story.lines.append((head, "title" if title else "body"))
            story.title = head if title else story.title
        if story.lines:
            self.layout.stories.append(story)
        else:
            self.layout.furniture.extend((meta, meta.reason) for meta in self.metas)


def _place_tag(line: Line) -> Dateline | None:
    """Return the dateline that a line with nothing but a place's hashtag is."""
    found = _HASH.fullmatch(line.text)
    if not found:
        return None
    name = found["tag"].replace("_", " ")
    start = line.start + found.start("tag")
    judged = find_dateline(name, 0, len(name))
    if judged is None or not judged.places:
        return None
    return Dateline(line.end, ((start, start + len(name)),), None, whole=True)


def _title_score(head: Line, lead: Line) -> float:
    """Rate a headline as the title of a story: it recurs in the lead, and is neither a label nor a paragraph."""
    length = 1.5 if 4 <= head.words <= 18 else 0.5 if head.words == 3 else 0.0  # noqa: PLR2004
    return min(shared_words(head, lead), 6) * 0.4 + length
