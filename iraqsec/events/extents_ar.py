"""Where Arabic grammar alone tells that two words of a chosen stretch cannot be one noun phrase.

Each rule was counted on the 142,404 Arabic fillers of the gold documents: none breaks ten of them.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from iraqsec.document import EntityMention, Token
from iraqsec.events.subjects_ar import ACTED_ON, ACTORS, ARTICLE, NO_NOUN, PEOPLE, SHORTEST, is_of_a_state
from iraqsec.gazetteer.cues import cues
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.place_patterns_ar import begins_anew
from iraqsec.values import Place

_ARMS = frozenset({"weapon", "munition", "vehicle"})
_MOVED = frozenset({"target", "victim", "participant"})
"""Of the people in these roles 214 end before "to" and none goes on: "القتيل إلى دائرة الطب العدلي"."""
_TO = fold_word("إلى")
_PRONOUNS = ("هما", "ها", "هم")
_LED = frozenset({fold_word("قيادة")})
_FORCE_IN_PLACES = 3  # tokens of "قوات في محافظات"
_IDAFA = 4  # words of "موظفي دائرة صحة المحافظة"
_OPENERS = frozenset({"(", ":"})

Words = Mapping[str, frozenset[str]]


def is_verb(form: str, verbs: frozenset[str]) -> bool:
    """Tell whether a form is a listed verb, as it stands or with its object: "يقودها", "شكلتهم".

    Three gold fillers hold one with a pronoun, and none but topics and charges begins with a verb.
    """
    if form in verbs:
        return True
    pronoun = next((end for end in _PRONOUNS if form.endswith(end)), "")
    stem = form.removesuffix(pronoun)
    return bool(pronoun) and len(stem) >= SHORTEST and stem in verbs


def behind_verb(tokens: Sequence[Token], first: int, last: int, verbs: frozenset[str]) -> int | None:
    """Return where a filler that opens with a verb begins, or None where it is a clause: "يقودها العقيد سمير"."""
    while first + 1 < last and is_verb(tokens[first].word.form, verbs):
        if tokens[first].word.form not in verbs:
            return None
        first += 1
    return first


def is_only_whose(tokens: Sequence[Token], role: str, first: int, last: int, words: Words) -> bool:
    """Tell a target that only says whose drones struck: "مسيرات | مفخخة إيرانية", "إيرانية". No gold target is one."""
    if role != "target" or not is_of_a_state(tokens, last - 1) or not tokens[last - 1].word.form.endswith("يه"):
        return False
    drones = all(token.word.form in words["drones"] for token in tokens[first : last - 1])
    return drones and not tokens[last - 1].word.form.startswith(ARTICLE) and first > 0


def is_what_was_done(token: Token, role: str, words: Words, *, alone: bool) -> bool:
    """Tell whether a filler is no more than what was done: a verb by itself, or the "killing" of those who are told of.

    Of those who act and what is acted on none in the gold documents is a listed verb or begins with such a noun.
    """
    if role not in ACTORS and role not in ACTED_ON:
        return False
    return token.word.form in (words["verbs"] if alone else words["killings"])


def before_happening(tokens: Sequence[Token], role: str, first: int, last: int, words: Words) -> int:
    """Cut what happened, where, and why, from those whom it befell: "شابان في انفجار", "مواطن نتيجة ثأر", "متهم في منطقة".

    155 gold targets have "by an attack" or its like behind them and one holds it; 49 forces have "to support" behind them and
    none holds it; no filler holds a cause. Of the people who are told of 116 end before "in the district" and 2 go on.
    """
    if role not in ACTORS and role not in ACTED_ON:
        return last
    people = not tokens[first].word.classes.isdisjoint(PEOPLE)
    for at in range(first + 1, last):
        word = tokens[at].word
        if word.form in words["causes"] or (role == "force" and word.form in words["purposes"]):
            return at
        if _is_with_arms(tokens, role, at) or (people and role in _MOVED and word.form == _TO):
            return at
        if role == "target" and tokens[at - 1].word.form not in words["guilty"] and _is_blow(tokens, at, last, words):
            return at
        if people and word.form == "في" and at + 1 < last and tokens[at + 1].word.form in words["areas"]:
            return at
    return last


def _is_blow(tokens: Sequence[Token], at: int, last: int, words: Words) -> bool:
    form = tokens[at].word.form
    behind = tokens[at + 1].word.form if form == "في" and at + 1 < last else ""
    return (form[:1] == "ب" and form[1:] in words["blows"]) or behind in words["blows"]


def _is_with_arms(tokens: Sequence[Token], role: str, at: int) -> bool:
    """Tell the weapon that somebody acts with: "القوات التركية بالمدفعية". 54 gold actors end before one, none holds it."""
    word = tokens[at].word
    led = word.proclitics[:1] == "ب" and not word.classes.isdisjoint(_ARMS)
    return role in ACTORS and led and is_of_a_state(tokens, at - 1)


def with_title(tokens: Sequence[Token], first: int, titles: frozenset[str]) -> int:
    """Return where a title begins whose noun was left out: "العام للقوات المسلحة" of the "القائد".

    But for years ("العام الحالي") no gold filler begins with the adjective.
    """
    if first and f"{tokens[first - 1].word.form} {tokens[first].word.form}" in titles:
        return first - 1
    return first


def with_great(tokens: Sequence[Token], first: int, last: int, words: Words) -> tuple[int, int]:
    """Join "one of the senior" and those who are meant: "أحد كبار | ضباط الجيش", whichever of the two was taken.

    One gold filler begins right behind the word.
    """
    if first and tokens[first - 1].word.form in words["great"]:
        first -= 1
        first -= first > 0 and tokens[first - 1].word.form in words["one_of"]
    if tokens[last - 1].word.form not in words["great"]:
        return first, last
    if last - 1 > first and tokens[last - 2].word.form not in words["one_of"]:
        return first, last  # "ضباط كبار"
    end = last
    while end < min(len(tokens), last + _IDAFA) and tokens[end].kind == "word" and not tokens[end].word.tags & NO_NOUN:
        end += 1
        if ARTICLE in tokens[end - 1].word.form[:2]:
            return first, end
    return first, last


def before_listed(tokens: Sequence[Token], inside: Sequence[EntityMention], first: int, last: int) -> int:
    """Cut a preposition with the noun of a list of places, where the names are not in the filler: "قوات في محافظات (…".

    No gold filler ends so.
    """
    if last - first < _FORCE_IN_PLACES or last >= len(tokens) or "prep" not in tokens[last - 2].word.tags:
        return last
    listed = cues("ar").has("plural", tokens[last - 1].word.form)
    named = tokens[last].text in _OPENERS or any(seen.label == "place" and seen.first == last for seen in inside)
    return last - 2 if listed and named else last


def is_asked_for(tokens: Sequence[Token], first: int, demands: frozenset[str]) -> bool:
    """Tell whether the ب of a word is that of who demands, though the word is not known: "مطالبين بفرص تعيين"."""
    form = tokens[first].word.form
    return first > 0 and tokens[first - 1].word.form in demands and not tokens[first].word.cut and form not in _uncut()


@cache
def _uncut() -> frozenset[str]:
    """Return the words that begin with a letter like a particle, folded, and all known nouns."""
    return frozenset(map(fold_word, language("ar").lexicon["uncut"])) | language("ar").word_tags.keys()


def is_led_by(tokens: Sequence[Token], inside: Sequence[EntityMention], first: int, start: int) -> bool:
    """Tell whether a stretch is "led by" a state and no command: "بقيادة الولايات المتحدة"."""
    token = tokens[first]
    if start == token.start or token.word.form[start - token.start :] not in _LED:
        return False
    return any(
        seen.first == first + 1 and isinstance(seen.value, Place) and seen.value.country != "IQ" for seen in inside
    )


def before_next_count(tokens: Sequence[Token], first: int, last: int) -> int:
    """Cut an item before "and" with a number: "حشيش و5 غرامات كريستال"; no gold item holds one."""
    ends = (at for at in range(first + 1, last - 1) if tokens[at].text == "و" and tokens[at + 1].kind == "number")
    return next(ends, last)


def before_circumstance(tokens: Sequence[Token], first: int, last: int) -> int:
    """Cut a place that was read as a bare phrase before what is done there: "مدخل الناحية موقعة سبعة جرحى"."""
    return next((at for at in range(first + 1, last) if begins_anew(tokens, at)), last)


def with_year(tokens: Sequence[Token], last: int, words: Words) -> int:
    """Take in the year of a law that ends with its number: "القانون رقم 50 [لسنة 2017]", "رقم (50) [لسنة 2017]".

    Four gold fillers hold both, none ends between them.
    """
    number = last - 1 - (tokens[last - 1].text == ")")
    named = number - 1 - (number > 0 and tokens[number - 1].text == "(")
    if named < 0 or tokens[number].kind != "number" or tokens[named].word.form not in words["law_numbers"]:
        return last
    at = last + (last < len(tokens) and tokens[last].text == ")" and tokens[number - 1].text == "(")
    year = at + 1 < len(tokens) and tokens[at].word.form in words["law_years"] and tokens[at + 1].kind == "number"
    return at + 2 if year else last


def of_governor(
    tokens: Sequence[Token], inside: Sequence[EntityMention], first: int, last: int, words: Words
) -> tuple[int, int]:
    """Take a governor with his governorate and without the firm behind it: "حث [محافظ واسط] شركات الاتصالات".

    No gold filler begins behind "محافظ", and none of 94 agents that begin with it goes on with a firm.
    """
    if first and tokens[first - 1].word.form in words["governors"] and _named_until(inside, first):
        first -= 1
    if tokens[first].word.form not in words["governors"]:
        return first, last
    end = _named_until(inside, first + 1)
    return first, (end if first < end < last and tokens[end].word.form in words["firms"] else last)


def _named_until(inside: Sequence[EntityMention], at: int) -> int:
    """Return where the known place ends that begins at a token; 0 where none does."""
    return max((seen.last for seen in inside if seen.first == at and seen.label == "place" and seen.link), default=0)


def before_verb(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Cut a place that was read as a bare phrase before a verb: "قرية تبعد", but not in "مواقع التي رفعت".

    Of 45,103 Arabic gold places 6 hold a listed verb, four of them behind a relative or of three letters.
    """
    for at in range(first + 1, last):
        form = tokens[at].word.form
        if len(form) >= SHORTEST and is_verb(form, words["verbs"]) and "relative" not in tokens[at - 1].word.tags:
            return at
    return last


def is_manner(tokens: Sequence[Token], role: str, first: int, words: Words) -> bool:
    """Tell a charge that only says how it was found out: "من خلال استخدام الكاميرات". No gold charge is of the kind."""
    if role != "charge":
        return False
    form = tokens[first].word.form
    bare = form[tokens[first].word.cut :]
    if not words["manners"].isdisjoint((form, bare)):
        return True
    return first > 0 and tokens[first - 1].word.form in words["through"] and not words["means"].isdisjoint((form, bare))
