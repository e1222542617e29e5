"""Lengths of time that are a deadline: how long a work takes ("مدة التنفيذ 180 يوما"), and within what time a plan is to be done.

The words stand in the lexicons, under ``deadlines``.
"""

from collections.abc import Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.languages.base import word_lists
from iraqsec.values import Period

ROLE = "deadline"
_AHEAD = frozenset({"planned", "ongoing"})
_LENGTHS = frozenset({"times:over", "times:within", "times:within_one", "times:duration"})
_SURE = 0.9
_DONE = 8  # words from what says that something is complete to when
_TERM = 4  # words from "مدة" to the length: "مدة إنجاز أمدها 180 يوما"


def with_terms(scene: Scene, frame: Frame, triggers: Sequence[Trigger], fillers: Sequence[Filler]) -> list[Filler]:
    """Add how long the work takes, where the sentence of an event or the one behind it says so.

    Of 18 such lengths beside such events in the gold documents all are their deadline.
    """
    if ROLE not in frame.roles:
        return list(fillers)
    near = sorted({t.sentence + step for t in triggers for step in (0, 1) if t.sentence + step < len(scene.sentences)})
    terms = [m for at in near for m in scene.by_sentence[at] if _is_term(scene, m)]
    kept = [f for f in fillers if not any(f.mention is m for m in terms)]
    return [*kept, *(Filler(ROLE, mention, _SURE, ()) for mention in terms)]


def due(scene: Scene, frame: Frame, filler: Filler, status: str) -> Filler:
    """Make a time a deadline where what is planned or goes on is to be done within it, or to be complete by then.

    Of 71 such gold lengths of surveillance projects 65 are deadlines, and 72 of 75 times behind a word of completion.
    """
    if filler.role != "time" or ROLE not in frame.roles or status not in _AHEAD or _is_over(scene, filler.mention):
        return filler
    is_due = _is_within(scene, filler.mention) or _is_of_completion(scene, filler.mention)
    return evolve(filler, role=ROLE) if is_due else filler


def _is_over(scene: Scene, mention: EntityMention) -> bool:
    """Tell whether a time ends before the day of the text."""
    period, published = mention.value, scene.published
    if published is None or not isinstance(period, Period):
        return False
    return period.end is not None and period.end < published


def _is_within(scene: Scene, mention: EntityMention) -> bool:
    tokens = scene.sentences[mention.sentence].tokens
    if mention.found_by not in _LENGTHS or not mention.first:
        return False
    own = tokens[mention.first].word.form
    return not _listed(scene, "within").isdisjoint((own, tokens[mention.first - 1].word.form))


def _is_of_completion(scene: Scene, mention: EntityMention) -> bool:
    """Tell "سينجز المشروع في آذار", "to be finished in May"; "after its completion in May" something else begins."""
    tokens = scene.sentences[mention.sentence].tokens
    for at in range(mention.first - 1, max(-1, mention.first - 1 - _DONE), -1):
        token = tokens[at]
        if token.kind == "punct":
            return False
        if not _listed(scene, "done").isdisjoint((token.word.form, token.word.stem)):
            return not at or tokens[at - 1].word.form not in _listed(scene, "after")
    return False


def _is_term(scene: Scene, mention: EntityMention) -> bool:
    """Tell a length behind "مدة التنفيذ": the word for a length, one for the work, then only what says that it is so long."""
    if mention.label != "time" or mention.found_by not in _LENGTHS:
        return False
    before: Sequence[Token] = scene.sentences[mention.sentence].tokens[
        max(0, mention.first - _TERM - 1) : mention.first
    ]
    terms, works = _listed(scene, "terms"), _listed(scene, "works")
    return any(
        not terms.isdisjoint((token.word.form, token.word.stem))
        and not works.isdisjoint((before[at + 1].word.form, before[at + 1].word.stem))
        and all(follower.kind == "word" for follower in before[at:])
        for at, token in enumerate(before[:-1])
    )


def _listed(scene: Scene, name: str) -> frozenset[str]:
    return word_lists(scene.language.code, "deadlines")[name]
