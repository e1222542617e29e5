"""Verdicts: which proposed events stand, and what is asked of each."""

from typing import TYPE_CHECKING

from iraqsec.events.builder import draft_events, propose
from iraqsec.events.loader import built_in
from iraqsec.events.scorer import Settings, score_triggers

if TYPE_CHECKING:
    from tests.events.conftest import ModelsMaker, SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}
TRIGGERS = [
    (0, "raided", "SecurityOperation"),
    (0, "arrested", "Arrest"),
    (1, "raid", "SecurityOperation", {"pos": "noun"}),
    (2, "raid", "SecurityOperation", {"pos": "noun"}),
]
TEXTS = ("Guards raided a farm and arrested two men.", "The raid took an hour.", "Another raid is planned.")
KNOWN = {"Arrest": 0.01, "SecurityOperation": 0.01}
FAR = {"bias": {"same": 0.0}, "opener=another": {"same": -4.0}}


def test_an_event_is_proposed_with_what_speaks_for_it(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    number = (0, "two", "number")
    scene = make_scene("en", *TEXTS, triggers=TRIGGERS, mentions=[number])
    models = make_models(
        Settings(same_event=0.4),
        coreference=FAR,
        revision={"bias": {"SecurityOperation": 1.0, "Arrest": 3.0}},
        arguments={"label=number": {"quantity": 2.0}, "bias": {"quantity": 0.0}},
        status={"bias": {"completed": 3.0}},
    )
    score_triggers(scene, models)
    raid, arrest, other = propose(scene, FRAMES, models)
    assert [t.sentence for t in raid.triggers] == [0, 1]
    assert {"mentions=2", "second=1", "title=False", "rival=1", "beside=3", "neighbours=1", "nearest=0"} <= set(
        raid.features
    )
    assert {"mentions=1", "rival=-5", "status=completed|4", "told-count=1", "role=quantity|True|2"} <= set(
        arrest.features
    )
    assert {"own=6", "own|mentions=1|6"} <= set(arrest.features)
    assert {"mentions=1", "title=False", "rival=1"} <= set(other.features)


def test_how_much_a_text_tells_for_its_length_is_asked(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    """Two likely events in eight words, the same in a page, and again in a page that tells of twice as many."""
    models = make_models(Settings(same_event=0.9), revision={"bias": {"SecurityOperation": 1.0, "Arrest": 1.0}})
    quiet = "Nothing else was said in the town that day."
    raid = [(k, word, name) for k in (0, 1) for _, word, name in TRIGGERS[:2]]
    density = []
    for texts, triggers in (
        (TEXTS[:1], raid[:2]),
        ((*TEXTS[:1], *[quiet] * 9), raid[:2]),
        ((*TEXTS[:1], *TEXTS[:1], *[quiet] * 8), raid),
    ):
        scene = make_scene("en", *texts, triggers=triggers)
        score_triggers(scene, models)
        found = {feature for one in propose(scene, FRAMES, models) for feature in one.features}
        density += [int(feature.removeprefix("density=")) for feature in found if feature.startswith("density=")]
    alone, lost, busy = density
    assert lost < busy < alone


def test_what_was_learned_of_whole_events_decides(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    revision = {"bias": {"SecurityOperation": 1.0, "Arrest": 1.0}}

    def types(verdict: dict[str, dict[str, float]]) -> list[str]:
        scene = make_scene("en", *TEXTS, triggers=TRIGGERS)
        drafts = draft_events(scene, FRAMES, make_models(coreference=FAR, revision=revision, verdict=verdict))
        return [draft.frame.name for draft in drafts]

    assert types({}) == ["SecurityOperation", "Arrest", "SecurityOperation"]
    assert types({"mentions=2": {"*": 1.0}, "bias": {"*": -0.5, **KNOWN}}) == ["SecurityOperation"]
    assert types({"bias": {"*": -0.5, "Arrest": 1.0, "SecurityOperation": 0.01}}) == ["Arrest"]


def test_of_an_unknown_type_the_likeliest_mention_decides(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene("en", *TEXTS, triggers=TRIGGERS[1:2])
    models = make_models(revision={"bias": {"Arrest": 1.0}}, verdict={"bias": {"*": -9.0, "SecurityOperation": 0.01}})
    assert [draft.probability for draft in draft_events(scene, FRAMES, models)] == [scene.triggers[0].probability]


def test_a_threshold_of_its_own_lets_more_stand(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene("en", *TEXTS, triggers=TRIGGERS)
    models = make_models(revision={"bias": {"SecurityOperation": -0.5, "Arrest": 1.0}}, coreference=FAR)
    assert [draft.frame.name for draft in draft_events(scene, FRAMES, models)] == ["Arrest"]
    assert len(draft_events(scene, FRAMES, models, 0.3)) > 1


def test_verdicts_tell_their_reasons(make_scene: "SceneMaker", make_models: "ModelsMaker") -> None:
    scene = make_scene("en", TEXTS[0], triggers=TRIGGERS[1:2])
    verdict = {"mentions=1": {"*": 0.5}, "told=0": {"*": 0.25}, "bias": KNOWN}
    (draft,) = draft_events(scene, FRAMES, make_models(verdict=verdict, revision={"bias": {"Arrest": 2.0}}))
    told = {(reason.about, reason.feature): reason.weight for reason in draft.reasons}
    assert told["event as a whole", "mentions=1"] == 0.5
    assert told["event: arrested", "bias"] == 2.0
