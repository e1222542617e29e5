"""Coordinations: which mentions are members of one list, and what the second look makes of it."""

import pytest

from iraqsec.articles import split_page
from iraqsec.events.candidates import Scene
from iraqsec.events.features.coordination import coordinated
from iraqsec.events.features.filler_revision import FirstLooks, Looked
from iraqsec.languages.folding import fold
from iraqsec.pipeline import Extractor

EXTRACTOR = Extractor()


def scene_of(text: str) -> Scene:
    view = fold(text)
    return EXTRACTOR.scene(view.text, split_page(view.text, lang=None, published=None).articles[0])


def lists_of(scene: Scene, label: str) -> list[set[str]]:
    lists: dict[int, set[str]] = {}
    for mention in scene.mentions:
        if mention.label == label and coordinated(scene, mention) >= 0:
            lists.setdefault(coordinated(scene, mention), set()).add(mention.text)
    return list(lists.values())


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Police raided farms in Najaf, Karbala and in Hilla on Monday.", {"Najaf", "Karbala", "Hilla"}),
        ("Troops left Mosul, and Tikrit.", {"Mosul", "Tikrit"}),
        ("داهمت الشرطة مزارع في النجف وكربلاء والديوانية أمس.", {"النجف", "كربلاء", "الديوانيه"}),
        ("انسحبت القوات من الموصل، وتكريت أيضا.", {"الموصل", "تكريت"}),
    ],
)
def test_members_stand_after_commas_and_conjunctions(text: str, members: set[str]) -> None:
    assert lists_of(scene_of(text), "place") == [members]


def test_what_a_verb_parts_is_no_list() -> None:
    assert lists_of(scene_of("Police left Najaf and raided Hilla."), "place") == []


def test_members_of_other_kinds_are_other_lists() -> None:
    scene = scene_of("Border guards and the federal police raided farms in Najaf and Karbala.")
    assert lists_of(scene, "place") == [{"Najaf", "Karbala"}]
    assert lists_of(scene, "organization") == [{"Border guards", "federal police"}]


def test_a_filler_is_looked_at_with_the_others_of_its_list() -> None:
    scene = scene_of("Police raided farms in Najaf, Karbala and Hilla. They left Mosul.")
    first = dict(zip(("Najaf", "Karbala", "Hilla", "Mosul"), (0.9, 0.6, 0.2, 0.5), strict=True))
    places = {m.text: m for m in scene.mentions if m.label == "place"}
    fillers = [("place", places[name], chance) for name, chance in first.items()]
    looks = FirstLooks(scene, [Looked("SecurityOperation", frozenset({0}), fillers)])
    told = {name: looks.features(0, "place", places[name], chance) for name, chance in first.items()}
    assert "own|with=-1|2" in told["Hilla"]
    assert "own|with-all=-1|0" in told["Hilla"]
    assert "own|with=2|0" in told["Najaf"]
    assert not any(feature.startswith("own|with") for feature in told["Mosul"])
