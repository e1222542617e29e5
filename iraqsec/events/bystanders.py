"""Who stands beside an event and has no part in it, whatever was learned: enemies of a coalition, tellers, media.

The words stand in the lexicons, under ``bystanders``. Each rule was counted on the 302,795 fillers of the gold documents.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.events.tellers import only_tells
from iraqsec.languages.base import WordLists, word_lists

_DOERS = frozenset({"agent", "force", "giver", "receiver", "participant", "party"})
_SUFFERERS = frozenset({"target", "victim"})
_HANDED = frozenset({"giver", "receiver"})
_BODIES = frozenset({"organization", "ACTOR"})
_FREE = frozenset({"det", "article", "prep", "conj", "coordinator", "clause_opener", "aux", "relative"})
_BETWEEN = 5  # tokens between a coalition and what it fights
_NAMED_MAKER = 0.6
_ASIDE = 6  # tokens from who opens an investigation to the word for it


def without_bystanders(
    scene: Scene, frame: Frame, triggers: Sequence[Trigger], fillers: Sequence[Filler]
) -> Iterator[Filler]:
    """Yield the fillers of an event that have a part in it; for the enemy of a coalition comes the coalition."""
    out = list(_with_a_part(scene, frame, triggers, fillers))
    yield from out
    if frame.name == "SurveillanceProject" and not any(filler.role == "contractor" for filler in out):
        yield from _makers(scene, triggers)


def _with_a_part(
    scene: Scene, frame: Frame, triggers: Sequence[Trigger], fillers: Sequence[Filler]
) -> Iterator[Filler]:
    words = word_lists(scene.language.code, "bystanders")
    for filler in _one_hand(scene, fillers) if frame.name == "SecurityHandover" else fillers:
        if _comes_after(scene, frame, triggers, filler, fillers, words) or only_tells(
            scene, frame, triggers, filler, words
        ):
            continue
        if filler.role == "person" and _first(scene, filler.mention) in words["nobody"]:
            continue  # "relieved of his [duties in response]": no gold person
        if frame.name == "CourtRuling" and _is_of_crime(scene, triggers, filler, words):
            continue
        if filler.role == "control_centre" and _is_seat(scene, filler.mention, words):
            continue
        if filler.role == "weapon" and _is_fighter(scene, filler.mention, words):
            yield evolve(filler, role="agent")
            continue
        if frame.name == "SurveillanceProject" and filler.role == "agent" and _builds(scene, filler.mention, words):
            yield evolve(filler, role="contractor")
            continue
        sided = filler.role in _DOERS and frame.name != "ArmedClash"  # there the enemy is a side
        head = _alliance(scene, filler.mention, words) if sided else -1
        if head < 0:
            yield filler
        elif (whole := _phrase_at(scene, filler.mention, head)) is not None:
            yield evolve(filler, mention=whole)


# -- the enemy of a coalition -----------------------------------------------------------------------------------------------


def _alliance(scene: Scene, mention: EntityMention, words: WordLists) -> int:
    """Return the coalition's token before those whom it was "formed to fight", "fights", is "against"; -1 where none is.

    No gold filler of a role of doers is such an enemy, though 24 stand behind "against" or "battling" without a coalition.
    """
    tokens, at = scene.sentences[mention.sentence].tokens, mention.first - 1
    while at > 0 and tokens[at].word.form in words["called"]:
        at -= 1
    if at <= 0:
        return -1
    form = tokens[at].word.form
    if form in words["defeating"] and tokens[at - 1].word.form in words["purpose"]:
        at -= 1
    elif form not in words["against"]:
        return -1
    for before in range(at - 1, max(-1, at - 2 - _BETWEEN), -1):
        token = tokens[before]
        if token.word.stem in words["alliances"] or token.word.form in words["alliances"]:
            return before
        named = any(m.label == "place" and m.first <= before < m.last for m in scene.by_sentence[mention.sentence])
        if not named and token.word.form not in words["formed"]:
            return -1
    return -1


def _phrase_at(scene: Scene, mention: EntityMention, head: int) -> EntityMention | None:
    """Return the noun phrase of a coalition's token: in English what stands before it, in Arabic what was seen there."""
    tokens = scene.sentences[mention.sentence].tokens
    first, last = head, head + 1
    if scene.language.code == "ar":
        seen = [m for m in scene.by_sentence[mention.sentence] if m.first <= head < m.last <= mention.first - 1]
        if not seen:
            return None
        widest = max(seen, key=lambda m: (m.last - m.first, m.label == "organization"))
        return stretched(scene, mention, widest.first, widest.last, widest.start)
    while first and not _parts(tokens[first - 1]):
        first -= 1
    begins = [seen.first for seen in scene.by_sentence[mention.sentence] if seen.last == last and seen.label in _BODIES]
    return stretched(scene, mention, min([first, *begins]), last)


