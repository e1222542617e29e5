"""What is opened tells a new system from a new building."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.opened import told_apart

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker


@pytest.mark.parametrize(
    ("code", "text", "verb", "system"),
    [
        ("ar", "افتتح وزير الداخلية منظومة الجوازات في برلين", "افتتح", True),
        ("ar", "افتتح في مقر المحافظة نظاما للأرشفة", "افتتح", True),
        ("ar", "افتتح الوزير بنك معلومات للأسلحة", "افتتح", True),
        ("ar", "افتتح الوزير مبنى بنك الرافدين", "افتتح", False),
        ("ar", "افتتح الوزير مركز منظومة الجوازات", "افتتح", False),
        ("ar", "افتتح الوزير منظومة اتصال حديثة ومركز تدريب", "افتتح", False),
        ("ar", "افتتح الوزير منظومة اتصال في المقر ومركز التدريب", "افتتح", True),
        ("ar", "افتتح الوزير منظومة كاميرات المراقبة", "افتتح", False),
        ("ar", "افتتح الوزير مركز شرطة يعمل بنظام حديث", "افتتح", False),
        ("ar", "افتتح الوزير سجنا، وأطلق منظومة الجوازات", "افتتح", False),
        ("en", "The minister opened a passport system in Kut.", "opened", True),
        ("en", "The minister opened the passport system building.", "opened", False),
        ("en", "The minister opened a station with a new system.", "opened", False),
    ],
)
def test_a_system_is_no_building(make_scene: "SceneMaker", code: str, text: str, verb: str, *, system: bool) -> None:
    likely, unlikely = {"probability": 0.7}, {"probability": 0.1}
    triggers = [(0, verb, "FacilityOpening", likely), (0, verb, "DigitalSystem", unlikely)]
    scene = make_scene(code, text, triggers=triggers)
    told_apart(scene)
    assert (scene.triggers[1].probability > scene.triggers[0].probability) is system
