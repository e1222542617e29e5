"""Arabic words that look like a dual or like one person and count nobody; and a bare measure to which more is added."""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from iraqsec.document import Token
from iraqsec.languages.ar.unit_nouns import UnitNoun
from iraqsec.languages.counted import add_measures

if TYPE_CHECKING:
    from iraqsec.languages.ar.counted import ArabicNouns

_TWO_REACH = 8  # tokens behind a noun in which a pronoun tells that it is a dual, or a plural
_PAIR = 2  # from the second of two words joined by "and" to what stands before the first
_SHORTEST = 4  # letters of a word with the ending of a plural
_COUNTED = ("ا", "ه")  # ends of a noun behind eleven and more


def is_plural(nouns: "ArabicNouns", tokens: Sequence[Token], at: int, noun: UnitNoun) -> bool:
    """Tell "الخاطفين", which counts nobody; "المختطفين … أعدموهما" are two.

    Of 2,870 such definite nouns in the gold documents 6 are filled in as two, of 932 indefinite ones 58.
    """
    near = (token.word.form for token in tokens[at + 1 : at + 1 + _TWO_REACH])
    behind = [form for form in near if form not in nouns.words["the_two"]]  # "اعتقلت المتهمين يوم الاثنين"
    of_two = any(form.endswith(tuple(nouns.words["of_two"])) for form in behind)
    if not of_two and (noun.definite or any(_speaks_of_many(nouns, form) for form in behind)):
        return True
    return _is_one_of_many(nouns, tokens, at)


def _speaks_of_many(nouns: "ArabicNouns", form: str) -> bool:
    """Tell words that take up more than two: "مسلحين … أطلقوا", "مروجين وبحوزتهم"."""
    return form in nouns.words["of_many"] or (len(form) >= _SHORTEST and form.endswith(("هم", "وا")))


def _is_one_of_many(nouns: "ArabicNouns", tokens: Sequence[Token], at: int) -> bool:
    """Tell "عدد من المتهمين", "جميع المطلوبين", and the second of "المتهمين المطلوبين", which counts nobody of its own."""
    before = at - 1
    noun = nouns.noun(tokens[before]) if at else None
    is_many = noun is not None and noun.form in ("many", "dual_or_plural")
    if is_many and noun and (noun.definite or (noun.kind == "person" and tokens[at].word.form.endswith("يين"))):
        return True  # "قياديين عراقيين"
    if before >= 0 and tokens[before].word.form in nouns.words["both"]:
        return True  # "متهمين اثنين مطلوبين"
    if before > 0 and tokens[before].word.form in nouns.words["of"]:
        before -= 1
    return before >= 0 and tokens[before].word.stem in nouns.words["many_of"]


def is_no_dual(nouns: "ArabicNouns", tokens: Sequence[Token], at: int, noun: UnitNoun) -> bool:
    """Tell duals that count no two things: "المادتين (28 و32)", "محاولتي تهريب", "الزائرين" beside زوار."""
    if noun.lemma in nouns.words["attempts"]:
        return True
    plural = noun.has_sound and is_plural(nouns, tokens, at, noun)
    return noun.form == "dual" and noun.definite and (plural or _is_numbered(tokens, at + 1))


def is_another(nouns: "ArabicNouns", tokens: Sequence[Token], at: int, noun: UnitNoun) -> bool:
    """Tell who is named for another's sake or within a count: "برتبة رائد", "نجل شيخ", "بين قتيل وجريح", "بدون طيار".

    So is the speaker of "قال قائد". Of some 500 of these in a fifth of the gold documents none is a filler.
    """
    if not at:
        return False
    before = tokens[at - 1].word
    paired = at > 1 and tokens[at].word.form[:1] in nouns.words["and"]
    if "say" in before.tags and before.stem not in nouns.words["carried"]:
        return True
    if tokens[at].word.form[noun.cut :] in nouns.words["countries"]:
        return True
    between = paired and tokens[at - _PAIR].word.stem in nouns.words["between"]
    return between or before.form in nouns.words["of_another"] or before.stem in nouns.words["of_another"]


def shares_a_count(
    nouns: "ArabicNouns", tokens: Sequence[Token], at: int, noun: UnitNoun, taken: Container[int]
) -> bool:
    """Tell the second of two nouns that one numeral counts: "45 مدنياً وعسكرياً", "300 قتيل وجريح"; "8 جنود وضابط" is nine.

    Of 400 such pairs in the gold documents none has the second as one person.
    """
    before = nouns.noun(tokens[at - 1]) if at > 1 and at - 1 in taken else None
    if before is None or before.kind != "person" or before.form != "one" or before.cut:
        return False
    one, other = tokens[at - 1].word.form, tokens[at].word.form
    if noun.form != "one" or other[:1] not in nouns.words["and"] or not noun.cut:
        return False
    back = at - 2 - (tokens[at - 2].text == ")")
    scaled = tokens[back].text.endswith("00") or tokens[back].word.form in nouns.words["whole"]
    return scaled or (one.endswith(_COUNTED) and other.endswith(_COUNTED))


def is_attribute(nouns: "ArabicNouns", tokens: Sequence[Token], at: int) -> bool:
    """Tell "عناصر إرهابية", "قصف تركي", "جندياً عراقياً": behind a noun, such a word counts nobody of its own."""
    before = nouns.noun(tokens[at - 1]) if at else None
    form = tokens[at].word.form
    if before is not None and before.form == "many" and form.endswith("يه"):
        return True
    if not form.endswith(("ي", "يا", "يه")) and form not in nouns.words["adjectives"]:
        return False
    joined = form[:1] in nouns.words["and"]
    if (
        before is not None
        and before.kind == "person"
        and not joined
        and form.endswith("يه") == before.lemma.endswith("ه")
    ):
        return True
    back = at - 1
    while back > 0 and _is_adjective(nouns, tokens[back]):
        back -= 1  # "قصف مدفعي تركي", "جماعة مسلحة عراقية"
    owner = nouns.noun(tokens[back]) if back >= 0 else None
    thing = owner is not None and owner.unit != "person" and not owner.definite
    return thing or (
        back >= 0 and not nouns.words["attributed"].isdisjoint((tokens[back].word.stem, tokens[back].word.form))
    )


def _is_adjective(nouns: "ArabicNouns", token: Token) -> bool:
    form = token.word.form
    return form in nouns.words["adjectives"] or (form.endswith("ي") and not nouns.noun(token))


def is_added_to(nouns: "ArabicNouns", tokens: Sequence[Token], at: int, noun: UnitNoun) -> bool:
    """Tell whether a number of a smaller measure follows with "و": "طن و100 كغم", "كيلوغراما ومئتي غرام"."""
    if at >= len(tokens) or tokens[at].word.form[:1] not in nouns.words["and"]:
        return False
    others = (nouns.noun(token) for token in tokens[at + 1 : at + 5])
    other = next((found for found in others if found), None)
    return bool(other and other.kind == "measure" and add_measures((1, noun.unit), (1, other.unit)))


def _is_numbered(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether numbers follow that say which two are meant: "المادتين (28 و32)", "اللواءين 53 و92"."""
    at += at < len(tokens) and tokens[at].text == "("
    return at < len(tokens) and tokens[at].kind == "number"
