"""Which mentions of a sentence are members of one coordination: "in Najaf, Karbala and the towns of Kufa and Hilla"."""

from collections import defaultdict

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.events.features.arguments import group_of

_LINKING = frozenset({"coordinator", "prep", "definite"})
_COMMAS = frozenset(",،;؛")
_FARTHEST = 4  # tokens between two members: ", and in the"

Member = tuple[int, int, str]
"""First token, last token (exclusive) and group of a mention."""


def coordinated(scene: Scene, mention: EntityMention) -> int:
    """Return the number of the coordination of its sentence that a mention is a member of; -1 where it stands alone."""
    found: dict[Member, int] | None = scene.told.get(("coordinated", mention.sentence))
    if found is None:
        mentions = scene.by_sentence[mention.sentence]
        found = scene.told["coordinated", mention.sentence] = _coordinations(
            scene.sentences[mention.sentence], mentions
        )
    return found.get(_member(mention), -1)


def _member(mention: EntityMention) -> Member:
    return mention.first, mention.last, group_of(mention)


def _coordinations(sentence: Sentence, mentions: list[EntityMention]) -> dict[Member, int]:
    """Number the members of each coordination; readings of one stretch that have a neighbour in common share a number."""
    members = sorted({_member(m) for m in mentions})
    starting: dict[tuple[int, str], list[Member]] = defaultdict(list)
    for member in members:
        starting[member[0], member[2]].append(member)
    number: dict[Member, int] = {}
    for member in members:
        for follower in _followers(sentence, member, starting):
            known = number.setdefault(member, len(number))
            old = number.setdefault(follower, known)
            if old != known:
                number.update({one: known for one, of in number.items() if of == old})
    return number


def _followers(sentence: Sentence, member: Member, starting: dict[tuple[int, str], list[Member]]) -> list[Member]:
    """Return the members that follow one after nothing but commas, conjunctions, and words that open a noun phrase."""
    _, last, group = member
    joined = False
    for at in range(last, min(last + _FARTHEST + 1, len(sentence.tokens))):
        token = sentence.tokens[at]
        if (joined or (at == last and _written_on(token.text))) and (at, group) in starting:
            return starting[at, group]
        if token.text in _COMMAS or "coordinator" in token.word.tags:
            joined = True
        elif token.word.tags.isdisjoint(_LINKING):
            return starting.get((at, group), []) if joined or _written_on(token.text) else []
    return []


def _written_on(text: str) -> bool:
    """Tell whether the Arabic conjunction may be written onto a word."""
    return len(text) > 2 and text.startswith("و")  # noqa: PLR2004 - the conjunction and a word of two letters
