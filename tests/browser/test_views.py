"""Views and pictures in a real browser: Arabic from the right and joined, marks in their lanes, no request, no complaint."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iraqsec import viz
from iraqsec.viz.gather import Source
from iraqsec.viz.markup import Mark, highlight
from iraqsec.viz.picture import Picture
from iraqsec.viz.views import View
from tests.browser.chromium import Page
from tests.viz.made import DAY, at, filler, made, on, result_of, seized

Opens = Callable[[Path], Page]
NASTY = "<script>document.title='broken'</script><img src=x onerror=alert(1)> $x$"
ARABIC = "اعتقلت شرطة البصرة ثلاثة متهمين"

PICTURES: dict[str, tuple[Callable[[Source], Picture], str]] = {
    "timeline": (viz.timeline, ".scatterlayer .point"),
    "map": (viz.map, ".scatterlayer .fills path"),
    "places": (lambda source: viz.map(source, by="place"), ".scatterlayer .point"),
    "counts": (viz.counts, ".barlayer .point"),
    "network": (viz.network, ".scatterlayer .point"),
    "quantities": (viz.quantities, ".barlayer .point"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_interactive_pictures_open_without_a_request_or_a_complaint(
    name: str, open_page: Opens, tmp_path: Path
) -> None:
    events = [
        made("Arrest", NASTY, NASTY, agent=[filler("agent", "شرطة البصرة")], suspect=[filler("suspect", NASTY)],
             place=[*at("governorate:IQ-BA"), filler("place", NASTY)], time=on(DAY)),
        made("Attack", place=at("district:IQ-BA-shatt-al-arab"), time=on(date(2025, 5, 1), date(2025, 5, 3))),
        seized(3, "kg", NASTY, place=at("governorate:IQ-NI"), time=on(DAY)),
    ]  # fmt: skip
    make, marks = PICTURES[name]
    page = open_page(make(events).save(tmp_path / "picture.html"))
    page.until(f"document.querySelectorAll('{marks}').length")
    assert page.run("return document.title") == make(events).title
    assert not page.run("return document.querySelectorAll('img').length")
    assert not page.run(
        "return [...document.querySelectorAll('.modebar-btn')].filter(b => /share|cloud/i.test(b.dataset.title)).length"
    )
    assert page.requests() == []
    assert page.complaints() == []


def test_a_result_opens_with_arabic_from_the_right(open_page: Opens, tmp_path: Path) -> None:
    text = f"{ARABIC}\nNATO {ARABIC}\nPolice arrested three men"
    event = made("Arrest", text, "اعتقلت", agent=[filler("agent", "شرطة البصرة", text)])
    page = open_page(viz.show(result_of(text, event, lang="ar")).save(tmp_path / "result.html"))
    sides = page.run(
        "return [...document.querySelectorAll('article .iqs-line')].map(line => {"
        " const range = document.createRange(); range.selectNodeContents(line);"
        " const [box, inner] = [line.getBoundingClientRect(), range.getBoundingClientRect()];"
        " return box.right - inner.right < 2 ? 'right' : inner.left - box.left < 2 ? 'left' : 'neither' })"
    )
    assert sides == ["right", "right", "left"]
    assert page.texts("article .iqs-l") == ["Arrest 1", "agent 1"]
    page.click("details.iqs-events > summary")
    assert page.run("return document.querySelector('.iqs-events').open") is False
    assert page.requests() == []
    assert page.complaints() == []


def test_letters_stay_joined_where_a_mark_begins_within_a_word(open_page: Opens, tmp_path: Path) -> None:
    text = "بالبصرة"
    body = highlight(text, []) + highlight(text, [Mark(start=1, end=7, group="place", label="place")], labels=False)
    page = open_page(View("joined", f'<div style="width:max-content">{body}</div>').save(tmp_path / "joined.html"))
    plain, marked = page.run(
        "return [...document.querySelectorAll('.iqs-line')].map(line => {"
        " const range = document.createRange(); range.selectNodeContents(line);"
        " return range.getBoundingClientRect().width })"
    )
    assert plain > 20
    assert abs(plain - marked) < 1


def test_underlines_of_nested_marks_lie_below_one_another(open_page: Opens, tmp_path: Path) -> None:
    marks = [
        Mark(start=0, end=17, group="actor"),
        Mark(start=5, end=17, group="thing"),
        Mark(start=12, end=17, group="place"),
    ]
    page = open_page(View("lanes", highlight("aaaa bbbbbb ccccc", marks)).save(tmp_path / "lanes.html"))
    ends = [
        page.run(
            "return Math.max(...[...document.querySelectorAll(arguments[0])].map(e => e.getBoundingClientRect().bottom))",
            f".iqs-{name}",
        )
        for name in ("place", "thing", "actor")
    ]
    assert ends == sorted(ends)
    assert ends[1] - ends[0] >= 3
    assert ends[2] - ends[1] >= 3


def test_markup_in_a_document_does_nothing(open_page: Opens, tmp_path: Path) -> None:
    event = made("Attack", NASTY, "onerror", agent=[filler("agent", NASTY, NASTY)], id=NASTY)
    result = result_of(NASTY, event, id=NASTY, title=NASTY)
    for thing in (result, event, result.events, result.document):
        page = open_page(viz.show(thing).save(tmp_path / "nasty.html"))
        assert page.run("return document.querySelectorAll('script, img, [onerror]').length") == 0
        assert "<script>" in page.text("body")
        assert page.complaints() == []
