"""Pictures: the figures they are drawn from, what they say they leave out, and the files they are saved as."""

import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle

import iraqsec
from iraqsec import viz
from iraqsec.errors import InputError, MissingExtraError
from iraqsec.events.types import Event
from iraqsec.values import Number, Period, Place
from iraqsec.viz.gather import Source, events_of, next_step, step_name, step_of, when
from iraqsec.viz.grids import short
from iraqsec.viz.map_pictures import outlines, seats
from iraqsec.viz.picture import Picture, clean
from tests.viz.made import DAY, at, filler, made, on, result_of, seized

NASTY = "<script>alert(1)</script> $\\frac{x}$ \u202e\x00 😀"


def figures(picture: Picture, *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of a picture's rows."""
    return [tuple(row[name] for name in names) for row in picture.rows]


def sample() -> list[Event]:
    """Return events of several types, places and days, with Arabic names and words that look like markup."""
    police = filler("agent", "شرطة البصرة", link="police-command:IQ-BA")
    gang = filler("suspect", NASTY)
    return [
        made("Arrest", NASTY, NASTY, agent=[police], suspect=[gang], place=at("governorate:IQ-BA"), time=on(DAY)),
        made("Arrest", agent=[police], suspect=[gang], place=at("governorate:IQ-BA"), time=on(DAY)),
        made("Attack", place=at("district:IQ-BA-shatt-al-arab", "governorate:IQ-BA"), time=on(date(2025, 5, 1))),
        made("Meeting", status="planned", place=at("governorate:IQ-BG"), reported_on=date(2025, 4, 2)),
        seized(12.5, "kg", "كريستال", place=at("governorate:IQ-MA"), time=on(DAY)),
    ]


PICTURES: dict[str, Callable[[Source], Picture]] = {
    "timeline": viz.timeline,
    "map": viz.map,
    "places": lambda source: viz.map(source, by="place"),
    "counts": viz.counts,
    "network": viz.network,
    "quantities": viz.quantities,
}


# -- files and notebooks ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_saved_in_every_form_and_no_text_is_markup(name: str, tmp_path: Path) -> None:
    picture = PICTURES[name](sample())
    png = picture.save(tmp_path / "a.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000
    svg = ET.parse(picture.save(tmp_path / "a.svg")).getroot()  # noqa: S314 - our own file
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}path"))) > 20
    page = picture.save(tmp_path / "a.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", page)
    assert "<script>alert" not in page
    html = picture._repr_html_()
    assert html.startswith("<figure")
    assert "data:image/png;base64," in html
    assert "<script" not in html
    assert picture._repr_png_() == png, "the same events give the same bytes"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_nothing_says_so(name: str, tmp_path: Path) -> None:
    picture = PICTURES[name]([])
    assert picture.rows == ()
    assert picture.save(tmp_path / "a.png").stat().st_size > 1_000
    assert picture.save(tmp_path / "a.html").stat().st_size > 1_000
    assert "no events to draw" in [text.get_text() for text in picture.figure().texts]


def test_interactive_pages_send_nothing_anywhere(tmp_path: Path) -> None:
    page = viz.timeline(sample()).save(tmp_path / "a.html").read_text(encoding="utf-8")
    settings = page[page.rindex("Plotly.newPlot") :]
    assert '"modeBarButtonsToRemove": ["sendChartToCloud", "sendDataToCloud"]' in settings
    assert "plotly.com" not in settings


def test_a_file_name_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"saved as \.png, \.svg or \.html, not as a\.doc"):
        viz.timeline(sample()).save(tmp_path / "a.doc")


@pytest.mark.parametrize(("module", "ending"), [("matplotlib", "png"), ("plotly", "html"), ("networkx", "png")])
def test_a_missing_library_is_told_with_its_extra(
    module: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in sys.modules if n == module or n.startswith(f"{module}.")]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'iraqsec\[viz\]'"):
        viz.network(sample()).save(tmp_path / f"a.{ending}")


def test_the_text_of_a_picture_is_short() -> None:
    assert len(repr(viz.counts(sample() * 100))) < 400


