"""Features of the status of an event mention: what happened, is planned, called for, or did not happen."""

from collections.abc import Iterator

from iraqsec.document import Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.surroundings import clause_of, cues_of, direction, form_at, stem_at
from iraqsec.events.matcher import Trigger


def status_features(scene: Scene, trigger: Trigger) -> list[str]:
    """Return the features of one mention, in a fixed order."""
    return list(_features(scene, trigger))


def _features(scene: Scene, trigger: Trigger) -> Iterator[str]:
    sentence = scene.sentences[trigger.sentence]
    first, last, i = trigger.first, trigger.last, trigger.anchor
    form = form_at(sentence, first)
    yield "bias"
    yield f"type={trigger.type}"
    yield f"tag={trigger.tag}"
    yield f"tag|type={trigger.tag}|{trigger.type}"
    yield f"w={stem_at(sentence, i)}"
    yield f"f={form}"
    yield f"prefix={form[:2]}|{trigger.pos}|{trigger.tag}"
    yield f"prefix1={form[:1]}|{trigger.tag}"
    for step in (1, 2, 3):
        before = form_at(sentence, first - step)
        yield f"-{step}={before}"
        yield f"near={before}"
        yield f"near={stem_at(sentence, first - step)}"
    yield f"-2|-1={form_at(sentence, first - 2)}|{form_at(sentence, first - 1)}"
    yield f"+1={form_at(sentence, last)}"
    yield f"+2={form_at(sentence, last + 1)}"
    yield f"-1|tag={form_at(sentence, first - 1)}|{trigger.tag}"
    start, end = clause_of(sentence, i)
    for j in range(start, end):
        if not first <= j < last and sentence.tokens[j].kind == "word":
            yield f"clause={stem_at(sentence, j)}"
    yield from _cues(sentence, trigger, start, end)
    for mention in scene.by_sentence[trigger.sentence]:
        if mention.label == "time":
            where = "clause" if start <= mention.first < end else "sentence"
            yield f"time={direction(mention, scene.published)}|{where}"
            if getattr(mention.value, "end", 0) is None:
                yield f"open-end|{where}"
    yield f"title={sentence.is_title}"
    yield f"quoted={sentence.quoted[i]}"


def _cues(sentence: Sentence, trigger: Trigger, start: int, end: int) -> Iterator[str]:
    """Yield the cues of the trigger's clause (tokens start..end-1), of what stands before it, and of the sentence."""
    first, last = trigger.first, trigger.last
    for j in range(start, end):
        if first <= j < last:
            continue
        side = "<" if j < first else ">"
        distance = min((first - j if j < first else j - last + 1), 9)
        close = "1" if distance == 1 else "2-3" if distance <= 3 else "4-6" if distance <= 6 else "7+"  # noqa: PLR2004
        for cue in cues_of(sentence.tokens[j]):
            yield f"cue={cue}{side}{close}"
            yield f"cue={cue}{side}"
            yield f"cueword={stem_at(sentence, j)}{side}"
    opener = stem_at(sentence, start)
    yield f"opens={opener}"
    if start:
        yield f"before-clause={stem_at(sentence, start - 1)}"
        for j in range(max(0, start - 12), start):
            for cue in cues_of(sentence.tokens[j]):
                if cue not in ("say", "be", "have"):
                    yield f"earlier={cue}"
                    yield f"earlierword={stem_at(sentence, j)}"
    for cue in sorted({cue for token in sentence.tokens for cue in cues_of(token)}):
        yield f"sentence={cue}"
