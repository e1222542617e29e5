"""The report page in a real browser: it opens, filters, shows both directions, obeys the keyboard, and stays within."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from iraqsec.corpus.store import Store
from iraqsec.values import Period
from iraqsec.viz.report_writer import report
from tests.browser.chromium import Page
from tests.viz.report_examples import BASRA, MARKUP, event, result, some_results

Opens = Callable[[Path], Page]
COUNT = "#count"
TAB, ENTER, ESCAPE, DOWN, UP, RIGHT, HOME = "\ue004", "\ue007", "\ue00c", "\ue015", "\ue013", "\ue014", "\ue011"


@pytest.fixture
def page(open_page: Opens, tmp_path: Path) -> Page:
    """Open the page of five events of three reports."""
    path = tmp_path / "report.html"
    report(some_results(), path, title="Basra & Najaf")
    return open_page(path)


def box(facet: str, value: str) -> str:
    return f'#facet-{facet} input[value="{value}"]'


def test_opens_without_a_request_or_a_complaint(page: Page) -> None:
    assert page.text("h1") == "Basra & Najaf"
    assert page.text("#about") == "5 events from 3 reports, 2024-03-03 to 2024-06-01"
    assert page.text(COUNT) == "5 events"
    for selector in (box("type", "Arrest"), box("place", "IQ-NA"), "#reset", ".open", ".sort"):
        page.click(selector)
    assert page.requests() == []
    assert page.complaints() == []


# -- filters --------------------------------------------------------------------------------------


def test_boxes_filter_and_count_what_the_others_leave(page: Page) -> None:
    page.click(box("type", "Arrest"))
    assert page.text(COUNT) == "2 of 5 events"
    page.click(box("place", "IQ-NA"))
    assert page.text(COUNT) == "1 of 5 events"
    assert page.text("#chosen") == "Filters: Arrest; Najaf"
    counts = dict(row.split("\n") for row in page.texts("#facet-type .choice") if "\n" in row)
    assert (counts["Arrest"], counts["Attack"], counts["Facility opening"]) == ("1", "1", "0")
    page.click(box("type", "Attack"))
    assert page.text(COUNT) == "2 of 5 events"
    page.click("#reset")
    assert page.text(COUNT) == "5 events"
    assert not page.run("return document.querySelectorAll('.filters input:checked').length")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("القبض", 1),
        ("القـــبضُ", 1),  # look-alike: tatweel and a vowel mark
        ("٣ اذار", 1),
        ("BASRA", 2),  # what a name means counts in either language
        ("najaf police", 2),
        ("nothing-like-it", 0),
        ("   ", 5),
    ],
)
def test_words_are_found_in_any_spelling(page: Page, words: str, found: int) -> None:
    page.type("#words", words)
    assert page.text(COUNT) == ("5 events" if found == 5 else f"{found} of 5 events")
    if not found:
        assert page.texts("tbody tr") == ["No event fits all filters."]


def test_dates_status_and_confidence_filter(page: Page) -> None:
    page.run("const s = document.getElementById('since'); s.value = '2024-05-05'; s.dispatchEvent(new Event('change'))")
    assert page.text(COUNT) == "3 of 5 events"  # one has no date at all
    page.click("#facet-status input[value=planned]")
    assert page.text(COUNT) == "1 of 5 events"
    page.run("const s = document.getElementById('least'); s.value = '70'; s.dispatchEvent(new Event('change'))")
    assert page.text(COUNT) == "0 of 5 events"
    assert page.text("#chosen") == "Filters: from 2024-05-05; planned; confidence at least 70 %"


def test_a_bar_and_a_governorate_filter_and_let_go(page: Page) -> None:
    page.run("const u = document.getElementById('unit'); u.value = 'month'; u.dispatchEvent(new Event('change'))")
    assert page.run("return [...document.querySelectorAll('.bin')].map(b => b.getAttribute('aria-label'))") == [
        "March 2024: 1 event, 1 enforcement",
        "April 2024: 0 events",
        "May 2024: 2 events, 1 reform, 1 enforcement",
        "June 2024: 1 event, 1 violence",
    ]
    page.click(".bin:nth-of-type(3)")
    assert (page.text(COUNT), page.text("#chosen")) == ("2 of 5 events", "Filters: from 2024-05-01 to 2024-05-31")
    page.click("[data-code=IQ-BA]")
    assert page.text(COUNT) == "1 of 5 events"
    assert page.run("return document.querySelector('[data-code=IQ-BA]').getAttribute('aria-pressed')") == "true"
    page.click("[data-code=IQ-BA]")
    page.click(".bin")
    assert page.text(COUNT) == "5 events"


def test_what_did_not_happen_is_listed_but_not_drawn(open_page: Opens, tmp_path: Path) -> None:
    text = "The ministry denied that gunmen attacked Basra on May 5, 2024. Police arrested two men in Basra."
    days = Period(date(2024, 5, 5), date(2024, 5, 5))
    told = result(
        text,
        event(text, "Attack", "attacked", status="negated", place=("Basra", BASRA), time=("May 5, 2024", days)),
        event(text, "Arrest", "arrested", place=("Basra", BASRA), reported=days.start),
    )
    report(told, tmp_path / "report.html")
    page = open_page(tmp_path / "report.html")
    label = "return document.querySelector('[data-code=IQ-BA]').getAttribute('aria-label')"
    assert (page.text(COUNT), page.run(label)) == ("2 events", "Basra: 1 event")
    assert page.text("#timeline-note").startswith("1 event that the text denies left out, on the map too")
    assert len(page.texts("tr.event")) == 2
    page.click(box("status", "negated"))
    assert (page.text(COUNT), page.run(label)) == ("1 of 2 events", "Basra: 1 event")


def test_a_view_is_kept_in_the_address(page: Page) -> None:
    page.click(box("type", "Arrest"))
    page.type("#words", "البصرة")
    kept = page.chromium.current_url
    page.chromium.get("about:blank")
    page.chromium.get(kept)
    assert page.text(COUNT) == "1 of 5 events"
    page.chromium.get(f"{page.address}#type=None,Arrest&since=soon&least=12")
    assert page.text(COUNT) == "2 of 5 events"


# -- what is shown --------------------------------------------------------------------------------


def test_evidence_is_marked(page: Page) -> None:
    page.click(box("type", "Arrest"))
    page.click(box("place", "IQ-NA"))
    page.click(".open")
    assert page.texts(".line .trigger") == ["arrested"]
    marked = {(kind, text) for kind in ("actor", "place", "number", "time") for text in page.texts(f".line .on-{kind}")}
    assert marked == {("actor", "Police"), ("place", "Najaf"), ("number", "two"), ("time", "May 5, 2024")}
    assert page.texts(".facts dd") == ["Police", "two = 2 person", "Najaf", "May 5, 2024 = 2024-05-05"]


def test_marks_stand_right_behind_signs_of_two_units(page: Page) -> None:
    page.click(box("type", "Seizure"))
    page.click(".open")
    assert page.texts(".line .trigger") == ["seized"]


def test_arabic_runs_from_the_right_and_is_joined(page: Page) -> None:
    page.click(box("lang", "ar"))
    page.click(".open")
    measured = page.run(
        """
        const line = [...document.querySelectorAll('.line')].find(l => l.textContent.includes('NINA'));
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const at = (words) => {
          walk.currentNode = line;
          for (let node; (node = walk.nextNode());) {
            const start = node.data.indexOf(words);
            if (start < 0) continue;
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + words.length);
            return range.getBoundingClientRect();
          }
        };
        const frame = line.getBoundingClientRect();
        const style = getComputedStyle(line);
        const draw = document.createElement('canvas').getContext('2d');
        draw.font = '40px sans-serif';
        return {
          direction: style.direction, lang: line.lang,
          gap: frame.right - at('ألقت').right,
          order: at('NINA').left < at('News').left && at('News').right < at('بحسب').left + 1,
          hasFont: new Set([...'\U0010fffeابش'].map(sign => draw.measureText(sign).width)).size > 1,
          joined: draw.measureText('القبض').width, apart: draw.measureText([...'القبض'].join('\\u200c')).width,
        };
        """
    )
    assert (measured["direction"], measured["lang"], measured["order"]) == ("rtl", "ar", True)
    assert abs(measured["gap"]) < 3
    if not measured["hasFont"]:
        pytest.skip("needs a font with Arabic letters (Debian: apt-get install fonts-noto-core)")
    assert measured["joined"] < 0.95 * measured["apart"]


def test_markup_is_shown_and_does_nothing(page: Page) -> None:
    page.click("#unfold")
    assert page.run("return document.title") == "Basra & Najaf"
    assert page.run("return document.querySelectorAll('img, iframe, object, [onerror]').length") == 0
    shown = MARKUP.partition("\u2028")[0]
    assert shown in page.run("return document.querySelector('#table').textContent")
    links = page.run("return [...document.querySelectorAll('.detail a')].map(a => [a.protocol, a.rel])")
    assert links == [["https:", "noopener noreferrer"]] * 2  # the third one's address was a script
    assert page.complaints() == []
    assert page.requests() == []


def test_reports_of_one_happening_lead_to_one_another(open_page: Opens, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with Store() as store:
        store.add(some_results())
        rows = store.cursor().execute("SELECT document, event FROM events WHERE type = 'Arrest'").fetchall()
        store.cursor().executemany("INSERT INTO happenings VALUES ('h', ?, ?)", rows)
        report(store, path)
    page = open_page(path)
    page.click(box("lang", "en"))
    page.click(box("type", "Arrest"))
    page.click(".open")
    page.click(".elsewhere button")
    assert page.text(COUNT) == "5 events"  # the filters that hid it are gone
    assert "القبض على" in page.texts(".detail .line .trigger")
    assert page.run("return document.activeElement.className").startswith("open")


def many(count: int) -> list[str]:
    """Return texts of events on so many days."""
    return [f"Police arrested man {number}." for number in range(count)]


@pytest.fixture
def long_page(open_page: Opens, tmp_path: Path) -> Page:
    path = tmp_path / "long.html"
    results = [
        result(
            text,
            event(
                text,
                "Arrest",
                "arrested",
                time=(f"{n}", Period(date(2024, 1, 1) + timedelta(n), None)),
                confidence=n / 200,
            ),
            id=f"report {n}",
        )
        for n, text in enumerate(many(120))
    ]
    report(results, path)
    return open_page(path)


def test_rows_come_by_the_page_and_in_order(long_page: Page) -> None:
    assert long_page.text(".pager span") == "1–50 of 120"
    assert long_page.text(".event .c-date") == "2024-04-29"
    long_page.click("[data-go=on]")
    long_page.click("[data-go=on]")
    assert long_page.text(".pager span") == "101–120 of 120"
    assert long_page.run("return document.activeElement.dataset.go") == "first"  # the pressed button went out of use
    long_page.click(".c-date .sort")
    assert long_page.run("return document.querySelector('th.c-date').getAttribute('aria-sort')") == "ascending"
    assert (long_page.text(".event .c-date"), long_page.text(".pager span")) == ("2024-01-01", "1–50 of 120")
    long_page.click(".c-sure .sort")
    assert long_page.text(".event .c-sure") == "60 %"
    long_page.click(".c-report .sort")
    assert long_page.texts(".event .c-report bdi")[9:11] == ["report 9", "report 10"]


def test_paper_gets_all_rows(long_page: Page) -> None:
    long_page.run("dispatchEvent(new Event('beforeprint'))")
    assert len(long_page.texts("tr.event")) == 120
    long_page.run("dispatchEvent(new Event('afterprint'))")
    assert len(long_page.texts("tr.event")) == 50
    printed = long_page.chromium.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    assert len(printed["data"]) > 10_000


# -- for everyone ---------------------------------------------------------------------------------


def test_the_keyboard_reaches_everything(page: Page) -> None:
    page.run("document.body.focus()")
    assert page.press(TAB) == "Skip to the events"
    assert page.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press(ENTER)
    stops = [page.press(TAB) for _ in range(9)]
    assert stops[:2] == ["print", "unit"]  # nothing is chosen, so there is nothing to clear
    assert stops[2].startswith("2024-05-27") or "event" in stops[2]
    assert stops[3].startswith("Anbar: ")
    assert stops[4] == "unfold"
    assert stops[5].startswith("Date")


def test_the_timeline_and_the_map_are_one_stop_each(page: Page) -> None:
    page.run("document.querySelector('#map [tabindex=\"0\"]').focus()")
    assert page.press(RIGHT).startswith("Erbil: ")
    assert page.press(HOME).startswith("Anbar: ")
    assert page.press(RIGHT, RIGHT).startswith("Basra: 2 events")
    assert page.press(ENTER).startswith("Basra: 2 events")  # the focus stays where it was
    assert page.text(COUNT) == "2 of 5 events"
    page.press(" ")
    assert page.text(COUNT) == "5 events"
    page.run("document.querySelector('#timeline [tabindex=\"0\"]').focus()")
    first = page.press(HOME)
    page.press(ENTER)
    assert first.split(":")[1].startswith(" 1 event")
    assert page.text(COUNT) == "1 of 5 events"


def test_rows_obey_the_keyboard(page: Page) -> None:
    page.run("document.querySelector('.open').focus()")
    assert "Facility opening" in page.press(DOWN)
    page.press(ENTER)
    assert page.run("return document.activeElement.getAttribute('aria-expanded')") == "true"
    assert len(page.texts(".detail")) == 1
    assert "Attack" in page.press(UP)
    page.press(DOWN, ESCAPE)
    assert len(page.texts(".detail")) == 0
    assert "Facility opening" in page.run("return document.activeElement.innerText")


def test_everything_has_a_name_and_the_count_is_told(page: Page) -> None:
    page.click("#unfold")
    nameless = page.run(
        """
        const named = (e) => e.getAttribute('aria-label') || e.innerText?.trim() || e.labels?.[0]?.innerText.trim();
        return [...document.querySelectorAll('button, input, select, a, [role=button]')].filter(e => !named(e)).length;
        """
    )
    assert nameless == 0
    assert page.run("const c = document.querySelector('#count'); return [c.getAttribute('role'), c.ariaLive]") == [
        "status",
        "polite",
    ]
    ids = page.run("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_texts_stand_out_from_what_is_behind_them(page: Page) -> None:
    page.click("#unfold")
    page.click(box("type", "Arrest"))
    weak = page.run(
        """
        const parts = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
        const behind = (e) => {
          for (; e; e = e.parentElement) {
            const c = parts(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] === 1) return c;
          }
          return [255, 255, 255];
        };
        const found = new Map();
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) {
          const e = node.parentElement;
          if (!node.data.trim() || e.closest('script, style, svg, noscript') || !e.getClientRects().length) continue;
          const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
          const ratio = (a + .05) / (b + .05);
          if (ratio < 4.5) found.set(e.className || e.tagName, ratio);
        }
        return [...found];
        """
    )
    assert weak == []


def test_a_narrow_window_needs_no_scrolling_sideways(page: Page) -> None:
    size = {"width": 380, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.chromium.refresh()
        assert page.run("return document.getElementById('drawer').open") is False
        page.click("#unfold")
        assert page.run("return document.scrollingElement.scrollWidth <= innerWidth")
        assert page.run("return document.querySelector('.detail').getBoundingClientRect().right <= innerWidth")
    finally:
        page.chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
