"""`split_page`: stories, datelines, languages, oddities; and that nothing in any text makes it stumble."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iraqsec.articles import ArticleText, Page, split_page
from iraqsec.articles.datelines import find_dateline
from iraqsec.articles.furniture import judge
from iraqsec.articles.scripts import language_of
from iraqsec.languages.folding import fold

LEAD = "Police in Basra arrested three men on Sunday and seized two kilograms of crystal, the provincial command said."
MORE = "The men were taken to the court of Zubair, where a judge ordered them held for fifteen days."
AR = "ألقت شرطة البصرة، اليوم الأحد، القبض على ثلاثة متهمين وضبطت كيلوغرامين من مادة الكريستال في قضاء الزبير."
AR_MORE = "وقال مصدر أمني إن المتهمين أحيلوا إلى القضاء لينالوا جزاءهم العادل وفق القانون."
INTRO = "Following are security developments in Iraq as of 1600 GMT on Monday, as police report them."
TRUNCATED = "Oil output rose by four percent in June, the ministry said. Revenues are expected to..."
CKB = (
    "بەڕێوەبەرایەتیی ئاسایشی گەرمیان ڕایگەیاند کە ئەمڕۆ سێ کەسی دەستگیر کردووە "
    "کە بازرگانییان بە ماددەی هۆشبەرەوە دەکرد."
)
FA = (
    "فرمانده مرزبانی استان کرمانشاه گفت که در این عملیات سه قاچاقچی دستگیر شدند و پنج کیلوگرم مواد مخدر از آنها کشف شد."
)
TR = (
    "Polis, Kerkük'te düzenlenen operasyonda üç şüphelinin gözaltına alındığını "
    "ve çok sayıda silah ele geçirildiğini açıkladı; şüpheliler adliyeye sevk edildi."
)


def split(text: str) -> tuple[Page, str]:
    view = fold(text).text
    return split_page(view), view


def content(text: str) -> list[list[str]]:
    page, view = split(text)
    return [[view[line.start : line.end] for line in article.lines] for article in page.articles]


def only(text: str) -> tuple[ArticleText, str]:
    page, view = split(text)
    assert len(page.articles) == 1
    return page.articles[0], view


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f"])
def test_nothing(text: str) -> None:
    page, _ = split(text)
    assert page.articles == ()


@pytest.mark.parametrize("text", [LEAD, "Police arrested three men in Basra", "اعتقال ثلاثة في البصرة", AR])
def test_short_text_is_an_article(text: str) -> None:
    article, view = only(text)
    assert [view[line.start : line.end] for line in article.lines] == [view]
    assert article.lines[0].kind == "body"


def test_page_without_a_story_says_so() -> None:
    page, _ = split("Home | News | Contact\nShare\n© 2024")
    assert page.articles == ()
    assert page.warnings == ("no article was found: the text holds only page furniture",)


# -- datelines --------------------------------------------------------------------------------------------------------


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


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sun, 12/07/2025 - 11:25", date(2025, 12, 7)),
        ("الإثنين ١٠ أيار ٢٠٢١", date(2021, 5, 10)),
        ("Published: 5 March 2024 14:20 GMT+3", date(2024, 3, 5)),
        ("2024-03-05 | 11:20", date(2024, 3, 5)),
        ("2024-03-05T11:20:00+03:00", date(2024, 3, 5)),
        ("Mar 5, 2024, 3:14 pm", date(2024, 3, 5)),
        ("Tuesday, 5th of March 2024", date(2024, 3, 5)),
        ("تاريخ النشر : 5 آذار/مارس 2024 - الساعة 11:20 ص بتوقيت بغداد", date(2024, 3, 5)),
        ("١٤٤٥/٨/٢٤ هـ الموافق ٢٠٢٤/٣/٥ م", date(2024, 3, 5)),
        ("24 شعبان 1445 هـ - 5 آذار 2024 م", date(2024, 3, 5)),
        ("5-3-2024, 10:23 • 209 مشاهدة", date(2024, 3, 5)),
        ("آخر تحديث 6/3/2024 09:00 - نشر في 5/3/2024 11:00", date(2024, 3, 5)),
        ("منذ 3 ساعات", None),
        ("3 hours ago", None),
        ("© 2024", None),
    ],
)
def test_dates_above_the_story(line: str, day: date | None) -> None:
    article, _ = only(f"{line}\nPolice seize crystal in Basra\n\n{LEAD}\n\n{MORE}")
    assert article.published == day


def test_date_that_the_caller_knows_wins() -> None:
    page = split_page(f"5 March 2024\n{LEAD}", published=date(2024, 3, 6))
    assert (page.articles[0].published, page.articles[0].published_span) == (date(2024, 3, 6), None)


def test_weekday_in_the_lead_settles_the_order() -> None:
    article, _ = only(f"Basra raid\n7/12/2025\n{LEAD}")  # 7 December 2025 is a Sunday, 12 July a Saturday
    assert article.published == date(2025, 12, 7)


def test_guessed_order_is_a_warning() -> None:
    page, _ = split(f"Basra raid\n03/05/2024\n{MORE}")
    assert "day and month may be swapped" in page.warnings[0]


def test_dates_in_the_text_are_not_the_publications() -> None:
    attack = "On 5 March 2019 the cell attacked a checkpoint near Hawija, killing two policemen."
    article, _ = only(f"A cell and its end\n\n{attack} {LEAD}")
    assert article.published is None


def test_author() -> None:
    article, _ = only(f"Basra raid nets three\nBy Mariam Saleh | 5 March 2024\n{LEAD}")
    assert (article.author, article.published) == ("Mariam Saleh", date(2024, 3, 5))


# -- stories ----------------------------------------------------------------------------------------------------------


def test_separator_and_headline_begin_a_story() -> None:
    assert content(f"First head stands here\n\n{LEAD}\n\n***\n\nSecond head stands here\n\n{MORE}") == [
        ["First head stands here", LEAD],
        ["Second head stands here", MORE],
    ]


def test_subheading_does_not() -> None:
    assert content(f"First head stands here\n\n{LEAD}\n\nResidents help\n\n{MORE}") == [
        ["First head stands here", LEAD, "Residents help", MORE]
    ]


@pytest.mark.parametrize("label", ["Read also", "اقرأ أيضاً", "Related", "شاهد أيضا"])
def test_teaser_within_a_story(label: str) -> None:
    teased = f"{LEAD}\n{label}\nOil prices climb again\n{MORE}"
    assert content(teased) == [[LEAD, MORE]]
    assert content(f"{LEAD}\n{label}: Oil prices climb again\n{MORE}") == [[LEAD, MORE]]


@pytest.mark.parametrize("label", ["أخبار أخرى..", "اخبار ذات صلة", "الأكثر قراءة"])
def test_other_news_with_and_without_its_text(label: str) -> None:
    head = "السوداني يستقبل السفير الياباني"
    view = fold(f"{AR}\n{label}\n{head}").text
    assert len(split_page(view).articles[0].lines) == 1
    assert [len(lines) for lines in content(f"{AR}\n\n{label}\n\n{head}\n\n{AR_MORE}")] == [1, 2]


def test_truncated_story_beside_a_whole_one_is_a_teaser() -> None:
    assert content(f"Oil output is up\n\n{TRUNCATED}\n\nBasra raid nets three\n\n{LEAD}") == [
        ["Basra raid nets three", LEAD]
    ]


def test_title_run_into_by_a_breadcrumb() -> None:
    page, view = split(f"HomeSecurityBasra raid nets three\n\nBasra raid nets three\n\n{LEAD}")
    assert [view[line.start : line.end] for line in page.articles[0].lines] == [
        "Basra raid nets three",
        "Basra raid nets three",
        LEAD,
    ]
    assert [(view[f.start : f.end], f.reason) for f in page.furniture] == [("HomeSecurity", "breadcrumb")]


@pytest.mark.parametrize("ending", ["./ End", ". /End", ".انتهى", "./انتهى 25/ح", ". (End)"])
def test_signoff_is_cut(ending: str) -> None:
    article, view = only(f"{LEAD}\n{MORE.rstrip('.')}{ending}")
    assert view[article.lines[-1].start : article.lines[-1].end] == MORE


def test_hard_wrapped_paragraphs_are_joined() -> None:
    words = f"{LEAD} {MORE}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) + 1 > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    assert [" ".join(text.split()) for text in content(f"{wrapped}\n\n{wrapped}")[0]] == [f"{LEAD} {MORE}"] * 2


def test_paragraph_in_pieces_is_put_together() -> None:
    pieces = [
        "الإطاحة بعصابة في البصرة",
        "أمن",
        "2025-11-25 | 01:51",
        "أعلنت قيادة شرطة",
        "البصرة",
        "، اليوم الثلاثاء، القبض على ثلاثة متهمين في",
        "الزبير",
        ".",
        "وقالت في بيان ورد لـ",
        "واع",
        "، إن التحقيق مستمر.",
    ]
    assert [" ".join(line.split()) for line in content("\n".join(pieces))[0]] == [
        "الاطاحه بعصابه في البصره",
        "اعلنت قياده شرطه البصره ، اليوم الثلاثاء، القبض علي ثلاثه متهمين في الزبير .",
        "وقالت في بيان ورد ل واع ، ان التحقيق مستمر.",
    ]


def test_line_cut_within_a_sentence_is_put_together() -> None:
    cut = LEAD.index("seized")
    assert [" ".join(line.split()) for line in content(f"{LEAD[:cut]}\n{LEAD[cut:]}\n\n{MORE}")[0]] == [LEAD, MORE]


def test_ticker_above_a_story_without_a_title() -> None:
    ticker = (
        "Oil prices climb again\nDollar falls in Baghdad\nPalm harvest begins early\nStorm shuts airports\nRain due"
    )
    assert content(f"{ticker}\n{LEAD}\n{MORE}") == [[LEAD, MORE]]


def test_words_under_a_picture_are_not_the_title() -> None:
    lead = "تمكن جهاز الأمن الوطني، اليوم، من القبض على ستة متهمين في الطارمية شمالي بغداد."
    text = f"جهاز الأمن الوطني يقبض على ستة متهمين في الطارمية\nنشر\nموقع الخبر\nجهاز الأمن الوطني\n{lead}"
    article, view = only(text)
    assert article.title is not None
    assert view[article.title[0] : article.title[1]].endswith("في الطارميه")


@pytest.mark.parametrize(
    "note", [" Source: National Iraqi News Agency", " (Reporting by staff in Erbil)", " (Source: AKnews)"]
)
def test_note_behind_the_last_words_is_cut(note: str) -> None:
    assert content(f"{LEAD}\n{MORE}{note}") == [[LEAD, MORE]]


def test_ticker_with_times_of_day() -> None:
    ticker = "- 15:50 Oil prices climb\n- 15:24 Dollar falls in Baghdad\n- 15:04 Palm harvest begins"
    assert content(f"{ticker}\nBasra raid nets three\n{LEAD}") == [["Basra raid nets three", LEAD]]


def test_long_menu_without_marks() -> None:
    menu = (
        "أخبار اقتصاد رياضة مجتمع وفيات أحزاب جامعات بنوك شركات خليجيات "
        "مغاربيات دين ثقافة سياحة صحة أسرة طقس وظائف مقالات شهادة"
    )
    assert content(f"{menu}\n\nاعتقال ثلاثة في البصرة\n\n{AR}") == [["اعتقال ثلاثه في البصره", fold(AR).text]]


def test_what_is_said_of_the_author_is_no_news() -> None:
    bio = "Mariam Saleh is a journalist from Basra and has covered attacks on oil fields since 2006."
    assert content(f"Basra raid nets three\n{LEAD}\n{MORE}\nAuthor: Mariam Saleh\n\n{bio}") == [
        ["Basra raid nets three", LEAD, MORE]
    ]


def test_live_blog_times_are_cut() -> None:
    article, view = only(f"Live: Basra raid\n14:20 GMT - {LEAD}\n15:05 GMT - {MORE}")
    assert [view[line.start : line.end] for line in article.lines if line.kind == "body"] == [LEAD, MORE]


def test_text_without_any_full_stop() -> None:
    lead, more = AR.replace(".", "").replace("،", ""), AR_MORE.replace(".", "")
    assert content(f"{lead}\n{more}") == [[fold(lead).text, fold(more).text]]


def test_one_long_line_is_one_paragraph() -> None:
    text = f"{LEAD} " * 450
    assert content(text) == [[text.strip()]]


# -- furniture --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "ID :",
        "709761",
        "1500 / 1500",
        "X",
        "+A -A",
        "Share Tweet Print",
        "Facebook | X | Telegram",
        "0 Comment(s)",
        "Post a comment * Denotes required field",
        "Tags: Iraq, Basra",
        "#Basra #Drugs",
        "Home > News > Security",
        "الرئيسية » أمن",
        "الرئيسية | أمن | رياضة",
        "عدد المشاهدات: 2,417",
        "876 مشاهدة",
        "حجم الخط + -",
        "جميع الحقوق محفوظة © 2022",
        "تابعونا على: فيسبوك - تويتر",
        "Subscribe to our newsletter",
        "اضف تعليقا: الاسم * البريد *",
        "https://example.org/a",
        "editor@example.org",
        "Advertisement",
        "إعلان",
        "3 min read",
        "رئيس التحرير",
    ],
)
def test_furniture_by_form(line: str) -> None:
    verdict = judge(fold(line).text)
    assert verdict is not None
    assert verdict.role in ("furniture", "heading")


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        AR,
        "Share of foreign fighters falls in Mosul",
        "Print shop owner shot dead in Karrada",
        "Live rounds kill two protesters in Kut",
        "Drug dealer sends 3,000 pills by post",
        "قراءة في أوامر القبض الأخيرة بالأنبار",
        "وزارة الداخلية: إعلان النصر على عصابات الكريستال",
        "مشاركة 200 ضابط في دورة تدريبية بالبصرة",
        "تعليق العمل في منفذ زرباطية الحدودي",
        "خط أنابيب النفط يتعرض لهجوم",
        "The tags on the rifles had been filed off.",
        "News of the attack spread within minutes.",
    ],
)
def test_news_is_no_furniture(line: str) -> None:
    assert judge(fold(line).text) is None


# -- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (LEAD, "en"),
        (AR, "ar"),
        (CKB, "ckb"),
        (FA, "fa"),
        (TR, "und"),
        ("Полиция Багдада задержала трёх человек", "und"),
        ("12:30 !", ""),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert language_of(fold(text).text) == lang


@pytest.mark.parametrize(("text", "name"), [(CKB, "Central Kurdish"), (FA, "Persian"), (TR, "an unknown language")])
def test_other_languages_are_a_warning(text: str, name: str) -> None:
    page, _ = split(f"{text}\n\n{text}")
    assert page.articles[0].lang not in ("ar", "en")
    assert f"is in {name}; it was not analyzed" in page.warnings[0]


def test_arabic_with_english_names_and_a_quote_stays_arabic() -> None:
    quote = 'وذكر بيان لبعثة NATO Mission Iraq أن "the course was a success" بحسب تعبير البيان الصادر اليوم.'
    text = f"{AR}\n\n{quote}\n\n{AR_MORE}"
    article, _ = only(text)
    assert (article.lang, len(article.lines)) == ("ar", 3)


def test_each_language_of_a_page_has_its_article() -> None:
    page, _ = split(f"{AR}\n\n{AR_MORE}\n\n{LEAD}\n\n{MORE}\n\n{CKB}")
    assert [article.lang for article in page.articles] == ["ar", "en", "ckb"]


def test_paragraph_by_paragraph_translation() -> None:
    page, _ = split(f"{AR}\n\n{LEAD}\n\n{AR_MORE}\n\n{MORE}")
    assert [(article.lang, len(article.lines)) for article in page.articles] == [("ar", 2), ("en", 2)]


def test_language_that_the_page_is_not_in() -> None:
    page = split_page(fold(AR).text, lang="en")
    assert page.articles[0].lang == "ar"
    assert page.warnings == ("the text was said to be in English, but no article on it is",)


# -- any text ---------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        LEAD,
        MORE,
        AR,
        AR_MORE,
        CKB,
        "\n",
        "\n\n",
        " ",
        "***",
        "Read more",
        "أخبار أخرى..",
        "Basra raid nets three",
        "BAGHDAD - ",
        "بغداد/ نينا/ ",
        "- ",
        "1- ",
        "5/3/2024",
        "14:20",
        "By A B",
        "(Photo: AFP)",
        "...",
        "./ End",
        "#البصرة",
        "İ",
        "ﷲ",
        "|",
        '"',
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map("\n".join)
    )
)
def test_any_text_is_split_into_spans_that_lie_apart(text: str) -> None:
    view = fold(text).text
    page = split_page(view)
    taken: set[int] = set()
    for article in page.articles:
        assert article.lines
        for line in article.lines:
            assert 0 <= line.start < line.end <= len(view)
            here = set(range(line.start, line.end))
            assert not here & taken
            taken |= here
    for span in page.furniture:
        assert 0 <= span.start <= span.end <= len(view)
        assert not set(range(span.start, span.end)) & taken
