"""Every written form of an Arabic lexicon entry, from its citation form alone.

A verb is cited in the third person masculine singular of the perfect; its form (I to X) is guessed from the shape. Where the
shape does not tell, the entry says more: ``perfect/imperfect/verbal noun``. Nothing here looks at a text: the results are
tables that a matcher looks words up in, after it has cut proclitics (و ف ب ل ك س), the article and object suffixes.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from iraqsec.languages.folding import fold_word

_SHADDA = "\u0651"
_PAST = {  # endings that replace the last letter where the kind says so (see _CUT), in the folded spelling
    "strong": ("", "ت", "ا", "تا", "وا", "ن", "نا"),
    "hollow": ("", "ت", "ا", "تا", "وا"),
    "doubled": ("", "ت", "ا", "تا", "وا"),
    "ya": ("ي", "ت", "تا", "وا", "يا", "ين", "ينا"),
    "waw": ("ا", "ت", "تا", "وا", "ون", "ونا"),
    "hamza": ("ا", "ات", "اتا", "اوا", "ؤوا", "ءوا", "انا", "ان"),
}
_PASSIVE_PAST = {**_PAST, "ya": ("ي", "يت", "يا", "يتا", "وا", "ينا"), "hamza": ("ئ", "ئت", "ئا", "ئتا", "ئوا", "ئنا")}
_PRESENT = {
    "strong": ("", "ون", "وا", "ان", "ا", "ن"),
    "hollow": ("", "ون", "وا", "ان", "ا"),
    "doubled": ("", "ون", "وا", "ان", "ا"),
    "ya": ("ي", "ون", "وا", "يان", "يا", "ين", ""),
    "waw": ("و", "ون", "وا", "وان", ""),
    "hamza": ("ا", "اون", "ؤون", "اوا", "ؤوا", "ان"),
    "hamza-ya": ("ئ", "ئون", "ئوا", "ئان", "ئا", "ئن", "ؤون", "ؤوا"),
}
_PARTICIPLE = {
    "strong": ("", "ه", "ا", "ان", "ين", "ون", "ات", "تان", "تين", "و", "ي", "تا", "تي"),
    "ya": ("ي", "", "يا", "يه", "يان", "يين", "ين", "ون", "يات", "يتان", "يتين", "و"),
    "hamza-ya": ("ئ", "ئه", "ئا", "ئان", "ئين", "ئون", "ئات", "ئتان", "ئتين", "ئو", "ئي"),
}
_CUT = frozenset({"ya", "waw", "hamza", "hamza-ya"})
_FEMININE = ("ه", "تان", "تين", "تا", "تي", "ات")
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي")


@frozen
class _Pattern:
    """The stems of one verb: ``kind`` tells how endings meet the last letter; stems stand without personal prefix."""

    kind: str
    past: str
    present: str
    active: str
    passive: str
    masdars: tuple[str, ...]
    present_kind: str
    active_kind: str = "strong"
    passive_past: str = ""
    passive_present: str = ""


@cache
def _irregular() -> tuple[Mapping[str, str], frozenset[str], frozenset[str]]:
    """Load the hollow verbs, the doubled verbs of form IV and the forms that are another word."""
    table = tomllib.loads(Path(__file__).with_name("irregular.toml").read_text(encoding="utf-8"))
    lists = table["lists"]
    return table["hollow"], frozenset(lists["doubled_fourth"]), frozenset(lists["not_forms"])


def verb_forms(entry: str) -> Mapping[str, str]:
    """Give every folded form of a verb with its tag: perfect, imperfect, passive, masdar or participle.

    The entry is the perfect, or ``perfect/imperfect/verbal noun[/…]``; of several words the first inflects. The passive is
    given where its spelling differs from the active. A form that two tags share keeps the first in the order above.

    >>> forms = verb_forms("ألقى القبض")
    >>> forms["القت القبض"], forms["يلقون القبض"], forms["القاء القبض"]
    ('perfect', 'imperfect', 'masdar')
    """
    word, _, rest = entry.partition(" ")
    tail = f" {fold_word(rest)}" if rest else ""
    perfect, *more = word.split("/")
    forms: dict[str, str] = {}
    patterns = list(_patterns(perfect, more))
    for tag, inflect in _INFLECTIONS:
        for pattern in patterns:
            for form in inflect(pattern):
                forms.setdefault(form, tag)
    others = _irregular()[2]
    return {form + tail: tag for form, tag in forms.items() if tail or form not in others}


def noun_forms(entry: str) -> tuple[str, ...]:
    """Give every folded form of a noun, ``singular[/plural…]``: duals, sound plurals, construct forms, accusative alef.

    Of several words the first inflects, and the second is also given with the article: "مذكرة تفاهم" covers
    "مذكرتي تفاهم" and "مذكرة التفاهم". Where whole phrases differ, write them out: "أمر قبض/أوامر قبض".

    >>> noun_forms("تظاهرة")
    ('تظاهره', 'تظاهرتان', 'تظاهرتين', 'تظاهرتا', 'تظاهرتي', 'تظاهرات')
    """
    head, _, rest = entry.partition(" ")
    if "/" in head or not rest:
        phrases = [(head.split("/"), rest)]
    else:
        phrases = [([part.partition(" ")[0]], part.partition(" ")[2]) for part in entry.split("/")]
    found: dict[str, None] = {}
    for (singular, *plurals), others in phrases:
        heads = dict.fromkeys(_singular(fold_word(singular)))
        for plural in plurals:
            heads.update(dict.fromkeys(_plural(fold_word(plural))))
        found.update(dict.fromkeys(head + tail for tail in _tails(fold_word(others)) for head in heads))
    return tuple(found)


def strip_suffix(form: str) -> tuple[str, ...]:
    """Give what a folded form may be without its object or possessive suffix, as lexicons spell it, likeliest first.

    >>> strip_suffix("اعتقلوهم")
    ('اعتقلوا', 'اعتقلو')
    >>> strip_suffix("مداهمتها")
    ('مداهمه', 'مداهمت')
    """
    found: dict[str, None] = {}
    for pronoun in _PRONOUNS:
        stem = form.removesuffix(pronoun)
        if len(stem) < 2 or stem == form:
            continue
        last = stem[-1]
        if last == "ت":
            found[stem[:-1] + "ه"] = None
        elif last == "و":
            found[stem + "ا"] = None
        elif last == "ا":
            found[stem[:-1] + "ي"] = None
        elif last in "ئؤ":
            found[stem[:-1] + "ء"] = None
        found[stem] = None
    return tuple(found)


def _singular(word: str) -> Sequence[str]:
    if word[-1] == "ه" and len(word) > 2:
        return [word[:-1] + ending for ending in _FEMININE]
    duals = [word, word + "ان", word + "ين", word + "ات", word + "ون", word + "ي"]
    return duals if word[-1] in "اءي" else [*duals, word + "ا"]


def _plural(word: str) -> Sequence[str]:
    if word.endswith(("ون", "ين")):
        return [word[:-2] + ending for ending in ("ون", "ين", "و", "ي")]
    return [word] if word[-1] in "اءيه" or word.endswith("ات") else [word, word + "ا"]


def _tails(rest: str) -> Sequence[str]:
    """Give the words behind the head: as they stand, and with the article on the first ("مذكره التفاهم")."""
    if not rest:
        return ("",)
    first = rest.partition(" ")[0]
    fixed = first.startswith(("ال", "ب", "ل")) or len(first) < 3
    return (" " + rest,) if fixed else (" " + rest, " ال" + rest)


def _patterns(perfect: str, more: Sequence[str]) -> Iterator[_Pattern]:
    """Guess the form of a perfect and give its stems; two readings where letters alone do not decide."""
    marked = _SHADDA in perfect
    word = "".join(letter for letter in perfect if not "\u064b" <= letter <= "\u0652")
    folded = fold_word(word)
    present = more[0].removeprefix("ي") if more else ""
    masdars = tuple(fold_word(noun) for noun in more[1:])
    weak_final = {"ى": "ya", "أ": "hamza", "ئ": "hamza", "ء": "hamza"}.get(word[-1], "strong")
    if len(word) <= 3:
        yield from _short(word, folded, present, masdars, weak_final, marked=marked)
    elif word[0] == "أ":
        yield _fourth(folded, masdars, weak_final)
    elif word[0] == "ا":
        yield from _alef(word, folded, masdars, weak_final)
    elif word[1] == "ا" or word[0] != "ت":
        yield _third(folded, masdars, weak_final)
    else:
        yield _fifth(folded, masdars, weak_final)


def _short(
    word: str, folded: str, present: str, masdars: tuple[str, ...], final: str, *, marked: bool
) -> Iterator[_Pattern]:
    """Give forms I and II of two or three letters, and form IV of doubled roots ("أعد")."""
    hollow, doubled_fourth, _ = _irregular()
    is_second = bool(masdars) and len(masdars[0]) > 4 and masdars[0][0] == "ت" and "ي" in masdars[0][-2:]
    if word in doubled_fourth and not present:
        yield _Pattern(
            "doubled",
            folded,
            folded[1:],
            "م" + folded[1:],
            "م" + folded[1:],
            masdars or (f"{folded}ا{folded[-1]}",),
            "doubled",
        )
    elif len(word) == 2:
        stem = fold_word(present) or folded
        yield _Pattern(
            "doubled",
            folded,
            stem,
            f"{folded[0]}ا{folded[1]}",
            f"م{folded}و{folded[1]}",
            masdars or (folded,),
            "doubled",
        )
    elif word[1] == "ا":
        presents = (
            [present]
            if present
            else [hollow[word].removeprefix("ي")]
            if word in hollow
            else [word[0] + "و" + word[2], word[0] + "ي" + word[2]]
        )
        for stem in map(fold_word, presents):
            yield _Pattern(
                "hollow", folded, stem, f"{folded[0]}ائ{folded[2]}", "م" + stem, masdars, "hollow",
                passive_past=f"{folded[0]}ي{folded[2]}", passive_present=folded,
            )  # fmt: skip
    else:
        first_only = bool(present) and not is_second
        second_only = is_second or (marked and not present) or (not present and (word[1] in "وي" or word[1] == word[2]))
        if not second_only:
            yield _first(word, folded, fold_word(present), masdars, final)
        if not first_only and word[-1] != "ا":
            yield _second(word, folded, masdars, final)


def _first(word: str, folded: str, present: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form I of three letters that is not hollow."""
    stem, last = folded[:2], folded[2]
    active = folded[0] + "ا" + folded[1:] if folded[0] != "ا" else folded
    if word[2] == "ا":
        return _Pattern(
            "waw", folded, present or stem + "و", active[:-1] + "ي", f"م{stem}و", masdars, "waw", "ya",
            passive_past=stem + "ي", passive_present=stem + "ي",
        )  # fmt: skip
    present = present or (folded[1:] if folded[0] == "و" else folded)
    passive = {"ya": f"م{stem}ي", "hamza": f"م{stem}وء"}.get(final, f"م{stem}و{last}")
    active_kind = {"ya": "ya", "hamza": "hamza-ya"}.get(final, "strong")
    passive_present = {"و": folded, "ا": "ؤ" + folded[1:]}.get(folded[0], "")
    passive_past = folded if final == "hamza" else ""
    return _Pattern(final, folded, present, active, passive, masdars, final, active_kind, passive_past, passive_present)


