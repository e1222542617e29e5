"""Mentions -> fillers of roles: two looks at who or what takes which part in an event.

The first look takes every mention for itself and is cheap: what a mention is, whatever the event, is summed once, and only
where that and the frame's hints leave a chance is it looked at against the event. The second look knows the first ones.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

from attrs import define, field

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.arguments import (
    Fit,
    mention_features,
    names_of_fit,
    role_fit,
    words_before,
)
from iraqsec.events.features.filler_revision import FirstLooks, Looked
from iraqsec.events.features.relations import nearest_trigger, told_by, trigger_relation
from iraqsec.events.loader import Frame, RoleHint
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import ANY, LogLinear, Row, Sums, logistic
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
    """A decision for one role: the mention, its probability, and the features that fired, in parts that fillers share."""

    role: str
    mention: EntityMention
    probability: float
    parts: Sequence[Sequence[str]] = ()

    @property
    def features(self) -> list[str]:
        """The features that fired."""
        return list(chain.from_iterable(self.parts))


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
class _Open:
    """The roles of a type that mentions of one label may fill, and what is asked of the model for all of them at once."""

    frame: Frame  # kept, so that no other frame comes to have its identity
    roles: Sequence[
        tuple[str, str, RoleHint, int]
    ]  # each with the role whose learned weights count, and that one's mark
    marks: int
    worth_relating: Row
    worth: Row
    kinds: frozenset[str]  # that fill any of them
    cues: frozenset[str]  # words that introduce any of them
    hints: dict[Any, tuple[Row, Sequence[tuple[Fit, float]]]] = field(init=False, factory=dict)


_KEPT = 5000  # a user may make frames without end
_HINTS = 200  # ways in which mentions of one label meet the hints of a type
_ASKED: WeakKeyDictionary[LogLinear, dict[tuple[int, str, str], _Open]] = WeakKeyDictionary()
"""What was asked of a model, by the identity of the frame, the mention's label and the language."""


@define(eq=False)
class FirstLook:
    """The first look at the roles of a scene's events; what several events ask of a mention is found out once.

    Most pairs of an event and a mention come to nothing: the sums of all roles are compared with what is worth more work at
    once, as bits of one number (`LogLinear.reaching`).
    """

    scene: Scene
    model: LogLinear
    _own: dict[int, Row] = field(init=False, factory=dict)
    _relations: dict[tuple[int, int], tuple[Sequence[str], Row]] = field(init=False, factory=dict)

    def fillers(
        self, frame: Frame, triggers: Sequence[Trigger], mentions: Sequence[EntityMention] | None = None
    ) -> list[Filler]:
        """Return the fillers of an event's roles that are worth a second look, in text order.

        They are looked for among ``mentions``, by default among all that an event with these triggers may reach.
        """
        out: list[Filler] = []
        for mention in reachable(self.scene, triggers) if mentions is None else mentions:
            asked = self._open_roles(frame, mention)
            if asked.roles:
                trigger = triggers[0] if len(triggers) == 1 else nearest_trigger(mention, triggers)
                out += self._fillers(asked, triggers, trigger, mention)
        return out

    def _fillers(
        self, asked: _Open, triggers: Sequence[Trigger], trigger: Trigger, mention: EntityMention
    ) -> Iterator[Filler]:
        model = self.model
        own = self._own_row(mention)
        hint_row, fits = self._hint_row(asked, trigger, mention)
        worth = own + hint_row + asked.worth_relating & asked.marks
        if not worth:
            return
        relation, related = self._relation(trigger, mention)
        count = (told_by(triggers),)
        row = own + related + model.row(count)
        worth &= row + hint_row + asked.worth
        if not worth:
            return
        for (role, learned, _, mark), (fit, odds) in zip(asked.roles, fits, strict=True):
            if not worth & mark:
                continue
            before, total = model.weight(own, learned) + odds, model.weight(row, learned) + odds
            if before >= _WORTH_RELATING and total >= _WORTH_ODDS:
                parts = mention_features(self.scene, mention), relation, count, list(names_of_fit(*fit))
                yield Filler(role, mention, logistic(total), parts)

    def _relation(self, trigger: Trigger, mention: EntityMention) -> tuple[Sequence[str], Row]:
        """Return how a mention stands to a trigger, and what that says of each role: asked for by itself, then by its event."""
        key = id(trigger), id(mention)
        found = self._relations.get(key)
        if found is None:
            features = trigger_relation(self.scene, trigger, mention)
            found = self._relations[key] = features, self.model.row(features)
        return found

    def _own_row(self, mention: EntityMention) -> Row:
        """Return what a mention by itself says of each role."""
        found = self._own.get(id(mention))
        if found is None:
            found = self._own[id(mention)] = self.model.row(mention_features(self.scene, mention))
        return found

    def _hint_row(
        self, asked: _Open, trigger: Trigger, mention: EntityMention
    ) -> tuple[Row, Sequence[tuple[Fit, float]]]:
        """Return what the frame's hints say of a mention: the most for each learned role, and for each role by itself."""
        kinds = asked.kinds & mention.classes
        key: Any = kinds
        if trigger.sentence == mention.sentence:
            introduced = (
                [word for word in words_before(self.scene, mention) if word in asked.cues] if asked.cues else ()
            )
            key = kinds, mention.last <= trigger.first, trigger.pos, trigger.tag, *introduced
        found = asked.hints.get(key)
        if found is None:
            fits, most = [], dict[str, float]()
            for _, learned, hint, _ in asked.roles:
                fit = role_fit(self.scene, trigger, mention, hint)
                odds = self.model.odds(list(names_of_fit(*fit)), ANY, learned)
                fits.append((fit, odds))
                most[learned] = max(odds, most.get(learned, odds))
            row = sum(self.model.alone(learned, odds) for learned, odds in most.items())
            if len(asked.hints) >= _HINTS:
                asked.hints.clear()
            found = asked.hints[key] = row, fits
        return found

    def _open_roles(self, frame: Frame, mention: EntityMention) -> _Open:
        known, code = _ASKED.setdefault(self.model, {}), self.scene.language.code
        key = id(frame), mention.label, code
        found = known.get(key)
        if found is None:
            if len(known) > _KEPT:
                known.clear()
            found = known[key] = _ask(self.model, frame, mention, code)
        return found


