"""Datelines: what is cut from a first sentence, and what of it is kept."""

import pytest

from iraqsec.articles.datelines import find_dateline
from iraqsec.languages.folding import fold
from tests.articles.pieces import AR, AR_MORE, INTRO, LEAD, MORE, only


@pytest.mark.parametrize(
    ("prefix", "places", "agency"),
    [
        ("BAGHDAD (AP) — ", ["BAGHDAD"], "AP"),
        ("BAGHDAD/MOSUL (Reuters) - ", ["BAGHDAD", "MOSUL"], "Reuters"),
        ("KUT, Iraq, March 3, 2009 - ", ["KUT", "Iraq"], None),
        ("TUZ KHURMATU, Iraq (Agencies) - ", ["TUZ KHURMATU", "Iraq"], "Agencies"),
        ("Baghdad / NINA/- ", ["Baghdad"], "NINA"),
        ("Shafaq News/ ", [], "Shafaq News"),
        ("SHAFAQNA- ", ["SHAFAQNA"], None),
        ("Baghdad - MNA - ", ["Baghdad"], "MNA"),
        ("BASRA (590 km south of Baghdad) - ", ["BASRA"], None),
        ("NASIRIYAH (Iraq): ", ["NASIRIYAH", "Iraq"], None),
        ("Erbil/Ankara (Nov 10) - ", ["Erbil", "Ankara"], None),
        ("Salahaddin, Kurdistan Region (KurdNote) - ", ["Salahaddin", "Kurdistan Region"], "KurdNote"),
        ("Sept 18 - ", [], None),
    ],
)
def test_english_datelines(prefix: str, places: list[str], agency: str | None) -> None:
    article, view = only(f"{prefix}{LEAD}\n\n{MORE}")
    assert view[article.lines[0].start :].startswith("Police in Basra")
    assert [view[start:end] for start, end in article.dateline_places] == places
    assert article.agency == agency
    assert article.dateline is not None
    assert view[article.dateline[0] : article.dateline[1]] == view[: len(prefix)]


@pytest.mark.parametrize(
    ("prefix", "places", "agency"),
    [
        ("بغداد/ نينا/ ", ["بغداد"], "نينا"),
        ("بغداد - واع - ", ["بغداد"], "واع"),
        ("بغداد – ", ["بغداد"], None),
        ("بغداد (أ ف ب) - ", ["بغداد"], "ا ف ب"),
        ("شفق نيوز/ ", [], "شفق نيوز"),
        ("واسط / خاص / ", ["واسط"], None),
        ("خاص: ", [], None),
        ("عمان – بغداد: ", ["عمان", "بغداد"], None),
    ],
)
def test_arabic_datelines(prefix: str, places: list[str], agency: str | None) -> None:
    article, view = only(f"{prefix}{AR}\n\n{AR_MORE}")
    assert view[article.lines[0].start :].startswith("القت شرطه البصره")
    assert [view[start:end] for start, end in article.dateline_places] == places
    assert article.agency == agency


@pytest.mark.parametrize(
    "line",
    [
        "كربلاء – خاص",
        "بغداد - واع",
        "بغداد/ المدى",
        "أربيل / السليمانية",
        "Baghdad - MNA",
        "SINJAR, Iraq, Nov 13 (Staff and agencies)",
        "بغداد-سانا",
        "الشرق الأوسط: بغداد-",
        "Shafaq News – Baghdad (Updated at 11:30)",
        "شفق نيوز- البصرة/ بابل",
    ],
)
def test_line_that_is_a_dateline(line: str) -> None:
    view = fold(line).text
    found = find_dateline(view, 0, len(view))
    assert found is not None
    assert found.whole
    assert found.places


@pytest.mark.parametrize(
    "line",
    [
        "Al-Shammari: no one stands above the law",
        "Police - who had been waiting since dawn - stormed the house.",
        "The minister said: we will not rest until the last cell is gone.",
        "السوداني: لن نسمح بالسلاح خارج إطار الدولة",
        "وزير الداخلية: ضبطنا طنين من المخدرات هذا العام.",
        "القوات الأمنية - وعلى رأسها الشرطة الاتحادية - انتشرت في المدينة.",
    ],
)
def test_prose_is_no_dateline(line: str) -> None:
    view = fold(line).text
    assert find_dateline(view, 0, len(view)) is None


def test_items_of_a_digest_name_their_places() -> None:
    article, view = only(f"IRAQ: SECURITY LOG\n\n{INTRO}\n\nMOSUL - {LEAD}\n\n* KIRKUK - {MORE}")
    assert [view[line.place[0] : line.place[1]] for line in article.lines if line.place] == ["MOSUL", "KIRKUK"]
