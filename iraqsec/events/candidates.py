"""One article as the event stages see it: sentences, mentions and trigger candidates, indexed by sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import define, field, fields

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.matcher import Trigger
from iraqsec.languages.base import Language


@define(eq=False)
class Scene:
    """The sentences of one article with what was seen in them."""

    language: Language
    sentences: Sequence[Sentence]
    mentions: Sequence[EntityMention]
    triggers: Sequence[Trigger]
    published: date | None = None
    by_sentence: list[list[EntityMention]] = field(init=False)
    triggers_by_sentence: list[list[Trigger]] = field(init=False)
    own: dict[int, list[str]] = field(init=False, factory=dict)
    """Features of a mention that do not depend on the event, by its identity: several events ask for them."""

    told: dict[tuple[str, int], Any] = field(init=False, factory=dict)
    """What features ask of a sentence again and again, by what it is and the sentence's number."""

    def forget(self) -> None:
        """Drop what is kept for features that ask again, where a scene outlives its reading: a training holds thousands."""
        self.own.clear()
        self.told.clear()

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is kept by identity: another process has other identities."""
        return {**{a.name: getattr(self, a.name) for a in fields(type(self))}, "own": {}, "told": {}}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Take the fields back."""
        for name, value in state.items():
            setattr(self, name, value)

    def __attrs_post_init__(self) -> None:
        """Index mentions and triggers by sentence, in text order."""
        self.by_sentence = [[] for _ in self.sentences]
        for mention in self.mentions:
            self.by_sentence[mention.sentence].append(mention)
        for listed in self.by_sentence:
            listed.sort(key=lambda m: (m.first, m.last))
        self.triggers_by_sentence = [[] for _ in self.sentences]
        for trigger in self.triggers:
            self.triggers_by_sentence[trigger.sentence].append(trigger)
