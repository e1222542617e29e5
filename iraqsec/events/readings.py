"""What each mention of an event says for itself, before it is known which mentions speak of one event."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.features.agreement import Reading
from iraqsec.events.features.status import status_features
from iraqsec.events.filler_scorer import FirstLook
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.model import LogLinear, softmax
from iraqsec.events.types import STATUSES, value_class
from iraqsec.values import Number, Period, Place

_LIKELY = 0.4
"""The probability from which a filler is taken to be told by a mention."""

_CONTENT = 4
"""Letters of a stem from which it tells what a sentence is about."""

_SELDOM = 2
"""Sentences of an article up to which a word is rare in it."""


_Said = dict[str, frozenset[Any]]
"""What is said, by kind or by role."""


@define(eq=False)
class Readings:
    """Reads the mentions of a scene one by one; each is read once."""

    scene: Scene
    frames: Mapping[str, Frame]
    look: FirstLook
    status: LogLinear
    _known: dict[int, Reading] = field(init=False, factory=dict)
    _words: list[frozenset[str]] = field(init=False, factory=list)
    _usual: Counter[str] = field(init=False, factory=Counter)

    def of(self, trigger: Trigger) -> Reading:
        """Return the status that the words around a trigger tell, and the fillers of its own sentence."""
        found = self._known.get(id(trigger))
        if found is None:
            chances = softmax(self.status.scores(status_features(self.scene, trigger), STATUSES))
            words = self._content()[trigger.sentence]
            rare = frozenset(stem for stem in words if self._usual[stem] <= _SELDOM)
            told, roles, time = self._told(trigger)
            found = self._known[id(trigger)] = Reading(chances, told, roles, time, words, rare)
        return found

    def _content(self) -> list[frozenset[str]]:
        """Return the stems of each sentence; how many sentences hold each is counted with them."""
        if not self._words:
            self._words = [
                frozenset(t.word.stem for t in one.tokens if t.kind != "punct" and len(t.word.stem) >= _CONTENT)
                for one in self.scene.sentences
            ]
            self._usual = Counter(stem for words in self._words for stem in words)
        return self._words

    def _told(self, trigger: Trigger) -> tuple[_Said, _Said, tuple[Period, float] | None]:
        """Return the likely fillers of a mention's sentence by kind and by role, and its likeliest time."""
        frame = self.frames[trigger.type]
        told: dict[str, set[Any]] = {}
        roles: dict[str, set[Any]] = {}
        time: tuple[Period, float] | None = None
        mentions = self.scene.by_sentence[trigger.sentence]
        for filler in self.look.fillers(frame, [trigger], mentions):
            value = filler.mention.value
            if filler.role == "time" and isinstance(value, Period) and (time is None or filler.probability > time[1]):
                time = value, filler.probability
            if filler.probability < _LIKELY:
                continue
            kind = _KINDS.get(value_class(frame.type, filler.role), "who")
            what = _identity(filler.mention)
            told.setdefault(kind, set()).add(what)
            roles.setdefault(filler.role, set()).add(what)
            if isinstance(value, Place):
                told.setdefault("zone", set()).add(value.governorate or value.country)
        return _frozen(told), _frozen(roles), time


def _frozen(said: Mapping[str, set[Any]]) -> _Said:
    return {name: frozenset(values) for name, values in said.items()}


_KINDS: dict[Any, str] = {Number: "count", Period: "time", Place: "place"}


def _identity(mention: EntityMention) -> Any:  # noqa: ANN401 - whatever tells fillers apart
    """Return what two mentions share that name the same."""
    value = mention.value
    if isinstance(value, Number):
        return value.number, value.unit
    if isinstance(value, Period):
        return value.start, value.end
    return mention.link or mention.text.lower()
