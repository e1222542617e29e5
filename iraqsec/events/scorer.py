"""Candidates -> decisions: which triggers name events, how sure that is and why.

Log-linear models over named features (`iraqsec.events.features`); what was learned lies in `iraqsec/events/weights/`.
"""

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from attrs import define, frozen

from iraqsec.events.candidates import Scene
from iraqsec.events.features.revision import revision_features
from iraqsec.events.features.triggers import Parts, trigger_parts
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import ANY, LogLinear, Sums, logistic, shipped
from iraqsec.events.types import TYPES

PRIOR_ODDS = {"strong": 4.2, "weak": 0.0, "anaphor": 0.0}
"""What is added to the first log-odds of a trigger whose type no model has learned: what the words of a learned type add.

Measured with the weights of 10,095 documents, on the development documents, sentence by sentence, on one type after the
other as if nothing were learned of it: with only the weights that all types share, strong entries then reach 74 percent
precision in the first look, and find 60 percent of all that is told of their types (3.9: 76 and 59; 4.5: 72 and 61). Those
documents are among what the shared weights learned from, and a type of another field is less like the built-in ones.
"""


@frozen(kw_only=True)
class Settings:
    """Thresholds and calibration, chosen by cross-validation: probabilities, and the slope and offset of log-odds.

    ``argument`` is the probability, that of the event included, from which a filler is kept, ``valued`` that for the roles
    that have a value: places, times and numbers.
    """

    event: float = 0.5
    argument: float = 0.5
    valued: float = 0.5
    same_event: float = 0.5
    calibration: tuple[float, float] = (1.0, 0.0)
    argument_calibration: tuple[float, float] = (1.0, 0.0)


@define(eq=False)
class Models:
    """Everything that was learned for events."""

    triggers: LogLinear
    revision: LogLinear
    arguments: LogLinear
    argument_revision: LogLinear
    coreference: LogLinear
    verdict: LogLinear
    status: LogLinear
    settings: Settings


MODELS = ("triggers", "revision", "arguments", "argument_revision", "coreference", "status", "verdict")
"""The names of the models, in the order of their use; each is a table of ``weights/``."""


@cache
def shipped_models() -> Models:
    """Load what ships with the library."""
    file = resources.files("iraqsec.events").joinpath("weights", "settings.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    chosen: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Models(**{name: shipped(name) for name in MODELS}, settings=Settings(**chosen))


def look(scene: Scene, features: Sequence[Sequence[str]], model: LogLinear) -> None:
    """Give every trigger candidate the probability of a model."""
    for trigger, fired in zip(scene.triggers, features, strict=True):
        trigger.probability = logistic(model.odds(fired, ANY, trigger.type))


def score_triggers(scene: Scene, models: Models) -> list[Parts]:
    """Give every trigger candidate its probability, in two looks; return the features of each for explanations."""
    parts = trigger_parts(scene)
    _look_at_parts(scene, parts, models.triggers)
    _give_priors(scene, models.triggers)
    parts = [(*row, more) for row, more in zip(parts, revision_features(scene), strict=True)]
    _look_at_parts(scene, parts, models.revision)
    return parts


def _look_at_parts(scene: Scene, parts: Sequence[Parts], model: LogLinear) -> None:
    """Do what `look` does; parts that several candidates share are summed once."""
    sums = Sums(model)
    for trigger, row in zip(scene.triggers, parts, strict=True):
        trigger.probability = logistic(model.weight(sums.row(row), ANY, trigger.type))


def unlearned(name: str, model: LogLinear) -> bool:
    """Tell whether a type is a user's own, and a model learned nothing of it."""
    return name not in TYPES and name not in model.outcomes


def _give_priors(scene: Scene, model: LogLinear) -> None:
    """Raise the chances of the triggers of a user's own types, of which nothing was learned."""
    for trigger in scene.triggers:
        if unlearned(trigger.type, model):
            bounded = min(max(trigger.probability, 1e-6), 1 - 1e-6)
            odds = math.log(bounded / (1 - bounded))
            trigger.probability = logistic(odds + PRIOR_ODDS.get(trigger.strength, 0.0))


def choose_triggers(scene: Scene, threshold: float) -> list[Trigger]:
    """Return the triggers over the threshold, in text order; of several types for the same words only the likeliest."""
    kept: list[Trigger] = []
    for trigger in sorted(scene.triggers, key=lambda t: (-t.probability, t.sentence, t.first, t.type)):
        if trigger.probability < threshold:
            break
        if not any(t.sentence == trigger.sentence and t.first < trigger.last and trigger.first < t.last for t in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: (t.sentence, t.first, t.type))
