"""The quantity tagger on a corpus of invented phrases, and on what a value must keep."""

import sys
from pathlib import Path

import pytest

from iraqsec.document import EntityMention
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold
from iraqsec.taggers.base import Context
from iraqsec.taggers.places import Places
from iraqsec.taggers.quantities import Quantities
from iraqsec.values import Number

CORPUS = Path(__file__).parents[1] / "corpora" / "numbers.tsv"
LEAST_SHARE = 0.95
LEAST_ROWS = 300
SURE = 0.5


def quantities(text: str, lang: str) -> list[EntityMention]:
    language = get(lang)
    return list(Quantities().tag([language.sentence(text)], Context(language)))


def value(mention: EntityMention) -> Number:
    assert isinstance(mention.value, Number)
    return mention.value


def rows() -> list[tuple[str, str, str, str, str]]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(lang, number, unit, precision, text) for lang, number, unit, precision, text in fields]


def fault(lang: str, number: str, unit: str, precision: str, marked: str) -> str | None:
    """Say what is wrong with the tagger's reading of a row of the corpus, if anything is."""
    left, _, rest = marked.partition("[")
    span, _, right = rest.partition("]")
    found = quantities(left + span + right, lang)
    seen = [(m.text, value(m).number, value(m).unit, value(m).precision, m.score) for m in found]
    if unit == "none":
        return f"{marked}: {seen}" if any(m.score >= SURE for m in found) else None
    wanted = None if number == "-" else float(number)
    start = len(fold(left).text)
    hits = [m for m in found if m.text == fold(span).text and m.start == start]
    right_hits = [m for m in hits if (value(m).number, value(m).unit, value(m).precision) == (wanted, unit, precision)]
    return None if right_hits else f"{marked} -> {number} {unit} {precision}: {seen}"


def test_the_corpus_is_read_right() -> None:
    table = rows()
    faults = [found for row in table if (found := fault(*row))]
    sys.stdout.write("\n".join([f"{len(table) - len(faults)} of {len(table)} right", *faults, ""]))
    assert len(table) >= LEAST_ROWS
    assert len({row[4] for row in table}) == len(table)
    assert 1 - len(faults) / len(table) >= LEAST_SHARE, "\n".join(faults)


def test_an_ending_that_may_be_a_dual_counts_two_only_where_nothing_says_many() -> None:
    assert [value(m).number for m in quantities("ألقت القوة القبض على متهمين في الكرادة", "ar")] == [2]
    for text in (
        "القبض على عدد من المتهمين",
        "إطلاق سراح جميع الموقوفين",
        "القبض على عدد من المتهمين المطلوبين للقضاء",
    ):
        assert quantities(text, "ar") == [], text


def test_a_place_is_no_dual() -> None:
    language = get("ar")
    sentence = language.sentence("تعرضت قرية في قضاء شيخان إلى القصف")
    context = Context(language)
    context.seen.extend(Places().tag([sentence], context))
    assert [m.text for m in Quantities().tag([sentence], context)] == []


def test_a_definite_plural_counts_two_only_where_a_pronoun_says_so() -> None:
    assert [value(m).number for m in quantities("اقتاد المسلحون الحارسين وأعدموهما في البستان", "ar")] == [2]
    assert quantities("طاردت القوة الخاطفين في البساتين", "ar") == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("وبحوزته كمية من الحبوب المخدرة", "ar"),
        ("عثرت على كميتين من الحشيشة", "ar"),
        ("وفق أحكام المادتين (28 و32) من قانون المخدرات", "ar"),
        ("وفق المواد 240 و331 و340 من قانون العقوبات", "ar"),
        ("under Articles 28 and 32 of the law", "en"),
        ("under sections (4, 7) of the code", "en"),
    ],
)
def test_an_amount_and_the_articles_of_a_law_are_no_counts(text: str, lang: str) -> None:
    assert quantities(text, lang) == []


def test_what_stands_behind_an_article_of_a_law_is_counted() -> None:
    assert [value(m).number for m in quantities("وفق المادة 4 ضد 15 متهما", "ar")] == [15]
    assert [value(m).number for m in quantities("under Article 4, 15 men were charged", "en")] == [15]


