"""Which date of a page is the publication's: labels, ranges, and dates that leave the year out."""

from datetime import date

import pytest

from iraqsec.articles import split_page
from iraqsec.articles.pubdates import find_days, is_day
from tests.articles.pieces import LEAD, MORE, only, split

DATED = "Police in Basra arrested three men on Wednesday, March 6, 2024, the provincial command of the police said."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted\n7 Mar 2020\nOriginally published\n6 Mar 2020", "2020-03-06"),
        ("Posted: 7 Mar 2020 | Originally published: 6 Mar 2020", "2020-03-06"),
        ("Last updated\n8 Mar 2020\nPublished\n6 Mar 2020", "2020-03-06"),
        ("1 March 2020 - 6 March 2020", "2020-03-06"),
        ("09 Mar 2016 - 14 Jan 2021\nSaturday, 05 March 2016 12:18", "2016-03-05"),
        ("تشرين الأول/أكتوبر 02, 2015", "2015-10-02"),
    ],
)
def test_one_date_of_several(line: str, day: str) -> None:
    article, _ = only(f"{line}\nThree men held in Basra\n{LEAD}\n{MORE}")

    assert str(article.published) == day


@pytest.mark.parametrize(
    "head", ["Wed 6 March, 10:30", "6 March", "Mar 6", "الأربعاء 6 آذار", "6 آذار، 10:30 ص", "March 6th"]
)
def test_another_date_of_the_page_tells_the_year(head: str) -> None:
    page, text = split(f"{head}\nThree men held in Basra\n{DATED}\n{MORE}")
    (article,) = page.articles

    assert str(article.published) == "2024-03-06"
    assert article.published_span is not None
    assert any("has no year; 2024" in warning for warning in page.warnings)
    assert text[slice(*article.published_span)].casefold() in text.casefold()


@pytest.mark.parametrize("head", ["Wed 6 March, 10:30", "Mar 6", "6 آذار، 10:30 ص"])
def test_without_one_the_date_is_left_out_and_said_so(head: str) -> None:
    page, _ = split(f"{head}\nThree men held in Basra\n{LEAD}\n{MORE}")

    assert page.articles[0].published is None
    assert any("has no year, and the page does not tell it" in warning for warning in page.warnings)


def test_a_weekday_that_does_not_fit_is_not_given_a_year() -> None:
    page, _ = split(f"Fri 8 March 2023 2 views\nThu 6 March\nThree men held in Basra\n{LEAD}\n{MORE}")

    assert str(page.articles[0].published) != "2023-03-06"


def test_a_date_without_year_around_new_year() -> None:
    page, _ = split(
        f"31 December\nThree men held in Basra\nPolice said on 2 January 2024 that three men were held.\n{MORE}"
    )

    assert str(page.articles[0].published) == "2023-12-31"


def test_what_the_caller_knows_needs_no_year() -> None:
    page = split_page(f"Mar 6\nThree men held\n{LEAD}", published=date(2021, 3, 6))

    assert [str(article.published) for article in page.articles] == ["2021-03-06"]
    assert not page.warnings


@pytest.mark.parametrize("line", ["friday, october 11", "6 اذار", "11 oct", "الاربعاء، 6 اذار", "published: mar 6"])
def test_a_line_that_is_a_day(line: str) -> None:
    assert is_day(line)


@pytest.mark.parametrize("line", ["11 october 2019", "10:30", "the march of 6", "6 march protests", "friday", "may"])
def test_a_line_that_is_none(line: str) -> None:
    assert not is_day(line)


def test_a_full_date_is_not_read_again_without_its_year() -> None:
    assert list(find_days("wednesday 6 march 2024")) == []
