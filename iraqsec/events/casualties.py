"""Which of ``killed`` and ``wounded`` a count may fill, where the words beside it leave no choice.

"12 people were wounded" counts no dead, whatever the event is usually known for. The lexicons list the words of either
kind under ``casualties``.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from attrs import evolve

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold_word
from iraqsec.values import Number

_ROLES = frozenset({"killed", "wounded"})
_NEITHER = "neither"
"""What words say of people who were not hurt: they were captured, or blew themselves up."""

_FARTHEST = 6
"""Words of the counted noun and its auxiliaries that stand between a count and what befell: "12 of the guards were hurt"."""

_BEFORE = 4
"""Words that soften a count, between it and what is said before: "killing at least 12"."""

_LINKS = frozenset({"coordinator", "conj"})
_STOPS = frozenset({"coordinator", "conj", "relative", "clause_opener", "complementizer"})


@cache
def _words(code: str) -> dict[str, dict[str, str]]:
    """Return the folded words that say what befell people, by their side of a count, each with the role that it fills."""
    listed = get(code).lexicon["casualties"]
    return {
        side: {fold_word(word): role for role in ("killed", "wounded", _NEITHER) for word in listed[role][side]}
        for side in ("before", "behind", "sharing", "of")
    }


def _counts_others(mention: EntityMention) -> bool:
    """Tell whether a count is of things ("item" is a bare number): all 7,961 gold counts of dead and wounded are of people."""
    return isinstance(mention.value, Number) and mention.value.unit not in ("person", "item")


@cache
def _between(code: str) -> frozenset[str]:
    return frozenset(map(fold_word, get(code).lexicon["casualties"]["between"]))


def settle(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> list[Filler]:
    """Give each count of people the role that the words beside it leave; one of both dead and wounded is of neither.

    Of 4,841 counts in the gold documents that have such words beside them all but six fill the role that they say; of 13
    joint totals ("مقتل وإصابة 12 شخصا") 12 fill none. Who was captured is neither: so 2 of some 300 such gold counts are.
    """
    out = []
    for filler in fillers:
        told = _told(scene, filler.mention) if filler.role in _ROLES else frozenset[str]()
        if filler.role in _ROLES and (_counts_others(filler.mention) or told == {_NEITHER}):
            continue
        said = told - {_NEITHER}
        if not said or filler.role in said == {filler.role}:
            out.append(filler)
        elif len(said) == 1 and (role := next(iter(said))) in frame.roles:
            out.append(evolve(filler, role=role))
    return out


def befell(scene: Scene, mention: EntityMention) -> frozenset[str]:
    """Return the roles of ``killed`` and ``wounded`` that the words beside a count speak of."""
    return _told(scene, mention) - {_NEITHER}


def is_attribute(scene: Scene, mention: EntityMention) -> bool:
    """Tell "five wounded militants", who are counted for something else: that they are hurt only says which are meant."""
    sentence, words = scene.sentences[mention.sentence], _words(scene.language.code)["behind"]
    at = mention.last
    return at < len(sentence.tokens) and _role(sentence.tokens[at], words) is not None and _goes_on(sentence, at + 1)


def _told(scene: Scene, mention: EntityMention) -> frozenset[str]:
    """Return what the words beside a count speak of, its being neither among it."""
    sentence = scene.sentences[mention.sentence]
    words = _words(scene.language.code)
    within = sentence.tokens[mention.first : mention.last]
    said = {role for token in within if (role := _role(token, words["behind"]))}
    if said:
        return frozenset({*said, *_shared(scene, mention, words["behind"])})
    behind = _behind(sentence, mention.last, words["behind"])
    split = _split(sentence, mention.last, words["behind"], _between(scene.language.code))
    return frozenset({*_before(sentence, mention.first, words), *behind, *split})


def _shared(scene: Scene, mention: EntityMention, words: dict[str, str]) -> Iterator[str]:
    """Yield what shares a count that names whom it counts: "4 قتلى وجرحى", "بين قتيل وجريح", but not "سقط قتيل وجريح"."""
    sentence, between = scene.sentences[mention.sentence], _between(scene.language.code)
    tokens = sentence.tokens
    split = mention.first > 0 and tokens[mention.first - 1].word.form in between
    if split or mention.last - mention.first > 1:
        yield from _joined(sentence, mention.last - 1, 1, words)
    elif mention.first > 1 and tokens[mention.first - 2].word.form in between:
        yield from _joined(sentence, mention.first, -1, words)


def _role(token: Token, words: dict[str, str]) -> str | None:
    """Return what a word says; with a suffix ("مصرعهم") it says it of others."""
    form = token.word.form
    return next((words[key] for key, cut, _ in token.word.keys if key in words and cut + len(key) == len(form)), None)


def _before(sentence: Sentence, first: int, words: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield what a word before a count says ("killing at least 12", "the deaths of 12"), and what is joined to that word."""
    for at in range(first - 1, max(-1, first - 2 - _BEFORE), -1):
        token = sentence.tokens[at]
        role, noun = _role(token, words["before"]), at
        if not role and at and "prep" in token.word.tags:
            role, noun = _role(sentence.tokens[at - 1], words["of"]), at - 1
        if role:
            yield role
            yield from _joined(sentence, noun, -1, words["sharing"])
        if role or not _softens(sentence, at):
            return


