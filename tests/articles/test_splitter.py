"""`split_page`: stories, dates, oddities; and that nothing in any text makes it stumble."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iraqsec.articles import split_page
from iraqsec.languages.folding import fold
from tests.articles.pieces import AR, AR_MORE, CKB, LEAD, MORE, TRUNCATED, content, only, split


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
