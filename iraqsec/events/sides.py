"""Who is on which side of a crime, whatever was learned: who shoots a drone down defends, a bomber is nobody's target.

The words stand in the lexicons, under ``sides``. That a place near which a drone was shot down is its target is what the gold
documents say, so that it stays.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger, entry_words
from iraqsec.languages.base import WordLists, word_lists
from iraqsec.values import Number

_DOERS = frozenset({"agent", "force"})
_TAKEN = frozenset({"victim", "quantity"})
_COUNTED = frozenset({"killed", "wounded", "quantity"})
_REBELS = frozenset({"armed_group"})
_NEAR = 9  # tokens between who shoots, the shooting and what is shot down
_OWN = 3  # tokens from a bomber to what he does
_LIKELY = 0.3  # from which a weapon is taken for what was shot down


def on_their_side(
    scene: Scene, frame: Frame, triggers: Sequence[Trigger], fillers: Sequence[Filler]
) -> Iterator[Filler]:
    """Yield the fillers without borders that act, defenders who are taken for attackers, and bombers for their targets."""
    words = word_lists(scene.language.code, "sides")
    for filler in fillers:
        if filler.role in _DOERS and _is_fought(scene, filler.mention, words):
            if frame.name == "SecurityOperation":
                yield evolve(filler, role="target")
            continue
        if filler.role in _DOERS and _is_border(scene, filler.mention, words):
            continue
        attacks = frame.name == "Attack" and filler.role == "agent"
        if attacks and (
            _defends(scene, triggers, fillers, filler, words)
            or _is_of_target(scene, triggers, fillers, filler.mention, words)
        ):
            continue
        if filler.role == "target" and (
            _blows_up(scene, filler.mention, words) or _is_told(scene, filler.mention, words)
        ):
            continue
        if frame.name == "Abduction" and (
            (filler.role in _TAKEN and _kidnaps(scene, filler.mention, words))
            or (filler.role == "agent" and _is_kidnapper(scene, triggers, filler.mention))
        ):
            continue
        if filler.role in _COUNTED and _is_predicate(scene, filler.mention, words):
            continue
        if frame.name == "SecurityOperation" and filler.role == "name" and _says_size(scene, filler.mention, words):
            continue
        yield filler


def _is_of_target(
    scene: Scene, triggers: Sequence[Trigger], fillers: Sequence[Filler], mention: EntityMention, words: WordLists
) -> bool:
    """Tell whose commander was hit from who hit: "X, commander of the [Quds Force], was killed". No gold agent stands so.

    The agent of "X, shot dead by gunmen, was buried" stays.
    """
    tokens = scene.sentences[mention.sentence].tokens
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    before = max((at for at in commas if at < mention.first), default=-1)
    behind = min((at for at in commas if at >= mention.last), default=len(tokens))
    if before < 0 or behind + 1 >= len(tokens) or "be" not in tokens[behind + 1].word.tags:
        return False
    hit = any(t.sentence == mention.sentence and before < t.first < mention.first for t in triggers)
    if hit or any(token.word.form in words["by"] for token in tokens[before : mention.first]):
        return False
    return any(
        f.role == "target" and f.mention.sentence == mention.sentence and f.mention.last == before for f in fillers
    )


def _is_kidnapper(scene: Scene, triggers: Sequence[Trigger], mention: EntityMention) -> bool:
    """Tell who kidnapped from who freed: "اختطف مسلحون تاجرا وتم تحريره". No gold agent stands so; five "kidnapped and freed"."""
    words, tokens = word_lists(scene.language.code, "captives"), scene.sentences[mention.sentence].tokens
    home = [t for t in triggers if t.sentence == mention.sentence]
    passive = bool(home) and all(
        t.first >= mention.last
        and tokens[t.first - 1].word.form in words["passive"]
        and not words["freeing"].isdisjoint(entry_words(t.entry))
        for t in home
    )
    return passive and any(
        t.sentence == mention.sentence
        and (t.last == mention.first or mention.first <= t.first <= mention.last)
        and not words["taking"].isdisjoint(entry_words(t.entry))
        for t in scene.triggers
    )


def _is_fought(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell the enemy of "anti-IS offensives": no gold agent or force stands so."""
    tokens, first = scene.sentences[mention.sentence].tokens, mention.first
    rebel = not _REBELS.isdisjoint(mention.classes) or any(
        not _REBELS.isdisjoint(m.classes) and m.first <= first < m.last for m in scene.by_sentence[mention.sentence]
    )
    return rebel and first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].word.form in words["against"]


