"""Where a learned stretch ends: brackets and quotes in pairs, both names of a road, no half of a time or an ordinal."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.gazetteer.cues import cues
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold
from iraqsec.taggers.base import Context
from iraqsec.taggers.extents import is_list_of_places, settled
from iraqsec.taggers.hyphens import whole_word
from iraqsec.taggers.places import Places
from iraqsec.taggers.times import Times

if TYPE_CHECKING:
    from iraqsec.document import EntityMention


@pytest.mark.parametrize(
    ("text", "lang", "given", "expected"),
    [
        ("في قضاءي (أبو غريب، المحمودية) فجرا", "ar", "قضاءي (أبو غريب", "أبو غريب"),
        ("ضمن مناطق(الكرادة، الشعب) فجرا", "ar", "مناطق(الكرادة", "الكرادة"),
        ("ضبط رشاشة BKC ) وعتاد", "ar", "رشاشة BKC )", "رشاشة BKC"),
        ("حزب العمال (PKK) ينسحب", "ar", "حزب العمال (PKK", "حزب العمال (PKK)"),
        ("a (6) year term", "en", "6) year term", "(6) year term"),
        ("the local militia (which fled west) returned", "en", "local militia (which fled", "local militia"),
        ("مادة من نوع محلي - ثم", "ar", "نوع محلي -", "نوع محلي"),
        ('قال "اعتقلنا مطلوبا" أمس', "ar", 'مطلوبا"', "مطلوبا"),
        ('ضبط "الحشيشة" أمس', "ar", 'الحشيشة"', '"الحشيشة"'),
        (
            "a farm road between Khanaqin and Jalula",
            "en",
            "farm road between Khanaqin",
            "farm road between Khanaqin and Jalula",
        ),
        ("الطريق الرابط بين كركوك وتكريت", "ar", "الطريق الرابط بين كركوك", "الطريق الرابط بين كركوك وتكريت"),
        ("in the districts of Daquq and Hawija", "en", "districts of Daquq", "Daquq"),
        ("the district of Daquq", "en", "district of Daquq", "district of Daquq"),
        ("a training facility Feb. 2 with guests", "en", "training facility Feb", "training facility"),
        ("a passer-by was hurt", "en", "passer-", "passer-by"),
    ],
)
def test_ends_are_whole(text: str, lang: str, given: str, expected: str) -> None:
    language = get(lang)
    sentence = language.sentence(fold(text).text)
    seen: list[EntityMention] = []
    for tagger in (Times(), Places()):
        seen += tagger.tag([sentence], Context(language))
    start = sentence.text.index(fold(given).text)
    first, last = settled(
        sentence.tokens, *sentence.tokens_between(start, start + len(fold(given).text)), seen, cues(lang)
    )
    assert sentence.text[sentence.tokens[first].start : sentence.tokens[last - 1].end] == fold(expected).text


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("البصرة – ميسان", "ar", True),
        ("طريق كركوك - بغداد", "ar", False),
        ("Najaf, Karbala", "en", True),
        ("Karbala", "en", False),
    ],
)
def test_names_side_by_side_are_several_places(text: str, lang: str, *, expected: bool) -> None:
    language = get(lang)
    sentence = language.sentence(fold(text).text)
    seen = list(Places().tag([sentence], Context(language)))
    assert is_list_of_places(sentence.tokens, 0, len(sentence.tokens), seen) == expected


def test_an_ordinal_is_not_cut() -> None:
    sentence = get("en").sentence("Rockets hit the 35th-kilometer intersection.")
    at = next(i for i, token in enumerate(sentence.tokens) if token.text == "th")
    assert sentence.tokens[whole_word(sentence.tokens, at)].text == "35"
