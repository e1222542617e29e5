"""Candidates -> decisions: which triggers name events, what fills their roles, how sure that is and why.

Log-linear models over named features (`iraqsec.events.features`); what was learned lies in `iraqsec/events/weights/`.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from attrs import define, field, frozen

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.arguments import nearest_trigger, pair_features, role_features
from iraqsec.events.features.filler_revision import FirstLooks
from iraqsec.events.features.revision import revision_features
from iraqsec.events.features.triggers import trigger_features
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import ANY, LogLinear, logistic, shipped
from iraqsec.events.types import Event, roles_of, value_class
from iraqsec.values import Number, Period, Place

SENTENCES_BEFORE = 3
SENTENCES_AFTER = 1
"""How far from an event's mentions a filler is looked for, beside the first two sentences (title, dateline or lead)."""

_WORTH_ODDS = -3.0
"""The first log-odds from which a filler is worth a second look: a chance of one in twenty."""


@frozen(kw_only=True)
class Settings:
    """Thresholds and calibration, chosen by cross-validation: probabilities, and the slope and offset of log-odds."""

    event: float = 0.5
    argument: float = 0.5
    argument_by_role: Mapping[str, float] = field(factory=dict)
    same_event: float = 0.5
    calibration: tuple[float, float] = (1.0, 0.0)
    argument_calibration: tuple[float, float] = (1.0, 0.0)

    def least(self, role: str) -> float:
        """Return the probability from which a filler of a role is kept."""
        return self.argument_by_role.get(role, self.argument)


@define(eq=False)
class Models:
    """Everything that was learned for events."""

    triggers: LogLinear
    revision: LogLinear
    arguments: LogLinear
    argument_revision: LogLinear
    coreference: LogLinear
    status: LogLinear
    settings: Settings


MODELS = ("triggers", "revision", "arguments", "argument_revision", "coreference", "status")
"""The names of the models, in the order of their use; each is a table of ``weights/``."""


@cache
def shipped_models() -> Models:
    """Load what ships with the library."""
    file = resources.files("iraqsec.events").joinpath("weights", "settings.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    chosen: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Models(**{name: shipped(name) for name in MODELS}, settings=Settings(**chosen))


@define(eq=False)
class Filler:
    """A decision for one role: the mention, its probability, and the features that fired."""

    role: str
    mention: EntityMention
    probability: float
    features: Sequence[str]


def look(scene: Scene, features: Sequence[Sequence[str]], model: LogLinear) -> None:
    """Give every trigger candidate the probability of a model."""
    for trigger, fired in zip(scene.triggers, features, strict=True):
        trigger.probability = logistic(model.scores(fired, (trigger.type,))[trigger.type])


def score_triggers(scene: Scene, models: Models) -> list[list[str]]:
    """Give every trigger candidate its probability, in two looks; return the features of each for explanations."""
    features = trigger_features(scene)
    look(scene, features, models.triggers)
    features = [[*row, *more] for row, more in zip(features, revision_features(scene), strict=True)]
    look(scene, features, models.revision)
    return features


def choose_triggers(scene: Scene, threshold: float) -> list[Trigger]:
    """Return the triggers over the threshold, in text order; of several types for the same words only the likeliest."""
    kept: list[Trigger] = []
    for trigger in sorted(scene.triggers, key=lambda t: (-t.probability, t.sentence, t.first, t.type)):
        if trigger.probability < threshold:
            break
        if not any(t.sentence == trigger.sentence and t.first < trigger.last and trigger.first < t.last for t in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: (t.sentence, t.first, t.type))


def reachable(scene: Scene, triggers: Sequence[Trigger]) -> list[EntityMention]:
    """Return the mentions that may fill a role of an event with these triggers, in text order."""
    wanted = {0, 1}
    for trigger in triggers:
        wanted.update(range(max(0, trigger.sentence - SENTENCES_BEFORE), trigger.sentence + SENTENCES_AFTER + 1))
    at_home = {trigger.sentence for trigger in triggers}
    out = []
    for index in sorted(wanted):
        if index < len(scene.sentences):
            mentions = scene.by_sentence[index]
            out += mentions if index in at_home else [m for m in mentions if m.label != "phrase"]
    return out


def may_fill(cls: type[Event], role: str, mention: EntityMention) -> bool:
    """Tell whether a mention's value is of the kind that a role takes."""
    wanted = value_class(cls, role)
    if wanted is Number:
        return mention.label == "number"
    if wanted is Period:
        return mention.label == "time"
    if wanted is Place:
        return mention.label in ("place", "PLACE", "facility", "phrase", "organization")
    return mention.label not in ("number", "time")


def score_fillers(scene: Scene, frame: Frame, triggers: Sequence[Trigger], model: LogLinear) -> list[Filler]:
    """Take the first look at an event's roles; return the fillers that are worth a second one, in text order."""
    cls = frame.type
    roles = roles_of(cls)
    out: list[Filler] = []
    weights = model.weights
    for mention in reachable(scene, triggers):
        totals = {role: 0.0 for role in roles if may_fill(cls, role, mention)}
        if not totals:
            continue
        trigger = nearest_trigger(mention, triggers)
        features = pair_features(scene, triggers, trigger, mention)
        _add_up(totals, features, weights)
        for role, total in totals.items():
            hints = role_features(scene, trigger, mention, frame.roles[role])
            for hint in hints:
                found = weights.get(hint)
                if found:
                    total += found.get(ANY, 0.0) + found.get(role, 0.0)  # noqa: PLW2901 - the sum is done
            if total >= _WORTH_ODDS:
                out.append(Filler(role, mention, logistic(total), (*features, *hints)))
    return out


def _add_up(totals: dict[str, float], features: Iterable[str], weights: Mapping[str, Mapping[str, float]]) -> None:
    """Add to the odds of each role what the features say of it."""
    for feature in features:
        found = weights.get(feature)
        if found:
            for role in totals:
                if role in found:
                    totals[role] += found[role]


def look_again(events: Sequence[tuple[Frame, Sequence[Filler]]], model: LogLinear) -> list[list[Filler]]:
    """Take the second look at the fillers of all events of a scene; return them likeliest first."""
    weights = model.weights
    looks = FirstLooks([[(f.role, f.mention, f.probability) for f in fillers] for _, fillers in events])
    out = []
    for number, (frame, fillers) in enumerate(events):
        revised = []
        for filler in fillers:
            fired = (*filler.features, *looks.features(number, filler.role, filler.mention, filler.probability))
            outcome = f"{frame.name}.{filler.role}"
            total = 0.0
            for feature in fired:
                found = weights.get(feature)
                if found:
                    total += found.get(ANY, 0.0) + found.get(filler.role, 0.0) + found.get(outcome, 0.0)
            revised.append(Filler(filler.role, filler.mention, logistic(total), fired))
        out.append(sorted(revised, key=lambda f: (-f.probability, f.mention.start, f.mention.end, f.role)))
    return out
