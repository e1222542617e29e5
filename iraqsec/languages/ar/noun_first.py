"""Arabic numbers behind their nouns: "قذيفة هاون عدد 12", "الضباط الـ36"; and ordinals and sizes, which count nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from iraqsec.document import Token
from iraqsec.languages.counted import NOTHING, Counted
from iraqsec.languages.numerals import Numeral

if TYPE_CHECKING:
    from iraqsec.languages.ar.counted import ArabicNouns
    from iraqsec.languages.ar.unit_nouns import UnitNoun

_OPENING = frozenset("(/:")
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
        return NOTHING
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
