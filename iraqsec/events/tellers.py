"""Who only tells of an event, whatever was learned: press offices, media, and the officer who "told AFP".

The words stand in the lexicons, under ``bystanders``. Each rule was counted on the gold documents.
"""

from collections.abc import Iterable, Sequence

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.events.matcher import Trigger
from iraqsec.languages.base import WordLists

_HANDED = frozenset({"giver", "receiver"})
_SUFFERERS = frozenset({"target", "victim"})
_ASSERTED = _SUFFERERS | {"suspect", "giver"}
"""Roles of which who "said that" somebody else did it or was hit is none."""
_MET = frozenset({"participant", "party"})
_FAMILIES = frozenset({"violence", "enforcement"})
_REBELS = frozenset({"armed_group"})
_AWAY = 9  # tokens of what stands between commas
_COMMAS = frozenset({",", "،"})
_BEFORE = frozenset({",", '"', "”"})  # what parts a clause from who told it
_ASIDE = 6  # tokens between "said" and "that": "in a statement on Monday"


def only_tells(scene: Scene, frame: Frame, triggers: Sequence[Trigger], filler: Filler, words: WordLists) -> bool:
    """Tell a press office, a medium, and who is said to give, to be wanted or to have been hit only because he tells of it.

    A command that says what was done has done it as often as not, so that it stays an agent: 98 gold arrests are by who "said
    that". Of ten gold attackers
    who said something about another subject eight are armed groups, and two stand behind the clause.
    """
    mention = filler.mention
    forms = [token.word.form for token in scene.sentences[mention.sentence].tokens[mention.first : mention.last]]
    doer = filler.role == "agent" and frame.type.family in _FAMILIES
    if (doer or filler.role in _HANDED) and _holds(forms, words["media"]):
        return True  # 25 gold media are targets and victims, none an agent
    home = [t for t in triggers if t.sentence == mention.sentence]
    hit = filler.role in _SUFFERERS and _is_quoted(scene, mention, home, words)
    met = filler.role in _MET and (_speaks(scene, mention, words) or _attends(scene, filler, words))
    if hit or met or (doer and _holds(forms, words["press"])):
        return True
    attacks = filler.role == "agent" and frame.name == "Attack" and not _is_rebel(scene, mention)
    verb = _verb(scene, mention) if home and (attacks or filler.role in _ASSERTED) else -1
    if verb < 0:
        return False
    tokens = scene.sentences[mention.sentence].tokens
    that = (i for i in range(verb + 1, min(len(tokens), verb + _ASIDE)) if tokens[i].word.form in words["that"])
    at = next(that, -1)
    if 0 <= at < len(tokens) - 1:
        return tokens[at + 1].word.form not in words["pronouns"] and all(t.first > at for t in home)
    means = attacks and verb + 1 < len(tokens) and tokens[verb + 1].word.form in words["means"]
    if means or tokens[verb].word.form not in words["saying" if attacks else "tellers"]:
        return False  # "the ministry said jets struck": its own
    return _tells_before(tokens, verb, home, words) or (
        not attacks and _tells_behind(scene, mention, verb, home, words)
    )


def _speaks(scene: Scene, mention: EntityMention, words: WordLists) -> bool:
    """Tell the spokesman of "according to police spokesman X" from who met: no gold participant is he, if a guest who "said"."""
    tokens, (first, last) = scene.sentences[mention.sentence].tokens, _whole(scene, mention)
    before = [t.word.form for t in tokens[max(0, first - 3) : first] if "article" not in t.word.tags]
    quoted = _holds(before[-2:], words["sources"]) or _holds(before[-1:], words["tellers"])
    return quoted and _holds([t.word.form for t in tokens[first:last]], words["press"])


def _attends(scene: Scene, filler: Filler, words: WordLists) -> bool:
    """Tell who came to see a signing from who signs: no gold party stands behind "حضر التوقيع".

    Who signs may be told behind it: "ووقع المذكرة", "before the ministers signed".
    """
    if filler.role != "party":
        return False
    before = scene.sentences[filler.mention.sentence].tokens[: filler.mention.last]
    forms = [t.word.form if t.word.form in words["signing"] else t.word.form.removeprefix("و") for t in before]
    own = max((at + 1 for at, form in enumerate(forms) if form in words["signing"]), default=0)
    return _holds(forms[own:], words["attending"])


