"""Which mentions may fill the roles of an event, which of the likely ones stay, and with what values; on small scenes."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler, may_fill, reachable
from iraqsec.events.fillers import choose, dated
from iraqsec.events.loader import built_in
from iraqsec.events.types import TYPES
from iraqsec.languages.folding import fold
from iraqsec.taggers.base import Context
from iraqsec.taggers.quantities import Quantities
from iraqsec.taggers.times import Times
from iraqsec.values import Number, Period, Place

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}
BASRA = Place(governorate="IQ-BA")


@pytest.mark.parametrize(
    ("name", "role", "label", "fits"),
    [
        ("Arrest", "quantity", "number", True),
        ("Arrest", "quantity", "phrase", False),
        ("Arrest", "suspect", "number", False),
        ("Arrest", "time", "time", True),
        ("Arrest", "time", "phrase", False),
        ("Arrest", "place", "place", True),
        ("Arrest", "place", "time", False),
        ("SurveillanceProject", "deadline", "time", True),
        ("Meeting", "topic", "phrase", True),
    ],
)
def test_a_role_takes_mentions_of_its_kind(
    make_scene: "SceneMaker", name: str, role: str, label: str, *, fits: bool
) -> None:
    scene = make_scene("en", "Guards arrested two men.", mentions=[(0, "two", label)])
    assert may_fill(TYPES[name], role, scene.mentions[0]) is fits


def test_far_sentences_are_out_of_reach(make_scene: "SceneMaker") -> None:
    texts = [f"Guard{k} slept." for k in range(9)]
    scene = make_scene(
        "en",
        *texts,
        triggers=[(5, "slept", "Arrest")],
        mentions=[(k, f"Guard{k}", "person") for k in range(9)] + [(k, "slept", "phrase") for k in range(9)],
    )
    near = reachable(scene, scene.triggers)
    assert [m.text for m in near if m.label == "person"] == [f"Guard{k}" for k in (0, 1, 2, 3, 4, 5, 6)]
    assert [m.sentence for m in near if m.label == "phrase"] == [5]


def fillers(scene_mentions: list[EntityMention], *roles: str) -> list[Filler]:
    chances = [0.9 - k / 100 for k in range(len(roles))]
    return [Filler(role, m, chance, ()) for role, m, chance in zip(roles, scene_mentions, chances, strict=True)]


def test_one_stretch_has_one_reading_in_a_role(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Guards arrested two armed men.",
        mentions=[(0, "armed men", "phrase"), (0, "men", "phrase"), (0, "two armed men", "phrase")],
    )
    chosen = choose(
        scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions), "suspect", "suspect", "charge")
    )
    assert [(f.role, f.mention.text) for f in chosen] == [("suspect", "armed men")]


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ((date(2023, 5, 1), date(2023, 5, 1)), (date(2019, 11, 1), date(2019, 11, 30)), 1),
        ((date(2007, 1, 1), None), (date(2003, 4, 9), date(2003, 4, 9)), 1),
        ((date(2023, 5, 1), date(2023, 5, 1)), (date(2023, 1, 1), date(2023, 12, 31)), 2),
        ((date(2023, 5, 1), date(2023, 5, 1)), (date(2023, 3, 1), date(2023, 3, 1)), 2),
        ((date(2023, 5, 1), date(2023, 5, 1)), (None, date(2025, 12, 31)), 2),
    ],
)
def test_an_event_is_of_one_year(
    make_scene: "SceneMaker",
    first: tuple[date | None, date | None],
    second: tuple[date | None, date | None],
    kept: int,
) -> None:
    scene = make_scene(
        "en",
        "On Monday teachers gathered where they had stood in autumn.",
        mentions=[(0, "Monday", "time", {"value": Period(*first)}), (0, "autumn", "time", {"value": Period(*second)})],
    )
    chosen = choose(scene, FRAMES["Protest"], scene.triggers, fillers(list(scene.mentions), "time", "time"))
    assert [f.mention.text for f in chosen] == ["Monday", "autumn"][:kept]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (("Drills were held in 2021 and again in 2023.",), ["2021", "2023"]),
        (("It was a long and hard year for them, that of 2021.", "And 2023 came."), ["2021"]),
    ],
)
def test_years_of_a_row_are_of_one_event(make_scene: "SceneMaker", texts: tuple[str, ...], kept: list[str]) -> None:
    years = [
        (k, y, "time", {"value": Period(date(int(y), 1, 1), date(int(y), 12, 31), "year")})
        for k, y in ((0, "2021"), (len(texts) - 1, "2023"))
    ]
    scene = make_scene("en", *texts, mentions=years)
    chosen = choose(scene, FRAMES["Training"], scene.triggers, fillers(list(scene.mentions), "time", "time"))
    assert [f.mention.text for f in chosen] == kept


def test_a_count_may_stand_in_what_it_counts(make_scene: "SceneMaker") -> None:
    two = Number(2, "person")
    scene = make_scene(
        "en",
        "Guards arrested two armed men.",
        mentions=[(0, "two armed men", "group"), (0, "two", "number", {"value": two})],
    )
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions), "suspect", "quantity"))
    assert [f.role for f in chosen] == ["suspect", "quantity"]


def test_a_filler_is_given_once(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Police in Basra held men.",
        "Basra police praised them in Kut.",
        mentions=[
            (0, "Basra", "place", {"value": BASRA, "link": "basra"}),
            (1, "Basra", "place", {"value": BASRA, "link": "basra"}),
            (1, "Kut", "place", {"value": Place(governorate="IQ-WA"), "link": "kut"}),
        ],
    )
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions), "place", "place", "place"))
    assert [(f.mention.sentence, f.mention.text) for f in chosen] == [(0, "Basra"), (1, "Kut")]


def test_two_counts_of_one_value_are_one(make_scene: "SceneMaker") -> None:
    two, three = Number(2, "person"), Number(3, "person")
    scene = make_scene(
        "en",
        "Two men and 2 boys, 3 others too.",
        mentions=[
            (0, "Two", "number", {"value": two}),
            (0, "2", "number", {"value": two}),
            (0, "3", "number", {"value": three}),
        ],
    )
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions), *["quantity"] * 3))
    assert [f.mention.text for f in chosen] == ["Two", "3"]


@pytest.mark.parametrize(
    ("code", "texts", "counts"),
    [
        ("en", ["Guards found 4 rifles and 4 pistols."], ["4", "4"]),
        ("en", ["Guards found 4 rifles.", "They showed the 4 pistols and the 4 rifles."], ["4"]),
        ("ar", ["عثر الحراس على 4 بنادق و4 مسدسات"], ["4 بنادق", "4 مسدسات"]),
        ("ar", ["عثر الحراس على 6 كغم من الحشيشة و6 كغم من الأفيون"], ["6 كغم", "6 كغم"]),
        ("ar", ["عثر الحراس على أكثر من 40 بندقية", "سلموا 40 بندقية"], ["40 بندقيه"]),
    ],
)
def test_equal_figures_of_one_sentence_stay_where_they_count_two_things(
    code: str, texts: list[str], counts: list[str], make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, *texts)
    found = list(Quantities().tag(scene.sentences, Context(scene.language)))
    chosen = choose(scene, FRAMES["Seizure"], scene.triggers, fillers(found, *["quantity"] * len(found)))
    assert [f.mention.text for f in chosen] == counts


def test_one_man_may_have_two_nouns(make_scene: "SceneMaker") -> None:
    scene = make_scene("ar", "عثر الحراس على ضابط برتبة نقيب")
    found = list(Quantities().tag(scene.sentences, Context(scene.language)))
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(found, *["quantity"] * len(found)))
    assert [f.mention.text for f in chosen] == ["ضابط"]


def test_a_day_without_its_date_is_given_once(make_scene: "SceneMaker") -> None:
    scene = make_scene("en", "They met on Thursday.", "They met on Thursday.", "They met on Monday.")
    found = list(Times().tag(scene.sentences, Context(scene.language)))
    chosen = choose(scene, FRAMES["Meeting"], scene.triggers, fillers(found, *["time"] * len(found)))
    assert [f.mention.text for f in chosen] == ["Thursday", "Monday"]


@pytest.mark.parametrize(
    ("name", "code", "text", "unit"),
    [
        ("SurveillanceProject", "ar", "تسلمت القيادة ثلاث طائرات", "item"),
        ("SurveillanceProject", "ar", "تسلمت القيادة أربعة مناطيد", "item"),
        ("SurveillanceProject", "ar", "تسلمت القيادة 480 منها", "camera"),
        ("SurveillanceProject", "en", "They bought 24 masts", "item"),
        ("SurveillanceProject", "en", "They bought 24", "camera"),
        ("WeaponsControl", "ar", "سجلت المراكز 8600 قطعة", "weapon"),
        ("WeaponsControl", "ar", "عدد الاستمارات المسجلة تجاوز 70 ألفا", "document"),
        ("WeaponsControl", "ar", "سجلوا البنادق وبلغ عدد المتقدمين 12 ألفا", "person"),
        ("WeaponsControl", "ar", "سجلوا البنادق وعددهم في المدينة 900", "person"),
        ("WeaponsControl", "ar", "بلغ عدد القطع المسجلة 33 ألفا", "weapon"),
        ("WeaponsControl", "ar", "تراجع عدد الطلبات، وسحبت اللجنة 33 ألفا", "weapon"),
        ("Attack", "en", "A blast killed four beekeepers", "person"),
    ],
)
def test_a_number_has_the_unit_of_its_role_only_without_a_noun_of_its_own(
    name: str, code: str, text: str, unit: str, make_scene: "SceneMaker"
) -> None:
    """A word for persons that no list knows is still one of them, and "pieces" of a register are weapons."""
    scene = make_scene(code, text)
    found = list(Quantities().tag(scene.sentences, Context(scene.language)))
    role = "killed" if name == "Attack" else "quantity"
    chosen = choose(scene, FRAMES[name], scene.triggers, fillers(found, role))
    assert [f.mention.value.unit for f in chosen if isinstance(f.mention.value, Number)] == [unit]


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "ألقت السلاح ثلاث عشائر"), ("ar", "نزع سلاح خمس قبائل"), ("en", "They disarmed six clans")],
)
def test_who_gives_up_arms_is_no_number_of_arms(code: str, text: str, make_scene: "SceneMaker") -> None:
    scene = make_scene(code, text)
    found = list(Quantities().tag(scene.sentences, Context(scene.language)))
    assert len(found) == 1
    assert choose(scene, FRAMES["WeaponsControl"], scene.triggers, fillers(found, "quantity")) == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("أحرقوا 60 ألفا و15 حبة", ["حبه"]),
        ("أحرقوا 8 كيلوغرامات و90 غراما من الأفيون", ["الافيون"]),
        ("صادروا 60 ألف دولار", ["60 الف دولار"]),
    ],
)
def test_a_figure_without_its_noun_is_no_item(text: str, items: list[str], make_scene: "SceneMaker") -> None:
    halves = [("60 ألفا", "حبة"), ("8 كيلوغرامات", "الأفيون"), ("60 ألف دولار",)]
    words = next(half for half in halves if all(word in text for word in half))
    scene = make_scene("ar", text, mentions=[(0, word, "phrase") for word in words])
    phrases = list(scene.mentions)
    counts = list(Quantities().tag(scene.sentences, Context(scene.language)))
    scene = Scene(scene.language, scene.sentences, phrases + counts, scene.triggers, scene.published)
    chosen = choose(scene, FRAMES["Seizure"], scene.triggers, fillers(phrases, *["item"] * len(phrases)))
    assert [f.mention.text for f in chosen] == items


def places(scene_mentions: list[EntityMention]) -> list[tuple[str, str | None]]:
    return [(m.text, m.value.governorate if isinstance(m.value, Place) else None) for m in scene_mentions]


def test_a_place_that_is_known_goes_before_a_bare_phrase(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Guards held men in old Basra.",
        mentions=[(0, "old Basra", "phrase"), (0, "Basra", "place", {"value": BASRA, "link": "basra"})],
    )
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions), "place", "place"))
    assert places([f.mention for f in chosen]) == [("Basra", "IQ-BA")]


def test_a_bare_place_has_the_governorate_of_the_others(make_scene: "SceneMaker") -> None:
    scene = make_scene(
        "en",
        "Guards held men at a farm gate in Basra.",
        mentions=[(0, "farm gate", "facility"), (0, "Basra", "place", {"value": BASRA, "link": "basra"})],
    )
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions), "place", "place"))
    assert places([f.mention for f in chosen]) == [("farm gate", "IQ-BA"), ("Basra", "IQ-BA")]
    alone = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(list(scene.mentions[:1]), "place"))
    assert places([f.mention for f in alone]) == [("farm gate", None)]


@pytest.mark.parametrize(
    ("code", "text", "inside", "outside", "time", "end"),
    [
        (
            "en",
            "Police arrested 40 men since they seized the camp in May 2016",
            "seized",
            "arrested",
            "May 2016",
            "05-31",
        ),
        ("en", "Police arrested 40 men since they seized the camp in 2016", "seized", "arrested", "2016", "12-31"),
        ("ar", "اعتقلت الشرطة 40 متهما منذ ضبط المخدرات في 3 أيار 2016", "ضبط", "اعتقلت", "3 أيار 2016", "05-03"),
    ],
)
def test_what_something_lasts_since_has_a_time_with_an_end(  # noqa: PLR0917 - a table and a fixture
    code: str, text: str, inside: str, outside: str, time: str, end: str, make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text, triggers=[(0, inside, "Seizure"), (0, outside, "Arrest")])
    found = [m for m in Times().tag(scene.sentences, Context(scene.language)) if m.text == fold(time).text]
    ends = {
        one.type: [f.mention.value.end for f in choose(scene, FRAMES[one.type], [one], fillers(found, "time"))]  # type: ignore[union-attr]
        for one in scene.triggers
    }
    assert ends == {"Seizure": [date.fromisoformat(f"2016-{end}")], "Arrest": [None]}


@pytest.mark.parametrize(
    ("code", "text", "held", "died"),
    [
        ("ar", "اعتقلت الشرطة المتهم بعد ثلاثة أيام من مقتل القاضي", "اعتقلت", "مقتل"),
        ("en", "Police arrested a driver three days after gunmen from the town killed the judge", "arrested", "killed"),
    ],
)
def test_a_time_after_an_event_is_that_events_own(
    code: str, text: str, held: str, died: str, make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text, triggers=[(0, held, "Arrest"), (0, died, "Attack")])
    found = list(Times().tag(scene.sentences, Context(scene.language, date(2025, 11, 5))))
    days = {
        one.type: [f.mention.value for f in choose(scene, FRAMES[one.type], [one], fillers(found, "time"))]
        for one in scene.triggers
    }
    assert days["Arrest"] == []
    assert [value.start for value in days["Attack"] if isinstance(value, Period)] == [date(2025, 11, 2)]


@pytest.mark.parametrize(
    ("code", "text", "status", "start", "end"),
    [
        ("en", "Two men died in a raid in June.", "completed", "2023-06-01", "2023-06-30"),
        ("en", "The raid is planned for June.", "planned", "2024-06-01", "2024-06-30"),
        ("en", "Two men died in a raid in June 2024.", "completed", "2024-06-01", "2024-06-30"),
        ("ar", "قتل جنديان في مداهمة في حزيران", "completed", "2023-06-01", "2023-06-30"),
        ("ar", "تجري المداهمة في حزيران", "planned", "2024-06-01", "2024-06-30"),
        ("ar", "سيوزع الجنود الذين تخرجوا يوم السبت", "completed", "2024-04-27", "2024-04-27"),
        ("ar", "سيوزع الجنود يوم السبت", "planned", "2024-05-04", "2024-05-04"),
        ("ar", "سيوزع الجنود يوم السبت المقبل", "completed", "2024-05-04", "2024-05-04"),
        ("en", "Guards who took over on Sunday will stay.", "completed", "2024-04-28", "2024-04-28"),
    ],
)
def test_a_month_of_what_has_happened_is_not_ahead(  # noqa: PLR0917 - a table and a fixture
    code: str, text: str, status: str, start: str, end: str, make_scene: "SceneMaker"
) -> None:
    published = date(2024, 5, 1)
    scene = make_scene(code, text, published=published)
    (month,) = Times().tag(scene.sentences, Context(scene.language, published))
    value = dated(scene, Filler("time", month, 0.9, ()), status).mention.value
    assert isinstance(value, Period)
    assert (value.start, value.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(("link", "given"), [("district:IQ-BG-baghdad-al-jadida", []), (None, ["9 نيسان"])])
def test_a_time_in_the_name_of_a_place_is_none(link: str | None, given: list[str], make_scene: "SceneMaker") -> None:
    place = (0, "منطقة 9 نيسان", "place", {"link": link})
    scene = make_scene(
        "ar", "اعتقلت الشرطة متهما في منطقة 9 نيسان", triggers=[(0, "اعتقلت", "Arrest")], mentions=[place]
    )
    found = list(Times().tag(scene.sentences, Context(scene.language, date(2025, 11, 5))))
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, fillers(found, "time"))
    assert [f.mention.text for f in chosen] == given


@pytest.mark.parametrize(
    ("text", "taken", "right"),
    [
        ("A bomb went off on a road between Basra and Kut.", ["Kut"], [("road between Basra and Kut", "IQ-BA")]),
        (
            "It hit the main road linking Kut to Basra on Sunday.",
            ["Basra"],
            [("main road linking Kut to Basra", "IQ-BA")],
        ),
        (
            "They met on the road between Basra and the town of Kut.",
            ["Basra", "Kut"],
            [("road between Basra and the town of Kut", "IQ-BA")],
        ),
        ("They talked on the road to Kut and Basra.", ["Kut", "Basra"], [("Kut", "IQ-BA"), ("Basra", "IQ-BA")]),
        ("They blew them up on site to save time in Basra.", ["site to save time", "Basra"], [("Basra", "IQ-BA")]),
    ],
)
def test_a_road_is_one_place(
    text: str, taken: list[str], right: list[tuple[str, str | None]], make_scene: "SceneMaker"
) -> None:
    known = {"Basra": {"value": BASRA, "link": "basra"}}
    listed = [(0, words, "place", known.get(words, {})) for words in dict.fromkeys([*taken, "Basra"])]
    scene = make_scene("en", text, mentions=listed)
    given = fillers([m for m in scene.mentions if m.text in taken], *["place"] * len(taken))
    chosen = choose(scene, FRAMES["Arrest"], scene.triggers, given)
    assert places([f.mention for f in chosen]) == right
