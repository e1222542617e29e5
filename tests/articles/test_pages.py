"""Our own page corpus: which lines are articles, which furniture, and when the page was published."""

import json
from pathlib import Path
from typing import Any

import pytest

import iraqsec
from iraqsec.articles import Page, split_page
from iraqsec.corpus.reader import read
from iraqsec.languages.folding import fold

PAGES = Path(__file__).resolve().parent.parent / "pages"
LAYOUTS = sorted(file.stem for file in PAGES.glob("*.json"))
GOAL = 0.95
COVERED = 0.4  # the share of a line that must be an article's for the line to be


def load(layout: str) -> tuple[dict[str, Any], str]:
    expected = json.loads((PAGES / f"{layout}.json").read_text(encoding="utf-8"))
    return expected, fold((PAGES / f"{layout}.txt").read_text(encoding="utf-8")).text


def label(page: Page, start: int, end: int, length: int) -> str:
    for number, article in enumerate(page.articles):
        for line in article.lines:
            if min(line.end, end) - max(line.start, start) >= COVERED * length:
                return f"{number} {line.kind}"
    return "furniture"


def labels(page: Page, text: str) -> list[tuple[str, str]]:
    out, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append((label(page, start, start + len(line), len(line.strip())), line))
        start += len(line) + 1
    return out


def test_there_are_layouts_enough() -> None:
    assert len(LAYOUTS) >= 110
    assert len(
        {json.loads((PAGES / f"{layout}.json").read_text(encoding="utf-8"))["layout"] for layout in LAYOUTS}
    ) == len(LAYOUTS)
    assert len(list(PAGES.glob("*.html"))) >= 8


def test_lines_and_articles_are_right() -> None:
    right = total = kinds = 0
    misses = []
    for layout in LAYOUTS:
        expected, text = load(layout)
        found = labels(split_page(text), text)
        assert len(found) == len(expected["lines"]), layout
        for wanted, (got, line) in zip(expected["lines"], found, strict=True):
            total += 1
            right += wanted.split()[0] == got.split()[0]
            kinds += wanted == got
            if wanted != got:
                misses.append(f"{layout}: expected {wanted!r}, got {got!r}: {line[:60]}")
    print(f"lines {right} of {total} right, with their kind {kinds}", *misses, sep="\n")  # noqa: T201 - shown on failure and with -s
    assert right >= GOAL * total, "\n".join(misses)
    assert kinds >= GOAL * total, "\n".join(misses)


def test_publication_dates_are_right() -> None:
    misses = []
    for layout in LAYOUTS:
        expected, text = load(layout)
        days = [day and day.isoformat() for day in (article.published for article in split_page(text).articles)]
        wanted = expected["published"]
        if days != (wanted if isinstance(wanted, list) else [wanted] * len(days)):
            misses.append(f"{layout}: expected {wanted}, got {days}")
    print(*misses, sep="\n")  # noqa: T201 - shown on failure and with -s
    assert len(misses) <= (1 - GOAL) * len(LAYOUTS), "\n".join(misses)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spans_are_in_order_and_apart(layout: str) -> None:
    _, text = load(layout)
    check_spans(split_page(text), text)


def check_spans(page: Page, text: str) -> None:
    taken: set[int] = set()
    for article in page.articles:
        assert article.lines
        assert (article.start, article.end) == (article.lines[0].start, article.lines[-1].end)
        for line in article.lines:
            assert 0 <= line.start < line.end <= len(text)
            assert text[line.start : line.end].strip()
            here = set(range(line.start, line.end))
            assert not here & taken, "lines overlap"
            taken |= here
            if line.place:
                assert line.start <= line.place[0] < line.place[1] <= line.end
        for place in article.dateline_places:
            assert text[place[0] : place[1]].strip()
    for span in page.furniture:
        assert 0 <= span.start < span.end <= len(text)
        assert not set(range(span.start, span.end)) & taken, f"furniture {span.reason} is content too"


@pytest.mark.parametrize("file", sorted(PAGES.glob("*.html")), ids=lambda file: file.stem)
def test_html_and_clean_text_give_the_same_articles(file: Path) -> None:
    pytest.importorskip("trafilatura")
    document = next(read(file))
    clean = fold(file.with_suffix(".txt").read_text(encoding="utf-8")).text
    view = fold(document.text).text
    assert articles(split_page(view, published=document.published), view) == articles(split_page(clean), clean)


def articles(page: Page, text: str) -> list[tuple[str, str, list[str]]]:
    """Return language, date and lines of each article; HTML has its own bullets and its captions apart."""
    return [
        (
            article.lang,
            str(article.published),
            [text[line.start : line.end].lstrip("•- ") for line in article.lines if line.kind != "caption"],
        )
        for article in page.articles
    ]


@pytest.mark.parametrize("file", sorted(PAGES.glob("*.html")), ids=lambda file: file.stem)
def test_html_and_clean_text_give_the_same_events(file: Path) -> None:
    pytest.importorskip("trafilatura")

    def told(path: Path) -> list[tuple[object, ...]]:
        (document,) = iraqsec.read(path)
        return [
            (
                e.type,
                e.status,
                *(m.text for m in e.mentions),
                *((a.role, " ".join(a.text.split())) for a in e.arguments),
            )
            for e in iraqsec.extract(document).events
        ]

    assert told(file) == told(file.with_suffix(".txt"))
