"""Noun phrases: which stretches are offered, where their heads are and what is cut from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.document import EntityMention
from iraqsec.languages.base import get
from iraqsec.taggers.base import Context
from iraqsec.taggers.organizations import Organizations
from iraqsec.taggers.persons import Persons
from iraqsec.taggers.phrases import Phrases
from iraqsec.taggers.quantities import Quantities

WORDS = {
    "ar": "ضبطت الشرطة وبالبصرة للجيش أسلحة ثقيلة من في على متهمين بتهمة تهريب 3 ، أن هذا".split(),  # noqa: SIM905
    "en": "the police seized a large cache of heavy weapons in old 's 3 , that drug - runners and".split(),  # noqa: SIM905
}


def phrases(code: str, text: str, seen: list[EntityMention] | None = None) -> list[EntityMention]:
    language = get(code)
    return list(Phrases().tag([language.sentence(text)], Context(language, seen=seen or [])))


def test_no_phrase_begins_within_a_hyphenated_word() -> None:
    offered = {mention.text.lower() for mention in phrases("en", "Gunmen attacked state-owned facilities.")}
    assert "state-owned facilities" in offered
    assert not {text for text in offered if text.startswith(("-", "owned"))}


def test_no_phrase_begins_with_the_word_of_a_weight() -> None:
    text = "ضبطت المفرزة 300 كلغم من الحشيشة"
    language = get("ar")
    seen = list(Quantities().tag([language.sentence(text)], Context(language)))
    offered = {mention.text for mention in phrases("ar", text, seen)}
    assert "الحشيشه" in offered
    assert not {text for text in offered if text.startswith("كلغم")}


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "They closed the offices - all of them."), ("ar", "أغلقوا المكاتب - جميع المكاتب القديمة")],
)
def test_a_dash_between_spaces_ends_a_phrase(code: str, text: str) -> None:
    assert not [mention.text for mention in phrases(code, text) if "-" in mention.text]


@pytest.mark.parametrize(
    ("code", "text", "phrase", "head"),
    [
        ("en", "Guards found a large cache of heavy weapons.", "large cache of heavy weapons", "cache"),
        ("en", "Guards found a large cache of heavy weapons.", "heavy weapons", "weapons"),
        ("en", "Talks on the border with Syria resumed.", "border", "border"),
        ("en", "Talks of the minister's sudden resignation were denied", "sudden resignation", "resignation"),
        ("en", "Gunmen attacked state-owned facilities.", "state-owned facilities", "facilities"),
        ("en", "They broke up a drug-trafficking ring.", "drug-trafficking ring", "ring"),
        ("en", "They held four suspected gunmen Friday morning.", "suspected gunmen", "gunmen"),
        ("en", "He met Minister of Oil Salim Hatem Sunday.", "Minister of Oil Salim Hatem", "Minister"),
        ("ar", "ضبطت القوات كمية كبيرة من الأسلحة الثقيلة", "كمية كبيرة من الاسلحة الثقيلة", "كمية"),
        ("ar", "ناقش الوفد ملف المخدرات وأمن الحدود", "ملف المخدرات", "ملف"),
        ("ar", "ناقش الوفد ملف المخدرات وأمن الحدود", "امن الحدود", "وأمن"),
        ("ar", "اتهموا بتهريب السلاح", "تهريب السلاح", "بتهريب"),
        ("ar", "سلمت للقضاء العراقي", "قضاء العراقي", "للقضاء"),
    ],
)
def test_a_phrase_is_offered(code: str, text: str, phrase: str, head: str) -> None:
    language = get(code)
    sentence = language.sentence(text)
    plain = language.sentence(phrase).text
    offered = {m.text: m for m in phrases(code, text)}
    assert plain in offered
    assert sentence.tokens[offered[plain].head].text == language.sentence(head).text


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("en", "He said that they left", "that"),
        ("en", "Men from the village", "from"),
        ("ar", "قال إن الأمر انتهى", "ان"),
        ("ar", "وصل إلى المدينة", "الي"),
    ],
)
def test_a_function_word_opens_no_phrase(code: str, text: str, word: str) -> None:
    assert not [m for m in phrases(code, text) if m.text.split()[0] == word]


def test_a_possessive_opens_no_phrase() -> None:
    assert not [m for m in phrases("en", "The minister's resignation came.") if m.text.startswith("'s")]


def test_what_another_tagger_gave_is_not_offered_again() -> None:
    first = next(m for m in phrases("en", "Guards found heavy weapons.") if m.text == "heavy weapons")
    again = phrases("en", "Guards found heavy weapons.", [first])
    assert (first.first, first.last) not in {(m.first, m.last) for m in again}


def test_heads_carry_their_noun_classes() -> None:
    (weapons,) = [m for m in phrases("en", "They hid heavy rifles.") if m.text == "heavy rifles"]
    assert "weapon" in weapons.classes
    assert get("en").sentence("rifles").tokens[0].word.classes == weapons.classes


@pytest.mark.parametrize("code", ["ar", "en"])
@given(data=st.data())
def test_phrases_are_cut_from_the_sentence_each_once_and_in_order(code: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[code]), max_size=25)))
    sentence = get(code).sentence(text)
    found = phrases(code, text)
    assert all(sentence.text[m.start : m.end] == m.text and m.start < m.end for m in found)
    assert all(m.first <= m.head < m.last for m in found)
    stretches = [(m.first, m.last) for m in found]
    assert stretches == sorted(stretches)
    assert len({(m.start, m.end) for m in found}) == len(found)


@pytest.mark.parametrize("code", ["ar", "en"])
def test_the_number_of_phrases_grows_with_the_text_only(code: str) -> None:
    once, twice = (len(phrases(code, " ".join(WORDS[code] * times))) for times in (20, 40))
    assert twice <= 2.2 * once


@pytest.mark.parametrize(
    ("code", "text", "phrase"),
    [
        ("en", "Gunmen kidnapped a doctor in Kirkuk.", "doctor"),
        ("ar", "افتتح محافظ البصرة مركز شرطة جديداً في القضاء", "مركز شرطة جديداً"),
        ("ar", "افتتح وزير الداخلية عبد الأمير الشمري مركزاً لعلاج المدمنين", "مركزاً لعلاج المدمنين"),
    ],
)
def test_neither_a_count_nor_a_doer_hides_a_phrase(code: str, text: str, phrase: str) -> None:
    language = get(code)
    sentences, seen = [language.sentence(text)], list[EntityMention]()
    for tagger in (Quantities(), Organizations(), Persons()):
        seen += tagger.tag(sentences, Context(language, seen=seen))
    assert language.sentence(phrase).text in {m.text for m in phrases(code, text, seen)}
