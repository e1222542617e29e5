"""Features of a mention against an event, whatever the role: where it stands, what stands between them, which words they are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.arguments import clitic_of, group_of
from iraqsec.events.features.surroundings import bucket, form_at, stem_at
from iraqsec.events.matcher import Trigger


def nearest_trigger(mention: EntityMention, triggers: Sequence[Trigger]) -> Trigger:
    """Return the trigger that a mention is judged against: the same sentence's nearest, else the nearest sentence's."""
    return min(
        triggers,
        key=lambda t: (
            abs(t.sentence - mention.sentence),
            t.sentence < mention.sentence,
            _distance(t, mention),
            t.first,
        ),
    )


def _distance(trigger: Trigger, mention: EntityMention) -> int:
    if trigger.sentence != mention.sentence:
        return 0
    if mention.last <= trigger.first:
        return trigger.first - mention.last
    return max(0, mention.first - trigger.last)


def relation_features(scene: Scene, triggers: Sequence[Trigger], trigger: Trigger, mention: EntityMention) -> list[str]:
    """Return the features of a mention against the nearest of an event's triggers, whatever the role."""
    return [*trigger_relation(scene, trigger, mention), told_by(triggers)]


def told_by(triggers: Sequence[Trigger]) -> str:
    """Return the feature of how many mentions an event has: what of its relation to a mention depends on all of them."""
    return f"mentions={min(len(triggers), 3)}"


def trigger_relation(scene: Scene, trigger: Trigger, mention: EntityMention) -> list[str]:
    """Return the features of a mention against one trigger."""
    sentence = scene.sentences[mention.sentence]
    label = mention.label
    delta = mention.sentence - trigger.sentence
    if delta == 0:
        return _same_sentence(scene, sentence, trigger, mention)
    near = max(-3, min(2, delta))
    out = [f"delta={near}", f"delta|label={near}|{label}", *_away(scene, trigger, mention)]
    title = scene.sentences[mention.sentence].is_title
    out += [f"away|label={label}|title={title}|first={mention.sentence == 0}"]
    if scene.triggers_by_sentence[mention.sentence]:
        out.append(f"other-events|{label}")
    if sentence.paragraph == scene.sentences[trigger.sentence].paragraph:
        out.append(f"same-paragraph|{label}")
    same_here = _labels_in(scene, trigger.sentence)[label]
    out.append(f"at-home={min(same_here, 2)}|{label}")
    return out


def _mentions_between(scene: Scene, mention: EntityMention, low: int, high: int) -> tuple[int, int, int]:
    """Count what lies between two tokens: mentions of the same label, heads of the same group, and phrases in a row."""
    same_label, starts, at = 0, 0, low
    heads = set()
    label, group = mention.label, group_of(mention)
    for first, last, other_label, other_group, head in _mentions_in(scene, mention.sentence):
        if first >= high:
            break
        if low <= first and last <= high:
            same_label += other_label == label
            if other_group == group:
                heads.add(head)
            if first >= at:
                starts += 1
                at = last
    return same_label, len(heads), starts


_Seen = tuple[int, int, str, str, int]


def _mentions_in(scene: Scene, index: int) -> list[_Seen]:
    """Return first and last token, label ("" of a bare phrase), group and head of the mentions of a sentence."""
    found: list[_Seen] | None = scene.told.get(("mentions", index))
    if found is None:
        found = scene.told["mentions", index] = [
            (m.first, m.last, "" if m.found_by == "phrase" else m.label, group_of(m), m.head)
            for m in scene.by_sentence[index]
        ]
    return found


def _labels_in(scene: Scene, index: int) -> Counter[str]:
    found: Counter[str] | None = scene.told.get(("labels", index))
    if found is None:
        found = scene.told["labels", index] = Counter(m.label for m in scene.by_sentence[index])
    return found


def _triggers_in(scene: Scene, index: int) -> tuple[list[int], list[int]]:
    """Return the anchors of the verbs among a sentence's triggers, and of those that name something by themselves."""
    found: tuple[list[int], list[int]] | None = scene.told.get(("triggers", index))
    if found is None:
        triggers = scene.triggers_by_sentence[index]
        verbs = [t.anchor for t in triggers if t.pos == "verb"]
        found = scene.told["triggers", index] = (
            verbs,
            list({t.anchor for t in triggers if t.pos in ("verb", "noun") and t.strength in ("strong", "weak")}),
        )
    return found


