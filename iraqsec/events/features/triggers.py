"""Features of the decision whether a trigger candidate names an event of its type."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from iraqsec.document import Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.surroundings import clause_of, cues_of, direction, form_at, stem_at
from iraqsec.events.matcher import Trigger

_REACH = 4  # tokens between a trigger and the phrase that is taken for its subject or object
_WINDOW = 5  # tokens at either side whose noun classes are looked at
_OF_WORDS = ("<n:", ">n:", "c=", "in=", "next", "definite|", "-1t", "+1t")
_OF_NEIGHBORS = ("head<", "head>", "class<", "class>")
"""How the features of a trigger's words, and of the phrases beside it, begin that are also joined with its word."""


Parts = tuple[Sequence[str], ...]
"""The features of a candidate in parts, some of which it shares with others: of its words, of its sentence."""


def trigger_features(scene: Scene) -> list[list[str]]:
    """Return the features of each trigger candidate of a scene, in its order."""
    return [list(chain.from_iterable(parts)) for parts in trigger_parts(scene)]


def trigger_parts(scene: Scene) -> list[Parts]:
    """Return the features of each trigger candidate in parts; equal ones are one object.

    The same words may name events of two or three types, and a sentence holds eight candidates.
    """
    per_type = Counter(t.type for t in scene.triggers if t.strength != "anaphor")
    titles = {t.type for t in scene.triggers if scene.sentences[t.sentence].is_title}
    topics: dict[int, list[str]] = {}
    around: dict[tuple[object, ...], Parts] = {}
    out = []
    for trigger in scene.triggers:
        sentence = scene.sentences[trigger.sentence]
        if trigger.sentence not in topics:
            topics[trigger.sentence] = _topic(sentence)
        stem = stem_at(sentence, trigger.anchor)
        place = trigger.sentence, trigger.anchor, trigger.first, trigger.last, trigger.pos
        if place not in around:
            own, said = [*_words(sentence, trigger), *_mentions(scene, trigger)], list(_cues(sentence, trigger))
            around[place] = own + _with_word(stem, own, _OF_WORDS), said + _with_word(stem, said)
        side = *place, trigger.strength
        if side not in around:
            neighbors = list(_neighbors(scene, trigger))
            plain = [name for name in neighbors if "|" not in name]
            around[side] = (neighbors + _with_word(stem, plain, _OF_NEIGHBORS),)
        entry, others = list(_entry(scene, trigger)), list(_others(scene, trigger, per_type, titles))
        others += _with_word(stem, others)
        words, cues = around[place]
        out.append((entry, words, *around[side], cues, others, topics[trigger.sentence]))
    return out


def _with_word(stem: str, features: Sequence[str], openings: tuple[str, ...] = ("",)) -> list[str]:
    """Return features joined with the trigger's word: what its surroundings say differs from word to word."""
    return [f"w|{name}|{stem}" for name in features if name.startswith(openings)]


def _topic(sentence: Sentence) -> list[str]:
    """Return what a sentence is about: its stems and noun classes, whatever their place."""
    words = {f"topic={token.word.stem}" for token in sentence.tokens if token.kind == "word"}
    return sorted(
        words | {f"topic-{tag}" for token in sentence.tokens for tag in token.word.tags if tag.startswith("n:")}
    )


def _entry(scene: Scene, trigger: Trigger) -> Iterator[str]:
    yield "bias"
    yield f"lang={scene.language.code}"
    yield f"strength={trigger.strength}"
    yield f"strength+pos={trigger.strength}|{trigger.pos}"
    yield f"tag={trigger.tag}"
    yield f"entry={trigger.entry}"
    yield f"strength+tag={trigger.strength}|{trigger.tag}"


