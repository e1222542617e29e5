"""Where some names of a list are places of an event, all are."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.loader import built_in
from iraqsec.events.places_listed import apart, with_whole_lists
from iraqsec.languages.folding import fold
from iraqsec.values import Place
from tests.events.test_fillers import fillers

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

ATTACK = next(frame for frame in built_in() if frame.name == "Attack")


@pytest.mark.parametrize(
    ("code", "text", "names", "chosen", "expected"),
    [
        ("ar", "في (واسط – بابل – ميسان)", ("واسط", "بابل", "ميسان"), (1,), 3),
        ("ar", "في (واسط-بابل-ميسان)", ("واسط", "بابل", "ميسان"), (0, 2), 3),
        ("ar", "في واسط، بابل و ميسان", ("واسط", "بابل", "ميسان"), (0, 1), 3),
        ("ar", "في واسط، بابل و ميسان", ("واسط", "بابل", "ميسان"), (0,), 1),
        ("ar", "في محافظات (واسط، بابل، ميسان)", ("واسط", "بابل", "ميسان"), (0, 2), 3),
        ("ar", "في واسط، بابل، ميسان", ("واسط", "بابل", "ميسان"), (0, 2), 2),
        ("ar", "واسط – بابل", ("واسط", "بابل"), (1,), 1),
        ("ar", "على طريق واسط – بابل – ميسان", ("واسط", "بابل", "ميسان"), (1,), 1),
        ("en", "In Basra, Wasit and Maysan", ("Basra", "Wasit", "Maysan"), (0, 2), 3),
        ("en", "On the Basra-Wasit-Maysan highway", ("Basra", "Wasit", "Maysan"), (1,), 1),
        ("en", "In Balad, Tikrit, Iraq", ("Balad", "Tikrit", "Iraq"), (0, 1), 2),
    ],
)
def test_a_list_of_places_is_whole(  # noqa: PLR0917 - a table and a fixture
    code: str, text: str, names: tuple[str, ...], chosen: tuple[int, ...], expected: int, make_scene: "SceneMaker"
) -> None:
    known = [
        (0, name, "place", {"value": Place(country="IQ"), "link": f"city:{k}", "found_by": "places.name"})
        for k, name in enumerate(names)
    ]
    scene = make_scene(code, text, mentions=known)
    given = fillers([scene.mentions[k] for k in chosen], *["place"] * len(chosen))
    found = {f.mention.text for f in with_whole_lists(scene, ATTACK, given)}
    assert len(found) == expected
    assert found <= {fold(name).text for name in names}


@pytest.mark.parametrize(
    ("code", "text", "taken", "names"),
    [
        ("en", "In Nineveh and Salahaddin", "Nineveh and Salahaddin", ("Nineveh", "Salahaddin")),
        ("ar", "في نينوى وواسط", "نينوى وواسط", ("نينوى", "واسط")),
    ],
)
def test_two_places_in_one_are_given_apart(
    code: str, text: str, taken: str, names: tuple[str, str], make_scene: "SceneMaker"
) -> None:
    cut = (0, int(code == "ar"))
    known = [
        (0, name, "place", {"link": name, "found_by": "places.name", "cut_start": n})
        for name, n in zip(names, cut, strict=True)
    ]
    scene = make_scene(code, text, mentions=[(0, taken, "PLACE"), *known])
    given = [m for m in scene.mentions if m.label == "PLACE"]
    assert len(list(apart(scene, ATTACK, fillers(given, "place")))) == len(names)


def test_a_road_between_two_places_is_one(make_scene: "SceneMaker") -> None:
    taken = "road between Kut and Amara"
    known = [(0, name, "place", {"link": name, "found_by": "places.name"}) for name in ("Kut", "Amara")]
    scene = make_scene("en", f"On the {taken}", mentions=[(0, taken, "PLACE"), *known])
    given = [m for m in scene.mentions if m.label == "PLACE"]
    assert [f.mention.text for f in apart(scene, ATTACK, fillers(given, "place"))] == [taken]


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("في قرى (شروين، شروك، تل حسن) شرقي ديالى", "ديالى", {"ديالي", "شروين", "شروك", "تل حسن"}),
        ("في قرى (شروين، شروك، تل حسن)", "تل حسن", {"شروين", "شروك", "تل حسن"}),
        ("في قرى (شروين، شروك، تل حسن)", "شروك", {"شروين", "شروك", "تل حسن"}),
        ("بمواد (سرقة، قتل) في ديالى", "ديالى", {"ديالي"}),
        ("في قرى (شروين، شروك) ثم نقل المصابون إلى ديالى", "ديالى", {"ديالي"}),
    ],
)
def test_a_list_in_brackets_behind_a_plural_is_whole(
    text: str, chosen: str, expected: set[str], make_scene: "SceneMaker"
) -> None:
    scene = make_scene("ar", text, mentions=[(0, chosen, "place", {"value": Place(governorate="IQ-DI")})])
    found = list(with_whole_lists(scene, ATTACK, fillers(list(scene.mentions), "place")))
    assert {f.mention.text for f in found} == expected
    assert len(found) == len(expected)