def _same_sentence(scene: Scene, sentence: Sentence, trigger: Trigger, mention: EntityMention) -> list[str]:
    """Return where a mention stands beside a trigger, what lies between, and which words meet."""
    label, group, lemma = mention.label, group_of(mention), _lemma(sentence, trigger)
    head = stem_at(sentence, mention.head if 0 <= mention.head < len(sentence.tokens) else mention.first)
    same_clause = sentence.clauses[min(mention.first, len(sentence.clauses) - 1)] == sentence.clauses[trigger.anchor]
    clitic = clitic_of(sentence, mention)
    word_before = form_at(sentence, mention.first - 1)
    intro = clitic or word_before
    side = "<" if mention.last <= trigger.first else ">" if mention.first >= trigger.last else "o"
    out = ["delta=0", f"tag|clause|intro={trigger.tag}|{side}|{same_clause}|{intro}"]
    out += [f"lemma|class={lemma}|{name}|{side}" for name in sorted(mention.classes)]
    out += [f"lemma|label={lemma}|{label}|{side}", f"lemma|head={lemma}|{head}", f"head|side={head}|{side}"]
    if side == "o":
        inside = "anchor-in" if mention.first <= trigger.anchor < mention.last else "beside-anchor"
        return [*out, f"overlaps={inside}|{label}|{trigger.pos}"]
    low, high = (mention.last, trigger.first) if side == "<" else (trigger.last, mention.first)
    distance = bucket(high - low)
    between = sentence.tokens[low:high]
    commas = sum([t.text in (",", "،") for t in between])
    verbs, names = _triggers_in(scene, mention.sentence)
    over = [at for at in verbs if low <= at < high]
    if over:
        out.append(f"over={side}{stem_at(sentence, over[-1 if side == '<' else 0])}|{group}")
    blocking = min(len(over), 2)
    same_label, rivals, starts = _mentions_between(scene, mention, low, high)
    out += [
        f"side={side}",
        f"dist={side}{distance}",
        f"dist|label={side}{distance}|{label}",
        f"clause={same_clause}|{side}",
        f"clause|label={same_clause}|{side}|{label}",
        f"commas={side}{min(commas, 3)}",
        f"blocked={side}{blocking}",
        f"blocked|label={side}{blocking}|{label}",
        f"rank|label={side}{min(same_label, 3)}|{label}",
        f"tag|side={trigger.tag}|{side}|{label}",
        f"lemma|side={lemma}|{side}|{label}",
        f"intro|side={side}|{intro}",
        f"intro|dist={side}{distance}|{intro}",
        f"lemma|intro={lemma}|{side}|{intro}",
        f"rivals={side}{min(rivals, 3)}|{group}",
        f"rivals|tag={side}{min(rivals, 2)}|{group}|{trigger.tag}",
        f"rivals|intro={side}{min(rivals, 2)}|{group}|{intro}",
        f"nth={side}{min(starts, 4)}|{group}",
        f"nth|tag={side}{min(starts, 3)}|{group}|{trigger.tag}",
        f"lemma|nth={lemma}|{side}{min(starts, 4)}|{group}",
        f"group|side={group}|{side}|{same_clause}",
    ]
    for name in sorted(mention.classes):
        out += [f"class|side={name}|{side}", f"class|tag={name}|{side}|{trigger.tag}"]
    if high - low <= 3:  # noqa: PLR2004 - the words between are a pattern only while they are few
        path = "_".join(t.word.form for t in between)
        out += [f"path={side}{path}", f"path|label={side}{path}|{label}"]
    else:
        preps = [t.word.form for t in between if "prep" in t.word.tags][-2:]
        out.append(f"preps={side}{'_'.join(preps)}")
    previous = sentence.tokens[trigger.first - 1].word if trigger.first else None
    aux = previous.form if previous and not previous.tags.isdisjoint({"aux", "light", "be"}) else ""
    out.append(f"aux|side={aux}|{side}|{label}")
    nearest_other = min([abs(at - mention.first) for at in names if at != trigger.anchor], default=99)
    if nearest_other < high - low:
        out += [f"nearer-to-other|{label}", f"nearer-to-other|{side}|{label}"]
    return out


def _lemma(sentence: Sentence, trigger: Trigger) -> str:
    """Return what the lexicon calls the words of a trigger, or their stem."""
    return trigger.entry if trigger.strength != "learned" else stem_at(sentence, trigger.anchor)


def _away(scene: Scene, trigger: Trigger, mention: EntityMention) -> Iterator[str]:
    """Yield how a mention of another sentence stands there, what is told beside it, and what the event has at home."""
    there, label, group = scene.sentences[mention.sentence], mention.label, group_of(mention)
    delta = mention.sentence - trigger.sentence
    side = "<" if delta < 0 else ">"
    yield f"away|lemma={side}{_lemma(scene.sentences[trigger.sentence], trigger)}|{label}"
    yield f"away|pos={side}{trigger.strength}|{trigger.pos}|{label}"
    yield f"away|at={side}{bucket(mention.first)}|{label}"
    yield f"away|opens={side}{there.clauses[mention.first] == 0}|{label}|{scene.language.code}"
    told = scene.triggers_by_sentence[mention.sentence]
    beside = min(
        (t for t in told if t.strength in ("strong", "weak")), key=lambda t: abs(t.anchor - mention.first), default=None
    )
    if beside is not None:
        yield f"away|beside={side}{beside.type == trigger.type}|{label}"
        yield f"away|beside-type={beside.type}|{label}"
    yield f"away|same={side}{any(t.type == trigger.type for t in told)}|{max(-3, delta)}|{label}"
    at_home = sum(1 for other in scene.by_sentence[trigger.sentence] if group_of(other) == group)
    yield f"away|at-home={side}{min(at_home, 2)}|{group}"