def _parts(token: Token) -> bool:
    return not token.word.tags.isdisjoint(_FREE) or (token.kind == "punct" and token.text != "-")


# -- who tells of it --------------------------------------------------------------------------------------------------------


def _investigates(scene: Scene, frame: Frame, filler: Filler, words: WordLists) -> bool:
    """Tell who has "opened an investigation" from who takes part in the violence: no gold filler of the kind does."""
    if frame.type.family != "violence" or filler.role not in _DOERS | _SUFFERERS:
        return False
    mention, tokens = filler.mention, scene.sentences[filler.mention.sentence].tokens
    behind = [token.word for token in tokens[mention.last : mention.last + _ASIDE]]
    if scene.language.code == "ar":
        opened = mention.first > 0 and tokens[mention.first - 1].word.form in words["opening"]
        return opened and bool(behind) and behind[0].form in words["investigations"]
    while behind and "aux" in behind[0].tags:
        behind = behind[1:]
    opened = bool(behind) and behind[0].form in words["opening"]
    return opened and any(word.form in words["investigations"] for word in behind[1:4])


def _comes_after(  # noqa: PLR0913, PLR0917 - the event in its parts
    scene: Scene,
    frame: Frame,
    triggers: Sequence[Trigger],
    filler: Filler,
    fillers: Sequence[Filler],
    words: WordLists,
) -> bool:
    """Tell who investigates, who finds the body, and the force that parts two tribes from a side of their clash.

    No gold agent "found a body"; one gold side of a clash of tribes is a force that "intervened" (and shot).
    """
    if _investigates(scene, frame, filler, words):
        return True
    mention, tokens = filler.mention, scene.sentences[filler.mention.sentence].tokens
    verbs = [token.word for token in tokens[mention.last : mention.last + 2] if "aux" not in token.word.tags][:1]
    if scene.language.code == "ar":
        verbs += [token.word for token in tokens[max(0, mention.first - 1) : mention.last]]  # it may lie in a phrase
    beside = {form for word in verbs for form in (word.form, word.stem)}
    if frame.name == "Attack" and filler.role == "agent" and not words["finding"].isdisjoint(beside):
        reach = range(mention.last, min(len(tokens), mention.last + _ASIDE))
        body = next((at for at in reach if _is_body(tokens[at], words)), -1)
        return body >= 0 and not _acts_too(scene, triggers, mention, body, words)
    if frame.name != "ArmedClash" or filler.role != "participant" or words["parting"].isdisjoint(beside):
        return False
    if any(_is_tribal(token, words) for token in tokens[mention.first : mention.last]):
        return False
    others = [f.mention for f in fillers if f is not filler and f.role == "participant"]
    between = tokens[mention.first].word.proclitics.startswith("و") and any(
        (other.sentence, other.last) == (mention.sentence, mention.first) for other in others
    )  # "اشتباكات بين العشيرة وقوات تدخلت"
    if between or _acts_too(scene, triggers, mention, len(tokens), words):
        return False
    sides = [(m.sentence, m.first, m.last) for m in others] + [(t.sentence, t.first, t.last) for t in triggers]
    return any(
        _is_tribal(t, words) for number, first, last in sides for t in scene.sentences[number].tokens[first:last]
    )


def _acts_too(scene: Scene, triggers: Sequence[Trigger], mention: EntityMention, end: int, words: WordLists) -> bool:
    """Tell whose own verb the event is, before or behind the other: "police intervened and clashed", "واشتبكت معهما".

    Behind it no tribe comes between in English; in Arabic none is named as the subject behind the verb.
    """
    tokens = scene.sentences[mention.sentence].tokens
    for trigger in triggers:
        if trigger.sentence != mention.sentence or trigger.pos != "verb" or trigger.first >= end:
            continue
        if scene.language.code == "ar":
            joined = trigger.first >= mention.last and tokens[trigger.first].word.proclitics.startswith("و")
            subject = tokens[trigger.last : trigger.last + 1]
            acts = trigger.last == mention.first or (joined and not any(_is_tribal(t, words) for t in subject))
        else:
            between = tokens[mention.last : trigger.first]
            joined = 0 < len(between) <= _ASIDE and "coordinator" in between[-1].word.tags
            acts = joined and not any(_is_tribal(t, words) for t in between)
        if acts:
            return True
    return False


