"""The second look at fillers: what agrees with an event's other places and times, and what other events hand on."""

from collections.abc import Mapping

import pytest

from iraqsec.articles import split_page
from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.filler_revision import FirstLooks, Looked
from iraqsec.languages.folding import fold
from iraqsec.pipeline import Extractor

EXTRACTOR = Extractor()
TEXT = "Basra police raided a farm in Zubair on 3 May 2024. Gunmen shot a judge in Mosul. A suspect was held in Qurna."


@pytest.fixture(scope="module")
def scene() -> Scene:
    view = fold(TEXT)
    return EXTRACTOR.scene(view.text, split_page(view.text, lang=None, published=None).articles[0])


@pytest.fixture(scope="module")
def named(scene: Scene) -> Mapping[str, EntityMention]:
    return {
        m.text: m for m in scene.mentions if m.found_by != "phrase" and m.label in ("place", "time", "organization")
    }


def told(looks: FirstLooks, event: int, filler: tuple[str, EntityMention, float], opening: str) -> set[str]:
    return {name for name in looks.features(event, *filler) if name.startswith(opening)}


def test_places_agree_by_governorate(scene: Scene, named: Mapping[str, EntityMention]) -> None:
    raid = [("place", named["Zubair"], 0.9), ("place", named["Qurna"], 0.5), ("place", named["Mosul"], 0.5)]
    looks = FirstLooks(scene, [Looked("SecurityOperation", frozenset({0}), raid)])
    assert {"own|agrees=0|away|2", "own|differs=0|away|0", "own|differs-home=0|away|-5"} <= set(
        looks.features(0, "place", named["Qurna"], 0.5)
    )
    assert {"own|agrees=0|away|-5", "own|differs=0|away|2", "own|differs-home=0|away|2"} <= set(
        looks.features(0, "place", named["Mosul"], 0.5)
    )


def test_an_actor_agrees_with_the_place_in_its_name(scene: Scene, named: Mapping[str, EntityMention]) -> None:
    police = named["Basra police"]
    looks = FirstLooks(
        scene, [Looked("Attack", frozenset({1}), [("agent", police, 0.5), ("place", named["Mosul"], 0.9)])]
    )
    assert told(looks, 0, ("agent", police, 0.5), "own|differs=") == {"own|differs=0|away|2"}


def test_what_has_no_known_place_or_time_is_compared_with_none(
    scene: Scene, named: Mapping[str, EntityMention]
) -> None:
    gunmen = next(m for m in scene.mentions if m.text == "Gunmen")
    looks = FirstLooks(scene, [Looked("Attack", frozenset({1}), [("agent", gunmen, 0.5)])])
    assert not told(looks, 0, ("agent", gunmen, 0.5), "own|agrees=")
    (day,) = (m for name, m in named.items() if "May" in name)
    looks = FirstLooks(scene, [Looked("Attack", frozenset({1}), [("time", day, 0.5), ("place", named["Mosul"], 0.9)])])
    assert told(looks, 0, ("time", day, 0.5), "own|agrees=") == {"own|agrees=0|away|-5"}  # with no other time


def test_the_nearest_other_event_hands_on(scene: Scene, named: Mapping[str, EntityMention]) -> None:
    police = named["Basra police"]
    events = [
        Looked("SecurityOperation", frozenset({0}), [("agent", police, 0.9)]),
        Looked("Attack", frozenset({1}), []),
        Looked("Arrest", frozenset({2}), [("agent", police, 0.5)]),
    ]
    looks = FirstLooks(scene, events)
    assert told(looks, 2, ("agent", police, 0.5), "inherits=") == {"inherits=away|2|2|False"}
    assert told(looks, 2, ("agent", police, 0.5), "inherits|type=") == {"inherits|type=away|2|SecurityOperation"}
    assert told(looks, 0, ("agent", police, 0.9), "inherits=") == {"inherits=home|0|2|False"}
    assert not told(looks, 1, ("agent", named["Mosul"], 0.5), "inherits")