def _cues(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    """Yield what the clause says of status, tense or source."""
    for j in range(*clause_of(sentence, trigger.anchor)):
        for cue in cues_of(sentence.tokens[j]):
            yield f"cue={cue}" if j < trigger.first else f"cue-after={cue}"


def _others(scene: Scene, trigger: Trigger, per_type: Counter[str], titles: set[str]) -> Iterator[str]:
    """Yield what else may be told of there, and where in the article the candidate stands."""
    sentence = scene.sentences[trigger.sentence]
    i, first, last = trigger.anchor, trigger.first, trigger.last
    clause_first, clause_last = clause_of(sentence, i)
    for other in scene.triggers_by_sentence[trigger.sentence]:
        if other is trigger:
            continue
        if other.first < last and first < other.last:
            yield f"rival={other.type}|{other.strength}"
        elif other.type == trigger.type:
            yield "same-in-sentence" + ("-before" if other.first < first else "-after") + f"|{other.strength}"
        elif clause_first <= other.first < clause_last:
            yield f"near={other.type}"
    count = per_type[trigger.type] - (trigger.strength != "anaphor")
    yield f"others={min(count, 4)}"
    if trigger.strength == "anaphor":
        yield f"anaphor-others={min(count, 2)}"
    yield f"title={sentence.is_title}"
    yield f"in-title={trigger.type in titles}"
    yield f"sentence={min(sentence.index, 4)}"
    if sentence.quoted[i]:
        yield "quoted"
    yield f"clause={min(sentence.clauses[i], 3)}"
    yield f"length={min(len(sentence.tokens) // 8, 6)}"
    if i == 0 or all(t.kind != "word" for t in sentence.tokens[:i]):
        yield "opens"


def _words(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    i, first, last = trigger.anchor, trigger.first, trigger.last
    stem = stem_at(sentence, i)
    form = form_at(sentence, i)
    yield f"w={stem}"
    yield f"f={form}"
    yield f"prefix={form[:1]}|{trigger.pos}"
    if form.startswith("ال") or (first and "article" in sentence.tokens[first - 1].word.tags):
        yield f"definite|{trigger.pos}"
    before, after = stem_at(sentence, first - 1), stem_at(sentence, last)
    yield f"-1={before}"
    yield f"+1={after}"
    yield f"-2={stem_at(sentence, first - 2)}"
    yield f"+2={stem_at(sentence, last + 1)}"
    yield f"-1|w={before}|{stem}"
    yield f"w|+1={stem}|{after}"
    for step, j in (("-1", first - 1), ("+1", last), ("-2", first - 2)):
        if 0 <= j < len(sentence.tokens):
            token = sentence.tokens[j]
            for tag in sorted(token.word.tags):
                yield f"{step}t={tag}"
            if token.kind != "word":
                yield f"{step}k={token.kind}"
    shape = sentence.tokens[i].word.shape
    if shape:
        yield f"shape={shape}|{trigger.pos}"
    if i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].word.shape == "C" and shape == "C":
        yield "capital-run"
    yield from sorted(_nouns_around(sentence, first, last))


def _nouns_around(sentence: Sentence, first: int, last: int) -> set[str]:
    """Return the noun classes that stand near a trigger, each with its side."""
    seen = set()
    for j in range(max(0, first - _WINDOW), min(len(sentence.tokens), last + _WINDOW)):
        if first <= j < last:
            continue
        side = "<" if j < first else ">"
        for tag in sentence.tokens[j].word.tags:
            if tag.startswith("n:"):
                seen.add(f"{side}{tag}")
    return seen


def _neighbors(scene: Scene, trigger: Trigger) -> Iterator[str]:
    """Yield what stands nearest as subject and object: the head and classes of the phrases before and after."""
    sentence = scene.sentences[trigger.sentence]
    after = [m for m in scene.by_sentence[trigger.sentence] if 0 <= m.first - trigger.last <= _REACH]
    before = [m for m in scene.by_sentence[trigger.sentence] if 0 <= trigger.first - m.last <= _REACH]
    for side, mentions in ((">", after), ("<", before)):
        if not mentions:
            yield f"none{side}|{trigger.pos}"
            continue
        nearest = min(
            abs((m.first if side == ">" else m.last) - (trigger.last if side == ">" else trigger.first))
            for m in mentions
        )
        close = [
            m
            for m in mentions
            if abs((m.first if side == ">" else m.last) - (trigger.last if side == ">" else trigger.first)) == nearest
        ]
        seen = {f"head{side}{stem_at(sentence, m.head)}" for m in close}
        seen |= {f"class{side}{name}" for m in close for name in m.classes}
        seen |= {f"class{side}{name}|{trigger.strength}|{trigger.pos}" for m in close for name in m.classes}
        seen |= {f"label{side}{m.label}|{trigger.strength}" for m in close if m.label != "phrase"}
        if nearest and side == ">":
            word = sentence.tokens[trigger.last].word.form
            seen |= {f"via={word}|{name}" for m in close for name in m.classes} | {
                f"via={word}|{m.label}" for m in close
            }
        yield from sorted(seen)


def _mentions(scene: Scene, trigger: Trigger) -> Iterator[str]:
    sentence = scene.sentences[trigger.sentence]
    first_of, last_of = clause_of(sentence, trigger.anchor)
    seen = set()
    for mention in scene.by_sentence[trigger.sentence]:
        if mention.found_by == "phrase":
            continue
        if mention.first <= trigger.anchor < mention.last:
            seen.add(f"in={mention.label}|{trigger.pos}")
            if mention.last - mention.first > 1:
                seen.add(f"in-longer={mention.label}")
            continue
        side = "<" if mention.last <= trigger.anchor else ">"
        seen.add(f"s={mention.label}")
        if first_of <= mention.first < last_of:
            seen.add(f"c={side}{mention.label}")
            if mention.label == "number" and mention.value is not None:
                seen.add(f"unit={getattr(mention.value, 'unit', '')}")
        if mention.label == "time":
            seen.add(f"time={direction(mention, scene.published)}")
        if mention.first == trigger.last or mention.last == trigger.first:
            seen.add(f"next{side}{mention.label}")
    if not seen & {"s=place", "s=time", "s=number", "s=person", "s=organization"}:
        seen.add("bare-sentence")
    yield from sorted(seen)