def test_figures_come_as_pandas() -> None:
    frame = viz.map(sample()).to_pandas()
    assert dict(zip(frame["governorate"], frame["events"], strict=True)) == {"IQ-BA": 3, "IQ-BG": 1, "IQ-MA": 1}


def test_arabic_stands_in_pictures_as_it_is_and_a_dollar_is_a_dollar() -> None:
    texts = [text.get_text() for axes in viz.network(sample()).figure().axes for text in axes.texts]
    assert "Basra Police Command" in texts
    assert any(text.startswith("<script>alert(1)</script> $") for text in texts)
    rows = viz.quantities(sample(), by="item").figure().axes[1].get_yticklabels()
    assert [label.get_text() for label in rows] == ["كريستال"]
    assert not rows[0].get_parse_math()


def test_texts_of_pictures_are_one_clean_line() -> None:
    assert clean("a\n\tb\u202e\x00c") == "a bc" or clean("a\n\tb\u202e\x00c") == "a b c"
    assert clean("x" * 50, 10) == "x" * 9 + "…"


# -- what they are drawn from -----------------------------------------------------------------------


def test_pictures_take_results_stores_selections_and_mixtures() -> None:
    events = sample()
    result = result_of("text", *events[:2])
    with iraqsec.Store() as store:
        store.add([result])
        for source in (result, [result], store, store.events(), list(store.events().reports()), iter(events[:2])):
            assert [event.type for event in events_of(source)] == ["Arrest", "Arrest"]
        assert viz.counts([store, events[2]]).title == "3 events by type and month"
    assert list(events_of(events[0])) == [events[0]]
    with pytest.raises(InputError, match="events, results or a store were expected, not a str"):
        viz.timeline("text")


def test_a_happening_is_one_event_however_many_report_it() -> None:
    with iraqsec.Store() as store:
        for name in ("a", "b"):
            event = made(
                "Attack", name, name, place=at("governorate:IQ-DI"), time=on(DAY), id=name, reported_on=DAY,
                killed=[filler("killed", "8", value=Number(8, "person"))],
                wounded=[filler("wounded", "21", value=Number(21, "person"))],
            )  # fmt: skip
            store.add([result_of(name, event, id=name, published=DAY)])
        store.link()
        assert figures(viz.map(store), "governorate", "events") == [("IQ-DI", 2)]
        assert figures(viz.map(store.happenings()), "governorate", "events") == [("IQ-DI", 1)]
        alone = made("Attack", "c", "c", place=at("governorate:IQ-BA"), id="c", time=on(date(2020, 1, 1)))
        store.add([result_of("c", alone, id="c")])
        assert figures(viz.map(viz.once(store)), "governorate", "events") == [("IQ-BA", 1), ("IQ-DI", 1)]
        assert [event.id for event in viz.once(store, place="IQ-DI")] == ["b"]


def test_what_did_not_happen_is_left_out_and_told() -> None:
    events = [*sample(), made("Attack", status="negated", place=at("governorate:IQ-BA"))]
    assert viz.map(events).notes == ("left out by status: 1 negated",)
    assert figures(viz.map(events, status="negated"), "governorate", "events") == [("IQ-BA", 1)]
    with pytest.raises(InputError, match="unknown status 'done'"):
        viz.map(events, status="done")


# -- time -------------------------------------------------------------------------------------------


def test_the_days_of_an_event() -> None:
    found = when(made("Arrest", time=[filler("time", "by May", value=Period(None, date(2025, 5, 1)))]))
    assert found is not None
    assert (found.start, found.end, found.reported) == (date(2025, 5, 1), date(2025, 5, 1), False)
    told = when(made("Arrest", reported_on=DAY))
    assert told is not None
    assert (told.start, told.reported) == (DAY, True)
    assert when(made("Arrest")) is None


