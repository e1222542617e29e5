"""Features: names that a table can hold, the same each time, and what a few of them say."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iraqsec.articles import split_page
from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.agreement import Reading, agreement_features
from iraqsec.events.features.coreference import coreference_features
from iraqsec.events.features.relations import relation_features
from iraqsec.events.features.status import status_features
from iraqsec.events.features.stretches import stretch_features, stretch_of
from iraqsec.events.features.surroundings import clause_of, cues_of, direction, form_at, stem_at
from iraqsec.events.features.triggers import trigger_features
from iraqsec.events.matcher import Trigger
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold
from iraqsec.pipeline import Extractor
from iraqsec.values import Period, Place

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

EXTRACTOR = Extractor()
WORDS = frozenset({"farm"})
DONE = Reading({"completed": 1.0})
odd = st.sampled_from(
    ["arrested", "raid", "\t", "\u2028", "\u0085", "|", "=", "\x1c", "Basra", "12", "اعتقلت", "القبض", ".", " ", "\\n"]
)


def features_of(scene: Scene) -> list[str]:
    pairs = zip(scene.triggers, scene.triggers[1:], strict=False)
    out = [feature for row in trigger_features(scene) for feature in row]
    out += [feature for trigger in scene.triggers for feature in status_features(scene, trigger)]
    return out + [f for earlier, later in pairs for f in coreference_features(scene, earlier, later, (DONE, DONE))]


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd, min_size=4, max_size=40).map(" ".join), st.sampled_from(["ar", "en"]))
def test_features_fit_into_a_line_of_a_table(text: str, lang: str) -> None:
    view = fold("Police arrested two men in Basra. " + text)
    for part in split_page(view.text, lang=lang, published=None).articles:
        if part.lang in {"ar", "en"}:
            for feature in features_of(EXTRACTOR.scene(view.text, part)):
                assert not set(feature) & {"\t", "\n", "\r"}


def test_features_are_the_same_every_time(seeds: list[Path]) -> None:
    view = fold(seeds[2].read_text(encoding="utf-8"))
    part = split_page(view.text, lang=None, published=None).articles[0]
    first, second = (features_of(Extractor().scene(view.text, part)) for _ in range(2))
    assert first == second
    assert len(first) > 100


def test_an_empty_scene_has_no_features() -> None:
    assert trigger_features(Scene(get("en"), [], [], [])) == []


@pytest.mark.parametrize(
    ("at", "stem", "form"), [(-1, "<", "<"), (0, "qaim", "al-qaim"), (2, "#", "7"), (4, ".", "."), (5, ">", ">")]
)
def test_words_at_and_beyond_the_edges(at: int, stem: str, form: str) -> None:
    sentence = get("en").sentence("Al-Qaim lost 7 men.")
    assert (stem_at(sentence, at), form_at(sentence, at)) == (stem, form)


def test_the_clause_of_a_token() -> None:
    sentence = get("en").sentence("Police said that two men fled while others hid")
    assert [clause_of(sentence, i) for i in (0, 3, 8)] == [(0, 2), (2, 6), (6, 9)]


def test_cues_come_in_a_fixed_order() -> None:
    tokens = get("en").sentence("is will never said").tokens
    assert [cues_of(token) for token in tokens] == [["ongoing", "be"], ["future"], ["neg"], ["say"]]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2025, 1, 10), date(2025, 1, 12), "future"),
        (date(2025, 1, 1), date(2025, 1, 8), "past"),
        (date(2025, 1, 9), date(2025, 1, 9), "same"),
        (date(2025, 1, 1), None, "same"),
        (None, date(2025, 1, 8), "past"),
    ],
)
def test_where_a_time_lies(start: date | None, end: date | None, told: str) -> None:
    mention = EntityMention(0, 1, 0, 0, 1, "x", "time", value=Period(start, end))
    assert direction(mention, date(2025, 1, 9)) == told
    assert direction(mention, None) == "unknown"
    assert direction(EntityMention(0, 1, 0, 0, 1, "x", "time"), date(2025, 1, 9)) == "unknown"


def test_mentions_that_agree_say_so(make_scene: "SceneMaker") -> None:
    day = {"value": Period(date(2025, 1, 9), date(2025, 1, 9))}
    other = {"value": Period(date(2025, 1, 2), date(2025, 1, 2))}
    scene = make_scene(
        "en",
        "Guards raided a farm on Monday.",
        "The raid began on Monday.",
        "They raided it on Friday.",
        triggers=[
            (0, "raided", "SecurityOperation"),
            (1, "raid", "SecurityOperation"),
            (2, "raided", "SecurityOperation"),
        ],
        mentions=[(0, "Monday", "time", day), (1, "Monday", "time", day), (2, "Friday", "time", other)],
    )
    first, second, third = scene.triggers
    same, differs = (coreference_features(scene, first, later, (DONE, DONE)) for later in (second, third))
    assert {"time=same", "definite=True|verb", "gap=1"} <= set(same)
    assert {"time=other", "same-stem=True", "gap=2"} <= set(differs)


@pytest.mark.parametrize(
    ("lang", "sentence", "words", "zones"),
    [
        ("en", "In Basra they seized guns, and in Amara they took cars.", ("seized", "took"), ("Basra", "Amara")),
        ("en", "They seized guns in Basra and took cars in Amara.", ("seized", "took"), ("Basra", "Amara")),
        ("ar", "ضبطت أسلحة في البصرة وصادرت عجلات في العمارة.", ("ضبطت", "وصادرت"), ("البصرة", "العمارة")),
    ],
)
def test_each_mention_of_a_sentence_has_a_stretch_of_its_own(
    make_scene: "SceneMaker", lang: str, sentence: str, words: tuple[str, str], zones: tuple[str, str]
) -> None:
    values = ({"value": Place(governorate=code)} for code in ("IQ-BA", "IQ-MA"))
    places = [(0, zone, "place", value) for zone, value in zip(zones, values, strict=True)]
    scene = make_scene(lang, sentence, triggers=[(0, word, "Seizure") for word in words], mentions=places)
    for trigger in scene.triggers:
        trigger.probability = 0.9
    first, second = scene.triggers
    assert [stretch_of(scene, trigger).zones for trigger in scene.triggers] == [{"IQ-BA"}, {"IQ-MA"}]
    assert "own-zone=0|other" in set(stretch_features(scene, first, second))


def test_what_two_mentions_tell_is_compared(make_scene: "SceneMaker") -> None:
    raids = [(0, "raided", "SecurityOperation"), (1, "raid", "SecurityOperation")]
    scene = make_scene("en", "Guards raided a farm.", "A raid on a farm is planned.", triggers=raids)
    first, second = scene.triggers
    a = Reading(
        {"completed": 1.0, "planned": 0.0}, {"zone": frozenset({"IQ-BA"}), "time": frozenset({"x"})}, words=WORDS
    )
    b = Reading(
        {"completed": 0.2, "planned": 0.8},
        {"zone": frozenset({"IQ-NI"}), "count": frozenset({7})},
        words=WORDS,
        rare=WORDS,
    )
    told = set(coreference_features(scene, first, second, (a, b)))
    assert {"statuses=completed|planned", "status|=False", "status-agrees=1"} <= told
    assert {"told-zone=other", "told-time=earlier", "told-count=later", "told-who=none", "conflicts=1"} <= told
    assert {"told=2|2", "shared=1", "rare=0", "before=a"} <= told


def test_roles_and_times_of_two_mentions_are_compared(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "In 2022 police made 90 arrests.",
        "Another 70 arrests came in 2023.",
        triggers=[(0, "arrests", "Arrest"), (1, "arrests", "Arrest")],
    )
    first, second = scene.triggers
    years = [Period(date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023)]
    a = Reading(
        {"completed": 1.0}, roles={"quantity": frozenset({90}), "agent": frozenset({"police"})}, time=(years[0], 0.8)
    )
    b = Reading({"completed": 1.0}, roles={"quantity": frozenset({70})}, time=(years[1], 0.6))
    told = set(coreference_features(scene, first, second, (a, b)))
    assert {"role=quantity|other", "type|role=Arrest|quantity|other", "role=agent|earlier", "roles=1|0"} <= told
    assert {
        "times=before",
        "times|chance=before|2",
        "times|type=before|Arrest",
        "times|lengths=before|year|year",
    } <= told
    assert {
        "ahead=another",
        "behind=came",
        "words=arrests|arrests",
        "gap|same-stem=1|True",
        "quoted=False|False",
    } <= told


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ((date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 5, 3), date(2024, 5, 3)), "holds"),
        ((date(2024, 5, 3), date(2024, 5, 3)), (date(2024, 5, 1), date(2024, 5, 31)), "held"),
        ((date(2024, 5, 3), date(2024, 5, 9)), (date(2024, 5, 7), date(2024, 5, 31)), "overlaps"),
        ((date(2024, 5, 3), date(2024, 5, 3)), (date(2024, 5, 2), date(2024, 5, 2)), "after"),
        ((date(2024, 5, 3), date(2024, 5, 3)), (date(2024, 5, 3), date(2024, 5, 3)), "same"),
        ((date(2024, 5, 3), None), (date(2024, 5, 2), date(2024, 5, 2)), "open"),
    ],
)
def test_how_two_times_stand(one: tuple[date, date | None], other: tuple[date, date | None], how: str) -> None:
    a, b = (Reading({"completed": 1.0}, time=(Period(*ends), 0.5)) for ends in (one, other))
    later = Trigger("Arrest", 1, 0, 1, 0, "arrest", "strong", "verb", "")
    assert f"times={how}" in agreement_features(later, a, b)


def test_words_around_a_trigger_are_joined_with_its_own(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Police will open fire drills.",
        triggers=[(0, "open", "Attack")],
        mentions=[(0, "Police", "organization"), (0, "fire drills", "phrase", {"found_by": "phrase"})],
    )
    told = set(trigger_features(scene)[0])
    assert {"head<police", "w|head<police|open", "w|head>drills|open", "w|cue=future|open"} <= told


def test_the_words_of_a_clause_bear_on_the_status(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "The governor hopes to open a new station.", triggers=[(0, "open", "FacilityOpening")])
    told = set(status_features(scene, scene.triggers[0]))
    assert {"clause=governor", "clause=hopes", "clause=station"} <= told
    assert "clause=open" not in told


def test_what_meets_in_a_sentence(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Guards arrested a dealer who fled Basra.",
        triggers=[(0, "arrested", "Arrest"), (0, "fled", "Attack")],
        mentions=[(0, "Guards", "organization"), (0, "Basra", "place")],
    )
    first = scene.triggers[0]
    guards, basra = (set(relation_features(scene, [first], first, m)) for m in scene.mentions)
    assert {"lemma|label=arrested|organization|<", "lemma|head=arrested|guards", "head|side=guards|<"} <= guards
    assert {"lemma|label=arrested|place|>", "over=>fled|place"} <= basra
    assert not any(name.startswith(("over=", "away")) for name in guards)


def test_what_stands_in_another_sentence(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "A raid in Zubair led to nothing.",
        "Police in Basra arrested two men.",
        triggers=[(0, "raid", "SecurityOperation", {"pos": "noun"}), (1, "arrested", "Arrest")],
        mentions=[(0, "Zubair", "place"), (1, "Police", "organization"), (1, "Basra", "place")],
    )
    raid, arrest = scene.triggers
    zubair, police, basra = scene.mentions
    assert {
        "away|lemma=<arrested|place",
        "away|beside=<False|place",
        "away|beside-type=SecurityOperation|place",
        "away|same=<False|-1|place",
        "away|at-home=<1|place",
    } <= set(relation_features(scene, [arrest], arrest, zubair))
    assert {"away|opens=>True|organization|en", "away|at=>0|organization", "away|at-home=>0|actor"} <= set(
        relation_features(scene, [raid], raid, police)
    )
    assert not any(name.startswith("away") for name in relation_features(scene, [arrest], arrest, basra))
