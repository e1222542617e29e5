"""Scoring, merging and writing, each on a small scene with weights by hand."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iraqsec.document import Span
from iraqsec.events.builder import calibrated, draft_events, trigger_span, write_event
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import FirstLook
from iraqsec.events.loader import built_in
from iraqsec.events.matcher import Matcher, Trigger
from iraqsec.events.merger import merge
from iraqsec.events.readings import Readings
from iraqsec.events.scorer import Models, Settings, choose_triggers, score_triggers
from iraqsec.languages.base import get
from iraqsec.values import Number, Period, Place

if TYPE_CHECKING:
    from tests.events.conftest import ModelsMaker, SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}
BASRA = Place(governorate="IQ-BA")


# -- which triggers ---------------------------------------------------------------------------------------------------


def test_weights_decide_how_likely_a_trigger_is(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene("en", "Guards arrested men.", triggers=[(0, "arrested", "Arrest"), (0, "men", "Protest")])
    features = score_triggers(scene, make_models(revision={"bias": {"*": -1.0, "Arrest": 4.0}}))
    assert [round(t.probability, 3) for t in scene.triggers] == [0.953, 0.269]
    assert all("bias" in parts[0] for parts in features)


def test_of_overlapping_triggers_the_likeliest_stays(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Guards opened a border post and left.",
        triggers=[
            (0, "opened a border post", "BorderSecurity", {"probability": 0.6}),
            (0, "opened", "FacilityOpening", {"probability": 0.8}),
            (0, "left", "Deployment", {"probability": 0.7}),
            (0, "Guards", "Meeting", {"probability": 0.4}),
        ],
    )
    assert [t.type for t in choose_triggers(scene, 0.5)] == ["FacilityOpening", "Deployment"]
    assert [t.type for t in choose_triggers(scene, 0.75)] == ["FacilityOpening"]
    assert choose_triggers(scene, 0.95) == []


# -- which mentions are one event -------------------------------------------------------------------------------------


def merged_events(scene: Scene, models: Models) -> list[list[Trigger]]:
    readings = Readings(scene, FRAMES, FirstLook(scene, models.arguments), models.status)
    return [joined.triggers for joined in merge(scene, scene.triggers, models, readings)]


SAME = {"same-entry=True": {"same": 3.0}, "same-entry=False": {"same": -3.0}}


def test_alike_mentions_of_one_type_become_one_event(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene(
        "en",
        "Guards raided a farm.",
        "A bomb went off.",
        "Guards raided it at dawn.",
        "They stormed a house.",
        triggers=[
            (0, "raided", "SecurityOperation"),
            (1, "bomb", "Attack"),
            (2, "raided", "SecurityOperation"),
            (3, "stormed", "SecurityOperation"),
        ],
    )
    merged = merged_events(scene, make_models(coreference=SAME))
    assert [[t.sentence for t in event] for event in merged] == [[0, 2], [1], [3]]


def test_the_threshold_of_merging_is_a_setting(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    triggers = [(0, "raided", "SecurityOperation"), (1, "raided", "SecurityOperation")]
    scene = make_scene("en", "Guards raided a farm.", "They raided it.", triggers=triggers)
    assert len(merged_events(scene, make_models(coreference=SAME))) == 1
    strict = make_models(Settings(same_event=0.99), coreference=SAME)
    assert len(merged_events(scene, strict)) == 2


@pytest.mark.parametrize(
    ("code", "first", "second", "word", "events"),
    [
        ("en", "The second drug conference opened.", "The first conference was small.", "conference", 2),
        ("en", "The second drug conference opened.", "The second conference is large.", "conference", 1),
        ("en", "The second drug conference opened.", "The conference is large.", "conference", 1),
        ("ar", "افتتح المؤتمر الثالث", "عقد المؤتمر الثاني في بغداد", "المؤتمر", 2),
        ("ar", "افتتح المؤتمر الثالث", "عقد المؤتمر في اليوم الثاني", "المؤتمر", 1),
    ],
)
def test_what_is_counted_apart_is_two_events(  # noqa: PLR0917 - a table and two fixtures
    make_scene: "SceneMaker", make_models: "ModelsMaker", code: str, first: str, second: str, word: str, events: int
) -> None:
    scene = make_scene(code, first, second, triggers=[(0, word, "Conference"), (1, word, "Conference")])
    merged = merged_events(scene, make_models(coreference={"bias": {"same": 2.0}}))
    assert len(merged) == events


@pytest.mark.parametrize(
    ("code", "text", "one", "other", "events"),
    [
        ("en", "Guards freed a cook, kidnapped in Hit.", ("freed", "free"), ("kidnapped", "kidnap"), 2),
        ("en", "A cook was kidnapped; the abduction was seen.", ("kidnapped", "kidnap"), ("abduction", "abduction"), 1),
        ("ar", "أفرج عن طباخ خطف في هيت", ("أفرج", "أفرج"), ("خطف", "خطف/يخطف/خطف"), 2),
    ],
)
def test_a_release_is_no_kidnapping(  # noqa: PLR0917 - a table and two fixtures
    make_scene: "SceneMaker",
    make_models: "ModelsMaker",
    code: str,
    text: str,
    one: tuple[str, str],
    other: tuple[str, str],
    events: int,
) -> None:
    scene = make_scene(code, text, triggers=[(0, word, "Abduction", {"entry": entry}) for word, entry in (one, other)])
    assert len(merged_events(scene, make_models(coreference={"bias": {"same": 2.0}}))) == events


@pytest.mark.parametrize(
    ("text", "led", "events"),
    [("خطف مسلحون حارسا واقتادوه شمالا", "واقتادوه", 1), ("خطف مسلحون حارسا واقتادوا طباخا", "واقتادوا", 2)],
)
def test_who_is_led_away_is_kidnapped_once(
    make_scene: "SceneMaker", make_models: "ModelsMaker", text: str, led: str, events: int
) -> None:
    entries = (("خطف", "خطف/يخطف/خطف"), (led, "اقتاد"))
    scene = make_scene("ar", text, triggers=[(0, word, "Abduction", {"entry": entry}) for word, entry in entries])
    assert len(merged_events(scene, make_models(coreference={"bias": {"same": -2.0}}))) == events


def test_an_event_has_one_mention_a_sentence(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene(
        "en",
        "The raid, a raid of hours, ended.",
        triggers=[
            (0, "raid", "SecurityOperation", {"probability": 0.7}),
            (0, "raid of hours", "SecurityOperation", {"entry": "raid", "probability": 0.8}),
        ],
    )
    ((only,),) = merged_events(scene, make_models(coreference={"bias": {"same": 2.0}}))
    assert only.probability == 0.8


# -- the whole way of one scene ---------------------------------------------------------------------------------------


def test_an_event_is_written_with_all_that_was_decided(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    text = "Omar Hadi said that guards arrested two men in Basra on Friday."
    friday = Period(date(2024, 3, 1), date(2024, 3, 1))
    scene = make_scene(
        "en",
        text,
        published=date(2024, 3, 2),
        triggers=[(0, "arrested", "Arrest"), (0, "said", "Meeting")],
        mentions=[
            (0, "Omar Hadi", "person"),
            (0, "guards", "group"),
            (0, "two", "number", {"value": Number(2, "person"), "of": Span(text.index("men"), text.index("men") + 3)}),
            (0, "Basra", "place", {"value": BASRA, "link": "basra"}),
            (0, "Friday", "time", {"value": friday}),
        ],
    )
    weights = {
        "label=group": {"agent": 9.0},
        "label=number": {"quantity": 9.0},
        "label=place": {"place": 9.0},
        "label=time": {"time": 9.0},
        "bias": {"*": 0.0, **dict.fromkeys(["agent", "quantity", "place", "time", "suspect", "charge"], -4.0)},
    }
    models = make_models(
        revision={"bias": {"Arrest": 3.0, "Meeting": -3.0}},
        status={"bias": {"completed": 2.0}},
        arguments=weights,
        argument_revision=weights,
    )
    (draft,) = draft_events(scene, FRAMES, models)
    event = write_event(draft, scene, text, Span, models)
    assert (event.type, event.status, event.confidence) == ("Arrest", "completed", 0.953)
    assert [str(m) for m in event.mentions] == ["arrested"]
    assert {a.role: str(a) for a in event.arguments} == {
        "agent": "guards",
        "quantity": "two",
        "place": "Basra",
        "time": "Friday",
    }
    assert event.governorates == ("IQ-BA",)
    assert event.date == date(2024, 3, 1)
    assert event.reported_on == date(2024, 3, 2)
    assert str(event.attribution) == "Omar Hadi"
    assert [str(sentence) for sentence in event.evidence] == [text]
    quantity = event.arguments[1]
    assert quantity.of is not None
    assert text[quantity.of.start : quantity.of.end] == "men"
    told = event.explain()
    assert told.startswith("Arrest (completed), confidence 0.95, found by Arrest: arrested")
    assert "agent: guards" in told
    assert "+9.00  label=group" in told


def test_a_filler_is_as_likely_as_its_event_and_itself_together(
    make_scene: "SceneMaker", make_models: "ModelsMaker"
) -> None:
    scene = make_scene(
        "en", "Guards arrested two men.", triggers=[(0, "arrested", "Arrest")], mentions=[(0, "Guards", "group")]
    )
    weights = {"label=group": {"agent": 0.4}, "bias": {"agent": 0.0}}  # a chance of 0.6

    def found(least: float) -> list[str]:
        settings = Settings(event=0.8, argument=least)
        likely = make_models(settings, revision={"bias": {"Arrest": 1.5}}, arguments=weights, argument_revision=weights)
        (draft,) = draft_events(scene, FRAMES, likely)  # a chance of 0.82
        return [filler.mention.text for filler in draft.fillers if filler.role == "agent"]

    assert (found(0.45), found(0.55)) == (["Guards"], [])
    weak = make_models(Settings(event=0.8, argument=0.45), arguments=weights, argument_revision=weights)
    (draft,) = draft_events(scene, FRAMES, weak, 0.3)  # a chance of 0.5, taken for the usual 0.8
    assert [filler.mention.text for filler in draft.fillers if filler.role == "agent"] == ["Guards"]


def test_no_trigger_no_event(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    assert draft_events(make_scene("en", "All is calm."), FRAMES, make_models()) == []


@pytest.mark.parametrize(
    ("code", "text", "name", "words"),
    [
        ("en", "Guards took three men into custody.", "Arrest", "into custody"),
        ("en", "They were taken into custody.", "Arrest", "taken into custody"),
        ("en", "Gunmen fired four rounds at a village on Sunday.", "Attack", "fired"),
        ("en", "A court sentenced nine men to death.", "CourtRuling", "sentenced"),
        ("en", "A court sentenced a Syrian to life imprisonment.", "CourtRuling", "sentenced"),
        ("en", "Nine men were sentenced to death.", "CourtRuling", "sentenced to death"),
        ("ar", "تم إلقاء القبض عليه", "Arrest", "القاء القبض"),
        ("ar", "وبالاعتقال انتهت", "Arrest", "الاعتقال"),
        ("ar", "واعتقلت الشرطة رجلا", "Arrest", "اعتقلت"),
        ("ar", "بعد الاعتقال", "Arrest", "الاعتقال"),
        ("ar", "صادقت الرئاسة على أحكام الإعدام", "CourtRuling", "صادقت"),
    ],
)
def test_a_trigger_is_cut_from_its_particles(code: str, text: str, name: str, words: str) -> None:
    language = get(code)
    sentence = language.sentence(text)
    triggers = [t for t in Matcher(language, [FRAMES[name]]).candidates(sentence) if t.strength == "strong"]
    start, end = trigger_span(Scene(language, [sentence], [], triggers), triggers[0])
    assert sentence.text[start:end] == words


@pytest.mark.parametrize(("chance", "expected"), [(0.5, 0.5), (0.9, 0.9), (0.0, 0.0), (1.0, 1.0)])
def test_the_identity_calibrates_nothing(chance: float, expected: float) -> None:
    assert calibrated(chance, (1.0, 0.0)) == expected


def test_calibration_keeps_the_order() -> None:
    chances = [calibrated(k / 50, (0.7, -0.4)) for k in range(51)]
    assert chances == sorted(chances)
    assert chances[25] == 0.401
