"""Which times are a deadline: how long a work takes, within what time it is to be done, when it is to be complete."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iraqsec.events.deadlines import due, with_terms
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import built_in
from iraqsec.taggers.base import Context
from iraqsec.taggers.times import Times

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

FRAMES = {frame.name: frame for frame in built_in()}
PROJECT = FRAMES["SurveillanceProject"]


@pytest.mark.parametrize(
    ("code", "text", "status", "role"),
    [
        ("ar", "سينصبون الكاميرات خلال تسعة أشهر", "planned", "deadline"),
        ("ar", "نصبوا الكاميرات خلال تسعة أشهر", "completed", "time"),
        ("ar", "ينصبون الكاميرات في غضون شهرين", "ongoing", "deadline"),
        ("ar", "من المؤمل إنجاز منظومة الكاميرات نهاية العام الحالي", "planned", "deadline"),
        ("ar", "سينصبون الكاميرات بعد إنجاز الأولى في نيسان المقبل", "planned", "time"),
        ("ar", "سينصبون الكاميرات نهاية العام الحالي", "planned", "time"),
        ("en", "They will install them within nine months", "planned", "deadline"),
        ("en", "The network is to be finished in 90 days", "planned", "deadline"),
        ("en", "The first stage was finished last month", "ongoing", "time"),
        ("en", "It will be fitted next month", "planned", "time"),
    ],
)
def test_what_is_to_be_done_by_then_is_a_deadline(
    code: str, text: str, status: str, role: str, make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text)
    scene.published = date(2025, 11, 5)
    found = list(Times().tag(scene.sentences, Context(scene.language, scene.published)))
    assert [due(scene, PROJECT, Filler("time", m, 0.9, ()), status).role for m in found] == [role]
    assert {due(scene, FRAMES["Arrest"], Filler("time", m, 0.9, ()), status).role for m in found} == {"time"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("نصبوا الكاميرات بمدة إنجاز تصل إلى 180 يوما", ["180 يوما"]),
        ("نصبوا الكاميرات ومدة التنفيذ ستة أشهر", ["سته اشهر"]),
        ("نصبوا الكاميرات وتدربوا لمدة ستة أشهر", []),
    ],
)
def test_how_long_a_work_takes_is_a_deadline(text: str, terms: list[str], make_scene: "SceneMaker") -> None:
    from iraqsec.languages.base import get

    times = list(Times().tag([get("ar").sentence(text)], Context(get("ar"))))
    scene = make_scene(
        "ar",
        text,
        triggers=[(0, "نصبوا", "SurveillanceProject")],
        mentions=[(0, m.text.replace("سته اشهر", "ستة أشهر"), "time", {"found_by": m.found_by}) for m in times],
    )
    found = with_terms(scene, PROJECT, scene.triggers, [])
    assert [(f.role, f.mention.text) for f in found] == [("deadline", term) for term in terms]
    assert with_terms(scene, FRAMES["Arrest"], scene.triggers, []) == []
