"""Numbers of both languages: values, what bounds and ranges say, data files without doubles, time linear in length."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.document import Sentence
from iraqsec.languages.ar import numbers as arabic
from iraqsec.languages.base import get
from iraqsec.languages.en import numbers as english
from iraqsec.languages.number_reader import numbers_of
from iraqsec.languages.numerals import Numeral, Value, read_digits
from iraqsec.taggers.base import Context
from iraqsec.taggers.quantities import Quantities
from iraqsec.values import UNITS, Number
from tests.growth import GROWTH, growth

LANGUAGES = ("ar", "en")


def numerals(text: str, lang: str) -> list[Numeral]:
    return numbers_of(lang).find(get(lang).sentence(text).tokens)


def test_and_eleven_is_cut_behind_and() -> None:
    assert [(n.number, n.cut) for n in numerals("وأحد عشر خاتما", "ar")] == [(11, 1)]
    assert [(n.number, n.cut) for n in numerals("واحد وعشرون خاتما", "ar")] == [(21, 0)]


@pytest.mark.parametrize(
    ("text", "lang", "numbers"),
    [
        ("(1,500,000) مليون وخمسمائة ألف حبة", "ar", [1_500_000]),
        ("(3,500,000) ثلاثة ملايين وخمسمائة ألف حبة", "ar", [3_500_000]),
        ("مليونان (2,000,000) دينار", "ar", [2_000_000]),
        ("5000 (خمسة آلاف) خرطوشة", "ar", [5000]),
        ("(7) سبعة خواتم", "ar", [7]),
        ("seven (7) rings", "en", [7]),
        ("(24) ألف خاتم", "ar", [24_000]),
        ("(2,000) ألف خاتم", "ar", [2_000_000]),
        ("3 خواتم وثلاث أساور", "ar", [3, 3]),
        ("7 rings, seven rods", "en", [7, 7]),
    ],
)
def test_a_number_given_twice_is_one(text: str, lang: str, numbers: list[Value]) -> None:
    assert [numeral.number for numeral in numerals(text, lang)] == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("مليون ونصف مليون", 1_500_000),
        ("خمسة", 5),
        ("بخمسة عشر", 15),
        ("تسع وتسعون", 99),
        ("ثمانمئة", 800),
        ("ثلاث مئة", 300),
        ("مائتان وخمسون", 250),
        ("ألف", 1000),
        ("ألفان وثلاثمئة", 2300),
        ("أحد عشر ألفاً", 11_000),
        ("مئة ألف", 100_000),
        ("7 ملايين و200 ألف", 7_200_000),
        ("ربع مليون", 250_000),
        ("مليونان ونصف المليون", 2_500_000),
        ("٣ مليارات", 3_000_000_000),
        ("(12) ألف", 12_000),
        ("الثالث عشر", None),
        ("الخامس والعشرون", None),
        ("سبع البور", None),
    ],
)
def test_arabic_numbers_are_read(text: str, number: Value | None) -> None:
    assert arabic.read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("seventy-six", 76),
        ("a hundred and one", 101),
        ("two-hundred", 200),
        ("twelve-hundred", 1200),
        ("three-hundred-thousand", 300_000),
        ("one-thousand", 1000),
        ("31-million", 31_000_000),
        ("nine thousand four hundred and twelve", 9412),
        ("three dozen", 36),
        ("12.5 million", 12_500_000),
        ("a million and a half", 1_500_000),
        ("half a dozen", 6),
        ("(49) thousand", 49_000),
        ("another one", None),
        ("scores of men", None),
    ],
)
def test_english_numbers_are_read(text: str, number: Value | None) -> None:
    assert english.read_number(text) == number


@pytest.mark.parametrize(
    ("digits", "number"),
    [("7", 7), ("1,234,567", 1_234_567), ("0.5", 0.5), ("0,5", 0.5), ("86.5", 86.5), ("4,500,000.25", 4_500_000.25)],
)
def test_digits_of_either_convention_are_read(digits: str, number: Value) -> None:
    assert read_digits(digits) == (number, None)


@pytest.mark.parametrize(
    ("text", "lang", "precision", "low", "high"),
    [
        ("more than 20", "en", "at_least", 20, None),
        ("up to 20", "en", "at_most", None, 20),
        ("15 to 20", "en", "range", 15, 20),
        ("2-3 million", "en", "range", 2_000_000, 3_000_000),
        ("(2-3) million", "en", "range", 2_000_000, 3_000_000),
        ("(10 ـ 15) ألف", "ar", "range", 10_000, 15_000),
        ("about 20", "en", "about", None, None),
        ("20", "en", "exact", None, None),
        ("لا يقل عن 20", "ar", "at_least", 20, None),
        ("بأكثر من 20", "ar", "at_least", 20, None),
        ("بين 15 و20", "ar", "range", 15, 20),
        ("زهاء 20", "ar", "about", None, None),
        ("أقل من 20", "ar", "at_most", None, 20),
    ],
)
def test_bounds_stay_outside_and_are_kept(
    text: str, lang: str, precision: str, low: Value | None, high: Value | None
) -> None:
    (numeral,) = numerals(text, lang)
    assert (numeral.precision, numeral.low, numeral.high) == (precision, low, high)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_counted_noun_has_one_unit_of_the_closed_list(lang: str) -> None:
    table = get(lang).load("units")
    lists = {(part, unit): entries for part in ("persons", "nouns") for unit, entries in table[part].items()}
    compounds = table["compounds" if lang == "ar" else "of_compounds"]
    assert {unit for _, unit in lists} | set(table["measures"]) | set(compounds) <= UNITS
    heads = Counter(entry.split()[0] if lang == "ar" else entry for entries in lists.values() for entry in entries)
    assert [head for head, count in heads.items() if count > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["numbers", "units"])
def test_the_data_files_are_in_nfc(lang: str, name: str) -> None:
    text = str(get(lang).load(name))
    assert unicodedata.is_normalized("NFC", text)
    assert "\u0640" not in text


@given(
    st.text(alphabet="خمسة عشرونألفو()1,.234-–/ من شخصا كغمtwenty ahundreda$%", max_size=80), st.sampled_from(LANGUAGES)
)
def test_quantities_are_cut_from_the_text(text: str, lang: str) -> None:
    language = get(lang)
    sentence = language.sentence(text)
    for mention in Quantities().tag([sentence], Context(language)):
        assert sentence.text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip() != ""
        assert isinstance(mention.value, Number)
        assert mention.of is None or 0 <= mention.of.start < mention.of.end <= len(sentence.text)


@pytest.mark.parametrize(
    ("phrase", "lang"),
    [
        ("ثلاثة آلاف و500 متهم وخمسة كيلوغرامات ", "ar"),
        ("three thousand and five suspected drug dealers of the two hundred ", "en"),
    ],
)
def test_time_grows_linearly_with_the_sentence(phrase: str, lang: str) -> None:
    language = get(lang)

    def tag(sentence: Sentence) -> object:
        return list(Quantities().tag([sentence], Context(language)))

    assert growth(tag, language.sentence(phrase * 400), language.sentence(phrase * 800)) < GROWTH
