"""Arabic nouns that are counted: from an entry of ``units.toml`` to its forms, each with what its number is.

Beside the forms of `iraqsec.languages.ar.morphology` a counted noun needs its number: whether a form is one, a dual, a
plural, or a dual that may be a plural ("متهمين").
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from iraqsec.languages.folding import fold_word

Form = Literal["one", "dual", "dual_construct", "dual_or_plural", "many", "owned", "owned_dual"]

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا")


@frozen
class UnitNoun:
    """A form of a counted noun: the entry's singular, its unit, and what the form says of number and article.

    ``kind`` is "measure", "person" or "noun"; ``cut`` counts the letters of clitics; ``is_short`` is an abbreviation;
    ``has_sound`` tells that beside a broken plural there is one in -ين ("زائر", زوار and زائرين).
    """

    lemma: str
    unit: str
    kind: str
    form: Form
    cut: int = 0
    definite: bool = False
    is_short: bool = False
    has_sound: bool = False


def inflect(entry: str, unit: str, kind: str) -> Iterator[tuple[int, str, UnitNoun]]:
    """Yield (rank, form, noun) of an entry; of two nouns that share a form the one of the lower rank has it."""
    singular, *plurals = entry.split()
    feminine, singular = singular.endswith("ة"), fold_word(singular)
    sound = [p for p in plurals if p.startswith("+")]
    duals = [fold_word(p[1:]) for p in plurals if p.startswith("=")]
    broken = [fold_word(p) for p in plurals if p[0] not in "+="]
    stem = singular[:-1] + "ت" if feminine else singular
    sound_plural = [(singular[:-1] if feminine else singular) + "ات"] if "+ات" in sound else []
    masculine = "+ين" in sound
    is_short = kind == "measure" and not plurals

    def noun(form: Form) -> UnitNoun:
        return UnitNoun(
            singular,
            unit,
            kind,
            form,
            definite=form.startswith("owned"),
            is_short=is_short,
            has_sound=masculine and bool(broken),
        )

    yield 0, singular, noun("one")
    if is_short:
        return
    if not feminine and singular[-1] not in "اء":
        yield 1, singular + "ا", noun("one")
    for plural in (*broken, *sound_plural, *([stem + "ون"] if masculine else ())):
        yield 0, plural, noun("many")
        yield 3, plural + "ا", noun("many")
    for form in duals or (stem + "ان",):
        yield 2, form, noun("dual")
    if not duals:
        yield 2, stem + "ين", noun("dual_or_plural" if masculine and not broken else "dual")
    yield 3, stem + "ي", noun("many" if masculine else "dual_construct")
    if feminine:
        yield 3, stem + "ا", noun("dual_construct")
    yield from _owned(stem, (stem, *broken, *sound_plural), noun("owned"), noun("owned" if masculine else "owned_dual"))


def _owned(
    stem: str, bases: Iterable[str], owned: UnitNoun, construct: UnitNoun
) -> Iterator[tuple[int, str, UnitNoun]]:
    """Yield the forms with pronoun suffixes: "جنوده", "أعضائها", "طفليها"."""
    for base in bases:
        for pronoun in _PRONOUNS:
            yield 4, (base[:-1] + "ئ" if base[-1] == "ء" else base) + pronoun, owned
    for pronoun in _PRONOUNS:
        yield 4, stem + "ي" + pronoun, construct
        yield 4, stem + "و" + pronoun, owned


def second_words(rest: str) -> Iterator[str]:
    """Give the forms in which the second word of a compound stands: gender, number, case, article."""
    stem = rest.removesuffix("ه")
    for form in (
        rest,
        stem + "ه",
        stem + "ا",
        stem + "ين",
        stem + "ات",
        stem + "تين",
        stem + "تان",
        stem + "ان",
        stem + "يه",
    ):
        yield form
        yield "ال" + form
