"""Every written form of an Arabic entry: verbs of each form and weakness, nouns, suffixes."""

import pytest

from iraqsec.languages.ar.morphology import fits, noun_forms, strip_suffix, verb_forms


@pytest.mark.parametrize(
    ("entry", "tag", "forms"),
    [
        ("ضبط/يضبط/ضبط", "perfect", "ضبطت ضبطتا ضبطوا ضبطن ضبطنا"),
        ("ضبط/يضبط/ضبط", "perfect-masdar", "ضبط ضبطا"),
        ("تسلم", "perfect-masdar", "تسلم"),
        ("ضبط/يضبط/ضبط", "imperfect", "يضبط تضبط نضبط يضبطون يضبطان يضبطوا يضبطن"),
        ("ضبط/يضبط/ضبط", "participle", "مضبوط مضبوطه مضبوطات مضبوطين"),
        ("قاد/يقود/قيادة", "perfect", "قاد قادت قادوا قدنا"),
        ("قاد/يقود/قيادة", "imperfect", "يقود تقود يقودون"),
        ("قاد/يقود/قيادة", "passive", "قيدت يقاد تقاد"),
        ("قاد/يقود/قيادة", "masdar", "قياده"),
        ("ألقى", "perfect", "القي القت القوا القيا القينا"),
        ("ألقى", "imperfect", "يلقي تلقي يلقون يلقيان يلق"),
        ("ألقى", "masdar", "القاء"),
        ("ألقى", "passive", "القيت"),
        ("شن/يشن/شن", "perfect", "شنت شنوا شننا"),
        ("شن/يشن/شن", "imperfect", "يشن تشن يشنون"),
        ("أوقف", "imperfect", "يوقف توقف يوقفون"),
        ("أوقف", "masdar", "ايقاف"),
        ("فاجأ", "perfect", "فاجا فاجات فاجاوا"),
        ("فاجأ", "passive", "فوجئ فوجئوا"),
        ("أنشأ", "imperfect", "ينشئ تنشئ ينشئون"),
        ("أنشأ", "masdar", "انشاء"),
        ("أعاد", "passive", "اعيد اعيدت يعاد"),
        ("أعاد", "masdar", "اعاده"),
        ("اقتاد", "passive", "اقتيد اقتيدوا"),
        ("اقتاد", "masdar", "اقتياد"),
        ("استعاد", "masdar", "استعاده"),
        ("استولى", "masdar", "استيلاء"),
        ("استأنف", "masdar", "استئناف"),
        ("التأم", "imperfect", "يلتئم تلتئم"),
        ("اتفق", "masdar", "اتفاق"),
        ("احتل", "masdar", "احتلال"),
        ("أعد", "masdar", "اعداد"),
        ("سلّم", "masdar", "تسليم"),
        ("أكّد", "imperfect", "يؤكد تؤكد"),
        ("وقع/يقع/وقوع", "imperfect", "يقع تقع"),
        ("دعا/يدعو/دعوة", "passive", "دعي يدعي"),
        ("هاجم", "passive", "هوجم"),
        ("سيطر", "masdar", "سيطره"),
        ("تبادل", "passive", "تبودلت"),
        ("انفجر", "masdar", "انفجار"),
        ("أم/يؤم/أم", "imperfect", "يؤم تؤم"),
    ],
)
def test_verb_forms_give_the_tag_of_each_form(entry: str, tag: str, forms: str) -> None:
    found = verb_forms(entry)
    assert {form: found.get(form) for form in forms.split()} == dict.fromkeys(forms.split(), tag)


def test_first_word_of_several_inflects() -> None:
    found = verb_forms("ألقى القبض")
    assert found["القت القبض"] == "perfect"
    assert found["القاء القبض"] == "masdar"


def test_unmarked_three_letters_are_read_as_first_and_second_form() -> None:
    assert {"تفتيش", "فتشت"} <= verb_forms("فتش").keys()
    assert "تضبيط" not in verb_forms("ضبط/يضبط/ضبط")
    assert "ناظم" not in verb_forms("نظّم")


@pytest.mark.parametrize(
    ("entry", "form"), [("سلّم", "مسلمين"), ("دخل/يدخل/دخول", "داخل"), ("أصدر", "مصدر"), ("أنهى", "منه")]
)
def test_forms_that_are_another_word_are_left_out(entry: str, form: str) -> None:
    assert form not in verb_forms(entry)


@pytest.mark.parametrize(
    ("proclitics", "tag", "possible"),
    [
        ("و", "perfect", True),
        ("ال", "perfect", False),
        ("ب", "imperfect", False),
        ("ل", "imperfect", True),
        ("وبال", "masdar", True),
        ("س", "noun", False),
    ],
)
def test_fits_keeps_the_article_off_verbs(proclitics: str, tag: str, possible: bool) -> None:  # noqa: FBT001
    assert fits(proclitics, tag) is possible


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("عملية", "عمليه عمليتان عمليتين عمليتا عمليتي عمليات"),
        ("حكم/أحكام", "حكم حكما حكمان حكمين احكام احكاما"),
        ("متظاهر/متظاهرون", "متظاهر متظاهرون متظاهرين متظاهرو متظاهري"),
        ("مذكرة تفاهم", "مذكره تفاهم|مذكرات تفاهم|مذكرتي تفاهم|مذكره التفاهم"),
        ("أمر قبض/أوامر قبض", "امر قبض|اوامر قبض|اوامر القبض"),
    ],
)
def test_noun_forms(entry: str, forms: str) -> None:
    assert set(forms.split("|" if "|" in forms else " ")) <= set(noun_forms(entry))


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("اعتقلوهم", "اعتقلوا"),
        ("القاه", "القي"),
        ("لقائه", "لقاء"),
        ("لقاؤهم", "لقاء"),
        ("مداهمتها", "مداهمه"),
        ("اختطافه", "اختطاف"),
        ("معتقليهم", "معتقلي"),
        ("ضبطتها", "ضبطت"),
    ],
)
def test_strip_suffix_offers_the_lexicon_form(form: str, stem: str) -> None:
    assert stem in strip_suffix(form)


def test_short_words_are_left_alone() -> None:
    assert strip_suffix("له") == ()
