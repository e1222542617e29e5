"""Which of ``killed`` and ``wounded`` the words beside a count leave."""

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from iraqsec.events.casualties import befell, settle
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import built_in
from iraqsec.values import Number

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}


@pytest.mark.parametrize(
    ("code", "text", "count", "said"),
    [
        ("en", "At least one guard was wounded in Hit.", "one", "wounded"),
        ("en", "The blast left nine people hurt on Friday.", "nine", "wounded"),
        ("en", "A quarrel of two clans, and six injuries.", "six", "wounded"),
        ("en", "Seven of the guards were killed.", "Seven", "killed"),
        ("en", "The shell killed at least four and wounded ten.", "four", "killed"),
        ("en", "The shell killed at least four and wounded ten.", "ten", "wounded"),
        ("en", "Three girls died and five boys were hurt.", "five", "wounded"),
        ("en", "The shelling ended in killing and injuring 11 farmers.", "11", "killed wounded"),
        ("en", "He told of the deaths of at least 11 farmers and the wounding of two.", "11", "killed"),
        ("en", "He told of the deaths of at least 11 farmers and the wounding of two.", "two", "wounded"),
        ("en", "It left 11 farmers dead and wounded.", "11", "killed wounded"),
        ("en", "The guards caught 11 farmers, and one was killed.", "11", ""),
        ("en", "Thirty men who fled were not found.", "Thirty", ""),
        ("en", "It ended in 12 martyrs and six injuries.", "12", "killed"),
        ("en", "Two men were killed and three others captured.", "three", ""),
        ("ar", "أصيب ما لا يقل عن 8 عمال في الحلة", "8", "wounded"),
        ("ar", "أسفر الانفجار عن مقتل 4 جنود وإصابة 9 آخرين", "4", "killed"),
        ("ar", "أسفر الانفجار عن مقتل 4 جنود وإصابة 9 آخرين", "9", "wounded"),
        ("ar", "أسفر عن سقوط 3 قتلى", "3", "killed"),
        ("ar", "أفاد مصدر بمقتل وجرح 14 عاملا في الكوت", "14", "killed wounded"),
        ("ar", "إن حارسا قتل وأصيب 5 عمال", "5", "wounded"),
        ("ar", "لقي حارسان مصرعهما وأصيب 5 عمال", "5", "wounded"),
        ("ar", "خلف النزاع 4 قتلى وجرحى", "4 قتلى", "killed wounded"),
        ("ar", "سقط قتيل وجريح في الكوت", "جريح", "wounded"),
        ("ar", "سقط أربعة بين قتيل وجريح في الكوت", "جريح", "killed wounded"),
        ("ar", "سقط أربعة بين قتيل وجريح في الكوت", "قتيل", "killed wounded"),
        ("ar", "راح ضحيته 11 عاملا وحارسا بين قتيل وجريح", "11", "killed wounded"),
        ("ar", "حضر 5 عمال وأصيب حارس", "5", ""),
        ("ar", "أفاد بأن بستانيا أصيب بشظية", "بستانيا", "wounded"),
        ("ar", "إن أربعة من البستانيين أصيبوا بشظايا", "أربعة", "wounded"),
        ("ar", "إن سائقا تعرض لإصابة بليغة", "سائقا", "wounded"),
        ("ar", "أفاد بمقتل ثلاثة بستانيين أصيبوا بشظايا", "ثلاثة", "killed"),
        ("ar", "إن بستانيا نجا من الشظايا", "بستانيا", ""),
        ("ar", "اقتحم أربعة مسلحين بستانا وقتلوا صاحبه", "أربعة", ""),
        ("ar", "مقتل صائغ على يد حارس في الكوت", "حارس", ""),
        ("en", "Two brothers on a bike shot dead a farmer.", "Two", ""),
        ("en", "Seven masked men raided a farm in Hit.", "Seven", ""),
        ("en", "Seven farmers killed the day before lay in Hit.", "Seven", "killed"),
        ("en", "Seven farmers wounded a few hours earlier lay in Hit.", "Seven", "wounded"),
        ("en", "Seven farmers were shot by two guards, killed in turn.", "two", ""),
        ("en", "Bandits gunned down 11 farmers.", "11", "killed"),
        ("en", "The shell left two farmers, one of them a girl, hurt.", "two", "wounded"),
        ("en", "The shell left two farmers and a girl injured.", "two", "wounded"),
        ("en", "The shell left at least two farmers, one of them a girl, dead and six hurt.", "two", "killed"),
    ],
)
def test_the_words_beside_a_count_tell_what_befell(
    make_scene: "SceneMaker", code: str, text: str, count: str, said: str
) -> None:
    scene = make_scene(code, text, mentions=[(0, count, "number")])
    assert befell(scene, scene.mentions[0]) == set(said.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten men were wounded in Hit.", ["wounded"]),
        ("Ten men were killed in Hit.", ["killed"]),
        ("Killing and wounding Ten men.", []),
        ("Ten men ran.", ["killed"]),
    ],
)
def test_a_count_gets_the_role_that_is_left(make_scene: "SceneMaker", text: str, expected: list[str]) -> None:
    scene = make_scene("en", text, mentions=[(0, "Ten", "number")])
    settled = settle(scene, FRAMES["Attack"], [Filler("killed", scene.mentions[0], 0.9)])
    assert [filler.role for filler in settled] == expected


