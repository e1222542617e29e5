"""A place is given once, in its fullest form; what only tells where another one lies is none."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.fillers import choose
from iraqsec.events.loader import built_in
from iraqsec.values import Number, Place
from tests.events.test_fillers import fillers

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

ATTACK = next(frame for frame in built_in() if frame.name == "Attack")

BORDER = next(frame for frame in built_in() if frame.name == "BorderSecurity")


def known(words: str, link: str, zone: str) -> tuple[str, str, dict[str, object]]:
    """Return the fields of a place of the gazetteer."""
    return words, "place", {"value": Place(governorate=zone), "link": link}


@pytest.mark.parametrize(
    ("code", "texts", "name", "forms", "expected"),
    [
        ("ar", ("قتل في بغداد", "هز العاصمة بغداد انفجار"), "بغداد", ("بغداد", "العاصمة بغداد"), ["العاصمة بغداد"]),
        (
            "ar",
            ("قتل في ناحية كميت", "هز أطراف ناحية كميت"),
            "كميت",
            ("ناحية كميت", "أطراف ناحية كميت"),
            ["ناحية كميت"],
        ),
        (
            "en",
            ("Killed in Kirkuk", "The city of Kirkuk shook"),
            "Kirkuk",
            ("Kirkuk", "city of Kirkuk"),
            ["city of Kirkuk"],
        ),
        ("en", ("Killed in Basra", "North of Basra it shook"), "Basra", ("Basra", "North of Basra"), ["Basra"]),
        ("en", ("Killed in Kut", "The Kut market shook"), "Kut", ("Kut", "Kut market"), ["Kut market"]),
    ],
)
def test_one_place_is_given_once_in_its_fullest_form(  # noqa: PLR0917 - a table and a fixture
    code: str, texts: tuple[str, str], name: str, forms: tuple[str, str], expected: list[str], make_scene: "SceneMaker"
) -> None:
    own = [(k, *known(name, "governorate:x", "IQ-BG")) for k in (0, 1)]
    scene = make_scene(code, *texts, mentions=[(0, forms[0], "PLACE"), (1, forms[1], "PLACE"), *own])
    given = [m for m in scene.mentions if m.label == "PLACE"]
    chosen = choose(scene, ATTACK, scene.triggers, fillers(given, "place", "place"))
    texts_of = [f.mention.text for f in chosen]
    assert texts_of == [m.text for m in given if m.text in texts_of]
    assert len(texts_of) == len(expected)
    assert {len(text) for text in texts_of} == {len(text) for text in expected}


@pytest.mark.parametrize(
    ("text", "far", "expected"),
    [
        ("It shook Buhriz, 5 km south of Baquba", "5 km", ["Buhriz"]),
        ("It shook Buhriz (about 5 km south of Baquba)", "5 km", ["Buhriz"]),
        ("In Buhriz a trench of 5 km south of Baquba was hit", "5 km", ["Buhriz", "Baquba"]),
    ],
)
def test_a_town_that_a_distance_is_measured_from_is_no_place(
    text: str, far: str, expected: list[str], make_scene: "SceneMaker"
) -> None:
    places = [(0, *known(name, name, "IQ-DI")) for name in ("Buhriz", "Baquba")]
    scene = make_scene("en", text, mentions=[*places, (0, far, "number", {"value": Number(5, "km")})])
    given = [m for m in scene.mentions if m.label == "place"]
    assert [f.mention.text for f in choose(scene, ATTACK, scene.triggers, fillers(given, "place", "place"))] == expected


@pytest.mark.parametrize(
    ("code", "text", "names", "expected"),
    [
        ("ar", "في الهورة (65 كم جنوب الكوت)", ("الهورة", "الكوت"), 1),
        ("ar", "في الهورة التي تبعد نحو 40 كيلومتراً شمال الكوت", ("الهورة", "الكوت"), 1),
        ("ar", "في الهورة وحفر 40 كيلومتراً شمال الكوت", ("الهورة", "الكوت"), 2),
        ("en", "In Hura, which lies 40 km north of Kut", ("Hura", "Kut"), 1),
    ],
)
def test_a_distance_may_stand_in_brackets_or_with_a_verb(
    code: str, text: str, names: tuple[str, str], expected: int, make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text, mentions=[(0, *known(name, name, "IQ-WA")) for name in names])
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place", "place"))
    assert len(chosen) == expected


@pytest.mark.parametrize(
    ("code", "texts", "taken", "expected"),
    [
        ("en", ("It happened in Najaf", "A bomb at Najaf airport"), ("Najaf", "Najaf airport"), ["Najaf airport"]),
        ("en", ("It happened in Najaf", "A bomb on Najaf road"), ("Najaf", "Najaf road"), ["Najaf", "Najaf road"]),
        ("en", ("It happened in Kut", "A bomb at Najaf airport"), ("Kut", "Najaf airport"), ["Kut", "Najaf airport"]),
        ("ar", ("قتل في النجف", "انفجار قرب مطار النجف"), ("النجف", "مطار النجف"), ["مطار النجف"]),
        ("ar", ("قتل في النجف", "مجازر النجف الدامية"), ("النجف", "النجف الدامية"), ["النجف", "النجف الداميه"]),
        ("ar", ("قتل في قضاء بدرة", "مقر شرطة بدرة"), ("قضاء بدرة", "شرطة بدرة"), ["قضاء بدره", "شرطه بدره"]),
        (
            "en",
            ("It happened in Kut", "At a site of the Kut Training Base"),
            ("Kut", "site of the Kut"),
            ["Kut", "site of the Kut"],
        ),
    ],
)
def test_a_town_within_a_fuller_place_is_not_given(
    code: str, texts: tuple[str, str], taken: tuple[str, str], expected: list[str], make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, *texts, mentions=[(k, words, "PLACE") for k, words in enumerate(taken)])
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place", "place"))
    assert [f.mention.text for f in chosen] == expected


def _wide(words: str, country: str, found_by: str) -> tuple[int, str, str, dict[str, object]]:
    return 0, words, "place", {"value": Place(country=country), "found_by": found_by}


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        (
            "على الشريط الحدودي مع سوريا وعلى الحدود مع سوريا",
            [("الشريط الحدودي مع سوريا", "SY"), ("على الحدود مع سوريا", "SY")],
            1,
        ),
        (
            "على الشريط الحدودي مع سوريا وعلى الحدود مع تركيا",
            [("الشريط الحدودي مع سوريا", "SY"), ("الحدود مع تركيا", "TR")],
            2,
        ),
        ("على الحدود مع سوريا وقرب الشريط", [("الحدود مع سوريا", "SY"), ("الشريط", "")], 1),
        ("في عموم العراق وعموم محافظات العراق", [("عموم العراق", "IQ"), ("عموم محافظات العراق", "IQ")], 1),
    ],
)
def test_a_border_and_the_whole_country_are_given_once(
    text: str, places: list[tuple[str, str]], expected: int, make_scene: "SceneMaker"
) -> None:
    given = [
        _wide(words, country, "places.country" if country == "IQ" else "places.border")
        if country
        else (0, words, "PLACE", {})
        for words, country in places
    ]
    scene = make_scene("ar", text, mentions=given)
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), *["place"] * len(given)))
    assert len(chosen) == expected


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Built a post 12 miles from the coast of Basra", "12 miles", []),
        ("Dug a trench 12 miles north of Basra", "12 miles", []),
        ("Fenced land along 12 miles from Basra to Zubair", "12 miles", ["12 miles"]),
        ("Laid 12 miles of cable", "12 miles", ["12 miles"]),
    ],
)
def test_how_far_off_something_is_counts_nothing(
    text: str, length: str, expected: list[str], make_scene: "SceneMaker"
) -> None:
    scene = make_scene("en", text, mentions=[(0, length, "number", {"value": Number(12, "mile")})])
    chosen = choose(scene, BORDER, scene.triggers, fillers(list(scene.mentions), "quantity"))
    assert [f.mention.text for f in chosen] == expected


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("Shots in areas located west of Rawa", "located west of Rawa", ["west of Rawa"]),
        ("A bomb on a road connecting two villages", "connecting two villages", []),
        ("A guard died in a series of shootings", "series of shootings", []),
        ("The soldiers marched east and fired", "soldiers marched east", []),
        ("The convoy headed south and fired", "convoy headed south", []),
        ("A bomb where Nineveh meets Syria", "where Nineveh meets Syria", ["where Nineveh meets Syria"]),
        ("A bomb in abandoned farms", "abandoned farms", ["abandoned farms"]),
    ],
)
def test_a_place_holds_no_verb(text: str, taken: str, expected: list[str], make_scene: "SceneMaker") -> None:
    scene = make_scene("en", text, mentions=[(0, taken, "PLACE")])
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place"))
    assert [f.mention.text for f in chosen] == expected


def test_a_place_that_holds_a_verb_displaces_no_other(make_scene: "SceneMaker") -> None:
    text = "A blast at the gate of Kut resulted in a fire"
    scene = make_scene("en", text, mentions=[(0, "gate of Kut resulted", "PLACE"), (0, "Kut", "place")])
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place", "place"))
    assert [f.mention.text for f in chosen] == ["Kut"]


@pytest.mark.parametrize(
    ("text", "taken", "seen", "expected"),
    [
        (
            "A blast at the headquarters of Diyala Operations Command",
            "headquarters of Diyala",
            ("Diyala Operations Command", "organization", {"found_by": "organization:registry"}),
            "headquarters of Diyala Operations Command",
        ),
        (
            "A blast at Taji Training Center Jan. 12",
            "Taji Training Center Jan",
            ("Jan. 12", "time"),
            "Taji Training Center",
        ),
    ],
)
def test_a_place_ends_with_a_whole_name(
    text: str, taken: str, seen: tuple[object, ...], expected: str, make_scene: "SceneMaker"
) -> None:
    scene = make_scene("en", text, mentions=[(0, taken, "PLACE"), (0, *seen)])
    given = [m for m in scene.mentions if m.label == "PLACE"]
    assert [f.mention.text for f in choose(scene, ATTACK, scene.triggers, fillers(given, "place"))] == [expected]


def test_a_region_of_several_countries_has_no_governorate(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Killed in Basra, Middle East bases",
        mentions=[(0, "Middle East bases", "PLACE"), (0, *known("Basra", "b", "IQ-BA"))],
    )
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place", "place"))
    assert {f.mention.text: f.mention.value for f in chosen}["Middle East bases"] is None


def test_a_known_place_takes_the_rank_of_the_same_words(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Killed in the cities of Kut",
        mentions=[(0, "Kut", "PLACE"), (0, "cities of Kut", "phrase", {"head": 3}), (0, *known("Kut", "k", "IQ-WA"))],
    )
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place", "place", "place"))
    assert [(f.mention.text, f.mention.link) for f in chosen] == [("Kut", "k")]
