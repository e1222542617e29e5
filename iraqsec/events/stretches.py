"""Bounded work for any one article: a very long one is cut into stretches, and what no writer wrote is passed over.

Decisions compare the mentions of a scene with one another, so their cost grows faster than its length. Articles of news
stay far below these limits: in 156 annotated ones a sentence had at most 122 mentions and 40 possible events, an article
449 and 135, in 23 sentences.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from iraqsec.events.candidates import Scene

if TYPE_CHECKING:
    from iraqsec.document import EntityMention, Sentence
    from iraqsec.events.matcher import Trigger

MAX_SENTENCES = 100
"""Sentences of a stretch of an article in which events are looked for together."""
MAX_MENTIONS = 2000
"""Mentions of a stretch."""
MAX_TRIGGERS = 500
"""Possible events of a stretch."""
MAX_SENTENCE_MENTIONS = 600
"""Mentions from which a sentence is no prose."""
MAX_SENTENCE_TRIGGERS = 200
"""Possible events from which a sentence is no prose."""

_LEAD = 2  # sentences that fill roles wherever an event stands: title and dateline, or lead
_SHOWN = 40  # characters of a sentence in a warning


def bounded(scene: Scene) -> tuple[list[Scene], list[str]]:
    """Return the scenes in which events are looked for, each by itself, and warnings of what that means.

    A scene within the limits is returned as it is.
    """
    odd = [
        sentence
        for sentence, mentions, triggers in zip(
            scene.sentences, scene.by_sentence, scene.triggers_by_sentence, strict=True
        )
        if len(mentions) > MAX_SENTENCE_MENTIONS or len(triggers) > MAX_SENTENCE_TRIGGERS
    ]
    warnings = []
    if odd:
        shown = " ".join(odd[0].text[: 3 * _SHOWN].split())[:_SHOWN]
        warnings.append(
            f"no events were looked for in {len(odd)} sentences that name more than {MAX_SENTENCE_MENTIONS} things or "
            f"{MAX_SENTENCE_TRIGGERS} possible events, the first: '{shown}…'"
        )
    cuts = list(_cuts(scene, {sentence.index for sentence in odd}))
    if not odd and len(cuts) == 1:
        return [scene], []
    if len(cuts) > 1:
        warnings.append(
            f"events were looked for in {len(cuts)} stretches of its {len(scene.sentences)} sentences, each by itself: "
            "one that several of them tell of is given several times"
        )
    return [_part(scene, kept, leads) for leads, kept in cuts], warnings


def _cuts(scene: Scene, odd: set[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield the sentences of each stretch, and how many at its beginning are the article's lead, told of before."""
    lead = [index for index in range(min(_LEAD, len(scene.sentences))) if index not in odd]
    kept, leads, mentions, triggers = list[int](), 0, 0, 0
    for index in range(len(scene.sentences)):
        if index in odd:
            continue
        mentions += len(scene.by_sentence[index])
        triggers += len(scene.triggers_by_sentence[index])
        full = len(kept) >= MAX_SENTENCES or mentions > MAX_MENTIONS or triggers > MAX_TRIGGERS
        if full and len(kept) > leads:
            yield leads, kept
            kept, leads = list(lead), len(lead)
            mentions = sum(len(scene.by_sentence[i]) for i in (*lead, index))
            triggers = len(scene.triggers_by_sentence[index])
        kept.append(index)
    yield leads, kept


def _part(scene: Scene, kept: Sequence[int], leads: int) -> Scene:
    """Return a scene of some sentences; those of the lead fill roles, but their events are told of elsewhere."""
    sentences: list[Sentence] = []
    mentions: list[EntityMention] = []
    triggers: list[Trigger] = []
    for number, index in enumerate(kept):
        sentences.append(evolve(scene.sentences[index], index=number))
        mentions += [evolve(mention, sentence=number) for mention in scene.by_sentence[index]]
        if number >= leads:
            triggers += [evolve(trigger, sentence=number) for trigger in scene.triggers_by_sentence[index]]
    return Scene(scene.language, sentences, mentions, triggers, scene.published)
