"""Who only tells of an event."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import built_in
from iraqsec.events.tellers import only_tells
from iraqsec.languages.base import word_lists

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker


@pytest.mark.parametrize(
    ("name", "text", "trigger", "role", "taken", "tells"),
    [
        ("Arrest", "Jasim Ali, head of the guard, said 11 smugglers were held.", "held", "suspect", "Jasim Ali", 1),
        ("Arrest", "Two men said they were held in Balad.", "held", "suspect", "men", 0),
        ("Attack", "Gunmen killed a guard, Jasim Ali, a teacher, told AFP.", "killed", "target", "Jasim Ali", 1),
        ("Attack", "Gunmen killed a guard, Jasim Ali, said police.", "killed", "target", "Jasim Ali", 0),
        ("Attack", "Gunmen killed a guard, Jasim Ali, a source told AFP.", "killed", "target", "Jasim Ali", 0),
        ("Attack", "A bomb killed a man, he told Radio Rebin.", "killed", "target", "Radio Rebin", 1),
        ("Attack", "The guards on Sunday said a bomb killed two men.", "killed", "target", "guards", 1),
        ("Attack", "The guards on Sunday said that a bomb killed two men.", "killed", "agent", "guards", 1),
        ("Attack", "The guards on Sunday said their bomb killed two men.", "killed", "agent", "guards", 0),
        ("Attack", "The guards on Sunday said jets killed two men.", "killed", "agent", "guards", 0),
        ("Attack", "The guards on Sunday said drones killed two men.", "killed", "agent", "guards", 1),
        ("Attack", "The guards announced the killing of two men.", "killing", "agent", "guards", 0),
        ("Arrest", "It told a news agency that it held two men.", "held", "agent", "news agency", 1),
        ("Arrest", "The army spokesman said two men were held.", "held", "agent", "army spokesman", 1),
        (
            "Conference",
            "It opens, said army spokesman Jasim Ali.",
            "opens",
            "participant",
            "army spokesman Jasim Ali",
            1,
        ),
        ("Conference", "It opens, said Jasim Ali.", "opens", "participant", "Jasim Ali", 0),
        ("Agreement", "They signed it; the signing was attended by Jasim Ali.", "signed", "party", "Jasim Ali", 1),
        ("Agreement", "They signed it with Jasim Ali.", "signed", "party", "Jasim Ali", 0),
        (
            "Agreement",
            "The signing was attended by a guest before they and Ali Omar met.",
            "met",
            "party",
            "Ali Omar",
            0,
        ),
        ("Arrest", "The army said two men were held.", "held", "agent", "army", 0),
    ],
)
def test_who_tells(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker", name: str, text: str, trigger: str, role: str, taken: str, tells: int
) -> None:
    day = [(0, "Sunday", "time")] if "Sunday" in text else []
    scene = make_scene("en", text, mentions=[(0, taken, "ACTOR"), *day], triggers=[(0, trigger, name)])
    frame = next(frame for frame in built_in() if frame.name == name)
    mention = next(m for m in scene.mentions if m.label == "ACTOR")
    found = only_tells(scene, frame, scene.triggers, Filler(role, mention, 0.9), word_lists("en", "bystanders"))
    assert found == tells


@pytest.mark.parametrize(
    ("text", "taken", "tells"),
    [
        ("حضر التوقيع وزير الدفاع، ووقع المذكرة قاسم علي", "قاسم علي", 0),
        ("وقع المذكرة قاسم علي، وحضر التوقيع وزير الدفاع", "وزير الدفاع", 1),
    ],
)
def test_who_attends_an_arabic_signing(make_scene: "SceneMaker", text: str, taken: str, tells: int) -> None:
    scene = make_scene("ar", text, mentions=[(0, taken, "ACTOR")], triggers=[(0, "المذكرة", "Agreement")])
    frame = next(frame for frame in built_in() if frame.name == "Agreement")
    filler = Filler("party", scene.mentions[0], 0.9)
    assert only_tells(scene, frame, scene.triggers, filler, word_lists("ar", "bystanders")) == tells
