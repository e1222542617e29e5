"""Fillers beside one another: lists apart, one head for two modifiers, who gave and who received."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.filler_scorer import Filler
from iraqsec.events.lists import whole_phrases
from iraqsec.events.loader import built_in
from iraqsec.languages.folding import fold
from iraqsec.values import Place

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}
COUNTRIES = {"Iran": "IR", "Qatar": "QA", "Oman": "OM", "إيران": "IR", "قطر": "QA", "عمان": "OM"}


def phrases(
    make_scene: "SceneMaker", code: str, event: str, text: str, *taken: tuple[str, str]
) -> list[tuple[str, str]]:
    """Return the roles and texts that are made of some, of which the first is the likeliest."""
    known = [name for name in COUNTRIES if name in text]
    countries = [
        (0, n, "place", {"value": Place(country=COUNTRIES[n]), "found_by": "places.name", "cut_start": f"و{n}" in text})
        for n in known
    ]
    scene = make_scene(code, text, mentions=[*((0, words, "phrase") for _, words in taken), *countries])
    given = [Filler(role, scene.mentions[k], 0.9 - k / 100) for k, (role, _) in enumerate(taken)]
    return [(f.role, f.mention.text) for f in whole_phrases(scene, FRAMES[event], given)]


def folded(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(role, fold(text).text) for role, text in pairs]


@pytest.mark.parametrize(
    ("code", "text", "taken", "right"),
    [
        ("en", "A forum with Iran, Qatar and Oman.", ["Iran, Qatar and Oman"], ["Iran", "Qatar", "Oman"]),
        ("en", "A forum with Iran, Qatar and Oman.", ["Iran", "Oman"], ["Iran", "Oman", "Qatar"]),
        (
            "en",
            "Ministers of Iran, Qatar and Oman met.",
            ["Ministers of Iran", "Oman"],
            ["Ministers of Iran, Qatar and Oman"] * 2,
        ),
        ("ar", "بمشاركة إيران وقطر", ["إيران وقطر"], ["إيران", "قطر"]),
        ("ar", "بمشاركة وفود من إيران وقطر", ["وفود من إيران"], ["وفود من إيران وقطر"]),
        (
            "ar",
            "بمشاركة جامعة الكوت و نقابة المحامين",
            ["جامعة الكوت و نقابة المحامين"],
            ["جامعة الكوت", "نقابة المحامين"],
        ),
    ],
)
def test_members_of_a_list(make_scene: "SceneMaker", code: str, text: str, taken: list[str], right: list[str]) -> None:
    found = phrases(make_scene, code, "Conference", text, *(("participant", words) for words in taken))
    assert found == folded(*(("participant", words) for words in right))


@pytest.mark.parametrize(
    ("text", "taken", "right"),
    [
        ("They seized illegal and smuggled tablets.", ["tablets", "illegal"], []),
        ("They seized light and heavy rifles.", ["light", "heavy rifles"], ["light and heavy rifles"]),
        (
            "They found an old weapons and explosives cache.",
            ["old weapons", "explosives cache"],
            ["old weapons and explosives cache"],
        ),
        ("They seized rifles and opium.", ["rifles", "opium"], ["rifles", "opium"]),
    ],
)
def test_what_shares_a_head_is_one(make_scene: "SceneMaker", text: str, taken: list[str], right: list[str]) -> None:
    found = phrases(make_scene, "en", "Seizure", text, *(("item", words) for words in taken))
    assert found == [("item", words) for words in right or taken[:1]]


def test_who_gave_is_told_from_who_received(make_scene: "SceneMaker") -> None:
    text = "تسلمت القوات العراقية من القوات البريطانية القاعدة"
    found = phrases(make_scene, "ar", "SecurityHandover", text, ("receiver", "القوات العراقية من القوات البريطانية"))
    assert found == folded(("receiver", "القوات العراقية"), ("giver", "القوات البريطانية"))


def test_a_unit_of_a_larger_one_is_one_receiver(make_scene: "SceneMaker") -> None:
    text = "تسلم الفوج الثاني من اللواء الخامس القاعدة"
    found = phrases(make_scene, "ar", "SecurityHandover", text, ("receiver", "الفوج الثاني من اللواء الخامس"))
    assert found == folded(("receiver", "الفوج الثاني من اللواء الخامس"))


@pytest.mark.parametrize(
    ("held", "given"), [([], ["وزير الداخلية", "السفير الأردني"]), (["وزير الداخلية السفير الأردني"],) * 2]
)
def test_two_posts_side_by_side_are_two(make_scene: "SceneMaker", held: list[str], given: list[str]) -> None:
    """Unless somebody holds both: "نائب رئيس الوزراء وزير الخارجية" is found as one person."""
    posts = ("وزير الداخلية", "السفير الأردني")
    both = " ".join(posts)
    persons = [(0, words, "person", {"found_by": "person:post"}) for words in (*posts, *held)]
    scene = make_scene("ar", f"التقى {both} في بغداد", mentions=[(0, both, "phrase"), *persons])
    found = whole_phrases(scene, FRAMES["Meeting"], [Filler("participant", scene.mentions[0], 0.9)])
    assert [f.mention.text for f in found] == [fold(text).text for text in given]


@pytest.mark.parametrize(
    ("taken", "given"),
    [
        ("التقى وزير الداخلية السفير الأردني", ["وزير الداخلية", "السفير الأردني"]),
        ("وزير الداخلية السفير الأردني في بغداد", ["وزير الداخلية", "السفير الأردني"]),
        ("رئيس الوزراء القائد العام للقوات المسلحة", ["رئيس الوزراء القائد العام للقوات المسلحة"]),
    ],
)
def test_two_posts_come_apart_with_their_verb_and_place(make_scene: "SceneMaker", taken: str, given: list[str]) -> None:
    """But the prime minister is the commander-in-chief."""
    posts = ("وزير الداخلية", "السفير الأردني", "رئيس الوزراء", "القائد العام للقوات المسلحة")
    text = f"{taken} أمس" if taken.startswith("التقى") else f"التقى {taken}"
    persons = [(0, words, "person", {"found_by": "person:post"}) for words in posts if words in taken]
    scene = make_scene("ar", text, mentions=[(0, taken, "phrase"), *persons])
    found = whole_phrases(scene, FRAMES["Meeting"], [Filler("participant", scene.mentions[0], 0.9)])
    assert [f.mention.text for f in found] == [fold(text).text for text in given]


@pytest.mark.parametrize(
    ("text", "persons", "taken", "right"),
    [
        (
            "Talks with the envoy of Spain, Minister Ali Aziz and Governor Omar Karim.",
            {"envoy of Spain": "post", "Minister Ali Aziz": "full", "Ali Aziz": "name", "Governor Omar Karim": "full"},
            ["envoy of Spain, Minister Ali Aziz and Governor Omar Karim"],
            ["envoy of Spain", "Minister Ali Aziz", "Governor Omar Karim"],
        ),
        (
            "Talks with the commander of the brigade, Colonel Omar Karim.",
            {"commander of the brigade": "post", "Colonel Omar Karim": "rank"},
            ["commander of the brigade, Colonel Omar Karim"],
            ["commander of the brigade, Colonel Omar Karim"],
        ),
        (
            "Talks with the commander of the brigade, Colonel Omar Karim.",
            {"commander of the brigade": "post", "Colonel Omar Karim": "rank"},
            ["commander of the brigade", "Colonel Omar Karim"],
            ["Colonel Omar Karim"],
        ),
        (
            "The governor met Colonel Omar Karim.",
            {"governor": "post", "Colonel Omar Karim": "rank"},
            ["governor", "Colonel Omar Karim"],
            ["governor", "Colonel Omar Karim"],
        ),
        (
            "Colonel Omar Karim, the commander of the brigade, came.",
            {"commander of the brigade": "post", "Colonel Omar Karim": "rank"},
            ["Colonel Omar Karim", "commander of the brigade"],
            ["Colonel Omar Karim"],
        ),
        (
            "Colonel Omar Karim, the governor and the mayor came.",
            {"governor": "office", "Colonel Omar Karim": "rank"},
            ["governor", "Colonel Omar Karim"],
            ["governor", "Colonel Omar Karim"],
        ),
    ],
)
def test_persons_beside_one_another(
    make_scene: "SceneMaker", text: str, persons: dict[str, str], taken: list[str], right: list[str]
) -> None:
    seen = [(0, words, "person", {"found_by": f"person:{rule}"}) for words, rule in persons.items()]
    listed = [(0, words, "phrase") for words in taken if words not in persons]
    scene = make_scene("en", text, mentions=[*seen, *listed])
    given = [Filler("participant", m, 0.8) for m in scene.mentions if m.text in taken]
    assert [f.mention.text for f in whole_phrases(scene, FRAMES["Meeting"], given)] == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("أعفى وزير العدل، سعد كامل، مدير السجن", ["agent: وزير العدل", "position: مدير السجن"]),
        (
            "أعفى وزير العدل اليوم سعد كامل، مدير السجن",
            ["agent: وزير العدل", "person: سعد كامل", "position: مدير السجن"],
        ),
    ],
)
def test_who_appoints_is_not_appointed_under_his_name(make_scene: "SceneMaker", text: str, right: list[str]) -> None:
    posts = [(0, words, "person", {"found_by": "person:post"}) for words in ("وزير العدل", "مدير السجن")]
    scene = make_scene("ar", text, mentions=[*posts, (0, "سعد كامل", "person", {"found_by": "person:name"})])
    roles = ("agent", "position", "person")
    given = [Filler(role, mention, 0.8) for role, mention in zip(roles, scene.mentions, strict=True)]
    found = whole_phrases(scene, FRAMES["Appointment"], given)
    assert sorted(f"{f.role}: {f.mention.text}" for f in found) == right


@pytest.mark.parametrize(
    ("text", "known", "taken", "right"),
    [
        (
            "التقى مدير عام المرور سعد كامل",
            {"مدير عام المرور سعد كامل": "full"},
            "عام المرور سعد كامل",
            "مدير عام المرور سعد كامل",
        ),
        (
            "أعفى رئيس الوزراء قائد الشرطة",
            {"رئيس الوزراء": "post", "قائد الشرطة": "post"},
            "الوزراء قائد الشرطة",
            "رئيس الوزراء",
        ),
        ("افتتح وزير العدل سجن بابل", {"وزير العدل": "post"}, "وزير العدل سجن بابل", "وزير العدل"),
        ("زار وزير العدل الأردني والوفد", {"وزير العدل الأردني": "post"}, "الأردني والوفد", "الأردني والوفد"),
        ("اعتقل مدير شرطة واسط", {"مدير شرطة واسط": "post"}, "شرطة واسط", "شرطة واسط"),
        ("زار وزير العدل عضو اللجنة", {"وزير العدل": "post"}, "وزير العدل عضو اللجنة", "وزير العدل عضو اللجنة"),
    ],
)
def test_who_holds_a_post_has_it_whole_and_nothing_more(
    make_scene: "SceneMaker", text: str, known: dict[str, str], taken: str, right: str
) -> None:
    posts = [(0, words, "person", {"found_by": f"person:{rule}"}) for words, rule in known.items()]
    scene = make_scene("ar", text, mentions=[(0, taken, "phrase"), *posts])
    found = whole_phrases(scene, FRAMES["Meeting"], [Filler("participant", scene.mentions[0], 0.8)])
    assert [f.mention.text for f in found] == [fold(right).text]


def test_what_is_handed_over_ends_before_who_receives_it(make_scene: "SceneMaker") -> None:
    text = "سلم الجيش الملف الأمني لوزارة الداخلية"
    found = phrases(make_scene, "ar", "SecurityHandover", text, ("object", "الملف الأمني لوزارة الداخلية"))
    assert found == folded(("object", "الملف الأمني"), ("receiver", "وزارة الداخلية"))
    found = phrases(
        make_scene, "ar", "SecurityHandover", "سلم المقر المتقدم للشرطة", ("object", "المقر المتقدم للشرطة")
    )
    assert found == folded(("object", "المقر المتقدم للشرطة"))
    found = phrases(
        make_scene, "ar", "SecurityHandover", "تسلمت الملف الأمني لمحافظة واسط", ("object", "الملف الأمني لمحافظة واسط")
    )
    assert found == folded(("object", "الملف الأمني لمحافظة واسط"))


def test_each_of_a_list_is_no_part_of_it(make_scene: "SceneMaker") -> None:
    found = phrases(make_scene, "ar", "Meeting", "حضر كل من القاضي", ("participant", "كل من القاضي"))
    assert found == folded(("participant", "القاضي"))


def test_what_one_body_is_for_is_not_parted(make_scene: "SceneMaker") -> None:
    text = "مكتب لشؤون المخدرات و الجريمة"
    assert phrases(make_scene, "ar", "Meeting", text, ("participant", text)) == folded(("participant", text))


@pytest.mark.parametrize(
    "text",
    [
        "مؤتمر بمشاركة كل من: مصر، لبنان، الأردن",
        "شارك في مؤتمر كل من مصر، لبنان، الأردن",
        "مؤتمر بحضور مصر، لبنان، الأردن",
    ],
)
def test_the_countries_that_take_part_in_a_conference_are_all_given(make_scene: "SceneMaker", text: str) -> None:
    countries = [
        (0, name, "place", {"found_by": "places.name", "value": Place(country=code)})
        for name, code in (("مصر", "EG"), ("لبنان", "LB"), ("الأردن", "JO"))
    ]
    scene = make_scene("ar", text, mentions=[(0, "مؤتمر", "phrase"), *countries])
    found = whole_phrases(scene, FRAMES["Conference"], [Filler("name", scene.mentions[0], 0.9)])
    assert [f.mention.text for f in found if f.role == "participant"] == [fold(name).text for _, name, *_ in countries]


def test_a_bare_noun_before_a_verb_is_no_place(make_scene: "SceneMaker") -> None:
    scene = make_scene("ar", "قتل في قرية تبعد ميلا", mentions=[(0, "قرية تبعد", "phrase")])
    assert not whole_phrases(scene, FRAMES["Attack"], [Filler("place", scene.mentions[0], 0.9)])
    scene = make_scene("ar", "قتل في القرية تبعد ميلا", mentions=[(0, "القرية تبعد", "phrase")])
    found = whole_phrases(scene, FRAMES["Attack"], [Filler("place", scene.mentions[0], 0.9)])
    assert [f.mention.text for f in found] == [fold("القرية").text]


def test_the_commander_in_chief_is_the_prime_minister_behind_him(make_scene: "SceneMaker") -> None:
    posts = ("القائد العام للقوات المسلحة", "رئيس الوزراء سعد كامل")
    found = phrases(make_scene, "ar", "Meeting", "، ".join(posts), *(("participant", words) for words in posts))
    assert found == folded(("participant", posts[1]))


def test_a_post_behind_a_name_and_an_and_is_another_man(make_scene: "SceneMaker") -> None:
    post = {"found_by": "person:post", "cut_start": 1}
    seen = [(0, "سعد كامل", "person", {"found_by": "person:name"}), (0, "وقائد الشرطة", "person", post)]
    scene = make_scene("ar", "حضر سعد كامل، وقائد الشرطة", mentions=seen)
    given = [Filler("participant", mention, 0.8) for mention in scene.mentions]
    assert len(whole_phrases(scene, FRAMES["Meeting"], given)) == len(seen)
