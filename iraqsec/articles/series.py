"""What lines are told from what recurs down the page: posts of a channel, items of a letter, pictures, running heads."""

from collections import Counter
from functools import cache
from itertools import pairwise

import regex

from iraqsec.articles.model import Line
from iraqsec.articles.tables import any_of, folded, table

_NAME_WORDS = 6  # of a channel's, an author's or a publication's name
_POSTS = 3  # so often does a channel's name recur before it is taken for one
_NEAR = 3  # lines between the name above a post and its words
_TWICE = 2
_CAPTION_WORDS = 5
_CONTENT = ("body", "list")
_DOT_END = regex.compile(r"(?=.*\d).*·")
_SPEAKER = regex.compile(r"(?P<who>[^\s:]+(?:\s[^\s:]+){0,2})\s?:\s+\S")
_BETWEEN = regex.compile(r"\s*[|–—:,-]")


def mark_series(lines: list[Line]) -> None:
    """Judge lines by what recurs on the page; their roles are changed in place."""
    _mark_posts(lines)
    _mark_authors_of_posts(lines)
    _mark_item_ends(lines)
    _mark_pictures(lines)
    _mark_running_heads(lines)
    _mark_questions(lines)
    _mark_comments(lines)


def _mark_posts(lines: list[Line]) -> None:
    """Take a name that stands above one post after the other for the beginning of each of them."""
    names = Counter(line.low for line in lines if _may_name(line))
    often = {name for name, count in names.items() if count >= _POSTS and not name.endswith((":", "?", "؟"))}
    if not often:
        return
    above: Counter[str] = Counter()
    for i, line in enumerate(lines):
        if line.low in often:
            above[line.low] += _heads_a_post(lines, i)
    for line in lines:
        if _may_name(line) and above[line.low] >= _TWICE:
            line.role, line.reason = "end", "post"


def _may_name(line: Line) -> bool:
    named = line.role == "head" or (line.role == "furniture" and line.reason == "masthead")
    return named and line.words <= _NAME_WORDS


def _heads_a_post(lines: list[Line], at: int) -> bool:
    """Tell whether nothing but dates and furniture stands between a line and a paragraph."""
    for line in lines[at + 1 : at + 1 + _NEAR]:
        if line.role in _CONTENT:
            return True
        if line.role == "head":
            return False
    return False


def _mark_authors_of_posts(lines: list[Line]) -> None:
    """Take the name above "3 h ·" or "6 March at 8:40 ·" for the author of a post."""
    for i, line in enumerate(lines):
        stamp = bool(_DOT_END.fullmatch(line.text)) and line.words <= _NAME_WORDS
        after_date = line.text == "·" and i > 1 and lines[i - 1].reason == "date"
        if not i or not (stamp or after_date):
            continue
        if line.role == "head":
            line.role, line.reason = "furniture", "date"
        name = lines[i - 2 if after_date else i - 1]
        if name.role == "head" and name.words <= _NAME_WORDS:
            name.role, name.reason = "furniture", "author"


@cache
def _onward() -> frozenset[str]:
    return frozenset(folded(table("furniture")["labels"]["onward"]))


def _mark_item_ends(lines: list[Line]) -> None:
    """Take "Read more" for the end of an item where it stands below one item after the other."""
    ends = [
        line
        for before, line in pairwise(lines)
        if line.role == "heading" and before.role in _CONTENT and line.low.strip(' .…:>»→←"') in _onward()
    ]
    if len(ends) >= _TWICE:
        for line in ends:
            line.role, line.reason = "separator", "more"


@cache
def _number() -> regex.Pattern[str]:
    return regex.compile(rf"\W*\d{{1,3}}\s*(?:/|{any_of(table('furniture')['captions']['of'])})\s*\d{{1,3}}\W*")


def _mark_pictures(lines: list[Line]) -> None:
    """Take what stands below "1 of 3", "2 of 3" for the words under the pictures of a gallery."""
    found = [
        after
        for line, after in pairwise(lines)
        if line.role not in _CONTENT and line.text[:1] and _number().fullmatch(line.low)
    ]
    if len(found) < _TWICE:
        return
    for line in found:
        if line.role in ("head", "body") and line.words >= _CAPTION_WORDS:
            line.role = "caption"


def _mark_running_heads(lines: list[Line]) -> None:
    """Take the page's first line for the name of the publication where it recurs beside the numbers of pages."""
    first = next(iter(lines), None)
    if first is None or first.role != "head" or first.words > _NAME_WORDS:
        return
    heads = [
        line
        for i, line in enumerate(lines)
        if i
        and line.words <= _NAME_WORDS + first.words
        and line.low.startswith(first.low)
        and (line.low == first.low or _BETWEEN.match(line.low, len(first.low)))
        and any(near.reason in ("counter", "buttons") for near in lines[i - 1 : i + 2 : 2])
    ]
    for line in [first, *heads] if heads else []:
        line.role, line.reason = "furniture", "masthead"


def _mark_questions(lines: list[Line]) -> None:
    """Take a question behind a speaker's name for a paragraph where names recur so: an interview, not a headline."""
    said = [
        (line, found["who"]) for line in lines if (found := _SPEAKER.match(line.low)) and line.role in ("head", "body")
    ]
    who = Counter(name for _, name in said)
    if max(who.values(), default=0) < _TWICE:
        return
    for line, _ in said:
        if line.role == "head" and line.text.endswith(("?", "؟")):
            line.role = "body"


@cache
def _comment() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    data = table("furniture")["comments"]
    return (
        regex.compile(rf"\d+\s+{any_of(data['count'])}\s*:?"),
        regex.compile(
            rf"(?:\S{{1,40}}\s+){{1,5}}{any_of(data['said'])}\s*(?:\.{{2,}}|…|:)|{any_of(data['said'])}\s+\S{{1,40}}(?:\s\S{{1,40}}){{0,4}}\s*(?:\.{{2,}}|…|:)"
        ),
    )


def _mark_comments(lines: list[Line]) -> None:
    """Take what readers said below a story for furniture, up to the next heading or separator."""
    count, said = _comment()
    counted = within = False
    for line in lines:
        if line.role in ("heading", "separator"):
            counted = within = False
        elif count.fullmatch(line.low):
            counted, within = True, False
        elif counted and line.words <= _NAME_WORDS and said.fullmatch(line.low):
            within = True
        elif line.role in _CONTENT and not within:
            counted = False
        if within:
            line.role, line.reason = "furniture", "comments"