@pytest.mark.parametrize(("doer", "expected"), [("gunmen", []), ("Hit", ["killed"])])
def test_those_who_attack_are_not_counted(make_scene: "SceneMaker", doer: str, expected: list[str]) -> None:
    mentions = [(0, "Four gunmen", "number"), (0, doer, "organization")]
    scene = make_scene("en", "Four gunmen, dressed as guards, fired in Hit.", mentions=mentions)
    count = Filler("killed", evolve(scene.mentions[0], head=1), 0.9)
    settled = settle(scene, FRAMES["Attack"], [count, Filler("agent", scene.mentions[1], 0.9)])
    assert [filler.role for filler in settled if filler.role != "agent"] == expected


def test_other_roles_are_left_alone(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "Police arrested ten wounded men.", mentions=[(0, "ten", "number")])
    fillers = [Filler("quantity", scene.mentions[0], 0.9)]
    assert settle(scene, FRAMES["Arrest"], fillers) == fillers


def test_what_counts_things_counts_no_dead(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "Two sentences for killing guards.", mentions=[(0, "Two", "number")])
    case = evolve(scene.mentions[0], value=Number(2, unit="case"))
    people = evolve(scene.mentions[0], value=Number(2, unit="person"))
    fillers = [Filler("killed", case, 0.9), Filler("killed", people, 0.9)]
    assert [f.mention for f in settle(scene, FRAMES["Attack"], fillers)] == [people]


@pytest.mark.parametrize(
    ("code", "text", "count", "kept"),
    [
        ("en", "Two men were killed and three others captured.", "three", []),
        ("en", "They shot some, capturing three others.", "three", []),
        ("en", "Two men blew themselves up.", "Two", []),
        ("en", "They shot 25 captured guards.", "25", ["wounded"]),
        ("en", "They captured three wounded men.", "three", ["wounded"]),
        ("ar", "قتلوا حارسا وتم القبض على ثلاثة آخرين", "ثلاثة", []),
        ("ar", "قتلوا حارسا وأصابوا ثلاثة آخرين", "ثلاثة", ["wounded"]),
    ],
)
def test_who_was_captured_or_blew_up_himself_is_no_casualty(
    make_scene: "SceneMaker", code: str, text: str, count: str, kept: list[str]
) -> None:
    scene = make_scene(code, text, mentions=[(0, count, "number")])
    found = settle(scene, FRAMES["Attack"], [Filler("wounded", scene.mentions[0], 0.9, ())])
    assert [f.role for f in found] == kept
