"""What grammar or layout rules out as a place."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.document import Span
from iraqsec.events.fillers import choose
from iraqsec.events.loader import built_in
from iraqsec.events.no_places import of_places, without_centers, without_datelines
from iraqsec.values import Place
from tests.events.test_fillers import fillers

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

ATTACK = next(frame for frame in built_in() if frame.name == "Attack")


@pytest.mark.parametrize(
    ("code", "text", "taken", "stays"),
    [
        ("en", "Found in the possession of the dealers", "possession of the dealers", 0),
        ("en", "Angry at the government's failure", "government's failure", 0),
        ("en", "Found in the house of the dealers", "house of the dealers", 1),
        ("en", "They came to secure Iraqi borders", "secure Iraqi borders", 0),
        ("en", "It was near cover crops", "cover crops", 1),
        ("en", "They left for the Middle East", "Middle East", 0),
        ("en", "Two died in Iraqi raids", "Iraqi", 0),
        ("en", "Joined the Patriotic Union of Kut", "Patriotic Union of Kut", 0),
        ("ar", "حكم عليه بالسجن المؤبد", "السجن المؤبد", 0),
        ("ar", "قتل في السجن المركزي", "السجن المركزي", 1),
        ("ar", "وزعت على ألوية حرس الحدود الـ22", "الحدود الـ22", 0),
        ("ar", "قتل على الحدود مع تركيا", "الحدود مع تركيا", 1),
        ("ar", "في منفذ آخر الحدودي مع تركيا", "الحدودي مع تركيا", 0),
        ("ar", "قتل في محافظات (كذا، كذا)", "محافظات", 0),
        ("ar", "قتل في المحافظات الأخرى", "المحافظات الأخرى", 0),
        ("ar", "قتل في مناطق متفرقة", "مناطق متفرقة", 0),
        ("ar", "نصبت على نفقة المحافظة", "نفقة المحافظة", 0),
        ("ar", "قتل في محور الجنوبي للمدينة", "الجنوبي للمدينة", 0),
        ("ar", "قتل في الأحياء السكنية", "الأحياء السكنية", 1),
    ],
)
def test_what_is_no_place_is_dropped(
    code: str,
    text: str,
    taken: str,
    stays: int,
    make_scene: "SceneMaker",
) -> None:
    scene = make_scene(code, text, mentions=[(0, taken, "PLACE")])
    assert len(choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place"))) == stays


def test_an_adjective_takes_its_noun_in(make_scene: "SceneMaker") -> None:
    scene = make_scene("ar", "قتل بالمحور الجنوبي للمدينة", mentions=[(0, "الجنوبي للمدينة", "PLACE")])
    chosen = choose(scene, ATTACK, scene.triggers, fillers(list(scene.mentions), "place"))
    assert [f.mention.text for f in chosen] == ["المحور الجنوبي للمدينه"]


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("Two died in an operation south of Kut", "operation south of Kut", "south of kut"),
        ("Two died in a desert south of Kut", "desert south of Kut", "desert south of kut"),
        ("Two died south of the town of Kut", "south of the town", "south of the town of kut"),
        ("Two died in an area south of the town of Kut", "area south", "area south of the town of kut"),
        ("Two died south of the town, police in Kut said", "south of the town", "south of the town"),
    ],
)
def test_a_side_is_told_with_its_town_and_without_a_deed(
    text: str, taken: str, expected: str, make_scene: "SceneMaker"
) -> None:
    scene = make_scene("en", text, mentions=[(0, taken, "PLACE"), (0, "Kut", "place", {"link": "kut"})])
    given = [m for m in scene.mentions if m.label == "PLACE"]
    chosen = choose(scene, ATTACK, scene.triggers, fillers(given, "place"))
    assert [f.mention.text.lower() for f in chosen] == [expected]


def test_what_is_cut_off_is_no_place(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "He went to the seat of the Kut police", mentions=[(0, "seat of the", "PLACE")])
    assert not choose(scene, ATTACK, scene.triggers, fillers([*scene.mentions], "place"))


@pytest.mark.parametrize(("text", "expected"), [("General Karim Saadoun died", 0), ("Saadoun Karim died", 1)])
def test_a_family_name_is_no_place(text: str, expected: int, make_scene: "SceneMaker") -> None:
    whole = Span(text.index(" ") + 1 if text[0] == "G" else 0, text.index(" died"))
    person = (0, text[whole.start : whole.end], "person", {"parts": {"name": whole}})
    scene = make_scene("en", text, mentions=[person, (0, "Saadoun", "place", {"link": "s"})])
    given = [m for m in scene.mentions if m.label == "place"]
    assert len(choose(scene, ATTACK, scene.triggers, fillers(given, "place"))) == expected


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        (("IQ-NI", "IQ-BA"), [1]),
        (("IQ-NI", "IQ-NI"), [0, 1]),
        (("IQ-NI", None), [0, 1]),
        (("IQ-NI", "IQ-BA", "IQ-NI"), [0, 1, 2]),
        (("IQ-NI",), [0]),
    ],
)
def test_the_town_of_a_dateline_yields_to_places_elsewhere(
    zones: tuple[str | None, ...], expected: list[int], make_scene: "SceneMaker"
) -> None:
    names = ("الموصل", "البصرة", "سنجار")[: len(zones)]
    places = [
        (k, name, "place", {"value": Place(governorate=zone) if zone else None})
        for k, (name, zone) in enumerate(zip(names, zones, strict=True))
    ]
    scene = make_scene("ar", *(f"في {name}" for name in names), mentions=places)
    scene.sentences[0].is_dateline = True
    kept = without_datelines(scene, scene.triggers, fillers(list(scene.mentions), *["place"] * len(zones)))
    assert [f.mention.sentence for f in kept] == expected


@pytest.mark.parametrize(
    ("code", "town", "others", "expected"),
    [
        ("en", "Baghdad", (), []),
        ("ar", "أربيل", (), []),
        ("en", "Mosul", (), [0]),
        ("en", "Mosul", ("Sinjar",), [1]),
    ],
)
def test_the_seat_of_an_agency_is_no_place(
    code: str, town: str, others: tuple[str, ...], expected: list[int], make_scene: "SceneMaker"
) -> None:
    zone = {"value": Place(governorate="IQ-NI")}
    places = [(k, name, "place", zone) for k, name in enumerate((town, *others))]
    scene = make_scene(code, town, *others, mentions=places)
    scene.sentences[0].is_dateline = True
    kept = without_datelines(scene, scene.triggers, fillers(list(scene.mentions), *["place"] * len(places)))
    assert [f.mention.sentence for f in kept] == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [("Bombers struck again", [0]), ("Police said bombers struck again", [])],
)
def test_what_a_report_opens_with_happened_where_its_dateline_says(
    opening: str, expected: list[int], make_scene: "SceneMaker"
) -> None:
    town = (0, "Baghdad", "place", {"value": Place(governorate="IQ-BG")})
    scene = make_scene("en", "Baghdad", opening, mentions=[town], triggers=[(1, "struck", "Attack")])
    scene.sentences[0].is_dateline = True
    kept = without_datelines(scene, scene.triggers, fillers(list(scene.mentions), "place"))
    assert [f.mention.sentence for f in kept] == expected


def test_a_control_center_is_no_place_of_its_cameras(make_scene: "SceneMaker") -> None:
    taken = "center in Baghdad"
    scene = make_scene("en", "Linked to a center in Baghdad", mentions=[(0, taken, "PLACE"), (0, "Baghdad", "place")])
    center, town = scene.mentions
    kept = without_centers(fillers([center, center, town], "control_centre", "place", "place"))
    assert [(f.role, f.mention.text) for f in kept] == [("control_centre", taken), ("place", "Baghdad")]


def test_the_particle_of_a_short_noun_is_no_part_of_a_place(make_scene: "SceneMaker") -> None:
    scene = make_scene("ar", "انفجرت عبوة قرب السوق بحي سومر", mentions=[(0, "بحي سومر", "place")])
    assert [f.mention.text for f in of_places(scene, fillers(list(scene.mentions), "place"))] == ["حي سومر"]