def _is_quoted(scene: Scene, mention: EntityMention, home: Sequence[Trigger], words: WordLists) -> bool:
    """Tell whom "according to" names, and whom it was told behind what was done: two gold victims were "told to", before it."""
    tokens = scene.sentences[mention.sentence].tokens[max(0, mention.first - 3) : mention.first]
    before = [t.word.form for t in tokens if "article" not in t.word.tags]
    told = _holds(before[-1:], words["told"]) and home and all(t.last <= mention.first for t in home)
    return bool(told) or _holds(before[-2:], words["sources"])


def _tells_before(tokens: Sequence[Token], verb: int, home: Sequence[Trigger], words: WordLists) -> bool:
    """Tell who speaks of others: "the mayor said four men died". Four of five gold ones speak of "he" or "they"."""
    between = tokens[verb + 1 : min(t.first for t in home)]
    apart = between and between[0].text not in _COMMAS and between[0].word.form not in words["passive"]
    return bool(apart) and not any(t.word.form in words["pronouns"] for t in between)


def _tells_behind(scene: Scene, mention: EntityMention, verb: int, home: Sequence[Trigger], words: WordLists) -> bool:
    """Tell who ends a sentence: "..., Jasim Ali, a police captain, told AFP". No gold target, victim or suspect does."""
    tokens, (first, last) = scene.sentences[mention.sentence].tokens, _whole(scene, mention)
    inverted = tokens[last].text in _COMMAS and verb == last + 1  # "killed a captain, Jasim Ali, said police"
    passive = verb + 1 < len(tokens) and tokens[verb + 1].word.form in words["passive"]
    first -= first > 0 and "article" in tokens[first - 1].word.tags
    parted = first > 0 and tokens[first - 1].text in _BEFORE
    return parted and not inverted and not passive and all(t.last <= first for t in home)


def _is_rebel(scene: Scene, mention: EntityMention) -> bool:
    seen = (m for m in scene.by_sentence[mention.sentence] if mention.first < m.last and m.first < mention.last)
    return any(not _REBELS.isdisjoint(m.classes) for m in (mention, *seen))


def _whole(scene: Scene, mention: EntityMention) -> tuple[int, int]:
    """Return the tokens of a mention with those of the person of whom it is a part: "Ministry spokesman Lt[. Col. Ali Omar]"."""
    seen = [
        m
        for m in scene.by_sentence[mention.sentence]
        if m.label == "person" and mention.first < m.last and m.first < mention.last
    ]
    return min(m.first for m in (mention, *seen)), max(m.last for m in (mention, *seen))


def _verb(scene: Scene, mention: EntityMention) -> int:
    """Return the verb of saying of a subject, over an aside and a day, or -1: "X, the mayor, on Monday said"."""
    tokens = scene.sentences[mention.sentence].tokens
    at = _behind_aside(tokens, _whole(scene, mention)[1])
    end = min(len(tokens), at + 2)
    while at < end and ("aux" in tokens[at].word.tags or tokens[at].text == ","):
        at += 1
    days = (m for m in scene.by_sentence[mention.sentence] if m.label == "time" and 0 <= m.first - at <= 1)
    on = at < len(tokens) and "prep" in tokens[at].word.tags
    at = max((m.last for m in days if m.first == at or on), default=at)
    return at if at < len(tokens) and "say" in tokens[at].word.tags else -1


def _behind_aside(tokens: Sequence[Token], at: int) -> int:
    """Return where it goes on behind what is told between commas: "the command (CTS), also known as X, said"."""
    if at < len(tokens) and tokens[at].text == "(":
        at = next((i + 1 for i in range(at, min(len(tokens), at + _AWAY)) if tokens[i].text == ")"), at)
    if at >= len(tokens) or tokens[at].text not in _COMMAS or "say" in tokens[min(at + 1, len(tokens) - 1)].word.tags:
        return at
    commas = (i + 1 for i in range(at + 1, min(len(tokens), at + _AWAY)) if tokens[i].text in _COMMAS)
    return next(commas, at)


def _holds(forms: Sequence[str], phrases: Iterable[str]) -> bool:
    """Tell whether one of some phrases stands among words."""
    joined = f" {' '.join(forms)} "
    return any(f" {phrase} " in joined for phrase in phrases)