@pytest.mark.parametrize(
    "text",
    [
        "ذكر مدير ناحية الرشاد في بيان",
        "أوضح ضابط في الفوج",
        "سقطوا بين قتيل وجريح",
        "جماعة مسلحة عراقية تبنت القصف",
        "أحرقوا شاحنة مدنية",
        "الملقب أبو قتادة والمعروف إعلامياً بالسفاح",
        "داهمت المفرزة وكر مروجين في الفاو وبحوزتهم ميزان",
        "سهلت السيطرات دخول الزائرين إلى سامراء",
        "أحبط المخفر محاولتي تسلل قرب ربيعة",
        "نفذ المشروع على أربع مراحل",
        "نصبت الدائرة خزانا سعة 10 لتر من الحديد",
        "وفق المادة الثالثة / 2 من القانون",
        "في ناحية العلم (12 كم) شرقي تكريت",
        "في قرية السادة (نحو 9 كم شمال بعقوبة)",
        "شمال كركوك بـ 25 كم",
        "على بعد سبعين كيلومترا انفجرت",
        "القتال بين الحزب وتركيا",
        "أسقطت طائرة بدون طيار",
        "عبرت العجلة من دون سائق",
        "اندلعت المواجهات بسبب نزاعات شخصية",
        "احتفلت الكلية بتخرج الدورة (61) ضباط",
        "تخرج الوجبة 12 شرطيات",
    ],
)
def test_words_and_figures_that_count_nobody_and_nothing(text: str) -> None:
    assert quantities(text, "ar") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أصيب ضابط برتبة نقيب", [("ضابط", 1, "person")]),
        ("اغتالوا نجل قائد في الصحوة", [("نجل", 1, "person")]),
        ("قضى 11 جندياً تركياً في القصف", [("11 جنديا", 11, "person")]),
        ("مقتل 45 مدنيا وعسكريا في القصف", [("45 مدنيا", 45, "person")]),
        ("إصابة 15 امرأة وطفلا في القصف", [("15 امراه", 15, "person")]),
        ("سقط 300 قتيل وجريح في المعركة", [("300 قتيل", 300, "person")]),
        ("مقتل 12 جنديا وضابط في القصف", [("12 جنديا", 12, "person"), ("ضابط", 1, "person")]),
        ("مقتل 8 جنود وضابط في القصف", [("8 جنود", 8, "person"), ("ضابط", 1, "person")]),
        ("أوقفت الدورية 12 سوريا", [("12 سوريا", 12, "person")]),
        ("قتلوا الشيخ وأصابوا طفليه", [("طفليه", 2, "person")]),
        ("ضمت الدورة 40 ضابطا", [("40 ضابطا", 40, "person")]),
        ("شارك في الدورة 7 مفوضين", [("7 مفوضين", 7, "person")]),
        ("أصيب مختار وشرطي في المخفر", [("مختار", 1, "person"), ("شرطي", 1, "person")]),
        ("ضبط كيلوغرامين اثنين من الأفيون", [("كيلوغرامين اثنين", 2, "kg")]),
        ("ضبط صاروخين اثنين من نوع قديم", [("صاروخين اثنين", 2, "munition")]),
        ("أوقف مهربين اثنين تسللا ليلا", [("مهربين اثنين", 2, "person")]),
        ("اعتقل اثنين اعترفا بالسطو", [("اثنين", 2, "person")]),
        ("صالح الوفد ثلاث عشائر", [("ثلاث عشائر", 3, "item")]),
        ("سجل العام 40 محاولة تسلل", [("40 محاوله", 40, "case")]),
        ("اشترت 14 طائرة لمراقبة الهور", [("14 طائره", 14, "drone")]),
        ("حفروا خندقا بطول 40 كم شمال سنجار", [("40 كم", 40, "km")]),
        ("لم ينجز بعد طوله ستة كيلومترات", [("سته كيلومترات", 6, "km")]),
    ],
)
def test_what_is_counted_beside_them(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(m.text, value(m).number, value(m).unit) for m in quantities(text, "ar")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police found 300m dinars in Kut", [("300m dinars", 300_000_000, "dinar")]),
        ("Police found 4m captagon pills in Kut", [("4m", 4_000_000, "pill")]),
        ("They built a 12m tower and hid pills", [("12m", 12, "m")]),
        ("Police found €40,000 in Kut", [("€40,000", 40_000, "item")]),
        ("Police found 70,000 Turkish lira in Kut", [("70,000", 70_000, "item")]),
        ("Police found 3 million Syrian pounds in Kut", [("3 million Syrian pounds", 3_000_000, "item")]),
        ("Some 300 plus recruits left Kut", [("300 plus", 300, "person")]),
        ("He was jailed under Article 24 of the Weapons Law", []),
    ],
)
def test_sums_and_statutes_are_told_from_lengths_and_counts(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(m.text, value(m).number, value(m).unit) for m in quantities(text, "en")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three medics told the agency that 14 people died", [("14", 14, "person")]),
        ("Six died, two army sources in the town said", [("Six", 6, "person")]),
        ("Four witnesses said dozens of men were killed", [("dozens", None, "person")]),
        ("Two men said to be leaders were held", [("Two", 2, "person")]),
        ("The blast hurt three officers, said the ministry", [("three", 3, "person")]),
        ("All but 300 soldiers left", []),
        ("All but four of the 30 inmates were freed", [("30", 30, "person")]),
    ],
)
def test_who_speaks_and_what_is_left_out_are_not_counted(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(m.text, value(m).number, value(m).unit) for m in quantities(text, "en")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bomb killed seven security forces", [("seven", 7, "person")]),
        ("Some 2,500 U.S. forces left", [("2,500", 2500, "person")]),
        ("Two forces set out", [("Two", 2, "unit")]),
        ("In 2017 Iraqi forces retook it", []),
        ("They found four 10-kg bags and six 20-pound blocks", [("four", 4, "container"), ("six", 6, "item")]),
        ("They found 20 five-litre cans", [("20", 20, "container")]),
        ("They built a 12-km fence", [("12-km", 12, "km")]),
        ("They found three RPG's and 4 AK-47's", [("three", 3, "weapon"), ("4", 4, "weapon")]),
        ("They found 5 RPG", [("5", 5, "weapon")]),
        ("They stopped two MP's cars", [("two", 2, "vehicle")]),
        ("They burned 12 of the gunmen's cars", [("12", 12, "vehicle")]),
        ("They burned 12 of the rebels' cars", [("12", 12, "vehicle")]),
        ("They killed 12 of the militants in cars", [("12", 12, "person")]),
        ("They killed '12 of the militants' in Kut", [("12", 12, "person")]),
        ("They found 3 million and 200 thousand pills", [("3 million and 200 thousand", 3_200_000, "pill")]),
        (
            "They found 2 million dinars and 200 thousand pills",
            [("2 million dinars", 2_000_000, "dinar"), ("200 thousand", 200_000, "pill")],
        ),
        ("They closed 85 websites that sell weapons", [("85", 85, "item")]),
    ],
)
def test_men_sizes_and_sums_have_their_own_unit(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(m.text, value(m).number, value(m).unit) for m in quantities(text, "en")] == found
