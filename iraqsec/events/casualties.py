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
from iraqsec.languages.base import WordLists, get, word_lists
from iraqsec.languages.folding import fold_word
from iraqsec.values import Number

_ROLES = frozenset({"killed", "wounded"})
_NEITHER = "neither"
"""What words say of people who were not hurt: they were captured, or blew themselves up."""

_FARTHEST = 6
"""Words of the counted noun and its auxiliaries that stand between a count and what befell: "12 of the guards were hurt"."""

_ASIDE = 10
"""Words between those who are left and how they are left."""

_BEFORE = 4
"""Words that soften a count, between it and what is said before: "killing at least 12"."""

_LIKELY = 0.5
_PEOPLE = frozenset({"n:civilian", "n:force", "n:armed_group", "n:suspect"})
_LINKS = frozenset({"coordinator", "conj"})
_STOPS = frozenset({"coordinator", "conj", "relative", "clause_opener", "complementizer"})


@cache
def _words(code: str) -> dict[str, dict[str, str]]:
    """Return the folded words that say what befell people, by their side of a count, each with the role that it fills."""
    listed = get(code).lexicon["casualties"]
    return {
        side: {fold_word(word): role for role in ("killed", "wounded", _NEITHER) for word in listed[role][side]}
        for side in ("before", "behind", "verbs", "sharing", "of")
    }


def _counts_others(mention: EntityMention) -> bool:
    """Tell whether a count is of things ("item" is a bare number): all 7,961 gold counts of dead and wounded are of people."""
    return isinstance(mention.value, Number) and mention.value.unit not in ("person", "item")


def _counts_doers(mention: EntityMention, fillers: Sequence[Filler]) -> bool:
    """Tell whether the people whom a count is of are those who attack: of 8,317 gold counts one, of bombers."""
    return any(
        filler.role == "agent"
        and filler.probability >= _LIKELY
        and filler.mention.sentence == mention.sentence
        and filler.mention.head == mention.head
        for filler in fillers
    )


def settle(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> list[Filler]:
    """Give each count of people the role that the words beside it leave; one of both dead and wounded is of neither.

    Of 4,841 counts in the gold documents that have such words beside them all but six fill the role that they say; of 13
    joint totals ("مقتل وإصابة 12 شخصا") 12 fill none. Who was captured is neither: so 2 of some 300 such gold counts are.
    """
    out = []
    for filler in fillers:
        told = _told(scene, filler.mention) if filler.role in _ROLES else frozenset[str]()
        if filler.role in _ROLES and (
            _counts_others(filler.mention)
            or told == {_NEITHER}
            or (not told and _counts_doers(filler.mention, fillers))
        ):
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
    lists = word_lists(scene.language.code, "casualties")
    if _ends_with(sentence.tokens[: mention.first], lists["by"]):
        return frozenset({_NEITHER})
    before = frozenset(_before(sentence, mention.first, words, lists["particles"]))
    split = _split(sentence, mention.last, words["behind"], lists["between"])
    behind = _behind(sentence, mention.first, mention.last, words if not before else words | {"verbs": {}}, lists)
    return frozenset({*before, *behind, *split})


def _ends_with(tokens: Sequence[Token], phrases: frozenset[str]) -> bool:
    """Tell whether words end with a phrase of two words or one, who comes behind being the doer: "على يد", "by"."""
    return not phrases.isdisjoint(" ".join(token.word.form for token in tokens[-length:]) for length in (1, 2))


def _shared(scene: Scene, mention: EntityMention, words: dict[str, str]) -> Iterator[str]:
    """Yield what shares a count that names whom it counts: "4 قتلى وجرحى", "بين قتيل وجريح", but not "سقط قتيل وجريح"."""
    sentence, between = scene.sentences[mention.sentence], word_lists(scene.language.code, "casualties")["between"]
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


def _before(
    sentence: Sentence, first: int, words: dict[str, dict[str, str]], particles: frozenset[str]
) -> Iterator[str]:
    """Yield what a word before a count says ("killing at least 12", "gunned down 12"), and what is joined to that word."""
    for at in range(first - 1, max(-1, first - 2 - _BEFORE), -1):
        token = sentence.tokens[at]
        role, noun = _role(token, words["before"]), at
        if not role and at and ("prep" in token.word.tags or token.word.form in particles):
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


def _behind(
    sentence: Sentence, first: int, last: int, words: dict[str, dict[str, str]], lists: WordLists
) -> Iterator[str]:
    """Yield what the first such word behind a count says, and what is joined to it; a verb says nothing of what is joined.

    All 36 gold counts that only such a verb tells of are of that role.
    """
    told = words["behind"] | words["verbs"]
    left = _left(sentence, first, last, told, lists)
    for at in range(max(last, left), min(last + _FARTHEST, len(sentence.tokens)) if left < 0 else left + 1):
        token = sentence.tokens[at]
        tags = token.word.tags
        if at == last and tags >= {"prep", "relative"}:
            continue  # "أربعة من العمال"
        if token.kind != "word" or _links(token) or not tags.isdisjoint(_STOPS):
            return
        role = _role(token, told)
        if token.word.form in lists["acting"] and _has_object(sentence, at, at > last, lists):
            yield _NEITHER
            return
        if role == _NEITHER and at == last and _goes_on(sentence, at + 1):
            role = None  # "1,700 captured soldiers were shot"
        if role:
            yield role
            yield from _joined(sentence, at, 1, words["behind"])
            return


def _left(sentence: Sentence, first: int, last: int, words: dict[str, str], lists: WordLists) -> int:
    """Return the first word that tells how those "left" are: "left two men, one of them a guard, hurt"; -1 for none."""
    tokens, at = sentence.tokens, first - 1
    while at > 0 and _softens(sentence, at):
        at -= 1
    if at < 0 or tokens[at].word.form not in lists["leaving"]:
        return -1
    for behind in range(last, min(last + _ASIDE, len(tokens))):
        if _role(tokens[behind], words):
            return behind
        if tokens[behind].kind == "number" or "clause_opener" in tokens[behind].word.tags:
            break
    return -1


def _has_object(sentence: Sentence, verb: int, bare: bool, lists: WordLists) -> bool:  # noqa: FBT001
    """Tell "gunmen killed a guard", who count none of the dead, from "guards killed on Sunday", "killed the day before".

    Bare nouns are asked for where the verb is no attribute of them: "ten wounded guards".
    """
    particle = verb + 1 < len(sentence.tokens) and sentence.tokens[verb + 1].word.form in lists["particles"]
    tokens = sentence.tokens[verb + 1 + particle : verb + 4 + particle]
    if not tokens or "aux" in sentence.tokens[verb - 1].word.tags:
        return False
    tags = tokens[0].word.tags
    if bare and not tags.isdisjoint(_PEOPLE):
        return True
    return not tags.isdisjoint({"article", "possessive"}) and lists["days"].isdisjoint(t.word.form for t in tokens[1:])


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