def _is_border(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell a border of "raids on the Iraqi-Syrian border", which does nothing: no gold agent is one."""
    if mention.label != "place":
        return False
    tokens = scene.sentences[mention.sentence].tokens
    head = mention.first if scene.language.code == "ar" else mention.last - 1
    return tokens[head].word.form in words["borders"]


def _blows_up(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell a bomber who "detonated his device" from one who was shot: none of the 9 bombers that are gold targets is he."""
    tokens = scene.sentences[mention.sentence].tokens
    if words["bombers"].isdisjoint(token.word.form for token in tokens[mention.first : mention.last]):
        return False
    behind = tokens[mention.last : mention.last + _OWN]
    before = tokens[max(0, mention.first - 1) : mention.first] if scene.language.code == "ar" else ()
    return any(token.word.form in words["detonating"] for token in (*before, *behind))


def _is_told(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell the reporter of "قال مصدر لمراسل الوكالة", who is told of it: none of 13,654 gold targets is he."""
    tokens = scene.sentences[mention.sentence].tokens
    word = tokens[mention.first].word
    told = word.proclitics.endswith("ل") and not words["media"].isdisjoint({word.stem, word.form[1:]})
    return told and any("say" in token.word.tags for token in tokens[max(0, mention.first - _NEAR) : mention.first])


def _kidnaps(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell the size of a gang from who was kidnapped: "a gang of four", "خمسة مسلحين"; of 884 gold quantities none is one."""
    tokens = scene.sentences[mention.sentence].tokens
    before = " ".join(token.word.form for token in tokens[max(0, mention.first - _OWN) : mention.first])
    if any(f" {before}".endswith(f" {phrase}") for phrase in words["members"]):
        return True
    end = mention.of.end if mention.of is not None else mention.end
    return isinstance(mention.value, Number) and any(
        token.word.form in words["kidnappers"] for token in tokens[mention.first :] if token.start < end
    )


def _is_predicate(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell what somebody was from one who was killed: "كان متورطاً"; all 16 gold ones behind "كان" are its subjects."""
    tokens = scene.sentences[mention.sentence].tokens
    single = isinstance(mention.value, Number) and mention.value.number == 1 and mention.last == mention.first + 1
    if not single or not mention.first or tokens[mention.first - 1].word.form not in words["been"]:
        return False
    return tokens[mention.first].kind == "word" and tokens[mention.first].word.form.endswith("ا")


def _says_size(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell "واسعة" and "60كم شمال شرق", in quotes or brackets, from an operation's name: none of 276 gold names opens so."""
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.last]
    first = next((token for token in tokens if token.kind != "punct"), None)
    return first is None or first.kind == "number" or first.word.form in words["sized"]


# -- who shoots down --------------------------------------------------------------------------------------------------------


def _defends(
    scene: Scene, triggers: Sequence[Trigger], fillers: Sequence[Filler], filler: Filler, words: WordLists
) -> bool:
    """Tell who shot down the drone that is the attack's weapon: of 74 such gold attacks 2 have the defence as agent.

    Rebels shoot down what is not theirs, and where the drone is the target who shoots attacks it.
    """
    mention = filler.mention
    tokens = scene.sentences[mention.sentence].tokens
    forms = {token.word.form for token in tokens[mention.first : mention.last]}
    if not _REBELS.isdisjoint(mention.classes) or not words["rebels"].isdisjoint(forms):
        return False
    downing = [t for t in triggers if t.sentence == mention.sentence and _downs(tokens, t, words)]
    crafts = [
        other.mention
        for other in fillers
        if other.role == "weapon" and other.probability >= _LIKELY and other.mention.sentence == mention.sentence
    ]
    crafts = [craft for craft in crafts if _is_craft(tokens, craft, words)]
    if not downing or not crafts:
        return False
    return _is_by(tokens, mention, words) or any(
        _shoots(tokens, trigger, mention, craft, words) for trigger in downing for craft in crafts
    )


def _downs(tokens: Sequence[Token], trigger: Trigger, words: WordLists) -> bool:
    said = tokens[trigger.first : trigger.last]
    return " ".join(t.word.form for t in said) in words["downing"] or said[0].word.stem in words["downing"]


def _is_craft(tokens: Sequence[Token], mention: EntityMention, words: WordLists) -> bool:
    return any(
        not words["crafts"].isdisjoint((token.word.form, token.word.stem))
        for token in tokens[mention.first : mention.last]
    )


def _is_by(tokens: Sequence[Token], mention: EntityMention, words: WordLists) -> bool:
    """Tell who stands behind "by" of what was shot down: "intercepted over Kut by coalition forces"."""
    before = " ".join(token.word.form for token in tokens[max(0, mention.first - _NEAR) : mention.first])
    for by in words["by"]:
        said, found, adjectives = f" {before} ".rpartition(f" {by} ")
        downing = max((f" {said} ".rfind(f" {word} ") for word in words["downing"]), default=-1)
        if found and downing >= 0 and words["ends"].isdisjoint(f"{said[downing:]} {adjectives}".split()):
            return True
    return False


def _shoots(
    tokens: Sequence[Token], trigger: Trigger, doer: EntityMention, craft: EntityMention, words: WordLists
) -> bool:
    """Tell the subject before or, in Arabic, behind the verb, and what it shot down behind both."""
    first, last = min(doer.first, trigger.first), max(doer.last, trigger.last)
    between = tokens[min(doer.last, trigger.last) : max(doer.first, trigger.first)]
    return (
        last <= craft.first <= last + _NEAR
        and len(between) <= _NEAR
        and first < last
        and not any(token.word.form in words["ends"] for token in between)
    )
