"""Which way a bare length of time looks: "within two months" of what is planned runs from the text on, not up to it."""

from importlib import import_module

from attrs import evolve

from iraqsec.document import EntityMention
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler
from iraqsec.languages.periods import resolve
from iraqsec.languages.time_expression import Anchor, TimeExpression
from iraqsec.values import Period

_COMING = frozenset({"planned", "proposed"})
_DEADLINE = "deadline"


def looking_ahead(scene: Scene, filler: Filler, status: str) -> Filler:
    """Turn a length of time that was read back from publication, where the event or the role lies ahead.

    All 44 Arabic gold times of planned and proposed events that are such a length run ahead, and so do 22 of 23 such deadlines
    of either language, whatever the status; the times of running events do either.
    """
    mention, published = filler.mention, scene.published
    if published is None or (filler.role != _DEADLINE and (filler.role != "time" or status not in _COMING)):
        return filler
    if not isinstance(mention.value, Period) or mention.value.end != published:
        return filler
    time = _bare_length(scene, mention)
    period = resolve(evolve(time, tense="future"), Anchor(published)) if time else None
    return evolve(filler, mention=evolve(mention, value=period)) if period else filler


def _bare_length(scene: Scene, mention: EntityMention) -> TimeExpression | None:
    """Return the expression that a time was read from, if it is a length of time that itself says neither past nor coming."""
    sentence = scene.sentences[mention.sentence]
    read = import_module(f"iraqsec.languages.{scene.language.code}.dates").recognize_times
    times: list[TimeExpression] = read(sentence)
    for time in times:
        if sentence.start + time.start == mention.start:
            bare = time.kind == "span" and "n" in time.groups and not {"dir", "nth"} & time.groups.keys()
            return time if bare else None
    return None