def _is_body(token: Token, words: WordLists) -> bool:
    return not words["bodies"].isdisjoint((token.word.form, token.word.stem))


def _is_tribal(token: Token, words: WordLists) -> bool:
    return "n:tribe" in token.word.tags or not words["tribal"].isdisjoint((token.word.form, token.word.stem))


# -- who gives and who receives ---------------------------------------------------------------------------------------------


def _one_hand(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the giver or receiver who is the other one, too: who announces it, else the less likely. No gold handover has both.

    1,587 gold handovers have a giver and a receiver.
    """
    hands = [f for f in fillers if f.role in _HANDED]
    out = list(fillers)
    for number, one in enumerate(hands):
        for other in hands[number + 1 :]:
            if one in out and other in out and one.role != other.role and _is_same(scene, one.mention, other.mention):
                out.remove(one if _announces(scene, one) and not _announces(scene, other) else other)
    return out


def _is_same(scene: Scene, one: EntityMention, other: EntityMention) -> bool:
    if one.link or other.link:
        return one.link == other.link
    stems = [[token.word.stem for token in scene.sentences[m.sentence].tokens[m.first : m.last]] for m in (one, other)]
    return stems[0] == stems[1]


def _announces(scene: Scene, filler: Filler) -> bool:
    """Tell whether an Arabic giver is the subject of a verb of saying: "كشفت الوزارة عن تسليم"."""
    first = filler.mention.first
    return (
        filler.role == "giver"
        and first > 0
        and "say" in scene.sentences[filler.mention.sentence].tokens[first - 1].word.tags
    )


# -- where and since when the crime was ---------------------------------------------------------------------------------------


def _is_of_crime(scene: Scene, triggers: Sequence[Trigger], filler: Filler, words: WordLists) -> bool:
    """Tell the place and time of a crime from those of the ruling: "a man implicated in a blast in Kut was sentenced".

    Of 842 English gold places of rulings none stands so; of 76 times with "since" none is a bare year behind a charge. Other
    times behind a charge are as often the ruling's: "convicted of drug trafficking in 2021".
    """
    mention, tokens = filler.mention, scene.sentences[filler.mention.sentence].tokens
    home = [t.first for t in triggers if t.sentence == mention.sentence]
    if filler.role == "time":
        since = mention.first > 0 and tokens[mention.first - 1].word.form in words["since"]
        bare = mention.last == mention.first + 1 and tokens[mention.first].kind == "number"
        return since and bare and bool(home) and min(home) < mention.first
    if filler.role != "place" or not home or min(home) < mention.last:
        return False
    return any(tokens[at].word.form in words["guilty"] for at in range(mention.first))


# -- who builds, and where cameras are watched -------------------------------------------------------------------------------


def _builds(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell a firm that puts up cameras for others: 612 gold firms are contractors, and of 26 agents 19 own what is watched."""
    forms = [token.word.form for token in scene.sentences[mention.sentence].tokens[mention.first : mention.last]]
    if not words["owners"].isdisjoint(forms):
        return False
    head = forms[0] if scene.language.code == "ar" else forms[-1]
    return not words["makers"].isdisjoint(forms) or head in words["firms"]


def _makers(scene: Scene, triggers: Sequence[Trigger]) -> Iterator[Filler]:
    """Yield the known makers of cameras that a sentence of the project names: 14 of 19 are contractors in the gold documents.

    Those of "Hikvision cameras" are only their brand.
    """
    makers = word_lists(scene.language.code, "bystanders")["makers"]
    for number in sorted({t.sentence for t in triggers}):
        tokens = scene.sentences[number].tokens
        for seen in scene.by_sentence[number]:
            form = tokens[seen.first].word.form
            brand = seen.last < len(tokens) and "camera" in tokens[seen.last].word.classes
            if seen.label == "organization" and seen.last == seen.first + 1 and form in makers and not brand:
                yield Filler("contractor", seen, _NAMED_MAKER)


def _is_fighter(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell who was armed from what with: of 6,582 gold weapons none is an "assailant on a motorcycle"."""
    return _first(scene, mention) in words["fighters"]


def _first(scene: Scene, mention: EntityMention) -> str:
    return scene.sentences[mention.sentence].tokens[mention.first].word.form


def _is_seat(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell the centre of a governorate and a fire station from where cameras are watched: no gold centre is one."""
    forms = [token.word.form for token in scene.sentences[mention.sentence].tokens[mention.first : mention.last]]
    if scene.language.code == "ar":
        return len(forms) > 1 and forms[0] in words["centres"] and forms[1] in words["seats"]
    return any(a in words["seats"] and b in words["centres"] for a, b in pairwise(forms))
