"""HTML to text: the story by trafilatura, and what the page's own metadata says of it."""

import html as entities
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any

import regex

from iraqsec.corpus.reader_fields import day_of
from iraqsec.errors import MissingExtraError, ReadError

_META = regex.compile(r"<meta\b[^>]{0,4000}>", regex.IGNORECASE)  # bounded: a page may be made of "<meta<meta"
_ATTRIBUTE = regex.compile(r"""(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_CHARSET = regex.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]+)""",
    regex.IGNORECASE,
)
_LINKED = regex.compile(r'"(datePublished|dateCreated)"\s*:\s*"([^"]{8,40})"')
_TIME = regex.compile(r"""<time\b[^>]{0,500}?\bdatetime\s*=\s*["']([^"']{8,40})["'][^>]{0,500}>""", regex.IGNORECASE)
_MARKUP = regex.compile(
    r"</?(?:p|div|br|span|a|h[1-6]|strong|em|b|ul|ol|li|table|tr|td|article|section)\b[^>]{0,300}>", regex.IGNORECASE
)
_UNCLOSED = regex.compile(r"<(?![!?])(?=[^<>]*+(?:<|\Z))")
"""The beginning of a tag that another begins before it ends: no tag, and a page of such costs Python's parser its square."""
_DATES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "date",
    "parsely-pub-date",
)
_BLOCK = regex.compile(
    "p|div|br|h[1-6]|[uo]l|li|d[dlt]|t[rdh]|table|tbody|section|article|main|header|footer|aside|nav|hr|pre|time|"
    "blockquote|figure|figcaption|form|fieldset|option|label"
)
_SILENT = regex.compile("script|style|noscript|template|svg|head|iframe|select|textarea|nav|aside|footer|button")
_TELLING = 20  # characters of a line that stands on a page once
_HEADING_LINES = 12  # between a story's heading and its first paragraph


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page declares in its first kilobytes, or None."""
    found = _CHARSET.search(data, 0, 4096)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def looks_like_html(text: str) -> bool:
    """Tell whether the text of a record holds markup rather than a stray tag."""
    return len(_MARKUP.findall(text, 0, 20_000)) > 1


def read_html(page: str, *, name: str) -> dict[str, Any]:
    """Return what a page says: text, title, published, source, url, and warnings.

    The text begins with the title. The date is that of the page's metadata; where it has none and trafilatura found one
    elsewhere on the page, a warning says so.

    Raises:
        MissingExtraError: trafilatura is not installed.
        ReadError: the page holds no text.
    """
    meta = _metadata(page)
    found = _extract(page, name)
    title = _plain(found.get("title") or meta.get("og:title") or "")
    text = _story(page, found.get("text") or "")
    if not text.strip():
        raise ReadError(f"{name}: the page holds no text")
    head = text.split("\n\n")[:_HEADING_LINES]
    if title and not any(line in title or title in line for line in head):
        text = f"{title}\n\n{text}"
    published, warnings = _published(page, meta, found)
    return {
        "text": text,
        "title": title or None,
        "published": published,
        "source": _plain(found.get("sitename") or meta.get("og:site_name") or "") or None,
        "url": found.get("url") or meta.get("og:url") or None,
        "warnings": tuple(f"{name}: {warning}" for warning in warnings),
    }


def _extract(page: str, name: str) -> Mapping[str, Any]:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError(
            f"{name}: reading HTML needs trafilatura; install it with: pip install 'iraqsec[html]'"
        ) from error
    try:
        found = trafilatura.bare_extraction(
            _closed(page),
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
        )
    except Exception as error:
        raise ReadError(f"{name}: the page could not be parsed: {error}") from error
    if found is None:
        return {}
    return found if isinstance(found, Mapping) else found.as_dict()


def _metadata(page: str) -> dict[str, str]:
    """Read the page's meta elements: name or property, lower-cased, to content."""
    out: dict[str, str] = {}
    for element in _META.findall(page[:400_000]):
        attributes = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(element)}
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if key and "content" in attributes:
            out.setdefault(key.lower(), attributes["content"])
    return out


def _published(page: str, meta: Mapping[str, str], found: Mapping[str, Any]) -> tuple[date | None, list[str]]:
    """Return the date of publication: the page's metadata first, then its JSON-LD, then a single <time>."""
    stated = [meta[key] for key in _DATES if key in meta]
    linked = sorted(_LINKED.findall(page[:400_000]), key=lambda pair: pair[0] != "datePublished")
    stated += [value for _, value in linked]
    times = list(dict.fromkeys(value[:10] for value in _TIME.findall(page[:400_000])))
    stated += times[:1] if len(times) == 1 else []
    for value in stated:
        if day := day_of(value):
            return day, []
    if day := day_of(str(found.get("date") or "")):
        return day, [f"publication date {day.isoformat()} was guessed from the page, whose metadata states none"]
    return None, []


def _plain(text: str) -> str:
    return " ".join(entities.unescape(text).split())


class _Blocks(HTMLParser):
    """Collects the text of a piece of HTML, a line for each block; ``headings`` are the numbers of the h1 lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.headings: list[int] = []
        self._pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        # Browsers close a head that the page left open.
        self._silent = 0 if tag == "body" else self._silent + bool(_SILENT.fullmatch(tag))
        if _BLOCK.fullmatch(tag):
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - bool(_SILENT.fullmatch(tag)))
        if _BLOCK.fullmatch(tag):
            if tag == "h1" and "".join(self._pieces).strip():
                self.headings.append(len(self.lines))
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - as in the base class
        """Skip "<![…>" as browsers do; Python's parser gives up where no section that it knows begins."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def end_line(self) -> None:
        """Keep what was collected as a line, unless it is empty."""
        line = " ".join("".join(self._pieces).split())
        self._pieces = []
        if line:
            self.lines.append(line)


def _closed(markup: str) -> str:
    """Return markup in which what opens a tag or comment and never closes it is text."""
    last = markup.rfind("-->") + 1
    return _UNCLOSED.sub("&lt;", markup[:last] + markup[last:].replace("<!--", "&lt;!--"))


def _blocks(markup: str) -> _Blocks:
    parser = _Blocks()
    parser.feed(_closed(markup))
    parser.close()
    parser.end_line()
    return parser


def fragment_text(markup: str) -> str:
    r"""Return the text of a piece of HTML, its blocks as paragraphs, without judging what belongs to the story.

    >>> fragment_text("<p>One</p><p>Two &amp; three</p>")
    'One\n\nTwo & three'
    """
    return "\n\n".join(_blocks(markup).lines)


def _story(page: str, found: str) -> str:
    """Return the page's own lines from the story's heading to its last paragraph, by what trafilatura found.

    It finds where the story is, but joins and drops lines within it, and with them what parts one story from the next;
    `split_page` needs those.
    """
    blocks = _blocks(page)
    packed = "".join(found.split())
    kept = [i for i, line in enumerate(blocks.lines) if len(line) >= _TELLING and "".join(line.split()) in packed]
    if not kept:
        return found.strip() or "\n\n".join(blocks.lines)
    above = [i for i in blocks.headings if kept[0] - _HEADING_LINES <= i <= kept[0]]
    first = above[0] if above else kept[0]
    return "\n\n".join(blocks.lines[first : kept[-1] + 1])