@pytest.mark.parametrize(
    ("every", "first", "second", "name"),
    [
        ("day", date(2024, 12, 31), date(2025, 1, 1), "2024-12-31"),
        ("week", date(2024, 12, 30), date(2025, 1, 6), "2024-12-30"),
        ("month", date(2024, 12, 1), date(2025, 1, 1), "2024-12"),
        ("quarter", date(2024, 10, 1), date(2025, 1, 1), "2024 Q4"),
        ("year", date(2024, 1, 1), date(2025, 1, 1), "2024"),
    ],
)
def test_steps_of_time(every: str, first: date, second: date, name: str) -> None:
    assert step_of(date(2024, 12, 31), every) == first
    assert next_step(first, every) == second
    assert step_name(first, every) == name


def test_a_timeline_has_a_lane_a_type_and_a_mark_where_events_are() -> None:
    events = [*sample(), made("Arrest"), made("Protest", time=on(date(2025, 3, 1), date(2025, 3, 31)))]
    picture = viz.timeline(events)
    assert figures(picture, "type", "start", "end", "events", "state", "by report") == [
        ("Protest", date(2025, 3, 1), date(2025, 3, 31), 1, "happened", False),
        ("Arrest", DAY, DAY, 2, "happened", False),
        ("Seizure", DAY, DAY, 1, "happened", False),
        ("Meeting", date(2025, 4, 2), date(2025, 4, 2), 1, "planned", True),
        ("Attack", date(2025, 5, 1), date(2025, 5, 1), 1, "happened", False),
    ]
    assert picture.notes == (
        "1 event without a day of their own stand at the day of the report (paler)",
        "1 event without any date not shown",
    )
    (axes,) = picture.figure().axes
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Meeting",
        "Arrest",
        "Seizure",
        "Attack",
        "Protest",
    ]
    marks = [c for c in axes.collections if isinstance(c, PathCollection)]
    assert sum(np.asarray(c.get_offsets()).shape[0] for c in marks) == 5
    assert "2" in [text.get_text() for text in axes.texts]


def test_a_timeline_of_too_many_days_stands_by_weeks_or_months() -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(800)]
    picture = viz.timeline([made("Arrest", time=on(day)) for day in days])
    assert picture.title == "Timeline of 800 events"
    assert picture.notes == ("too many for single days: events stand at the first day of their week",)
    assert sum(row["events"] for row in picture.rows) == 800
    assert len(picture.rows) == 115


def test_counts_by_type_and_month_fill_up_the_months_between() -> None:
    events = [*sample(), made("Arrest"), made("Arrest", time=on(date(2024, 1, 1), date(2024, 12, 31)))]
    picture = viz.counts(events)
    assert figures(picture, "type", "month", "events") == [
        ("Meeting", "2025-04", 1),
        ("Arrest", "2025-03", 2),
        ("Arrest", "no date", 2),
        ("Seizure", "2025-03", 1),
        ("Attack", "2025-05", 1),
    ]
    assert picture.table() == [[0, 1, 0, 0], [2, 0, 0, 2], [1, 0, 0, 0], [0, 0, 1, 0]]
    assert picture.notes == (
        "1 event without a day of their own counted at the day of the report",
        "1 event without any date under “no date”",
        "1 event with a time longer than a month under “no date”",
    )
    above, below = picture.figure().axes
    assert [label.get_text() for label in below.get_xticklabels()] == ["2025-03", "2025-04", "2025-05", "no date"]
    assert np.asarray(below.images[0].get_array())[:, :3].tolist() == [line[:3] for line in picture.table()]
    assert [text.get_text() for text in below.texts] == ["1", "2", "2", "1", "1"]
    assert sum(bar.get_height() for bar in above.patches if isinstance(bar, Rectangle)) == len(events) - 2
    assert [text.get_text() for text in above.texts] == ["3", "1", "1", "2"]
    assert len({bar.get_hatch() for bar in above.patches}) == 3, "families differ by more than color"


def test_counts_by_year_and_governorate() -> None:
    picture = viz.counts(sample(), "year", by="governorate")
    assert figures(picture, "governorate", "year", "events") == [
        ("Basra", "2025", 3),
        ("Baghdad", "2025", 1),
        ("Maysan", "2025", 1),
    ]


