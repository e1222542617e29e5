"""Which days are not an event's: that on which it is told ("said on Sunday that"), and that of what it is parted from.

The words stand in the lexicons, under ``saying`` and ``parting``.
"""

from collections.abc import Sequence
from functools import cache

from attrs import frozen

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.matcher import Trigger
from iraqsec.events.types import Event
from iraqsec.languages.base import Language, get, word_lists
from iraqsec.languages.folding import fold_word

_SINGLE = frozenset({"weekday", "dayword"})
_SAID_IN = frozenset({"Protest"})  # a crowd is spoken to where it stands, as guests are
_DIPLOMACY = "diplomacy"
_WORDS_BETWEEN = 3
_WORDS_TO_YEARS = 4  # words from an earlier event to its years: "in 2021 and"
_ARABIC_REACH = 13  # words between "أعلنت" and its day: the name of who announces
_SUBJECT = 30
_TELLS = 0.2  # the probability from which a verb tells of what happened: many a word only looks like one


@frozen
class _Words:
    verbs: frozenset[str]
    reactions: frozenset[str]
    calls: frozenset[str]
    calling: frozenset[str]
    nouns: frozenset[str]
    between: frozenset[str]
    at: frozenset[str]
    stops: frozenset[str]
    earlier: frozenset[str]
    openers: tuple[tuple[str, ...], ...]


@cache
def _words(code: str) -> _Words:
    lexicon = get(code).lexicon
    lists = {name: frozenset(map(fold_word, words)) for name, words in lexicon["saying"].items()}
    openers = tuple(tuple(map(fold_word, words.split())) for words in lexicon["parting"]["openers"])
    return _Words(**lists, earlier=word_lists(code, "parting")["earlier"], openers=openers)


def is_its_day(scene: Scene, kind: type[Event], triggers: Sequence[Trigger], mention: EntityMention) -> bool:
    """Tell whether a time may be that of an event with these triggers, by what is said where it stands.

    In the gold documents 98 of 100 English and 95 of 100 Arabic weekdays that such a verb of saying governs are no event's
    time, and of some 420 events whose sentence opens with a parting word five take one from a sentence before.
    """
    home = [t for t in triggers if t.sentence == mention.sentence]
    if home:
        return not (_is_told_on(scene, kind, home, mention) or _is_of_earlier(scene, home, mention))
    return not (len({t.sentence for t in triggers}) == 1 and _is_parted(scene, triggers[0].sentence, mention))


def _is_parted(scene: Scene, index: int, mention: EntityMention) -> bool:
    """Tell whether a sentence opens with a word that parts it from a sentence before, in which a time stands."""
    if mention.sentence >= index or scene.sentences[mention.sentence].is_title:
        return False
    forms = tuple(token.word.form for token in scene.sentences[index].tokens[:3])
    openers = _words(scene.language.code).openers
    return any(forms[: len(words)] in (words, (f"و{words[0]}", *words[1:])) for words in openers)


def _is_of_earlier(scene: Scene, triggers: Sequence[Trigger], mention: EntityMention) -> bool:
    """Tell the time of others of its kind that were before: "this year's forum follows two previous ones in 2021 and 2022".

    24 gold times of the kind are of the event that is named there, none is of another one of its type.
    """
    words, tokens = _words(scene.language.code), scene.sentences[mention.sentence].tokens
    nearest = max((t.last for t in triggers if t.first < mention.first), default=-1)
    return nearest > 0 and any(
        t.type == triggers[0].type
        and nearest <= t.first - _WORDS_BETWEEN
        and 0 < mention.first - t.last <= _WORDS_TO_YEARS
        and any(token.word.form in words.earlier for token in tokens[max(0, t.first - 2) : mention.first])
        for t in scene.triggers_by_sentence[mention.sentence]
    )


def _is_told_on(scene: Scene, kind: type[Event], triggers: Sequence[Trigger], mention: EntityMention) -> bool:
    if kind.__name__ in _SAID_IN:
        return False
    saying = _saying(scene, triggers, mention)
    return saying >= 0 and (kind.family != _DIPLOMACY or _is_announced(scene, triggers, mention, saying))


def _saying(scene: Scene, triggers: Sequence[Trigger], mention: EntityMention) -> int:
    """Return the verb of saying whose day a time is, and behind which these triggers stand; -1 without one."""
    sentence = scene.sentences[mention.sentence]
    if scene.language.code == "ar":
        saying = _before_arabic(scene, sentence, mention)
        return saying if all(t.first >= mention.last for t in triggers) else -1
    if not _is_single(mention):
        return -1
    saying = _before_english(scene.language, sentence, mention)
    if saying >= 0:
        return -1 if any(t.first <= saying < t.last for t in triggers) else saying
    saying = max(_behind_english(scene, sentence, mention), _right_behind_english(sentence, mention))
    return saying if all(t.first > saying for t in triggers) else -1


