"""Status and attribution, each on a small scene with weights by hand."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.document import EntityMention
from iraqsec.events.attribution import attribute, sources
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.status import decide

if TYPE_CHECKING:
    from tests.events.conftest import ModelsMaker, SceneMaker


def text_of(found: EntityMention | None) -> str | None:
    return found.text if found else None


# -- status -----------------------------------------------------------------------------------------------------------

STATUS = {
    "bias": {"completed": 1.0},
    "cue=neg<": {"negated": 3.0},
    "cue=future<": {"planned": 3.0},
    "cue=demand<": {"proposed": 4.0},
    "-1=عن": {"negated": 2.0},
    "f=لاعتقال": {"planned": 0.5},
}


@pytest.mark.parametrize(
    ("code", "text", "word", "status"),
    [
        ("en", "Guards arrested two men", "arrested", "completed"),
        ("en", "Guards never arrested two men", "arrested", "negated"),
        ("en", "Guards will arrest two men", "arrest", "planned"),
        ("en", "Deputies demanded the arrest of two men", "arrest", "proposed"),
        ("en", "He will retire while guards arrested two men", "arrested", "completed"),
        ("ar", "لم تعتقل الشرطة أحدا", "تعتقل", "negated"),
        ("ar", "سوف تعتقل الشرطة متهمين", "تعتقل", "planned"),
        ("ar", "من أجل عدم تكرار السرقات في السوق اعتقلت الشرطة متهمين", "اعتقلت", "completed"),
        ("ar", "عززت الدوريات من أجل عدم وقوع هجمات", "هجمات", "negated"),
        ("en", "In order not to alarm the town guards arrested two men", "arrested", "completed"),
        ("ar", "كشفت القيادة عن اعتقال متهمين", "اعتقال", "completed"),
        ("ar", "كشفت القيادة عن اعتقال متهمين، ولم تذكر الأسماء", "اعتقال", "completed"),
        ("ar", "كشفت القيادة أنها لم تتحدث عن اعتقال متهمين", "اعتقال", "negated"),
        ("ar", "أعلنت القيادة توقفها عن اعتقال متهمين", "اعتقال", "negated"),
        ("ar", "توقفت القيادة عن اعتقال متهمين", "اعتقال", "negated"),
        ("ar", "انتشرت القوة لاعتقال متهمين", "اعتقال", "planned"),
        ("ar", "ثم تعرض لاعتقال", "اعتقال", "completed"),
        ("ar", "نفذت القوة غير النظامية اعتقال متهمين", "اعتقال", "completed"),
        ("ar", "غير صحيح اعتقال متهمين", "اعتقال", "negated"),
    ],
)
def test_cues_of_the_clause_decide_the_status(  # noqa: PLR0917 - a table and two fixtures
    make_scene: "SceneMaker", make_models: "ModelsMaker", code: str, text: str, word: str, status: str
) -> None:
    scene = make_scene(code, text, triggers=[(0, word, "Arrest")])
    decided, reasons = decide(scene, scene.triggers, [], make_models(status=STATUS))
    assert decided == status
    assert all(weight for _, weight in reasons)


def test_an_aim_that_was_reached_is_completed(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    text = "نصبوا كمينا لاعتقال متهم أسفر عن اعتقال رجلين"
    aim, reached = (0, "لاعتقال", "Arrest"), (0, "اعتقال رجلين", "Arrest")
    models = make_models(status=STATUS)
    for triggers, status in (([aim], "planned"), ([aim, reached], "completed")):
        scene = make_scene("ar", text, triggers=triggers)
        assert decide(scene, scene.triggers[:1], [], models)[0] == status


def test_the_status_is_that_of_all_mentions_together(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene(
        "en",
        "Guards will arrest him.",
        "No arrest was made.",
        "The never ending move.",
        triggers=[(0, "arrest", "Arrest"), (1, "arrest", "Arrest"), (2, "move", "Arrest", {"strength": "anaphor"})],
    )
    models = make_models(status=STATUS | {"cue=neg<": {"negated": 2.5}})
    assert decide(scene, scene.triggers[:1], [], models)[0] == "planned"
    assert decide(scene, scene.triggers[1:2], [], models)[0] == "negated"
    assert decide(scene, scene.triggers[:2], [], models)[0] == "planned"
    assert decide(scene, scene.triggers, [], models)[0] == "negated"


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("They held a man who was planting a bomb.", "planting", "negated"),
        ("They held a man while trying to plant a bomb.", "plant", "negated"),
        ("They held a man for planting a bomb.", "planting", "completed"),
    ],
)
def test_who_was_caught_at_it_has_not_done_it(
    make_scene: "SceneMaker", make_models: "ModelsMaker", text: str, word: str, status: str
) -> None:
    scene = make_scene("en", text, triggers=[(0, word, "Attack")])
    models = make_models(status={"bias": {"completed": 2.0, "negated": 1.0}})
    assert decide(scene, scene.triggers, [], models)[0] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [("عقد في أربيل مؤتمر أمني", "completed"), ("يجري الإعداد لعقد مؤتمر في أربيل", "planned")],
)
def test_what_was_held_is_not_planned(
    make_scene: "SceneMaker", make_models: "ModelsMaker", text: str, status: str
) -> None:
    scene = make_scene("ar", text, triggers=[(0, "مؤتمر", "Conference")])
    models = make_models(status={"bias": {"completed": 1.0, "planned": 2.0}})
    assert decide(scene, scene.triggers, [], models)[0] == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("He ordered the dismissal of an officer.", "the dismissal", "completed"),
        ("He ordered the removal of an officer.", "removal", "completed"),
        ("He ordered the appointment of an officer.", "appointment", "planned"),
        ("He wants the dismissal of an officer.", "dismissal", "planned"),
    ],
)
def test_who_is_removed_by_order_is_removed(
    make_scene: "SceneMaker", make_models: "ModelsMaker", text: str, word: str, status: str
) -> None:
    scene = make_scene("en", text, triggers=[(0, word, "Appointment")])
    models = make_models(status={"bias": {"completed": 1.0, "planned": 2.0}})
    assert decide(scene, scene.triggers, [], models)[0] == status


@pytest.mark.parametrize(
    ("text", "time", "chance", "status"),
    [
        ("Guards open the road next week", "next week", 0.9, "planned"),
        ("Guards open the road next week", "next week", 0.4, "completed"),
        ("Guards opened the road last week", "last week", 0.9, "completed"),
        ("Guards opened the road the next day", "next day", 0.9, "completed"),
    ],
)
def test_what_lies_ahead_is_not_completed_unless_its_time_is_doubtful(  # noqa: PLR0917 - a table and two fixtures
    make_scene: "SceneMaker", make_models: "ModelsMaker", text: str, time: str, chance: float, status: str
) -> None:
    scene = make_scene("en", text, mentions=[(0, time, "time")], triggers=[(0, text.split()[1], "Arrest")])
    models = make_models(status={"bias": {"completed": 2.0, "planned": 1.0}})
    assert decide(scene, scene.triggers, [Filler("time", scene.mentions[0], chance)], models)[0] == status


# -- who says so ------------------------------------------------------------------------------------------------------


def test_the_source_is_the_nearest_speaker(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Police command of Kut said that Omar Hadi fled.",
        mentions=[(0, "Police command of Kut", "organization"), (0, "Omar Hadi", "person"), (0, "Kut", "place")],
    )
    assert [text_of(m) for m in sources(scene)] == ["Police command of Kut"]


def test_a_source_may_be_a_plain_noun(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "A security source said that two men fled.", mentions=[(0, "A security source", "phrase")])
    assert [text_of(m) for m in sources(scene)] == ["A security source"]


def test_an_actor_of_what_is_told_is_no_source(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "It was reported that two officers fled.", mentions=[(0, "two officers", "group")])
    assert sources(scene) == [None]


def test_a_quotation_goes_on_with_its_source(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Omar Hadi said the raid ended.",
        '"Two men were held."',
        "It was added that all was calm.",
        "Shops opened again.",
        "Others reported nothing.",
        mentions=[(0, "Omar Hadi", "person")],
    )
    assert [text_of(m) for m in sources(scene)] == ["Omar Hadi", "Omar Hadi", "Omar Hadi", None, None]


def test_a_title_has_the_first_source_of_its_article(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "ar",
        "اعتقال متهمين",
        "ذكرت وزارة الداخلية أن الشرطة اعتقلت متهمين",
        title=True,
        mentions=[(1, "وزارة الداخلية", "organization")],
    )
    said_by = sources(scene)
    assert text_of(said_by[0]) is None
    assert text_of(attribute(scene, said_by, 0)) == text_of(attribute(scene, said_by, 1)) == "وزاره الداخليه"
