"""Where an Arabic subject ends and its object begins, which stands behind it without a word between.

Each rule was counted on the gold documents: how many of their fillers it would change.
"""

from collections.abc import Sequence

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.gazetteer.cues import cues
from iraqsec.gazetteer.organizations import nationalities
from iraqsec.languages.base import get as language

ARTICLE = "ال"
ACTORS = frozenset({"agent", "participant", "party", "force", "giver", "receiver", "organization"})
ACTED_ON = frozenset({"target", "item", "suspect", "victim", "object", "equipment", "facility"})
OFFICIALS = frozenset({"official"})
PEOPLE = frozenset({"protester", "armed_group", "suspect", "civilian"})
NO_NOUN = frozenset(
    {"prep", "conj", "relative", "clause_opener", "neg", "det", "bound", "coordinator", "complementizer"}
)
SHORTEST = 4
_BODIES = frozenset({"force", "organization", "armed_group", "vehicle"})
_HIT = frozenset({"facility", "site", "border"})
_PLACES = frozenset({"place_noun"})
_THINGS = _HIT | {"weapon", "munition", "drug", "goods", "vehicle", "suspect", "conference", "unit"}
_ORDINALS = frozenset({"الثاني", "الثانيه"})
_NISBA = ("ي", "يه")
_REFLEXIVE = ("ها", "هم", "هما")  # "القوة نفسها"


def parted(sentence: Sentence, inside: Sequence[EntityMention], role: str, first: int, last: int) -> tuple[int, int]:
    """Part a definite subject from its object: "ضبطت القوة أسلحة", "زار الوزير مقر اللواء", "استعاد الجيش بيجي".

    Behind a noun with the article a noun without it is no part of the phrase. Who acts is before it, what is acted on
    behind it. Names after a title and numbered units ("الفوج الثاني شرطة") look alike and are left alone.
    """
    if role not in ACTORS and role not in ACTED_ON:
        return first, last
    tokens = sentence.tokens
    behind = _behind_subject(tokens, first, last)
    if behind < last and _is_acted_on(tokens[behind]):
        return (first, behind) if role in ACTORS else (behind, last)
    classes = tokens[first].word.classes
    bodies = not classes.isdisjoint(_BODIES)
    if not (bodies or classes & OFFICIALS) or not _is_definite(tokens[first]):
        return first, last
    at = first + 1
    while at < last and _is_definite(tokens[at]) and tokens[at].word.form.endswith(_NISBA):
        if tokens[at].word.form in _ORDINALS:
            return first, last
        at += 1
    if at >= last or not (_is_object(tokens[at], bodies=bodies) or (bodies and _is_town(tokens, inside, at))):
        return first, last
    return (first, at) if role in ACTORS else (at, last)


def _behind_subject(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where a subject surely ends with its adjectives: "متظاهرون غاضبون", "طائرات تركية"; ``last`` if it is none.

    A plural in -ون heads no other noun, nor does what is of a state. None of 907 gold fillers that begin with such a plural
    is cut by this.
    """
    if _is_of_many(tokens[first]) and tokens[first].word.classes & (PEOPLE | OFFICIALS):
        end = (at for at in range(first + 1, last) if not (_is_definite(tokens[at]) or _is_of_many(tokens[at])))
    else:
        end = (at + 1 for at in range(first + 1, last) if is_of_a_state(tokens, at) and not tokens[at].word.cut)
    return next(end, last)


def _is_acted_on(token: Token) -> bool:
    """Tell a known noun that can be hit or is in the accusative from an adjective, "أجانب", a name and a verb, "قتلوا"."""
    word = token.word
    known = word.classes | language("ar").word(word.form.removesuffix("ا")).classes
    if (
        token.kind != "word"
        or word.cut
        or word.form.startswith(ARTICLE)
        or word.tags & NO_NOUN
        or known & (PEOPLE | OFFICIALS)
    ):
        return False
    accusative = word.form.endswith("ا") and not word.form.endswith(_REFLEXIVE)
    if cues("ar").has("direction", word.form.removesuffix("ه")):
        return False  # "كورية جنوبية"
    return bool(known) and (accusative or not known.isdisjoint(_HIT | _PLACES))


def _is_of_many(token: Token) -> bool:
    """Tell the ending of a subject in the plural from that of a verb: "مسلحون" from "يرتدون"."""
    return token.word.form.endswith("ون") and token.word.form[0] not in "يت"


def _is_definite(token: Token) -> bool:
    form = token.word.form
    return form.startswith(ARTICLE) and token.word.stem != form and form not in language("ar").word_tags


def _is_object(token: Token, *, bodies: bool) -> bool:
    """Tell whether a word is a noun without the article that is surely no name."""
    word = token.word
    if token.kind != "word" or word.cut or word.form.startswith(ARTICLE) or word.tags & NO_NOUN:
        return False
    known = word.classes | language("ar").word(word.form.removesuffix("ا")).classes
    if not bodies:
        return not known.isdisjoint(_HIT)
    accusative = word.form.endswith("ا") and not word.form.endswith(_REFLEXIVE) and len(word.form) >= SHORTEST
    return accusative or not known.isdisjoint(_THINGS)


def _is_town(tokens: Sequence[Token], inside: Sequence[EntityMention], at: int) -> bool:
    """Tell whether the name of a place stands at a token, without the article, which an adjective would have."""
    if tokens[at].word.form.startswith(ARTICLE):
        return False
    return any(
        seen.first == at and seen.found_by == "places.name" and seen.start == tokens[at].start for seen in inside
    )


def is_of_a_state(tokens: Sequence[Token], at: int) -> bool:
    """Tell "القوات التركية" or "قوات تركية" from "القوة المجهزة", which goes on with what it is equipped with."""
    form = tokens[at].word.form
    return (form if form.startswith(ARTICLE) else ARTICLE + form) in nationalities("ar")