def test_a_stray_date_does_not_stretch_a_grid() -> None:
    picture = viz.counts([*sample(), made("Attack", time=on(date(1920, 6, 1)))])
    assert len(picture.steps()) == 4
    assert picture.notes[-1] == "a month without anything has no column"


def test_counts_refuse_what_there_is_not() -> None:
    with pytest.raises(InputError, match="every must be one of day, week, month, quarter, year, not 'decade'"):
        viz.counts([], "decade")
    with pytest.raises(InputError, match="by must be one of type, family, status, governorate, not 'actor'"):
        viz.counts([], by="actor")


# -- place ------------------------------------------------------------------------------------------


def test_the_outlines_are_the_governorates_of_the_gazetteer() -> None:
    drawn = {feature["id"] for feature in outlines()["features"]}
    assert set(seats()) - drawn == {"IQ-HA"}
    assert not drawn - set(seats())


def test_a_map_counts_events_by_governorate_and_tells_the_rest() -> None:
    events = [
        *sample(),
        made("Attack", place=at("governorate:IQ-BA", "governorate:IQ-HA")),
        made("Attack", place=at("region:IQ-KR")),
        made("Attack", place=at("country:SY")),
        made("Attack", place=at("country:IQ")),
        made("Attack"),
    ]
    picture = viz.map(events)
    assert figures(picture, "governorate", "name", "events") == [
        ("IQ-BA", "Basra", 4),
        ("IQ-BG", "Baghdad", 1),
        ("IQ-HA", "Halabja", 1),
        ("IQ-MA", "Maysan", 1),
    ]
    assert picture.title == "6 events by governorate"
    assert picture.notes == (
        "1 event in several governorates counted in each",
        "not on the map: 1 somewhere in Iraq, 1 Kurdistan Region as a whole, 1 Syria",
        "1 event without a place not shown",
    )
    axes = picture.figure().axes[0]
    texts = {text.get_text() for text in axes.texts}
    assert {"Basra 4", "Halabja 1", "Anbar"} <= texts
    colors = {tuple(patch.get_facecolor()) for patch in axes.patches}
    assert len(colors) == 3, "none, one event, four events"


def test_a_map_by_place_shows_the_most_exact_places() -> None:
    events = [*sample(), made("Attack", place=[filler("place", "a yard", value=Place("IQ-BA"))])]
    picture = viz.map(events, by="place")
    assert figures(picture, "place", "events", "kind") == [
        ("Basra", 3, "governorate"),
        ("Baghdad", 1, "governorate"),
        ("Maysan", 1, "governorate"),
        ("Shatt al-Arab", 1, "district"),
    ]
    row = next(row for row in picture.rows if row["kind"] == "district")
    assert (round(row["latitude"]), round(row["longitude"])) == (31, 48)
    with pytest.raises(InputError, match='by must be "governorate" or "place"'):
        viz.map(events, by="village")


def test_tiles_are_loaded_only_when_asked_for(tmp_path: Path) -> None:
    for by in ("governorate", "place"):
        page = viz.map(sample(), by=by, tiles=True).save(tmp_path / "a.html").read_text(encoding="utf-8")
        assert "Content-Security-Policy" not in page
        assert "open-street-map" in page[page.rindex("Plotly.newPlot") :]
        page = viz.map(sample(), by=by).save(tmp_path / "b.html").read_text(encoding="utf-8")
        assert "open-street-map" not in page[page.rindex("Plotly.newPlot") :]


# -- who did what with whom -------------------------------------------------------------------------


