"""The status of an event: completed, ongoing, planned, proposed or negated, from the cues around its mentions."""

import math
from collections.abc import Sequence

from iraqsec.events.candidates import Scene
from iraqsec.events.features.status import status_features
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import softmax
from iraqsec.events.scorer import Models
from iraqsec.events.types import STATUSES


def decide(scene: Scene, triggers: Sequence[Trigger], models: Models) -> tuple[str, list[tuple[str, float]]]:
    """Return the likeliest status of an event and the features that spoke for it.

    The mentions' log-probabilities are added, those of anaphors ("the step") at half weight: they seldom show status.
    """
    totals = dict.fromkeys(STATUSES, 0.0)
    first: list[str] = []
    for trigger in triggers:
        features = status_features(scene, trigger)
        first = first or features
        chances = softmax(models.status.scores(features, STATUSES))
        weight = 0.5 if trigger.strength == "anaphor" else 1.0
        for status, chance in chances.items():
            totals[status] += weight * math.log(max(chance, 1e-9))
    best = max(STATUSES, key=lambda status: totals[status])
    return best, models.status.reasons(first, best)
