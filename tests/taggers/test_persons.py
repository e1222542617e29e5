"""Persons in sentences: post, rank and name, officials, short forms; people are invented but for holders of posts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iraqsec.document import EntityMention
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.base import Context
from iraqsec.taggers.organizations import Organizations
from iraqsec.taggers.persons import Persons
from iraqsec.taggers.places import Places


def tag(*texts: str) -> list[EntityMention]:
    """Return the persons of an article's sentences."""
    language = get("ar" if any("\u0600" <= c <= "\u06ff" for c in texts[0]) else "en")
    sentences = [language.sentence(text, index) for index, text in enumerate(texts)]
    context = Context(language)
    for tagger in (Places(), Organizations()):
        context.seen += list(tagger.tag(sentences, context))
    return list(Persons().tag(sentences, context))


def is_arabic(text: str) -> bool:
    """Tell the script of a sentence."""
    return any("\u0600" <= c <= "\u06ff" for c in text)


def texts_of(mentions: list[EntityMention]) -> list[str]:
    """Return the texts of mentions, in lower case."""
    return [m.text.lower() for m in mentions]


FULL = [
    ("زار وزير الداخلية عبد الأمير الشمري محافظة البصرة", "وزير الداخلية عبد الأمير الشمري"),
    ("وقال رئيس مجلس الوزراء محمد شياع السوداني إن الخطة جاهزة", "رئيس مجلس الوزراء محمد شياع السوداني"),
    ("وأوضح اللواء سعد معن أن التحقيق مستمر", "اللواء سعد معن"),
    ("قدمها المدرس المساعد سعد كريم في الجامعة", "المدرس المساعد سعد كريم"),
    ("افتتح وزير الداخلية مديرية شرطة الحدود", "وزير الداخلية"),
    ("زار رئيس أركان الجيش قيادة عمليات كركوك", "رئيس أركان الجيش"),
    ("تفقد نائب قائد العمليات المشتركة الحدود مع سوريا", "نائب قائد العمليات المشتركة"),
    ("كلف العميد الحقوقي غزوان مطشر بالمهمة", "العميد الحقوقي غزوان مطشر"),
    ("بحضور قائد عمليات بغداد الفريق الركن وليد خليفة التميمي", "قائد عمليات بغداد الفريق الركن وليد خليفة التميمي"),
    ("وذكر مدير شرطة أربيل اللواء هيمن قادر أن المتهم هرب", "مدير شرطة أربيل اللواء هيمن قادر"),
    ("استقبل المحافظ أسعد العيداني وفدا", "المحافظ أسعد العيداني"),
    ("وأضاف النائب كاطع الركابي أن القانون معطل", "النائب كاطع الركابي"),
    ("وقال محافظ بغداد محمد العطا إن العمل مستمر", "محافظ بغداد محمد العطا"),
    ("قال القاضي ضياء خلف جبر", "القاضي ضياء خلف جبر"),
    ("استقبل الوزير في بغداد اللواء فائق آل فريح", "اللواء فائق آل فريح"),
    ("أعلن المتحدث باسم وزارة الداخلية مقداد ميري الحصيلة", "المتحدث باسم وزارة الداخلية مقداد ميري"),
    ("Interior Minister Abdul Amir al-Shammari visited Basra", "Interior Minister Abdul Amir al-Shammari"),
    ("Iraqi Interior Minister Abdul Amir al-Shammari visited Basra", "Iraqi Interior Minister Abdul Amir al-Shammari"),
    ("It was led by Brig. Gen. Ghazwan Mutashar of the police", "Brig. Gen. Ghazwan Mutashar"),
    ("Basra Governor Asaad al-Eidani opened the station", "Basra Governor Asaad al-Eidani"),
    ("Interior Ministry spokesman Muqdad Miri gave the toll", "Interior Ministry spokesman Muqdad Miri"),
    ("Prime Minister Mohammed Shia al-Sudani ordered it", "Prime Minister Mohammed Shia al-Sudani"),
    ("Lt. Col. Dhirgham Hatif was wounded", "Lt. Col. Dhirgham Hatif"),
    ("a meeting with Staff Lt. Gen. Qais al-Muhammadawi", "Staff Lt. Gen. Qais al-Muhammadawi"),
]


@pytest.mark.parametrize(("text", "name"), FULL)
def test_rank_and_title_stay_with_the_name(text: str, name: str) -> None:
    assert fold_word(name) in texts_of(tag(text))


