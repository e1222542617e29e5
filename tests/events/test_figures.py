"""Which numbers are no filler of an event, and which figure is what something grows to."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.figures import counting, is_no_figure, regrown, without_masts
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import built_in
from iraqsec.taggers.base import Context
from iraqsec.taggers.quantities import Quantities
from iraqsec.values import Number, Place

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}


@pytest.mark.parametrize(
    ("name", "code", "text", "kept"),
    [
        ("Arrest", "ar", "قبضوا على خمسة متهمين", ["خمسه متهمين"]),
        ("Arrest", "en", "They arrested a man with 300 dollars", []),
        ("Seizure", "en", "They seized pills near the 90-kilometre road and 4 rifles", ["4"]),
        ("Seizure", "en", "They found 3 bodies and seized 4 rifles", ["4"]),
        ("SurveillanceProject", "ar", "نصبوا 40 كاميرا بكلفة 3 مليارات دينار", ["40 كاميرا"]),
        ("WeaponsControl", "ar", "سجلوا 900 بندقية في 15 محافظة", ["900 بندقيه"]),
        ("SurveillanceProject", "en", "They installed 70 drones in two stages", ["70"]),
        ("SurveillanceProject", "en", "The number of cameras rose from 70 to more than 90", ["90"]),
        ("WeaponsControl", "ar", "ارتفع عدد الأسلحة المسجلة من 750 بندقية إلى 980 بندقية", ["980 بندقيه"]),
        ("WeaponsControl", "en", "They bought 750 rifles from 980 families", ["750", "980"]),
        ("Seizure", "en", "They found 50-pound bags of urea, 3 tons in all", ["3 tons"]),
        ("Seizure", "en", "They found a 20-liter jug of acid", ["20-liter"]),
        ("BorderSecurity", "en", "They dug a 3-metre-deep trench of 40 kilometers", ["40 kilometers"]),
        ("BorderSecurity", "en", "A wall of 40 km runs along the border, which stretches for 600 km", ["40 km"]),
        ("BorderSecurity", "en", "The border guards, who dug 40 km, rested", ["40 km"]),
        ("BorderSecurity", "ar", "حفروا خندقا بعمق 3 أمتار وبطول 40 كم", ["40 كم"]),
        ("BorderSecurity", "ar", "أكملوا 40 كم من الحدود البالغة 600 كم", ["40 كم"]),
        ("BorderSecurity", "ar", "رفعوا ساترا على الحدود بطول 40 كم", ["40 كم"]),
        ("Arrest", "ar", "اعتقلوا تاجرا من أخطر ثلاثة متهمين", []),
        ("Arrest", "ar", "إصابة 5 مواطنين والقبض على 12 شخصا", ["12 شخصا"]),
        ("Training", "en", "They trained 12 men, and five were killed", ["12"]),
        ("Arrest", "en", "They captured five wounded militants", ["five"]),
        ("Arrest", "en", "They arrested two gangs", ["two"]),
        ("Training", "en", "They trained 20 men (including 3 guards and 7 clerks) and (later) 12 women", ["20", "12"]),
        ("Training", "ar", "دربوا 20 شخصا (بينهم 3 نساء)", ["20 شخصا"]),
    ],
)
def test_what_a_role_cannot_count_is_no_filler(
    name: str, code: str, text: str, kept: list[str], make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text)
    found = [
        m
        for m in Quantities().tag(scene.sentences, Context(scene.language))
        if m.found_by in ("quantity", "bare_number")
    ]
    fillers = [Filler("quantity", m, 0.9, ()) for m in found]
    assert [f.mention.text for f in fillers if not is_no_figure(scene, FRAMES[name], f)] == kept


def test_a_number_in_a_places_name_counts_nothing(make_scene: "SceneMaker") -> None:
    place = (0, "منطقة الخمسة كيلو", "place", {"link": "five-kilo", "value": Place(governorate="IQ-AN")})
    numbers = [
        (0, "الخمسة كيلو", "number", {"value": Number(5, "kg")}),
        (0, "4 كغم", "number", {"value": Number(4, "kg")}),
    ]
    scene = make_scene("ar", "ضبطوا 4 كغم في منطقة الخمسة كيلو", mentions=[place, *numbers])
    told = [is_no_figure(scene, FRAMES["Seizure"], Filler("quantity", m, 0.9, ())) for m in scene.mentions[1:]]
    assert told == [True, False]


def test_a_guessed_unit_that_the_role_cannot_have_is_the_roles(make_scene: "SceneMaker") -> None:
    number = Number(4, "dollar")
    scene = make_scene(
        "en", "They acquitted four of them", mentions=[(0, "four", "number", {"found_by": "bare_number"})]
    )
    assert counting(scene, scene.mentions[0], number, FRAMES["CourtRuling"].roles["quantity"]).unit == "person"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("They set up 120 poles and 300 cameras", ["300"]),
        ("They set up 120 poles", ["120"]),
        ("They flew 2 drones over 300 cameras", ["2", "300"]),
    ],
)
def test_what_stands_beside_cameras_is_none(text: str, kept: list[str], make_scene: "SceneMaker") -> None:
    scene = make_scene("en", text)
    found = Quantities().tag(scene.sentences, Context(scene.language))
    fillers = [Filler("quantity", m, 0.9, ()) for m in found]
    assert [f.mention.text for f in without_masts(scene, FRAMES["SurveillanceProject"], fillers)] == kept


@pytest.mark.parametrize(
    ("code", "text", "roles"),
    [
        (
            "en",
            "They installed 30 cameras, and it can be expanded to more than 90 cameras",
            ["quantity", "expansion_quantity"],
        ),
        ("en", "They installed 30 cameras and expanded the room", ["quantity"]),
        ("ar", "نصبوا 30 كاميرا قابلة للتوسع إلى 90 كاميرا", ["quantity", "expansion_quantity"]),
        ("ar", "نصبوا 30 كاميرا وستتوسع المنظومة لتصل إلى 90 كاميرا", ["quantity", "expansion_quantity"]),
        ("ar", "وصل العدد إلى 90 كاميرا", ["quantity"]),
    ],
)
def test_what_a_system_grows_to_is_its_expansion(
    code: str, text: str, roles: list[str], make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text)
    found = list(Quantities().tag(scene.sentences, Context(scene.language)))
    fillers = [Filler("quantity", m, 0.9, ()) for m in found]
    assert [f.role for f in regrown(scene, FRAMES["SurveillanceProject"], fillers)] == roles
    assert regrown(scene, FRAMES["Seizure"], fillers) == fillers
