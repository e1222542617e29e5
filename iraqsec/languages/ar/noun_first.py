"""Arabic numbers behind their nouns: "قذيفة هاون عدد 12", "الضباط الـ36"; and ordinals and sizes, which count nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from iraqsec.document import Token
from iraqsec.languages.counted import NOTHING, Counted
from iraqsec.languages.numerals import Numeral, form_before

if TYPE_CHECKING:
    from iraqsec.languages.ar.counted import ArabicNouns
    from iraqsec.languages.ar.unit_nouns import UnitNoun

_OPENING = frozenset("(/:")
_LENGTHS = frozenset({"km", "m", "mile"})
_ROUNDED = 2  # words before a number in which "(" or "على بعد" stands: "(نحو 35 كم"
_TOWN = 3  # from a number to the direction before it: "شمال بغداد بـ40 كم"
_TWO, _FEW, _HUNDRED = 2, 10, 100  # from three to ten of a hundred what is counted is a plural
_SAID = 9  # tokens from a number back to the word "عدد"
_LOOSE = frozenset("\"'()")
_PERSONS = ("ين", "ون")
_LISTED = 5  # words of what is listed with its number behind it


def noun_first(
    nouns: "ArabicNouns", tokens: Sequence[Token], numeral: Numeral, behind: Counted | None
) -> Counted | None:
    """Return what a numeral counts by the words before it, `NOTHING` for an ordinal or a size; None where they do not say.

    ``behind`` is what the words behind it say.
    """
    if listed := _listed(nouns, tokens, numeral):
        return listed
    if numeral.first and tokens[numeral.first - 1].word.stem in nouns.words["capacity"]:
        return evolve(NOTHING, last=behind.reach if behind else 0)  # its measure counts nothing either
    if numeral.last < len(tokens) and tokens[numeral.last].word.form in nouns.words["uncounted"]:
        return NOTHING
    if behind and (
        (behind.unit in _LENGTHS and _is_distance(nouns, tokens, numeral, behind.reach))
        or _numbers_its_head(nouns, tokens, numeral, behind)
    ):
        return evolve(NOTHING, last=behind.reach)
    if _has_article(nouns, tokens, numeral) and not (behind and behind.known):
        return _ordinal_or_count(nouns, tokens, numeral)
    return None


def _listed(nouns: "ArabicNouns", tokens: Sequence[Token], numeral: Numeral) -> Counted | None:
    """Read "قذيفة هاون عدد 12", "مخازن عتاد عدد/6": in lists of arms a number stands behind the noun that it counts."""
    at = numeral.first - 1
    while at > 0 and tokens[at].text in _OPENING:
        at -= 1
    if at < 1 or tokens[at].word.form not in nouns.words["listed"]:
        return None
    head: tuple[int, UnitNoun] | None = None
    for back in range(at - 1, max(-1, at - 1 - _LISTED), -1):
        noun = nouns.noun(tokens[back])
        if tokens[back].kind != "word" or nouns.is_function(tokens[back]) or (noun and noun.definite):
            break
        head = (back, noun) if noun else head
        if tokens[back].word.cut or (noun and noun.cut):
            break
    if head is None or head[1].kind == "measure" or head[1].unit == "unit":
        return None
    return evolve(nouns.noun_phrase(tokens, *head), reach=numeral.last, score=0.9)


def _numbers_its_head(nouns: "ArabicNouns", tokens: Sequence[Token], numeral: Numeral, behind: Counted) -> bool:
    """Tell "الدورة (61) ضباط", the 61st course: eleven and more count a singular; "ضمت الدورة 40 ضابطاً" are forty."""
    noun = nouns.noun(tokens[behind.head]) if behind.head is not None else None
    if noun is None or noun.kind != "person" or noun.form not in ("many", "dual_or_plural"):
        return False
    few = isinstance(numeral.number, int) and _TWO < numeral.number % _HUNDRED <= _FEW
    return bool(numeral.raw) and not few and form_before(tokens, numeral.first) in nouns.words["ordered"]


def said_before(nouns: "ArabicNouns", tokens: Sequence[Token], at: int) -> str:
    """Return the unit of what a number at a token is said to be the number of: "عدد الطلبات المسجلة بلغ 45 ألفاً".

    Of 42 gold numbers behind such a noun 40 are in its unit.
    """
    for back in range(at - 1, max(-1, at - 1 - _SAID), -1):
        token = tokens[back]
        if token.kind == "number" or (token.kind == "punct" and token.text not in _LOOSE):
            return ""
        keys = {key for key, _, _ in token.word.keys}
        if keys & nouns.words["number_of_them"]:
            return "person"
        if token.word.form.endswith("عدد") and keys & nouns.words["listed"]:
            return _unit_of(nouns, tokens, back + 1) if back + 1 < at else ""
    return ""


def _unit_of(nouns: "ArabicNouns", tokens: Sequence[Token], at: int) -> str:
    """Return the unit of the many that a word names, "" where it does not say: "الطلبات", "المتقدمين", "الذين سجلوا"."""
    token, noun = tokens[at], nouns.noun(tokens[at])
    if noun is not None and noun.kind != "measure":
        many = noun.form in ("many", "dual_or_plural")
        unit = nouns.by_context(tokens, noun.lemma) or noun.unit
        return unit if many and unit not in ("item", "unit") else ""
    if token.word.form in nouns.words["of_many"]:
        return "person"
    return "person" if token.word.form.startswith("ال") and token.word.form.endswith(_PERSONS) else ""


def _is_distance(nouns: "ArabicNouns", tokens: Sequence[Token], numeral: Numeral, at: int) -> bool:
    """Tell how far off something is: "على بعد 40 كم", "ناحية النخيب (180 كم جنوب غربي الرمادي)", "شمال بغداد بـ40 كم".

    A direction alone does not say so: "حفر 40 كيلومتراً غرب سنجار" is the length of a trench.
    """
    before = [token.word for token in tokens[max(0, numeral.first - _ROUNDED) : numeral.first]]
    far = before[:-1] if before and before[-1].form in nouns.words["rounded"] else before
    if far and far[-1].form in nouns.words["distance"]:
        return True
    if before and before[-1].form == "ب" and _is_direction(nouns, tokens, numeral.first - _TOWN):
        return True
    if not any(word.form == "(" for word in before):
        return False
    return _is_direction(nouns, tokens, at + (at < len(tokens) and tokens[at].text == ")"))


def _is_direction(nouns: "ArabicNouns", tokens: Sequence[Token], at: int) -> bool:
    """Tell words of direction, also behind "إلى" and with the article."""
    near = tokens[max(0, at) : at + 2] if at < len(tokens) else ()
    return any(
        token.word.form in nouns.words["directions"] or token.word.stem in nouns.words["directions"] for token in near
    )


def _has_article(nouns: "ArabicNouns", tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Tell digits behind the article: "الـ103", "الـ(75)"."""
    at = numeral.first - 1
    at -= at > 0 and tokens[at].text == "("
    return bool(numeral.raw) and at > 0 and tokens[at].word.form in nouns.words["articles"]


def _ordinal_or_count(nouns: "ArabicNouns", tokens: Sequence[Token], numeral: Numeral) -> Counted:
    """Tell "الضباط الـ36" from "الدورة الـ(75)", which counts nothing."""
    at = numeral.first - 1
    at -= tokens[at].text == "("
    for back in (at - 1, at - 2):
        noun = nouns.noun(tokens[back]) if back >= 0 else None
        if noun and noun.form in ("many", "dual_or_plural", "owned") and noun.unit != "unit":
            unit = nouns.by_context(tokens, noun.lemma) or noun.unit
            return Counted(unit, numeral.last, head=back, first=back, last=back + 1, score=0.8)
        if back >= 0 and (noun or tokens[back].word.form in nouns.words["ordered"]):
            break
    return NOTHING
