"""Full dates in headers, the calendar's conventions, and the faults that a grammar file can have."""

from datetime import date

import pytest

from iraqsec.errors import DataError
from iraqsec.languages import calendar, time_grammar
from iraqsec.languages.ar.dates import recognize_times as read_arabic
from iraqsec.languages.base import get
from iraqsec.languages.calendar import edge_days, hijri_days, month_days, parse_date, season_days, week_days, year_days
from iraqsec.languages.en.dates import recognize_times as read_english
from iraqsec.languages.time_grammar import TimeGrammar


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الخميس 9 كانون الثاني/يناير 2025", "2025-01-09"),
        ("الخميس ٩ كانون ثاني ٢٠٢٥ - ١٠:٣٠", "2025-01-09"),
        ("نشر في: 9 يناير، 2025", "2025-01-09"),
        ("بغداد/ ١/١/٢٠١٨", "2018-01-01"),
        ("2025/1/9 12:40", "2025-01-09"),
        ("Sun, 12/07/2025", "2025-12-07"),
        ("12/07/2025", "2025-07-12"),
        ("Thursday, January 9, 2025 | 10:30", "2025-01-09"),
        ("Jan. 9th, 2025", "2025-01-09"),
        ("2025-01-09T10:11:00Z", "2025-01-09"),
        ("25/13/2024 and then 24/12/2024", "2024-12-24"),
        ("version 1.2.3 of 192.168.10.12", None),
        ("2023 - 2024", None),
        ("31 شباط 2024", None),
    ],
)
def test_parse_date_reads_full_dates_of_headers(text: str, day: str | None) -> None:
    found = parse_date(text)
    assert (found.date.isoformat() if found else None) == day


def test_parse_date_tells_the_stretch_that_it_read() -> None:
    text = "Baghdad, 14 May 2024 - INA"
    found = parse_date(text, "en")
    assert found is not None
    assert text[found.start : found.end] == "14 May 2024"


def test_parse_date_prefers_a_day_that_is_not_after_the_latest() -> None:
    found = parse_date("03/05/2024", latest=date(2024, 4, 1))
    assert found is not None
    assert found.date == date(2024, 3, 5)


def test_edges_follow_the_ontology() -> None:
    february, year = month_days(2024, 2), year_days(2024)
    assert edge_days(february, "month", "start") == (date(2024, 2, 1), date(2024, 2, 10))
    assert edge_days(february, "month", "middle") == (date(2024, 2, 11), date(2024, 2, 20))
    assert edge_days(february, "month", "end") == (date(2024, 2, 21), date(2024, 2, 29))
    assert edge_days(year, "year", "start") == (date(2024, 1, 1), date(2024, 3, 31))
    assert edge_days(year, "year", "middle") == (date(2024, 4, 1), date(2024, 9, 30))
    assert edge_days(year, "year", "end") == (date(2024, 10, 1), date(2024, 12, 31))


def test_weeks_run_from_monday_to_sunday() -> None:
    assert week_days(date(2024, 5, 12)) == (date(2024, 5, 6), date(2024, 5, 12))


def test_winter_begins_in_december() -> None:
    assert season_days("winter", 2023) == (date(2023, 12, 1), date(2024, 2, 29))


def test_hijri_dates_outside_the_table_are_unknown() -> None:
    assert hijri_days(1445, 9, 1) == (date(2024, 3, 11), date(2024, 3, 11))
    assert hijri_days(1200, 1, 1) is None


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("في السابع عشر من آذار", {"day": "17", "month": "3"}),
        ("في كانون ثاني 2020", {"month": "1", "year": "2020"}),
        ("في نيسان/أبريل الماضي", {"month": "4", "alias": "4", "rel": "last"}),
        ("مطلع العام المقبل", {"edge": "start", "unit": "year", "rel": "next"}),
    ],
)
def test_arabic_times_are_read_into_groups(text: str, groups: dict[str, str]) -> None:
    (found,) = read_arabic(get("ar").sentence(text))
    assert found.groups == groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("They met on May 9 and 10.", {"day": "9", "day2": "10", "month": "5"}),
        ("They met late last month.", {"edge": "end", "rel": "last", "unit": "month"}),
        ("They met two days earlier.", {"n": "2", "unit": "day", "dir": "earlier"}),
    ],
)
def test_english_times_are_read_into_groups(text: str, groups: dict[str, str]) -> None:
    (found,) = read_english(get("en").sentence(text))
    assert found.groups == groups


def test_a_grammar_tells_all_its_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    words = calendar.load_words("en")
    rules = [
        {"name": "odd", "kind": "moon", "pattern": "{month}"},
        {"name": "lost", "kind": "date", "pattern": "{mouth} @nowhere"},
    ]
    monkeypatch.setattr(time_grammar, "load_words", lambda _lang: words | {"rules": rules})
    with pytest.raises(DataError) as error:
        TimeGrammar("en")
    assert [fault.split(":")[1].strip() for fault in error.value.problems] == ["rules.odd", "rules.lost", "rules.lost"]
    assert "unknown kind 'moon'" in error.value.problems[0]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_form_of_a_list_leads_to_one_value(lang: str) -> None:
    for name, table in calendar.load_words(lang)["words"].items():
        forms = [form for forms in table.values() for form in forms]
        assert len(forms) == len(set(forms)), f"{lang} words.{name} holds a form twice"
