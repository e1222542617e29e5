"""Where a place lies that touches several governorates, has a namesake, or is named by what is no place."""

import pytest

from iraqsec.gazetteer.linker import places
from iraqsec.gazetteer.table import GOVERNORATES, extents
from tests.taggers.test_places import SURE, mentions, zone_of


def test_extents_are_of_known_places_and_governorates() -> None:
    known = places().by_id
    assert [ident for ident in extents() if ident not in known] == []
    assert all(zones <= GOVERNORATES and len(zones) > 1 for zones in extents().values())
    assert all(known[ident].governorate in {None, *zones} for ident, zones in extents().items())


@pytest.mark.parametrize(
    ("text", "lang", "phrase", "zone"),
    [
        ("Basra policemen caught a dealer on Mount Sinjar", "en", "Mount Sinjar", "IQ-NI"),
        ("After a raid in Baghdad jets hit Mount Qandil", "en", "Mount Qandil", "IQ-KR"),
        ("A bomb in Kirkuk, and two in the Hamrin Mountains", "en", "Hamrin Mountains", "IQ-KI"),
        ("A bomb in Basra, and two in the Hamrin Mountains", "en", "Hamrin Mountains", "IQ-DI"),
        ("هجوم قرب نهر الفرات في هيت", "ar", "نهر الفرات", "IQ-AN"),
        ("بعد هجوم في كركوك انطلقت عملية في جبال حمرين في ديالى", "ar", "جبال حمرين", "IQ-DI"),
        ("وصل من البصرة إلى بادية السماوة", "ar", "باديه السماوه", "IQ-MU"),
    ],
)
def test_an_extended_place_lies_only_where_it_is(text: str, lang: str, phrase: str, zone: str) -> None:
    assert [zone_of(m) for m in mentions(text, lang) if m.text == phrase] == [zone]


@pytest.mark.parametrize(
    ("text", "lang", "phrase", "zone"),
    [
        ("Gunmen attacked Dara village, Daquq, at night", "en", "Dara village", "IQ-KI"),
        ("Police searched the Wahda neighbourhood of central Kirkuk", "en", "Wahda neighbourhood", "IQ-KI"),
        ("Gunmen raided al-Alam neighborhood in Samawah", "en", "al-Alam neighborhood", "IQ-MU"),
        ("Gunmen raided al-Muthanna district, eastern Mosul", "en", "al-Muthanna district", "IQ-NI"),
        ("فتشت الشرطة حي العروبة في محافظة ذي قار", "ar", "حي العروبه", "IQ-DQ"),
        ("قصف على قرية الزركة التابعة لقضاء مخمور", "ar", "قريه الزركه", "IQ-NI"),
        ("نزاع في ناحية السلام جنوبي محافظة ميسان", "ar", "ناحيه السلام", "IQ-MA"),
        ("نزاع في ناحية السلام في محافظة ديالى", "ar", "ناحيه السلام", "IQ-DI"),
        ("Cameras in Anbar, Nineveh and Salahaddin", "en", "Salahaddin", "IQ-SD"),
        ("Cameras in Salahaddin, Erbil", "en", "Salahaddin", "IQ-AR"),
        ("ضبط في محافظات (كركوك، القادسية، واسط)", "ar", "القادسيه", "IQ-QA"),
        ("They met in the Salman desert of Muthanna", "en", "Salman desert", "IQ-MU"),
        ("They reopened the Arar desert crossing", "en", "Arar desert crossing", "IQ-AN"),
    ],
)
def test_the_governorate_that_is_told_wins_over_a_namesake(text: str, lang: str, phrase: str, zone: str) -> None:
    assert [zone_of(m) for m in mentions(text, lang) if m.text == phrase] == [zone]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("A bomb hit the Tikrit-Baiji road", {"Tikrit-Baiji road": "IQ-SD"}),
        ("A bomb hit the Kut–Amara highway", {"Kut–Amara highway": "IQ-WA"}),
        ("A bomb hit the Baiji road", {"Baiji road": "IQ-SD"}),
        ("A bomb went off near Iraq's capital on Monday", {"Iraq's capital": "IQ-BG"}),
        ("He flew to Syria's capital on Monday", {"Syria's capital": "SY"}),
        ("He left Iraq's capital Baghdad", {"Iraq": "IQ", "Baghdad": "IQ-BG"}),
        ("They opened a clinic in Mosul July 17", {"Mosul": "IQ-NI"}),
        ("They raided the July 17 neighborhood of Mosul", {"July 17 neighborhood": "IQ-NI", "Mosul": "IQ-NI"}),
    ],
)
def test_what_is_one_place_is_given_whole(text: str, phrases: dict[str, str]) -> None:
    assert {m.text: zone_of(m) for m in mentions(text, "en")} == phrases


