"""Lines that are told from what recurs down the page: posts, items of a letter, pictures, running heads, comments."""

import pytest

from tests.articles.pieces import AR, AR_MORE, LEAD, MORE, content, only


def test_a_name_above_each_post_parts_them() -> None:
    name = "Field Notes of Basra"
    page = f"{name}\n{LEAD}\n1.2K\n14:22\n{name}\n{MORE}\n980\n15:07\n{name}\nPolice in Kut seized a truck of fuel."

    assert [lines[0] for lines in content(page)] == [LEAD, MORE, "Police in Kut seized a truck of fuel."]


@pytest.mark.parametrize("stamp", ["3 h ·", "19 October at 8:40 PM ·", "October 19, 2023 at 8:40 PM\n·", "٣ س ·"])
def test_the_author_of_a_post_is_no_title(stamp: str) -> None:
    article, _ = only(f"Basra Police Command\n{stamp}\n{LEAD}\n{MORE}")

    assert [line.kind for line in article.lines] == ["body", "body"]


def test_read_more_below_each_item_ends_it() -> None:
    page = (
        f"Drugs seized\n{LEAD}\nRead more →\nCourt in Zubair\n{MORE}\nRead more →\nA third one\nA man drowned in Kut."
    )

    assert len(content(page)) == 3


def test_words_below_the_numbers_of_pictures_are_captions() -> None:
    words = ["قوة من الشرطة ترافق جرافات البلدية في الحي", "مواطن يجلس قرب أثاث منزله بعد هدمه"]
    page = f"بالصور.. حملة في البصرة\n1 من 2\n{words[0]}\n2 من 2\n{words[1]}"
    article, _ = only(page)

    assert [line.kind for line in article.lines] == ["title", "caption", "caption"]


def test_the_name_that_recurs_with_the_numbers_of_pages_is_furniture() -> None:
    page = f"Iraq Monitor\n1\nWeekly summary of events\n{LEAD}\nIraq Monitor | Week 8\n2\n{MORE}"

    assert content(page) == [["Weekly summary of events", LEAD, MORE]]


def test_a_question_behind_a_speakers_name_is_a_paragraph() -> None:
    answer = "Commander: The old town is ours, and the last thirty gunmen were killed there yesterday."
    page = f"Mosul: the commander speaks\nQuestion: How many districts are left?\n{answer}\nQuestion: Is it over?\n{answer}"

    assert content(page) == [page.split("\n")]


@pytest.mark.parametrize(
    "comments",
    [
        "2 comments:\nAnonymous said...\nThey killed my cousin there last year, and nobody was arrested.\nJuly 19, 2014",
        "3 تعليقات\nقال أبو حسين:\nقتلوا ابن عمي في المكان نفسه ولم يعتقل أحد.",
    ],
)
def test_what_readers_say_is_no_news(comments: str) -> None:
    assert content(f"{LEAD}\n{MORE}\n{comments}") == [[LEAD, MORE]]


def test_messages_of_a_phone_lose_their_stamps() -> None:
    article, view = only(f"[15/4/2021, 8:20 م] {AR}\n[15/4/2021, 8:31 م] {AR_MORE}")

    assert str(article.published) == "2021-04-15"
    assert view[article.start :].startswith(AR[:4].replace("أ", "ا"))


def test_ragged_lines_of_a_printed_page_are_joined() -> None:
    first = "أقدم مسلحون مجهولون على إطلاق النار باتجاه سيارة مدنية في"
    page = f"{first}\nقرية المخيسة التابعة لناحية أبي صيدا، ما أدى إلى مقتل\nسائقها وإصابة مدني آخر كان برفقته."

    assert len(content(page)[0]) == 1


def test_places_head_the_items_of_a_bulletin() -> None:
    assert len(content(f"1. محافظة البصرة\n{AR}\n2. محافظة ديالى\n{AR_MORE}")) == 2


def test_a_greeting_above_dated_items_is_furniture() -> None:
    page = f"All the news of the marshes, every day.\n\n6 March 2024\nDrugs seized in Basra\n{LEAD}\n{MORE}"

    assert content(page) == [["Drugs seized in Basra", LEAD, MORE]]
