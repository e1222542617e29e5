"""Which way a bare length of time looks, by the status of its event and by its role."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iraqsec.events.filler_scorer import Filler
from iraqsec.events.spans_ahead import looking_ahead
from iraqsec.taggers.base import Context
from iraqsec.taggers.times import Times
from iraqsec.values import Period

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

PUBLISHED = date(2024, 5, 20)
BACK, AHEAD = (date(2024, 3, 20), PUBLISHED), (PUBLISHED, date(2024, 7, 20))


@pytest.mark.parametrize(
    ("code", "text", "role", "status", "days"),
    [
        ("ar", "افتتاح السجن خلال شهرين", "time", "planned", AHEAD),
        ("ar", "افتتاح السجن خلال شهرين", "time", "proposed", AHEAD),
        ("ar", "افتتاح السجن خلال شهرين", "time", "ongoing", BACK),
        ("ar", "افتتاح السجن خلال شهرين", "time", "completed", BACK),
        ("ar", "نصب الكاميرات خلال شهرين", "deadline", "completed", AHEAD),
        ("ar", "افتتاح السجن خلال الشهرين الماضيين", "time", "planned", BACK),
        ("en", "a visit to the prisons over two months", "time", "planned", AHEAD),
        ("en", "a visit to the prisons over two months", "time", "completed", BACK),
        ("en", "a visit to the prisons in the past two months", "time", "planned", BACK),
    ],
)
def test_a_bare_length_of_what_lies_ahead_runs_on(  # noqa: PLR0917 - a table and a fixture
    code: str, text: str, role: str, status: str, days: tuple[date, date], make_scene: "SceneMaker"
) -> None:
    scene = make_scene(code, text, published=PUBLISHED)
    (length,) = Times().tag(scene.sentences, Context(scene.language, PUBLISHED))
    value = looking_ahead(scene, Filler(role, length, 0.9, ()), status).mention.value
    assert isinstance(value, Period)
    assert (value.start, value.end) == days