@pytest.mark.parametrize(
    ("text", "lang", "phrase", "zone"),
    [
        ("ضبط حبوب في مناطق متفرقة من البلاد // هجوم في ديالى", "ar", "مناطق متفرقه من البلاد", "IQ"),
        ("هجوم في ديالى // ضبط حبوب داخل المناطق العراقية", "ar", "المناطق العراقيه", "IQ"),
        ("بناء سياج على الشريط الحدودي بين العراق وسوريا", "ar", "الشريط الحدودي بين العراق وسوريا", "SY"),
        ("Work on the Iraq-Iran border began", "en", "Iraq-Iran border", "IR"),
    ],
)
def test_the_country_and_its_borders(text: str, lang: str, phrase: str, zone: str) -> None:
    assert [zone_of(m) for m in mentions(text, lang) if m.text == phrase] == [zone]


def test_a_numbered_border_force_is_no_border() -> None:
    found = mentions("هجوم على سوريا // عززت قيادة العمليات ألوية الحدود الـ22 في بغداد", "ar")
    assert [m.text for m in found if "الحدود" in m.text] == []


@pytest.mark.parametrize(
    ("text", "lang", "zone"),
    [
        ("a raid in Maqdadia failed", "en", "IQ-DI"),
        ("arrested a dealer in Babylon", "en", "IQ-BB"),
        ("a raid in Nassariya failed", "en", "IQ-DQ"),
        ("a raid in Ta'mim province failed", "en", "IQ-KI"),
        ("a raid in Hawi al-Azim failed", "en", "IQ-DI"),
        ("a drone at the Al-Asad air base", "en", "IQ-AN"),
        ("recruits at Camp Habbaniyah", "en", "IQ-AN"),
        ("ضبطت مواد في إدارة سوران المستقلة", "ar", "IQ-AR"),
        ("توقفت شاحنة في سيطرة دارمان", "ar", "IQ-KI"),
        ("اعتقل رجل في منطقة صليخ", "ar", "IQ-BG"),
        ("اعتقل رجل في حي يارمجة", "ar", "IQ-NI"),
    ],
)
def test_names_in_other_spellings(text: str, lang: str, zone: str) -> None:
    assert zone in [zone_of(m) for m in mentions(text, lang) if m.score >= SURE and m.link]


@pytest.mark.parametrize(
    ("text", "lang", "phrase", "zone"),
    [
        ("داهمت قوة منزلا في حي دمشق غربي بغداد", "ar", "حي دمشق", "IQ-BG"),
        ("اعتقل متهم في قرية الكويت شمال المقدادية", "ar", "قريه الكويت", "IQ-DI"),
        ("اعتقل متهم في حي الجامعة وسط مدينة الديوانية", "ar", "حي الجامعه", "IQ-QA"),
        ("انفجرت عبوة في منطقة الرياض شرق بغداد", "ar", "منطقه الرياض", "IQ-BG"),
        ("هوجمت نقطة في ناحية جرف الصخر جنوب بغداد", "ar", "ناحيه جرف الصخر", "IQ-BB"),
        ("اعتقل متهم في مدينة القدس", "ar", "مدينه القدس", "IL"),
        ("قتل جندي في منطقة دير الزور السورية", "ar", "منطقه دير الزور السوريه", "SY"),
        ("A man was held in the Quds neighborhood of Mosul", "en", "Quds neighborhood", "IQ-NI"),
        ("A man was held in an Istanbul neighbourhood on Sunday", "en", "Istanbul neighbourhood", "TR"),
        ("A man was held in the Damascus suburb of Jaramana", "en", "Damascus suburb", "SY"),
    ],
)
def test_a_quarter_is_no_country_that_it_is_named_after(text: str, lang: str, phrase: str, zone: str) -> None:
    assert [zone_of(m) for m in mentions(text, lang) if m.text == phrase] == [zone]


def test_a_district_of_that_name_is_no_foreign_city() -> None:
    assert "YE" not in [zone_of(m) for m in mentions("They fought in the Aden district on Sunday", "en")]


def test_a_numbered_course_is_no_quarter() -> None:
    assert [
        m.text for m in mentions("تخرج الدورة 66 لكلية الشرطة والدورة 50 للضباط في بغداد", "ar") if "دوره" in m.text
    ] == []