def _softens(sentence: Sentence, at: int) -> bool:
    """Tell whether a word softens a count, as "more" and "least" do, or the preposition beside them."""
    tags = sentence.tokens[at].word.tags
    if "prep" not in tags:
        return not tags.isdisjoint({"bound", "det"})
    return any("bound" in token.word.tags for token in (sentence.tokens[max(0, at - 1)], sentence.tokens[at + 1]))


def _behind(sentence: Sentence, last: int, words: dict[str, str]) -> Iterator[str]:
    """Yield what the first such word behind a count says, and what is joined to it."""
    for at in range(last, min(last + _FARTHEST, len(sentence.tokens))):
        token = sentence.tokens[at]
        if token.kind != "word" or _links(token) or not token.word.tags.isdisjoint(_STOPS):
            return
        role = _role(token, words)
        if role == _NEITHER and at == last and _goes_on(sentence, at + 1):
            role = None  # "1,700 captured soldiers were shot"
        if role:
            yield role
            yield from _joined(sentence, at, 1, words)
            return


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Tell whether a word follows that may be the noun of the one before it."""
    if at >= len(sentence.tokens) or sentence.tokens[at].kind != "word":
        return False
    return sentence.tokens[at].word.tags.isdisjoint(_STOPS | {"prep", "adv", "det"})


def _split(sentence: Sentence, last: int, words: dict[str, str], between: frozenset[str]) -> Iterator[str]:
    """Yield what a count is split into behind it: "11 مدنيا وعسكريا بين قتيل وجريح"."""
    for at in range(last, min(last + _FARTHEST, len(sentence.tokens) - 1)):
        if sentence.tokens[at].word.form in between:
            if role := _role(sentence.tokens[at + 1], words):
                yield role
                yield from _joined(sentence, at + 1, 1, words)
            return


def _joined(sentence: Sentence, at: int, step: int, words: dict[str, str]) -> Iterator[str]:
    """Yield what is coordinated with a word on one side: "killing and wounding", "قتلى وجرحى"."""
    tokens = sentence.tokens
    linked = step < 0 and _links(tokens[at])
    at += step
    while 0 <= at < len(tokens) and (not tokens[at].word.tags.isdisjoint(_LINKS) or tokens[at].text in ",/"):
        linked, at = True, at + step
    if 0 <= at < len(tokens) and (linked or (step > 0 and _links(tokens[at]))):
        role = _role(tokens[at], words)
        if role:
            yield role


def _links(token: Token) -> bool:
    """Tell whether the Arabic conjunction is written onto a word."""
    return token.word.proclitics.startswith("و")
