from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

import iraqsec
from iraqsec.articles.clocks import clock_at
from iraqsec.languages.folding import fold

BAGHDAD = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("line", "day", "clock"),
    [
        ("Published 2024-03-06 14:05", "2024-03-06", time(14, 5)),
        ("Wed, 06 Mar 2024 11:25:30 GMT", "06 Mar 2024", time(11, 25, 30, tzinfo=UTC)),
        ("06 Mar 2024, 2:10 PM (Baghdad time)", "06 Mar 2024", time(14, 10, tzinfo=BAGHDAD)),
        ("2024-03-06T14:05:00+03:00", "2024-03-06", time(14, 5, tzinfo=BAGHDAD)),
        ("2024-03-06T11:05:00Z", "2024-03-06", time(11, 5, tzinfo=UTC)),
        ("06/03/2024 12:15 a.m. UTC+3", "06/03/2024", time(0, 15, tzinfo=BAGHDAD)),
        ("06/03/2024 - 09:40 local time", "06/03/2024", time(9, 40)),
        ("الأربعاء 6 آذار 2024 الساعة ١١:٢٠ مساءً بتوقيت بغداد", "6 آذار 2024", time(23, 20, tzinfo=BAGHDAD)),
        ("10:30 ص 6 آذار 2024", "6 آذار 2024", time(10, 30)),
        ("2024/03/06 | 12:00 ظهرا بتوقيت غرينتش", "2024/03/06", time(12, 0, tzinfo=UTC)),
        ("Updated 3:15 PM GMT+3, March 12, 2024", "March 12, 2024", time(15, 15, tzinfo=BAGHDAD)),
        ("April 3, 2023 11:42 AM GMT+3", "April 3, 2023", time(11, 42, tzinfo=BAGHDAD)),
        ("18 December 2022 • 4:02pm", "18 December 2022", time(16, 2)),
        ("Thu 26 Sep 2024 08.15 BST", "26 Sep 2024", time(8, 15, tzinfo=timezone(timedelta(hours=1)))),
        ("Wed, 08 Nov 2023 11:20:00 +0300", "08 Nov 2023", time(11, 20, tzinfo=BAGHDAD)),
        ("14:09 GMT 21.08.2024", "21.08.2024", time(14, 9, tzinfo=UTC)),
        ("9:14 م · 16 كانون الثاني 2024", "16 كانون الثاني 2024", time(21, 14)),
        ("2022/05/23 10:14:32 ص", "2022/05/23", time(10, 14, 32)),
        ("الثلاثاء 19 أيار 2020 - 3:36 ص    عدد الزيارات 1805", "19 أيار 2020", time(3, 36)),
        ("2013-06-11 | 07:45", "2013-06-11", time(7, 45)),
        ("August 2, 2010 9:12 p.m. EDT", "August 2, 2010", time(21, 12, tzinfo=timezone(timedelta(hours=-4)))),
        ("2024-03-06T14:05:00.123456Z", "2024-03-06", time(14, 5, tzinfo=UTC)),
        ("6 March 2024 24:00", "6 March 2024", None),
        ("6 March 2024, 3 of 5 shares", "6 March 2024", None),
        ("6 March 2024 (12.5 percent)", "6 March 2024", None),
        ("6 March 2024 10:30 GMT+99", "6 March 2024", time(10, 30)),
        ("6 March 2024 at 27:80", "6 March 2024", None),
        ("6 March 2024", "6 March 2024", None),
        ("6 March 2024\n14:05 a later line", "6 March 2024", None),
    ],
)
def test_the_clock_beside_a_date_is_read_with_its_zone(line: str, day: str, clock: time | None) -> None:
    text = fold(line).text
    start = text.index(fold(day).text)

    assert clock_at(text, start, start + len(fold(day).text)) == clock


def test_an_article_tells_the_moment_of_its_publication() -> None:
    page = (
        "Police seize drugs in Basra\n\nPublished: 6 March 2024 11:20 PM (GMT+3)\n\n"
        "Police in Basra seized two kilograms of crystal meth on Wednesday, a spokesman said. Three men were arrested."
    )
    result = iraqsec.extract(page)
    [article] = result.articles

    assert article.published == date(2024, 3, 6)
    assert article.published_at == datetime(2024, 3, 6, 23, 20, tzinfo=BAGHDAD)
    assert iraqsec.Result.from_dict(result.to_dict()) == result


def test_a_date_that_the_caller_gives_has_no_clock() -> None:
    result = iraqsec.extract(
        "Published: 6 March 2024 11:20\n\nPolice arrested two men in Basra.", published="2024-03-07"
    )

    assert [article.published_at for article in result.articles] == [None]
