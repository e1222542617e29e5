"""HTML to text: the story by trafilatura, and what the page's own metadata says of it."""

import html as entities
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any

import regex

from iraqsec.corpus.reader_fields import day_of
from iraqsec.errors import MissingExtraError, ReadError

_META = regex.compile(r"<meta\b[^>]*>", regex.IGNORECASE)
_ATTRIBUTE = regex.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_CHARSET = regex.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]+)""",
    regex.IGNORECASE,
)
_LINKED = regex.compile(r'"(datePublished|dateCreated)"\s*:\s*"([^"]{8,40})"')
_TIME = regex.compile(r"""<time\b[^>]*\bdatetime\s*=\s*["']([^"']{8,40})["'][^>]*>""", regex.IGNORECASE)
_MARKUP = regex.compile(
    r"</?(?:p|div|br|span|a|h[1-6]|strong|em|b|ul|ol|li|table|tr|td|article|section)\b[^>]{0,300}>", regex.IGNORECASE
)
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
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "article",
        "section",
        "header",
        "footer",
        "aside",
        "nav",
        "blockquote",
        "figure",
        "figcaption",
        "hr",
        "main",
        "dd",
        "dt",
        "pre",
    ]
)
_SILENT = frozenset(["script", "style", "noscript", "template", "svg", "head", "iframe", "select"])


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
    text = (found.get("text") or "").strip() or fragment_text(page)
    if not text:
        raise ReadError(f"{name}: the page holds no text")
    if title and title not in text[: 3 * len(title) + 200]:
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
            page, favor_recall=True, include_comments=False, include_tables=True, with_metadata=True
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
    """Collects the text of a piece of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(regex.sub(r"\s+", " ", data))


def fragment_text(markup: str) -> str:
    r"""Return the text of a piece of HTML, its blocks as paragraphs, without judging what belongs to the story.

    >>> fragment_text("<p>One</p><p>Two &amp; three</p>")
    'One\n\nTwo & three'
    """
    parser = _Blocks()
    parser.feed(markup)
    parser.close()
    lines = ("".join(parser.pieces)).split("\n")
    return "\n\n".join(line.strip() for line in lines if line.strip())
