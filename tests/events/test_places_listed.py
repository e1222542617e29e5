"""Where some names of a list are places of an event, all are."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.loader import built_in
from iraqsec.events.places_listed import with_whole_lists
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
