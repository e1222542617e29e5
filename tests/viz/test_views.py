"""How results, events, lists, documents and stores show themselves in a notebook, and pages of them."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import iraqsec
from iraqsec import viz
from iraqsec.display import Shown
from iraqsec.document import Document, Span
from iraqsec.errors import InputError
from iraqsec.events.types import Argument, Event, Mention
from iraqsec.results import Events, Furniture, Result
from iraqsec.values import Number, Place
from tests.viz.made import DAY, at, filler, made, on, result_of

NASTY = '<script>alert("x")</script><img src=x onerror=alert(1)>&amp;\u202e\x00'
ARABIC = "اعتقلت شرطة البصرة ثلاثة متهمين بتجارة المخدرات."


def arrest() -> Event:
    """Return an arrest that is told in Arabic."""
    return made(
        "Arrest",
        ARABIC,
        "اعتقلت",
        agent=[filler("agent", "شرطة البصرة", ARABIC, link="police-command:IQ-BA")],
        place=[filler("place", "البصرة", ARABIC, Place("IQ-BA"))],
        quantity=[filler("quantity", "ثلاثة", ARABIC, Number(3, "person"))],
        suspect=[filler("suspect", "متهمين", ARABIC)],
        time=on(DAY),
        confidence=0.91,
        id="abc",
        attribution=Mention(Span(0, 1), "متحدث"),
    )


def shown(thing: object) -> str:
    assert isinstance(thing, Shown)
    html = thing._repr_html_()
    assert html is not None
    return html


def test_an_arabic_result_shows_itself_from_right_to_left_with_its_marks() -> None:
    html = shown(result_of(ARABIC, arrest(), lang="ar"))
    assert '<article lang="ar"><div class="iqs-line" dir="rtl"' in html
    for group in ("trigger", "actor", "place", "number", "affected"):
        assert f'class="iqs-u iqs-{group}"' in html
    assert "Arrest 1" in html
    assert "1 event<" in html


def test_an_event_is_a_card_with_its_evidence() -> None:
    html = shown(arrest())
    assert "<blockquote" in html
    assert '<bdi dir="rtl">شرطة البصرة</bdi> <span class="iqs-value" dir="ltr">police-command:IQ-BA</span>' in html
    for told in ("Basra", "2025-03-04", "completed", "confidence 0.91", "3 person", "متحدث", "abc"):
        assert told in html


def test_evidence_from_the_middle_of_a_document_is_marked_at_its_own_words() -> None:
    text = "Nothing here. Police arrested two men."
    event = made("Arrest", text, "arrested", suspect=[filler("suspect", "two men", text)])
    event = evolve(event, evidence=[Mention(Span(14, 38), "Police arrested two men.")])
    html = shown(event)
    assert "iqs-u iqs-trigger" in html
    assert '">arrested</span>' in html
    assert '">two men</span>' in html


def test_the_events_of_a_result_are_a_tuple_that_is_a_table() -> None:
    result = result_of(ARABIC, arrest(), arrest(), lang="ar")
    assert result.events == (arrest(), arrest())
    assert isinstance(result.events[:1], Events)
    assert isinstance(result.events[0], Event)
    html = shown(result.events)
    assert html.count("<tr>") == 3
    assert '<div dir="rtl">شرطة البصرة</div>' in html
    assert viz.table(list(result.events))._repr_html_() == html


def test_a_table_says_how_many_events_it_does_not_show() -> None:
    html = viz.table([arrest()] * 5, rows=2).page()
    assert html.count("<tr>") == 3
    assert "the first 2 of 5 events" in html


def test_a_table_of_results_names_their_reports() -> None:
    html = viz.table([result_of(ARABIC, arrest(), id="report-7")]).page()
    assert ">report-7<" in html


def test_a_document_shows_its_text_and_what_is_known_of_it() -> None:
    document = Document(
        text=f"{ARABIC}\nIn English.", id="d1", published=DAY, title="عنوان", url="https://example.org/a?b=1&c=2"
    )
    html = shown(document)
    assert '<h4 dir="rtl">عنوان</h4>' in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert html.count('dir="rtl">') == 2
    assert html.count('class="iqs-line" dir="ltr"') == 1


def test_an_address_that_is_no_page_of_the_web_is_no_link() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "http://[bad"):
        html = shown(Document(text="x", url=url))
        assert "<a " not in html


def test_a_failed_result_says_why() -> None:
    html = shown(Result(document=Document(text="x"), error="ValueError: <no>", warnings=("odd & old",)))
    assert "not extracted: ValueError: &lt;no&gt;" in html
    assert "odd &amp; old" in html


def test_furniture_is_folded_away_and_a_long_text_is_cut_only_in_notebooks() -> None:
    text = "Menu Home\n" + "Police arrested a man. " * 4000
    whole = result_of(text)
    article = iraqsec.Article(span=Span(10, len(text)), lang="en")
    result = Result(
        document=whole.document, articles=(article,), furniture=(Furniture(span=Span(0, 9), reason="menu"),)
    )
    html = shown(result)
    assert '<details class="iqs-furniture"><summary>10 characters beside the articles</summary>' in html
    assert f"{len(text) - 50_000:,} characters more" in html
    assert "characters more" not in viz.html(result)


def everything_nasty() -> Result:
    span = Span(0, len(NASTY))
    argument = Argument(role="agent", text=NASTY, span=span, link=NASTY)
    place = Argument(role="place", text=NASTY, span=span, value=Place(country=NASTY, id=NASTY))
    event = iraqsec.Attack(
        mentions=[Mention(span, NASTY)], evidence=[Mention(span, NASTY)], attribution=Mention(span, NASTY),
        agent=(argument,), place=(place,), id=NASTY, found_by=NASTY, time=tuple(on(DAY)),
    )  # fmt: skip
    document = Document(text=NASTY, id=NASTY, title=NASTY, source=NASTY, url=NASTY, lang=NASTY)
    article = iraqsec.Article(span=span, lang=NASTY, agency=NASTY, author=NASTY, dateline=NASTY)
    return Result(document=document, articles=(article,), events=(event,), warnings=(NASTY,))


def test_markup_in_a_document_is_text_everywhere() -> None:
    result = everything_nasty()
    with iraqsec.Store() as store:
        store.add([result])
        pages = [
            viz.html(thing)
            for thing in (result, result.events[0], result.events, result.document, store, store.events())
        ]
        pages += [shown(report) for report in store.events().reports()]
    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page
        assert "\x00" not in page


def test_a_store_shows_what_it_holds() -> None:
    with iraqsec.Store() as store:
        assert "empty" in shown(store)
        store.add([result_of(ARABIC, arrest(), lang="ar", id="r1")])
        html = shown(store)
        assert "1 documents · 1 events · 2025-03-04 to 2025-03-04" in html
        assert ">Basra<" in html
        assert ">r1<" in html
        assert shown(store.events(type="Arrest")).count("<tr>") == 2
        assert "no events" in shown(store.events(type="Attack"))
    assert "closed" in shown(store)


def test_a_happening_shows_what_its_reports_say() -> None:
    reports = {"a": "ثمانية", "b": "eight"}
    with iraqsec.Store() as store:
        for name, words in reports.items():
            event = made(
                "Attack", words, words, place=at("governorate:IQ-DI"), time=on(DAY), id=name, reported_on=DAY,
                killed=[filler("killed", words, value=Number(8, "person"))],
                wounded=[filler("wounded", words, value=Number(21, "person"))],
            )  # fmt: skip
            store.add([result_of(words, event, id=name, published=DAY)])
        store.link()
        (happening,) = store.happenings()
        html = shown(happening)
    assert "killed person" in html
    assert "agreed" in html
    assert "Diyala" in html


def test_a_page_is_whole_and_forbids_scripts_and_the_network(tmp_path: Path) -> None:
    path = viz.show(result_of(ARABIC, arrest(), lang="ar")).save(tmp_path / "result.html")
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in page
    assert "http" not in page.replace('http-equiv="Content', "")
    assert page.count("<style>") == 1
    with pytest.raises(InputError, match=r"name the file result\.html"):
        viz.show(arrest()).save(tmp_path / "result.png")


def test_what_has_no_view_says_so() -> None:
    with pytest.raises(InputError, match="a dict has no view"):
        viz.show({})
    with pytest.raises(InputError, match="a table is made of events, not of a str"):
        viz.table(["x"])  # type: ignore[list-item]


def test_nothing_is_loaded_before_a_notebook_asks() -> None:
    code = (
        "import sys, iraqsec\n"
        "d = iraqsec.Document(text='x')\n"
        "assert 'iraqsec.viz' not in sys.modules\n"
        "assert 'iqs' in d._repr_html_()\n"
        "print([m for m in ('matplotlib', 'plotly', 'numpy', 'pandas', 'networkx', 'duckdb') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == "[]"


def test_ipython_takes_the_views() -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    formatter = formatters.HTMLFormatter()
    assert "iqs-card" in formatter(arrest())
    assert "iqs-table" in formatter(result_of(ARABIC, arrest()).events)
    assert date(2025, 3, 4) == DAY