def _second(word: str, folded: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form II: "سلّم", "غطّى", "أكّد"."""
    stem = ("ؤ" if word[0] == "أ" else folded[0]) + folded[1:]
    masdar = f"ت{folded[:2]}" + {"ya": "يه", "hamza": "ئه"}.get(final, "ي" + folded[-1])
    kind = "hamza-ya" if final == "hamza" else final
    return _Pattern(final, folded, stem, "م" + stem, "م" + stem, masdars or (masdar,), kind, kind)


def _third(folded: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form III ("هاجم", "فاجأ") and verbs of four root letters ("سيطر")."""
    kind = "hamza-ya" if final == "hamza" else final
    active = "م" + folded
    if folded[1] != "ا":
        return _Pattern(final, folded, folded, active, active, masdars or (folded + "ه",), kind, kind)
    masdar = active[:-1] + "اه" if final in {"ya", "hamza"} else active + "ه"
    passive = f"{folded[0]}و{folded[2:]}"
    return _Pattern(final, folded, folded, active, active, masdars or (masdar,), kind, kind, passive_past=passive)


def _fourth(folded: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form IV of four letters: "أوقف", "ألقى", "أنشأ", "أعاد"."""
    stem = folded[1:]
    if stem[1] == "ا" and final == "strong":
        present = f"{stem[0]}ي{stem[2]}"
        masdar = f"ا{stem}ه"
        return _Pattern(
            "hollow", folded, present, "م" + present, "م" + stem, masdars or (masdar,), "hollow",
            passive_past="ا" + present, passive_present=stem,
        )  # fmt: skip
    base = "ا" + ("ي" if stem[0] == "و" else stem[0]) + stem[1] + "ا"
    masdar = base + ("ء" if final in {"ya", "hamza"} else stem[2])
    kind = "hamza-ya" if final == "hamza" else final
    passive_past = folded if final == "hamza" else ""
    return _Pattern(final, folded, stem, "م" + stem, "م" + stem, masdars or (masdar,), kind, kind, passive_past)


def _fifth(folded: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give forms V and VI and their four-letter kin: "تسلّم", "تبادل", "تبنّى", "تدهور"."""
    masdar = folded[:-1] + {"ya": "ي", "hamza": "ؤ"}.get(final, folded[-1])
    active_kind = "hamza-ya" if final == "hamza" else final
    passive = f"ت{folded[1]}و{folded[3:]}" if folded[2] == "ا" else ""
    return _Pattern(
        final, folded, folded, "م" + folded, "م" + folded, masdars or (masdar,), final, active_kind, passive
    )


def _alef(word: str, folded: str, masdars: tuple[str, ...], final: str) -> Iterator[_Pattern]:
    """Give forms VII, VIII and X, which begin with alef: "انفجر", "اقتاد", "احتل", "اتفق", "استولى", "استمر"."""
    is_tenth = folded.startswith("است")
    assimilated = folded[1] in "تطدذظ" and folded[2] != "ت"
    if final == "strong" and ((len(word) == 4 and not assimilated) or (is_tenth and len(word) == 5)):
        noun = f"{folded}ا{folded[-1]}"
        yield _Pattern("doubled", folded, folded[1:], "م" + folded[1:], "م" + folded[1:], masdars or (noun,), "doubled")
        if len(word) == 4:
            return
    if len(word) >= 5 and word[-2] == "ا" and final == "strong":
        ya = folded[:-2] + "ي" + folded[-1]
        present = ya[1:] if is_tenth else folded[1:]
        noun = folded + "ه" if is_tenth else folded[:-2] + "يا" + folded[-1]
        yield _Pattern(
            "hollow", folded, present, "م" + present, "م" + folded[1:], masdars or (noun,), "hollow",
            passive_past=ya, passive_present=folded[1:],
        )  # fmt: skip
        return
    stem, source = folded[1:], folded
    if len(word) > 4 and word[3] == "أ" and final == "strong":
        source = folded[:3] + "ئ" + folded[4:]
        stem = stem if is_tenth else source[1:]
    elif is_tenth and folded[3] == "و":
        source = "استي" + folded[4:]
    noun = source[:-1] + "ا" + ("ء" if final in {"ya", "hamza"} else source[-1])
    kind = "hamza-ya" if final == "hamza" else final
    yield _Pattern(final, folded, stem, "م" + stem, "م" + stem, masdars or (noun,), kind, kind)


def _perfect(verb: _Pattern) -> Iterator[str]:
    yield from _past(verb.past, verb.kind, _PAST)


def _imperfect(verb: _Pattern) -> Iterator[str]:
    yield from _prefixed(verb.present, verb.present_kind)


def _passive(verb: _Pattern) -> Iterator[str]:
    if verb.passive_past:
        kind = "ya" if verb.kind == "waw" else verb.kind
        yield from _past(verb.passive_past, kind, _PASSIVE_PAST)
    if verb.passive_present:
        yield from _prefixed(verb.passive_present, "ya" if verb.kind == "waw" else verb.present_kind)


def _past(stem: str, kind: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    base = stem[:-1] if kind in _CUT else stem
    for ending in endings[kind]:
        yield base + ending
    if kind == "hollow":
        yield stem[:-2] + stem[-1] + "نا"
        yield stem[:-2] + stem[-1] + "ن"
    elif kind == "doubled":
        yield stem + stem[-1].removesuffix("ن") + "نا"


def _prefixed(stem: str, kind: str) -> Iterator[str]:
    base = stem[:-1] if kind in _CUT else stem
    bare = base + _PRESENT[kind][0]
    yield "ن" + bare
    for ending in _PRESENT[kind]:
        yield "ي" + base + ending
        yield "ت" + base + ending
    if kind == "hollow":
        yield "ي" + stem[:-2] + stem[-1]
        yield "ت" + stem[:-2] + stem[-1]


def _masdars(verb: _Pattern) -> Iterator[str]:
    for noun in verb.masdars:
        yield from (form for form in _singular(noun) if form != noun + "ون" and form != noun + "ي")


def _participles(verb: _Pattern) -> Iterator[str]:
    for stem, kind in (
        (verb.active, verb.active_kind),
        (verb.passive, verb.active_kind if verb.passive == verb.active else "strong"),
    ):
        key = kind if kind in _PARTICIPLE else "strong"
        base = stem[:-1] if key in _CUT else stem
        for ending in _PARTICIPLE[key]:
            yield base + ending


_INFLECTIONS = (
    ("perfect", _perfect),
    ("imperfect", _imperfect),
    ("passive", _passive),
    ("masdar", _masdars),
    ("participle", _participles),
)
