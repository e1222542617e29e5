"""Mentions -> fillers of roles: two looks at who or what takes which part in an event.

The first look takes every mention for itself and is cheap: what a mention is, whatever the event, is summed once, and only
where that and the frame's hints leave a chance is it looked at against the event. The second look knows the first ones.
"""

from collections.abc import Mapping, Sequence

from attrs import define, field

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.arguments import mention_features, nearest_trigger, relation_features, role_features
from iraqsec.events.features.filler_revision import FirstLooks
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import ANY, LogLinear, logistic
from iraqsec.events.types import Event, roles_of, value_class
from iraqsec.values import Number, Period, Place

SENTENCES_BEFORE = 3
SENTENCES_AFTER = 1
"""How far from an event's mentions a filler is looked for, beside the first two sentences (title, dateline or lead)."""

_WORTH_RELATING = -5.0
"""The log-odds, from what a mention is and the frame hints, from which it is looked at against the event.

On the development documents two thirds of the pairs fall below, none of which would have been likelier than not."""

_WORTH_ODDS = -3.0
"""The first log-odds from which a filler is worth a second look: a chance of one in twenty."""


@define(eq=False)
class Filler:
    """A decision for one role: the mention, its probability, and the features that fired."""

    role: str
    mention: EntityMention
    probability: float
    features: Sequence[str]


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


@define(eq=False)
class FirstLook:
    """The first look at the roles of a scene's events; what several events ask of a mention is found out once."""

    scene: Scene
    model: LogLinear
    _own: dict[int, Mapping[str, float]] = field(init=False, factory=dict)
    _open: dict[tuple[type[Event], str, str], bool] = field(init=False, factory=dict)

    def fillers(
        self, frame: Frame, triggers: Sequence[Trigger], mentions: Sequence[EntityMention] | None = None
    ) -> list[Filler]:
        """Return the fillers of an event's roles that are worth a second look, in text order.

        They are looked for among ``mentions``, by default among all that an event with these triggers may reach.
        """
        scene, model = self.scene, self.model
        out: list[Filler] = []
        for mention in reachable(scene, triggers) if mentions is None else mentions:
            open_roles = [role for role in roles_of(frame.type) if self._may_fill(frame.type, role, mention)]
            if not open_roles:
                continue
            trigger = nearest_trigger(mention, triggers)
            own = self._odds(mention)
            worth: dict[str, tuple[float, list[str]]] = {}
            for role in open_roles:
                learned = frame.weights_of(role)
                hints = role_features(scene, trigger, mention, frame.roles[role])
                odds = own.get(learned, 0.0) + model.odds(hints, ANY, learned)
                if odds >= _WORTH_RELATING:
                    worth[role] = odds, hints
            if not worth:
                continue
            relation = relation_features(scene, triggers, trigger, mention)
            more = model.sums(relation, {frame.weights_of(role) for role in worth})
            for role, (odds, hints) in worth.items():
                total = odds + more[frame.weights_of(role)]
                if total >= _WORTH_ODDS:
                    fired = (*mention_features(scene, mention), *relation, *hints)
                    out.append(Filler(role, mention, logistic(total), fired))
        return out

    def _may_fill(self, cls: type[Event], role: str, mention: EntityMention) -> bool:
        key = cls, role, mention.label
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = may_fill(cls, role, mention)
        return found

    def _odds(self, mention: EntityMention) -> Mapping[str, float]:
        """Return what a mention by itself says for each role."""
        found = self._own.get(id(mention))
        if found is None:
            found = self._own[id(mention)] = self.model.sums_of_all(mention_features(self.scene, mention))
        return found


def look_again(events: Sequence[tuple[Frame, Sequence[Filler]]], model: LogLinear) -> list[list[Filler]]:
    """Take the second look at the fillers of all events of a scene; return them likeliest first."""
    looks = FirstLooks([[(f.role, f.mention, f.probability) for f in fillers] for _, fillers in events])
    out = []
    for number, (frame, fillers) in enumerate(events):
        revised = []
        for filler in fillers:
            fired = (*filler.features, *looks.features(number, filler.role, filler.mention, filler.probability))
            total = model.odds(fired, ANY, frame.weights_of(filler.role), f"{frame.name}.{filler.role}")
            revised.append(Filler(filler.role, filler.mention, logistic(total), fired))
        out.append(sorted(revised, key=lambda f: (-f.probability, f.mention.start, f.mention.end, f.role)))
    return out
