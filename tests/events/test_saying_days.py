"""Which days are those of telling, and which times belong to what a sentence is parted from."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iraqsec.events.saying_days import is_its_day
from iraqsec.events.types import TYPES
from iraqsec.taggers.base import Context
from iraqsec.taggers.times import Times
from iraqsec.values import Period

if TYPE_CHECKING:
    from iraqsec.events.candidates import Scene
    from tests.events.conftest import SceneMaker


def its_days(scene: "Scene", name: str) -> list[bool]:
    """Tell of each time of a scene whether it may be that of the event with the scene's triggers."""
    times = Times().tag(scene.sentences, Context(scene.language, scene.published))
    return [is_its_day(scene, TYPES[name], scene.triggers, time) for time in times]


@pytest.mark.parametrize(
    ("code", "text", "word", "expected"),
    [
        ("en", "On Thursday, the border agency announced the arrest of two men.", "arrest", [False]),
        ("en", "On Monday, Col. Ali Karim, head of the unit, said that men were arrested.", "arrested", [False]),
        ("en", "Police said on Sunday that two men were arrested.", "arrested", [False]),
        ("en", "Two men were arrested in Hit, police said in a statement on Sunday.", "arrested", [False]),
        ("en", "Police said on Sunday that two men were arrested on Friday.", "arrested", [False, True]),
        ("en", "On Sunday, police arrested two men, the ministry said.", "arrested", [True]),
        ("en", "Two men were arrested on Sunday.", "arrested", [True]),
        ("en", "The army on Sunday confirmed that two men were arrested.", "arrested", [False]),
        ("en", "The governor on Sunday condemned the killing of two men.", "killing", [False]),
        ("en", "On Sunday, the envoy called for calm after the killing of two men.", "killing", [False]),
        ("en", "On Sunday a group called Saraya arrested two men.", "arrested", [True]),
        ("en", "A court on Sunday condemned two men.", "condemned", [True]),
        ("ar", "أدان المحافظ، الأحد، مقتل رجلين", "مقتل", [False]),
        ("ar", "أعلنت القيادة، اليوم الخميس (12 شباط 2026)، اعتقال رجلين", "اعتقال", [False, False]),
        ("ar", "أعلنت القيادة، يوم الخميس، اعتقال رجلين", "اعتقال", [False]),
        ("ar", "أعلنت القيادة أن قوة نفذت، يوم الخميس، اعتقال رجلين", "اعتقال", [True]),
        ("ar", "اعتقلت القوة، يوم الخميس، رجلين", "اعتقلت", [True]),
    ],
)
def test_a_day_of_telling_is_no_time(
    make_scene: "SceneMaker", code: str, text: str, word: str, expected: list[bool]
) -> None:
    assert its_days(make_scene(code, text, triggers=[(0, word, "Arrest")]), "Arrest") == expected


def test_only_a_likely_verb_parts_a_day_from_who_tells(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "ar",
        "أفاد مصدر أمني، يوم الخميس، باعتقال رجلين",
        triggers=[(0, "باعتقال", "Arrest"), (0, "أمني", "Attack")],
    )
    arrest, other = scene.triggers
    (time,) = Times().tag(scene.sentences, Context(scene.language, scene.published))
    assert is_its_day(scene, TYPES["Arrest"], [arrest], time)
    other.probability = 0.01
    assert not is_its_day(scene, TYPES["Arrest"], [arrest], time)


def test_a_speech_is_held_on_the_day_of_its_words(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en", "The envoy said on Sunday at a meeting in Hit that all is well.", triggers=[(0, "meeting", "Meeting")]
    )
    assert its_days(scene, "Meeting") == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Sunday, the ministry announced a forum on drugs on July 22.", [False, True]),
        ("On Sunday, the ministry announced a forum on drugs.", [True]),
        ("On Sunday, the envoy announced at a forum that he leaves on July 22.", [True, True]),
        ("On Sunday, the ministry held a forum and left on Monday.", [True, True]),
    ],
)
def test_who_announces_guests_for_another_day_does_not_receive_them(
    make_scene: "SceneMaker", text: str, expected: list[bool]
) -> None:
    seen = [(0, "July 22", "time", {"value": Period(date(2024, 7, 22), date(2024, 7, 22))})] if "July" in text else []
    scene = make_scene("en", text, triggers=[(0, "forum", "Conference")], mentions=seen)
    assert its_days(scene, "Conference") == expected


@pytest.mark.parametrize(
    ("code", "text", "words", "expected"),
    [
        ("en", "A forum on drugs follows two previous forums in 2021 and 2022.", ("forum", "forums"), [False, False]),
        ("en", "A forum on drugs follows two forums in 2021.", ("forum", "forums"), [True]),
        ("en", "The previous forum, held in 2021, was short.", ("forum", "held"), [True]),
        ("ar", "اعتقل رجلان بعد اعتقال المدير السابق في عام 2021", ("اعتقل", "اعتقال"), [True]),
    ],
)
def test_earlier_events_have_their_own_years(
    make_scene: "SceneMaker", code: str, text: str, words: tuple[str, str], expected: list[bool]
) -> None:
    scene = make_scene(code, text, triggers=[(0, word, "Conference") for word in words])
    times = Times().tag(scene.sentences, Context(scene.language))
    assert [is_its_day(scene, TYPES["Conference"], scene.triggers[:1], time) for time in times] == expected
    assert all(is_its_day(scene, TYPES["Conference"], scene.triggers, time) for time in times)


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        ("en", ("Guards shot a man on Monday.", "Earlier, the army arrested two smugglers."), [False]),
        ("en", ("Guards shot a man on Monday.", "Separately, the army arrested two smugglers."), [False]),
        ("en", ("Guards shot a man on Monday.", "The army arrested two smugglers."), [True]),
        ("ar", ("قتل حارس يوم الاثنين", "وفي سياق آخر اعتقلت القوة مهربين"), [False]),
        ("ar", ("قتل حارس يوم الاثنين", "اعتقلت القوة مهربين"), [True]),
    ],
)
def test_a_parting_word_keeps_the_day_before_away(
    make_scene: "SceneMaker", code: str, texts: tuple[str, str], expected: list[bool]
) -> None:
    word = {"en": "arrested", "ar": "اعتقلت"}[code]
    assert its_days(make_scene(code, *texts, triggers=[(1, word, "Arrest")]), "Arrest") == expected