def _ask(model: LogLinear, frame: Frame, mention: EntityMention, code: str) -> _Open:
    roles = [
        (role, frame.weights_of(role), frame.roles[role], model.mark(frame.weights_of(role)))
        for role in roles_of(frame.type)
        if may_fill(frame.type, role, mention)
    ]
    learned = {learned for _, learned, _, _ in roles}
    return _Open(
        frame,
        roles,
        sum(map(model.mark, learned)),
        model.reaching(_WORTH_RELATING, learned),
        model.reaching(_WORTH_ODDS, learned),
        frozenset(kind for _, _, hint, _ in roles for kind in hint.kinds),
        frozenset[str]().union(*(hint.after.get(code, ()) for _, _, hint, _ in roles)),
    )


def looked(name: str, triggers: Sequence[Trigger], fillers: Sequence[Filler]) -> Looked:
    """Return an event of a type as the second look wants to know it."""
    return Looked(name, frozenset(t.sentence for t in triggers), [(f.role, f.mention, f.probability) for f in fillers])


def look_again(
    scene: Scene, events: Sequence[tuple[Frame, Sequence[Trigger], Sequence[Filler]]], model: LogLinear
) -> list[list[Filler]]:
    """Take the second look at the fillers of all events of a scene; return them likeliest first."""
    looks = FirstLooks(scene, [looked(frame.name, triggers, fillers) for frame, triggers, fillers in events])
    sums = Sums(model)
    out = []
    for number, (frame, _, fillers) in enumerate(events):
        asked = [(ANY, frame.weights_of(f.role), f"{frame.name}.{f.role}") for f in fillers]
        more = [looks.features(number, f.role, f.mention, f.probability) for f in fillers]
        revised = []
        for filler, fired, outcomes in zip(fillers, more, asked, strict=True):
            total = model.weight(sums.row(filler.parts) + model.row(fired), *outcomes)
            revised.append(Filler(filler.role, filler.mention, logistic(total), (*filler.parts, fired)))
        out.append(sorted(revised, key=lambda f: (-f.probability, f.mention.start, f.mention.end, f.role)))
    return out
