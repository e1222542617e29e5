"""Who is on which side of an attack."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import built_in
from iraqsec.events.sides import on_their_side
from iraqsec.values import Number

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

Taken = tuple[str, str, str]


def stay(make_scene: "SceneMaker", code: str, text: str, trigger: str, *taken: Taken) -> list[str]:
    """Return the roles of the fillers of an attack that stay; ``taken`` are role, words and label."""
    scene = make_scene(
        code,
        text,
        mentions=[(0, words, label) for _, words, label in taken],
        triggers=[(0, trigger, "Attack")],
    )
    frame = next(frame for frame in built_in() if frame.name == "Attack")
    fillers = [Filler(role, mention, 0.9) for (role, *_), mention in zip(taken, scene.mentions, strict=True)]
    return [filler.role for filler in on_their_side(scene, frame, scene.triggers, fillers)]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "agent", "weapon", "left"),
    [
        ("en", "A drone was intercepted over Kut by guards and shot down.", "shot down", "guards", "drone", 0),
        ("en", "Guards brought down a drone near the base.", "brought down", "Guards", "drone", 0),
        ("ar", "أسقطت الدفاعات الجوية طائرة قرب الكوت", "أسقطت", "الدفاعات الجوية", "طائرة", 0),
        ("ar", "تم إسقاط طائرة من قبل الحرس", "إسقاط", "الحرس", "طائرة", 0),
        ("en", "A drone was shot down by gunmen near Kut.", "shot down", "gunmen", "drone", 1),
        ("en", "A helicopter was shot down by men with a gun.", "shot down", "men", "gun", 1),
        ("en", "The squad said that guards shot down its drone.", "shot down", "squad", "drone", 1),
    ],
)
def test_who_shoots_down_the_drone_did_not_send_it(
    make_scene: "SceneMaker",
    code: str,
    text: str,
    trigger: str,
    *,
    agent: str,
    weapon: str,
    left: int,
) -> None:
    found = stay(make_scene, code, text, trigger, ("agent", agent, "ACTOR"), ("weapon", weapon, "GOODS"))
    assert found.count("agent") == left


@pytest.mark.parametrize(
    ("text", "taken", "left"),
    [("It began anti-IS raids.", "IS", ["target"]), ("It began raids on IS.", "IS", ["agent"])],
)
def test_whom_an_operation_is_against_is_its_target(
    make_scene: "SceneMaker", text: str, taken: str, left: list[str]
) -> None:
    scene = make_scene("en", text, mentions=[(0, taken, "organization", {"classes": frozenset({"armed_group"})})])
    frame = next(frame for frame in built_in() if frame.name == "SecurityOperation")
    found = on_their_side(scene, frame, scene.triggers, [Filler("agent", scene.mentions[0], 0.9)])
    assert [filler.role for filler in found] == left


@pytest.mark.parametrize(
    ("code", "text", "trigger", "taken", "left"),
    [
        ("en", "Raids on the Syrian border killed five.", "killed", ("agent", "Syrian border", "place"), 0),
        ("en", "The Syrian border guards killed five.", "killed", ("agent", "Syrian border guards", "ACTOR"), 1),
        ("ar", "غارات على الحدود السورية قتلت خمسة", "قتلت", ("agent", "الحدود السورية", "place"), 0),
        ("en", "A suicide bomber detonated his vest.", "detonated", ("target", "suicide bomber", "ACTOR"), 0),
        ("en", "A suicide bomber was shot.", "shot", ("target", "suicide bomber", "ACTOR"), 1),
        ("ar", "فجر انتحاري نفسه وسط الحشد", "فجر", ("target", "انتحاري", "ACTOR"), 0),
    ],
)
def test_a_border_does_nothing_and_a_bomber_is_not_his_own_target(
    make_scene: "SceneMaker", code: str, text: str, trigger: str, *, taken: Taken, left: int
) -> None:
    assert len(stay(make_scene, code, text, trigger, taken)) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Salim Ali, commander of the Kut Force, was killed.", ["target"]),
        ("Salim Ali was killed by the Kut Force, police said.", ["target", "agent"]),
        ("Salim Ali, killed by the Kut Force, was buried.", ["target", "agent"]),
        ("Salim Ali, killed in a Kut Force raid, was buried.", ["target", "agent"]),
    ],
)
def test_whom_the_target_led_did_not_hit_him(make_scene: "SceneMaker", text: str, left: list[str]) -> None:
    taken = ("target", "Salim Ali", "person"), ("agent", "Kut Force", "ACTOR")
    assert stay(make_scene, "en", text, "killed", *taken) == left


def rest(
    make_scene: "SceneMaker", code: str, name: str, text: str, taken: Taken, *, value: Number | None = None
) -> bool:
    """Tell whether one filler of an event stays."""
    role, words, label = taken
    scene = make_scene(code, text, mentions=[(0, words, label, {"value": value})])
    frame = next(frame for frame in built_in() if frame.name == name)
    return bool(list(on_their_side(scene, frame, (), [Filler(role, scene.mentions[0], 0.9)])))


@pytest.mark.parametrize(
    ("code", "text", "count", "left"),
    [
        ("en", "A gang consisting of six people kidnapped two children.", "six", False),
        ("en", "A gang consisting of six people kidnapped two children.", "two", True),
        ("ar", "خطفته عصابة مكونة من 3 أفراد", "3", False),
        ("ar", "خطف خمسة مسلحين تاجرا", "خمسة مسلحين", False),
        ("ar", "خطف مسلحون خمسة رعاة", "خمسة رعاة", True),
    ],
)
def test_a_gang_is_not_kidnapped(make_scene: "SceneMaker", code: str, text: str, count: str, *, left: bool) -> None:
    taken = ("quantity", count, "number")
    assert rest(make_scene, code, "Abduction", text, taken, value=Number(number=4, unit="person")) == left


@pytest.mark.parametrize(
    ("code", "text", "name", "left"),
    [
        ("ar", "نفذت القوات عملية نوعية في الكوت", "نوعية", False),
        ("ar", "عملية في (60كم شمال بعقوبة)", "60كم شمال بعقوبة", False),
        ("en", 'The army began a "large-scale" operation.', "large-scale", False),
        ("ar", "انطلقت عملية الوعد الصادق", "الوعد الصادق", True),
        ("en", 'The army began "Solid Will".', "Solid Will", True),
    ],
)
def test_a_name_has_a_noun(make_scene: "SceneMaker", code: str, text: str, name: str, *, left: bool) -> None:
    assert rest(make_scene, code, "SecurityOperation", text, ("name", name, "phrase")) == left


def test_who_is_told_of_an_attack_is_not_its_target(make_scene: "SceneMaker") -> None:
    assert not rest(make_scene, "ar", "Attack", "قال مصدر لمراسل الوكالة إن عبوة انفجرت", ("target", "مراسل", "ACTOR"))
    assert rest(make_scene, "ar", "Attack", "قال مصدر إن العبوة استهدفت مراسل الوكالة", ("target", "مراسل", "ACTOR"))


@pytest.mark.parametrize(
    ("text", "one", "left"), [("كان متورطا بقتل مدنيين", "متورطا", False), ("وكان ضابط قد قتل", "ضابط", True)]
)
def test_what_somebody_was_counts_nobody(make_scene: "SceneMaker", text: str, one: str, *, left: bool) -> None:
    taken = ("killed", one, "number")
    assert rest(make_scene, "ar", "Attack", text, taken, value=Number(number=1, unit="person")) == left


@pytest.mark.parametrize(
    ("code", "text", "taking", "freeing", "who", "left"),
    [
        ("ar", "اختطف لصوص طباخا وتم تحريره", ("اختطف", "اختطف"), ("تحريره", "تحرير"), "لصوص", 0),
        ("ar", "اختطف لصوص طباخا وأفرجوا عنه", ("اختطف", "اختطف"), ("وأفرجوا", "أفرج"), "لصوص", 1),
        ("en", "Robbers kidnapped a cook who was freed.", ("kidnapped", "kidnap"), ("freed", "free"), "Robbers", 0),
        ("en", "Guards said a kidnapped cook was freed.", ("kidnapped", "kidnap"), ("freed", "free"), "Guards", 1),
    ],
)
def test_who_kidnapped_has_not_freed(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker",
    code: str,
    text: str,
    taking: tuple[str, str],
    freeing: tuple[str, str],
    who: str,
    left: int,
) -> None:
    triggers = [(0, word, "Abduction", {"entry": entry}) for word, entry in (taking, freeing)]
    scene = make_scene(code, text, mentions=[(0, who, "ACTOR")], triggers=triggers)
    frame = next(frame for frame in built_in() if frame.name == "Abduction")
    found = on_their_side(scene, frame, scene.triggers[1:], [Filler("agent", scene.mentions[0], 0.9)])
    assert len(list(found)) == left