NAMES = [
    ("التقى قاسم الأعرجي بالسفير", "قاسم الأعرجي"),
    ("وكان حسن كاظم الجبوري قد اعتقل", "حسن كاظم الجبوري"),
    ("The talks with Qasim al-Araji ended late", "Qasim al-Araji"),
    ("Police said Hassan Kadhim Jabbar was shot dead", "Hassan Kadhim Jabbar"),
    ("in a call with Hakan Fidan on Monday", "Hakan Fidan"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_without_a_title_are_known_by_their_parts(text: str, name: str) -> None:
    assert fold_word(name) in texts_of(tag(text))


POSTS = [
    ("وجه وزير الداخلية بفتح تحقيق", "وزير الداخلية"),
    ("وأكد القائد العام للقوات المسلحة ضرورة الحسم", "القائد العام للقوات المسلحة"),
    ("قال مدير مكافحة المخدرات في البصرة", "مدير مكافحة المخدرات"),
    ("بحث قائد عمليات كركوك الملف الأمني", "قائد عمليات كركوك"),
    ("أقيل قائد شرطة ذي قار من منصبه", "قائد شرطة ذي قار"),
    ("التقى نائب قائد العمليات المشتركة بالوفد", "نائب قائد العمليات المشتركة"),
    ("the governor of Basra opened the road", "governor of Basra"),
    ("The deputy interior minister for police affairs attended", "deputy interior minister for police affairs"),
    ("the commander of the Joint Operations Command said", "commander of the Joint Operations Command"),
    ("The provincial police chief resigned", "provincial police chief"),
    ("the prime minister ordered an inquiry", "prime minister"),
]


@pytest.mark.parametrize(("text", "name"), POSTS)
def test_a_post_alone_is_an_official(text: str, name: str) -> None:
    found = {m.text.lower(): m for m in tag(text)}
    assert fold_word(name) in found
    assert "official" in found[fold_word(name)].classes


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("استقبل رئيس الجمهورية وزير الدفاع ثابت العباسي", ["رئيس الجمهورية", "وزير الدفاع"]),
        ("التقى قائد عمليات نينوى محافظ نينوى", ["قائد عمليات نينوى", "محافظ نينوى"]),
        ("زار نائب رئيس الوزراء وزير الخارجية فؤاد حسين أنقرة", ["نائب رئيس الوزراء وزير الخارجية"]),
        ("بحث ذلك مستشار رئيس الوزراء", ["مستشار رئيس الوزراء"]),
        ("التقى وزير الدفاع نظيره التركي", ["وزير الدفاع", "نظيره التركي"]),
        ("استقبل نائب رئيس الوزراء نظيره الإيراني", ["نائب رئيس الوزراء", "نظيره الإيراني"]),
    ],
)
def test_a_whole_post_ends_before_another_except_a_deputys(text: str, posts: list[str]) -> None:
    """Two posts side by side are two persons; only deputies are often ministers as well."""
    assert [m.text for m in tag(text) if m.found_by == "person:post"] == [*map(fold_word, posts)]


def test_post_and_name_come_apart_too() -> None:
    found = texts_of(tag("زار قائد عمليات بغداد الفريق الركن وليد خليفة التميمي القاطع"))
    assert fold_word("قائد عمليات بغداد") in found
    assert fold_word("الفريق الركن وليد خليفة التميمي") in found


@pytest.mark.parametrize(
    ("first", "second", "short"),
    [
        ("Interior Minister Abdul Amir al-Shammari arrived.", "Al-Shammari praised the officers.", "al-shammari"),
        ("Interior Ministry spokesman Muqdad Miri gave the toll.", "Miri did not say where.", "miri"),
        ("وصل وزير الداخلية عبد الأمير الشمري إلى البصرة", "وأشاد الشمري بجهود الضباط", "الشمري"),
        ("قال اللواء غزوان البهادلي", "وبحسب البهادلي فإن العدد أكبر", "البهادلي"),
    ],
)
def test_a_short_form_links_to_the_full_name(first: str, second: str, short: str) -> None:
    found = [m for m in tag(first, second) if m.sentence == 1]
    assert [m.text.lower() for m in found] == [short]
    assert found[0].link == next(m.link for m in tag(first, second) if m.found_by in {"person:full", "person:rank"})
    assert [m for m in tag(second) if m.found_by == "person:short"] == []


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("قال وزير الداخلية عبد الأمير الشمري", "Interior Minister Abdulamir al-Shamari said so"),
        ("قال العميد غزوان مطشر الزيدي", "Brigadier Ghazwan Mutashar al-Zaidi said so"),
        ("التقى مسرور بارزاني بالوفد", "the guests met Masrour Barzani there"),
    ],
)
def test_both_languages_give_one_id(ar: str, en: str) -> None:
    assert {m.link for m in tag(ar) if m.link and m.link.startswith("person:")} == {
        m.link for m in tag(en) if m.link and m.link.startswith("person:")
    }


NOT_PERSONS = [
    ("وقع الانفجار صباح الجمعة في حي سعيد", "جمعه"),
    ("تحرك اللواء الأول نحو القاطع", "اللواء الاول"),
    ("وصف القرار بأنه عادل", "عادل"),
    ("أحيل ملف على محمد الحسن", "علي محمد الحسن"),
    ("تحدث باسم علي الحكومة", "باسم علي"),
    ("Major roads were closed and General elections put off", "major roads"),
    ("Major Security Operation Launched", "major security operation"),
    ("Salah al-Din Operations Command sent a force", "salah al-din"),
    ("He was held on Sunday in Sadr City", "sadr city"),
    ("رفض المجلس أمر وزير", "امر وزير"),
]


@pytest.mark.parametrize(("text", "name"), NOT_PERSONS)
def test_words_that_look_like_persons(text: str, name: str) -> None:
    assert name not in texts_of(tag(text))


@pytest.mark.parametrize("text", [t for t, _ in FULL + NAMES + POSTS])
def test_mentions_are_cut_from_the_sentence(text: str) -> None:
    sentence = get("ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en").sentence(text)
    assert all(sentence.text[m.start : m.end] == m.text and m.first < m.last for m in tag(text))


WORDS = {
    "ar": [word for text, _ in FULL + POSTS if is_arabic(text) for word in text.split()]
    + ["،", "(", "علي", "بن", "آل"],
    "en": [word for text, _ in FULL + POSTS if not is_arabic(text) for word in text.split()] + [",", ".", "'s", "-"],
}


@given(st.sampled_from(["ar", "en"]), st.lists(st.integers(0, 99), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_order_of_words_is_read_without_fault(lang: str, picks: list[int]) -> None:
    text = " ".join(WORDS[lang][pick % len(WORDS[lang])] for pick in picks)
    sentence = get(lang).sentence(text)
    context = Context(get(lang))
    context.seen += list(Organizations().tag([sentence], context))
    for mention in [*context.seen, *Persons().tag([sentence], context)]:
        assert sentence.text[mention.start : mention.end] == mention.text
        assert mention.first <= mention.head < mention.last <= len(sentence.tokens)