def test_a_network_joins_who_acts_and_who_is_acted_on() -> None:
    one, other, third = (filler("participant", name) for name in ("A", "B", "C"))
    events = [
        *sample(),
        made("ArmedClash", participant=[one, other, third]),
        made("SecurityHandover", giver=[filler("giver", "army")], receiver=[filler("receiver", "police")]),
    ]
    picture = viz.network(events)
    assert figures(picture, "who", "did", "to or with", "events", "directed")[:2] == [
        ("Basra Police Command", "Arrest", NASTY, 2, True),
        ("A", "ArmedClash", "B", 1, False),
    ]
    assert ("army", "SecurityHandover", "police", 1, True) in figures(
        picture, "who", "did", "to or with", "events", "directed"
    )
    assert picture.title == "Who did what with whom: 4 events"
    assert picture.notes == ("3 events that name fewer than two sides not shown",)
    assert picture.positions() == viz.network(events).positions()
    assert set(picture.positions()) == set(picture.nodes())
    fewer = viz.network(events, most=1)
    assert len(fewer.rows) == 1
    assert fewer.notes[-1] == "4 weaker links not shown; most=5 shows all"


def test_one_body_is_one_node_in_both_languages() -> None:
    gang = filler("suspect", "a gang")
    names = ["شرطة البصرة", "Basra police"]
    events = [made("Arrest", agent=[filler("agent", n, link="police-command:IQ-BA")], suspect=[gang]) for n in names]
    assert figures(viz.network(events), "who", "events") == [("Basra Police Command", 2)]


# -- quantities -------------------------------------------------------------------------------------


def test_quantities_are_summed_in_one_unit_by_place_and_month() -> None:
    events = [
        seized(10, "kg", place=at("governorate:IQ-BA"), time=on(DAY)),
        seized(500, "g", place=at("district:IQ-BA-shatt-al-arab"), time=on(date(2025, 3, 30))),
        seized(0.5, "ton", place=at("governorate:IQ-MA"), time=on(date(2025, 4, 1)), precision="about"),
        seized(3, "kg", place=at("governorate:IQ-MA", "governorate:IQ-BA")),
        seized(None, "kg"),
        seized(7, "pill"),
        seized(99, "kg", status="planned"),
    ]
    picture = viz.quantities(events, unit="kilogram", every="month")
    assert figures(picture, "place", "month", "kg") == [
        ("Maysan", "2025-04", 500),
        ("Basra", "2025-03", 10.5),
        ("several governorates", "no date", 3),
    ]
    assert picture.title == "513.5 kg (quantity) by place and month"
    assert picture.notes == (
        "left out by status: 1 planned",
        "1 figure inexact (about, at least, a range): counted as the text gives them",
        "1 figure without a number (“dozens”) not in the sums",
        "2 events without a figure in kg",
        "1 event without any date under “no date”",
    )
    below = picture.figure().axes[1]
    assert [text.get_text() for text in below.texts] == ["500", "10.5", "3"]


def test_quantities_of_another_role_and_by_item() -> None:
    killed = [filler("killed", "two", value=Number(2, "person"))]
    events = [made("Attack", killed=killed, place=at("governorate:IQ-DI"), time=on(DAY))] * 2
    assert figures(viz.quantities(events, "people", role="killed"), "place", "persons") == [("Diyala", 4)]
    weighed = [seized(1, "kg", "الكريستال", time=on(DAY)), seized(2, "kg", "ألكريستال", time=on(DAY))]
    assert figures(viz.quantities(weighed, "kg", "year", by="item"), "item", "year", "kg") == [("الكريستال", "2025", 3)]


def test_too_many_rows_end_in_one_of_the_rest() -> None:
    events = [seized(n + 1, "kg", f"item {n:03}", time=on(DAY)) for n in range(60)]
    picture = viz.quantities(events, by="item")
    assert len(picture.names()) == 40
    assert picture.names()[-1] == "21 others"
    assert sum(row["kg"] for row in picture.rows) == sum(range(1, 61))


def test_an_unknown_unit_names_the_nearest() -> None:
    with pytest.raises(InputError, match="unknown unit 'kilogran'; did you mean 'kilogram'"):
        viz.quantities([], "kilogran")


@pytest.mark.parametrize(("value", "text"), [(0.0046, "0.0046"), (2.0, "2"), (9999, "9,999"), (12_500, "12.5k")])
def test_figures_are_short(value: float, text: str) -> None:
    assert short(value) == text