def _is_announced(scene: Scene, triggers: Sequence[Trigger], mention: EntityMention, saying: int) -> bool:
    """Tell whether guests are announced on a day for another one: "On Sunday, they announced a forum on July 22".

    Who says something at a forum has received them that day.
    """
    first, last = min(t.first for t in triggers), max(t.last for t in triggers)
    between = scene.sentences[mention.sentence].tokens[saying:first]
    if first < max(saying, mention.last) or any(t.word.form in _words(scene.language.code).at for t in between):
        return False
    seen = scene.by_sentence[mention.sentence]
    return any(m.label == "time" and m.value is not None and m.first >= last for m in seen)


def _is_single(mention: EntityMention) -> bool:
    return mention.found_by.removeprefix("times:") in _SINGLE


def _before_english(language: Language, sentence: Sentence, mention: EntityMention) -> int:
    """Return the verb of saying right before a day: "said on Sunday", "said in a statement on Sunday"; -1 without one."""
    words, tokens = _words(language.code), sentence.tokens
    at = mention.first - 1
    while (
        at >= 0
        and mention.first - at <= 2 * _WORDS_BETWEEN
        and (tokens[at].word.form in words.between or tokens[at].text == ",")
    ):
        at -= 1
    if at < 0 or not _is_saying(tokens, at, words):
        return -1
    passive = at > 0 and "be" in tokens[at - 1].word.tags
    return -1 if passive else at


def _behind_english(scene: Scene, sentence: Sentence, mention: EntityMention) -> int:
    """Return the first verb of a sentence that opens with its day, if it says: "On Sunday, the army, ..., said"; else -1."""
    words, tokens = _words("en"), sentence.tokens
    if mention.first > 1 or (mention.first and tokens[0].word.form not in words.between):
        return -1
    verbs = {
        t.anchor
        for t in scene.triggers_by_sentence[sentence.index]
        if t.pos == "verb" and t.strength != "learned" and t.probability >= _TELLS
    }
    for at in range(mention.last, min(mention.last + _SUBJECT, len(tokens) - 1)):
        form = tokens[at].word.form
        if _is_saying(tokens, at, words):
            return at if tokens[at + 1].text not in ",.;" else -1
        if form in words.stops or tokens[at].text in ';:"' or at in verbs:
            return -1
    return -1


def _right_behind_english(sentence: Sentence, mention: EntityMention) -> int:
    """Return the verb of saying between whose subject and which a day stands: "The army on Sunday confirmed"; else -1.

    Of 31 gold days that such a verb follows five are an event's, which the verb itself names.
    """
    tokens, at = sentence.tokens, mention.last
    at += at < len(tokens) and "aux" in tokens[at].word.tags
    subject = mention.first > 1 and tokens[mention.first - 1].text != ","
    return at if subject and at < len(tokens) and _is_saying(tokens, at, _words("en")) else -1


def _is_saying(tokens: Sequence[Token], at: int, words: _Words) -> bool:
    form = tokens[at].word.form
    calls = form in words.calls and at + 1 < len(tokens) and tokens[at + 1].word.form in words.calling
    return form in words.verbs or form in words.reactions or calls


def _before_arabic(scene: Scene, sentence: Sentence, mention: EntityMention) -> int:
    """Return the verb of saying before a day that stands apart ("أعلنت الوزارة، اليوم الخميس (12 شباط)،"); -1 without one."""
    words, tokens = _words("ar"), sentence.tokens
    first, last = mention.first, mention.last
    behind = tokens[last].text if last < len(tokens) else "."
    bracketed = first > 0 and tokens[first - 1].text == "(" and behind == ")"
    dated = "(" in mention.text and behind in "،,"
    apart = behind in "،,(" or mention.found_by == "times:dayword"
    if not bracketed and not dated and not (_is_single(mention) and apart):
        return -1
    verbs = {
        t.anchor
        for t in scene.triggers_by_sentence[sentence.index]
        if t.pos == "verb" and t.strength != "learned" and t.probability >= _TELLS
    }
    for at in range(first - 1, max(-1, first - 1 - _ARABIC_REACH), -1):
        form = tokens[at].word.form
        bare = form.removeprefix("و")
        if {form, bare} & words.verbs or bare in words.reactions or bare in words.nouns:
            return at
        if form in words.stops or tokens[at].text in '"؛:.' or at in verbs:
            return -1
    return -1
