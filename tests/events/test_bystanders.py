"""Who stands beside an event and has no part in it."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.bystanders import without_bystanders
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import built_in
from iraqsec.languages.folding import fold

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker


def stay(make_scene: "SceneMaker", code: str, name: str, text: str, trigger: str, *taken: tuple[str, str]) -> list[str]:
    """Return role and words of the fillers that stay."""
    scene = make_scene(
        code,
        text,
        mentions=[(0, words, "ACTOR") for _, words in taken],
        triggers=[(0, trigger, name)] if trigger else [],
    )
    fillers = [Filler(role, mention, 0.9) for (role, _), mention in zip(taken, scene.mentions, strict=True)]
    found = without_bystanders(
        scene, next(frame for frame in built_in() if frame.name == name), scene.triggers, fillers
    )
    return [f"{filler.role}: {filler.mention.text}" for filler in found]


@pytest.mark.parametrize(
    ("text", "taken", "right"),
    [
        ("The US-led alliance formed to fight the Daesh group will leave.", "Daesh group", "US-led alliance"),
        ("A coalition against Daesh will leave.", "Daesh", "coalition"),
        ("Forces battling the so-called Daesh will leave.", "Daesh", "Forces"),
        ("The army used tanks against the Sinjar Units.", "Sinjar Units", "Sinjar Units"),
    ],
)
def test_the_enemy_of_a_coalition_gives_way_to_it(make_scene: "SceneMaker", text: str, taken: str, right: str) -> None:
    assert stay(make_scene, "en", "Deployment", text, "", ("force", taken)) == [f"force: {fold(right).text}"]


def test_an_arabic_enemy_without_a_known_coalition_is_left_out(make_scene: "SceneMaker") -> None:
    text = "قوات التحالف الدولي لمحاربة تنظيم داعش تنسحب"
    assert stay(make_scene, "ar", "Deployment", text, "تنسحب", ("force", "داعش")) == []
    both = stay(make_scene, "ar", "Deployment", text, "تنسحب", ("force", "قوات التحالف"), ("force", "داعش"))
    assert both == ["force: قوات التحالف", "force: قوات التحالف"]


@pytest.mark.parametrize(
    ("code", "name", "text", "trigger", "role", "taken", "left"),
    [
        ("en", "Attack", "Guards have opened an inquiry after a rocket hit it.", "hit", "agent", "Guards", 0),
        ("en", "Attack", "Guards opened fire at a car.", "opened fire", "agent", "Guards", 1),
        ("en", "Attack", "Guards found the bodies of six shot men.", "shot", "agent", "Guards", 0),
        ("en", "Attack", "Guards who were found drunk shot six men.", "shot", "agent", "Guards", 1),
        ("ar", "Attack", "عثرت الشرطة على جثة بقال قتل طعنا", "قتل", "agent", "الشرطة", 0),
        ("ar", "Attack", "قتل حارس بقالا وعثرت الشرطة على جثته", "قتل", "agent", "حارس", 1),
        ("ar", "ArmedClash", "طوقت الشرطة مكان النزاع العشائري", "النزاع العشائري", "participant", "الشرطة", 0),
        ("ar", "ArmedClash", "طوقت الشرطة الدار واشتبكت مع لصوص", "اشتبكت", "participant", "الشرطة", 1),
        ("en", "ArmedClash", "Police intervened in the tribal clash.", "tribal clash", "participant", "Police", 0),
        ("ar", "Attack", "عثر لصوص على راع وقتلوه وأخفوا جثته", "وقتلوه", "agent", "لصوص", 1),
        ("ar", "Attack", "فتحت الشرطة تحقيقا بعد انفجار عبوة", "انفجار", "agent", "الشرطة", 0),
        ("en", "SecurityHandover", "The army says that rebels will hand it over.", "hand", "giver", "army", 0),
        ("en", "SecurityHandover", "The army says that it will hand it over.", "hand", "giver", "army", 1),
        ("en", "Attack", "The unit, also known as U5, said that a plant was hit.", "hit", "target", "unit", 0),
        ("en", "Attack", "According to an officer, a drone hit it.", "hit", "target", "officer", 0),
        ("en", "Arrest", "The Media Cell announced the arrest.", "arrest", "agent", "Media Cell", 0),
        ("en", "Arrest", "The directorate announced the arrest.", "arrest", "agent", "directorate", 1),
        (
            "en",
            "SecurityHandover",
            "It was handed over, he told a news agency.",
            "handed",
            "receiver",
            "news agency",
            False,
        ),
    ],
)
def test_who_tells_has_no_part(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker", code: str, name: str, text: str, trigger: str, role: str, taken: str, left: int
) -> None:
    assert len(stay(make_scene, code, name, text, trigger, (role, taken))) == left


def test_one_body_is_not_both_giver_and_receiver(make_scene: "SceneMaker") -> None:
    text = "كشفت وزارة الدفاع عن تسليم الملف لوزارة الدفاع"
    taken = ("giver", "وزارة الدفاع"), ("receiver", "وزارة الدفاع")
    assert stay(make_scene, "ar", "SecurityHandover", text, "تسليم", *taken) == ["receiver: وزاره الدفاع"]


@pytest.mark.parametrize(
    ("code", "taken", "role"),
    [
        ("en", "Samsung", "contractor"),
        ("en", "oil company", "agent"),
        ("ar", "شركة النخيل", "contractor"),
        ("ar", "الشركة العامة للموانئ", "agent"),
    ],
)
def test_a_firm_that_builds_is_a_contractor(make_scene: "SceneMaker", code: str, taken: str, role: str) -> None:
    found = stay(make_scene, code, "SurveillanceProject", f"{taken} .", "", ("agent", taken))
    assert found == [f"{role}: {fold(taken).text}"]


@pytest.mark.parametrize(
    ("code", "taken", "left"),
    [("ar", "مركز محافظة واسط", 0), ("ar", "مركز سيطرة", 1), ("en", "fire station", 0), ("en", "police station", 1)],
)
def test_where_cameras_are_watched(make_scene: "SceneMaker", code: str, taken: str, left: int) -> None:
    found = stay(make_scene, code, "SurveillanceProject", f"{taken} .", "", ("control_centre", taken))
    assert len(found) == left


@pytest.mark.parametrize(
    ("role", "text", "trigger", "taken", "left"),
    [
        ("place", "A man implicated in a blast in Kut was sentenced.", "sentenced", "Kut", 0),
        ("place", "A man from Kut was sentenced.", "sentenced", "Kut", 1),
        ("place", "Men convicted in Kut were hanged.", "convicted", "Kut", 1),
        ("time", "He was sentenced for theft since 2006.", "sentenced", "2006", 0),
        ("time", "He was sentenced for theft in 2006.", "sentenced", "2006", 1),
    ],
)
def test_where_the_crime_was_is_not_where_the_court_is(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker", role: str, text: str, trigger: str, taken: str, left: int
) -> None:
    assert len(stay(make_scene, "en", "CourtRuling", text, trigger, (role, taken))) == left


@pytest.mark.parametrize(
    ("text", "maker", "right"),
    [
        ("Samsung won a contract for 40 cameras.", "Samsung", ["contractor: samsung"]),
        ("A contract for 40 Hikvision cameras was signed.", "Hikvision", []),
    ],
)
def test_a_known_maker_is_the_contractor(make_scene: "SceneMaker", text: str, maker: str, right: list[str]) -> None:
    scene = make_scene(
        "en", text, mentions=[(0, maker, "organization")], triggers=[(0, "contract", "SurveillanceProject")]
    )
    frame = next(frame for frame in built_in() if frame.name == "SurveillanceProject")
    found = without_bystanders(scene, frame, scene.triggers, [])
    assert [f"{filler.role}: {filler.mention.text.lower()}" for filler in found] == right


@pytest.mark.parametrize(("taken", "left"), [("duties in response", 0), ("chief", 1)])
def test_duties_are_nobody(make_scene: "SceneMaker", taken: str, left: int) -> None:
    text = "He relieved the chief of his duties in response."
    assert len(stay(make_scene, "en", "Appointment", text, "relieved", ("person", taken))) == left


def test_a_man_is_no_weapon(make_scene: "SceneMaker") -> None:
    text = "He was shot by an assailant on a motorcycle."
    found = stay(make_scene, "en", "Attack", text, "shot", ("weapon", "assailant on a motorcycle"))
    assert found == ["agent: assailant on a motorcycle"]


def test_the_enemy_in_a_clash_is_a_side(make_scene: "SceneMaker") -> None:
    text = "He sent troops against the Kut Army."
    assert stay(make_scene, "en", "ArmedClash", text, "", ("participant", "Kut Army")) == ["participant: Kut Army"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "force", "tribe", "left"),
    [
        ("en", "Police intervened and clashed with two tribes.", "clashed", "Police", "two tribes", 2),
        ("en", "Police intervened after two tribes met and clashed.", "clashed", "Police", "two tribes", 1),
        ("ar", "تدخلت الشرطة بين عشيرتين واشتبكت معهما", "واشتبكت", "الشرطة", "عشيرتين", 2),
        ("ar", "تدخلت الشرطة واشتبكت عشيرتين", "واشتبكت", "الشرطة", "عشيرتين", 1),
        ("ar", "اشتبكت الشرطة تدخلت مع عشيرة", "اشتبكت", "الشرطة", "عشيرة", 2),
        ("ar", "اشتباكات بين عشيرة وقوات تدخلت", "اشتباكات", "وقوات", "عشيرة", 2),
    ],
)
def test_who_parts_tribes_and_fights_them(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker", code: str, text: str, trigger: str, force: str, tribe: str, left: int
) -> None:
    found = stay(make_scene, code, "ArmedClash", text, trigger, ("participant", force), ("participant", tribe))
    assert len(found) == left
