"""Every written form of an Arabic lexicon entry, from its citation form alone.

A verb is cited in the third person masculine singular of the perfect; its form (I to X) is guessed from the shape.
Where the shape does not tell, the entry says more: ``perfect/imperfect/verbal noun``. Nothing here looks at a text:
what is made are tables that a matcher looks words up in, having cut proclitics (و ف ب ل ك س), article and suffixes.
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
_LATER = {"hamza": "hamza-ya", "ya": "ya"}  # how the derived forms end behind the perfect
_ROOT = 3  # letters of a verb of form I or II, longer ones are forms III to X
_SHORTEST = 4  # letters of a participle: shorter ones are other words ("منه")
_CUT = frozenset({"ya", "waw", "hamza", "hamza-ya"})
_FEMININE = ("ه", "تان", "تين", "تا", "تي", "ات")
_BOTH = "perfect-masdar"  # one spelling for both: "ضبط", "تسلم"
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي")


@frozen
class _Pattern:
    """The stems of one verb, in folded letters and without personal prefix.

    ``kind`` tells how endings meet the last letter of the perfect, ``later`` of the imperfect and the participles.
    """

    kind: str
    past: str
    present: str
    masdars: tuple[str, ...]
    later: str = ""
    participles: tuple[str, ...] = ()
    passive_past: str = ""
    passive_present: str = ""


@frozen
class _Irregular:
    """What `irregular.toml` lists."""

    hollow: Mapping[str, str]
    doubled_fourth: frozenset[str]
    not_forms: frozenset[str]
    not_participles: frozenset[str]


@cache
def _irregular() -> _Irregular:
    table = tomllib.loads(Path(__file__).with_name("irregular.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(words) for name, words in table["lists"].items()}
    return _Irregular(table["hollow"], **lists)


def verb_forms(entry: str) -> Mapping[str, str]:
    """Give every folded form of a verb with its tag: perfect, imperfect, passive, masdar, participle or perfect-masdar.

    The entry is the perfect, or ``perfect/imperfect/verbal noun[/…]``; of several words the first inflects. The passive
    is given where its spelling differs from the active; "ضبط" is both perfect and verbal noun. Any other form that two
    tags share keeps the first in the order above. Of form I the active participle is left out: it nearly always is a
    noun of its own ("داخل", "شارع", "سائق"). A shadda in the entry tells form II from form I ("نفّذ").

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
                forms[form] = _BOTH if tag == "masdar" and forms.get(form) == "perfect" else forms.get(form, tag)
    others = _irregular().not_forms
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
        if len(stem) < _ROOT - 1 or stem == form:
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


def fits(proclitics: str, tag: str) -> bool:
    """Tell whether these letters may be written before a form with that tag: no article on a verb, no ب before it.

    >>> fits("وال", "perfect"), fits("وال", "masdar"), fits("فس", "imperfect"), fits("ب", "perfect")
    (False, True, True, False)
    """
    rest = proclitics.lstrip("وف")
    if tag == "perfect":
        return not rest
    if tag in {"imperfect", "passive"}:
        return rest in {"", "س", "ل"}
    return rest != "س"


def _singular(word: str) -> Sequence[str]:
    if word[-1] == "ه" and len(word) >= _ROOT:
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
    fixed = first.startswith(("ال", "ب", "ل")) or len(first) < _ROOT
    return (" " + rest,) if fixed else (" " + rest, " ال" + rest)


def _patterns(perfect: str, more: Sequence[str]) -> Iterator[_Pattern]:
    """Guess the form of a perfect and give its stems; two readings where letters alone do not decide."""
    word = _without_marks(perfect)
    folded = fold_word(word)
    present = more[0].removeprefix("ي") if more else ""
    masdars = tuple(fold_word(noun) for noun in more[1:])
    weak_final = {"ى": "ya", "أ": "hamza", "ئ": "hamza", "ء": "hamza"}.get(word[-1], "strong")
    if len(word) <= _ROOT:
        yield from _short(perfect, folded, present, masdars, weak_final)
    elif word[0] == "أ":
        yield _fourth(folded, masdars, weak_final)
    elif word[0] == "ا":
        yield from _alef(word, folded, masdars, weak_final)
    elif word[1] == "ا" or word[0] != "ت":
        yield _third(folded, masdars, weak_final)
    else:
        yield _fifth(folded, masdars, weak_final)


def _without_marks(word: str) -> str:
    return "".join(letter for letter in word if not "\u064b" <= letter <= "\u0652")


def _short(perfect: str, stem: str, present: str, masdars: tuple[str, ...], final: str) -> Iterator[_Pattern]:
    """Give forms I and II of two or three letters, and form IV of doubled roots ("أعد")."""
    word, marked = _without_marks(perfect), _SHADDA in perfect
    irregular = _irregular()
    if word in irregular.doubled_fourth and not present:
        yield _Pattern("doubled", stem, stem[1:], masdars or (f"{stem}ا{stem[-1]}",), participles=("م" + stem[1:],))
    elif not word[2:]:
        noun = f"م{stem}و{stem[1]}"
        yield _Pattern("doubled", stem, fold_word(present) or stem, masdars or (stem,), participles=(noun,))
    elif word[1] == "ا":
        known = present or irregular.hollow.get(word, "").removeprefix("ي")
        for later in [known] if known else [f"{word[0]}{weak}{word[2]}" for weak in "وي"]:
            past = f"{stem[0]}ي{stem[2]}"
            yield _Pattern("hollow", stem, fold_word(later), masdars, "", ("م" + fold_word(later),), past, stem)
    else:
        is_second = bool(masdars) and masdars[0].startswith(f"ت{stem[:2]}") and "ي" in masdars[0][-2:]
        if not is_second and (present or not (marked or word[1] in "وي" or word[1] == word[2])):
            yield _first(word, stem, fold_word(present), masdars, final)
        if is_second or not (present or word[2] == "ا"):
            yield _second(word, stem, masdars, final)


def _first(word: str, stem: str, present: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form I of three letters that is not hollow."""
    base = stem[:2]
    if word[2] == "ا":
        return _Pattern("waw", stem, present or base + "و", masdars, "", (f"م{base}و",), base + "ي", base + "ي")
    noun = {"ya": f"م{base}ي", "hamza": f"م{base}وء"}.get(final, f"م{base}و{stem[2]}")
    present = present or (stem[1:] if stem[0] == "و" else stem)
    passive_present = {"و": stem, "ا": "ؤ" + stem[1:]}.get(stem[0], "")
    return _Pattern(final, stem, present, masdars, "", (noun,), stem if final == "hamza" else "", passive_present)


def _second(word: str, stem: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form II: "سلّم", "غطّى", "أكّد"."""
    present = ("ؤ" if word[0] == "أ" else stem[0]) + stem[1:]
    masdar = f"ت{stem[:2]}" + {"ya": "يه", "hamza": "ئه"}.get(final, "ي" + stem[-1])
    return _Pattern(final, stem, present, masdars or (masdar,), _LATER.get(final, ""), ("م" + present,))


def _third(stem: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form III ("هاجم", "فاجأ") and verbs of four root letters ("سيطر")."""
    noun = "م" + stem
    if stem[1] != "ا":
        return _Pattern(final, stem, stem, masdars or (stem + "ه",), _LATER.get(final, ""), (noun,))
    masdar = noun[:-1] + "اه" if final != "strong" else noun + "ه"
    return _Pattern(final, stem, stem, masdars or (masdar,), _LATER.get(final, ""), (noun,), f"{stem[0]}و{stem[2:]}")


def _fourth(stem: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give form IV of four letters: "أوقف", "ألقى", "أنشأ", "أعاد"."""
    bare = stem[1:]
    if bare[1] == "ا" and final == "strong":
        present = f"{bare[0]}ي{bare[2]}"
        nouns = ("م" + present, "م" + bare)
        return _Pattern("hollow", stem, present, masdars or (stem + "ه",), "", nouns, "ا" + present, bare)
    masdar = f"ا{'ي' if bare[0] == 'و' else bare[0]}{bare[1]}ا" + ("ء" if final != "strong" else bare[2])
    passive = stem if final == "hamza" else ""
    return _Pattern(final, stem, bare, masdars or (masdar,), _LATER.get(final, ""), ("م" + bare,), passive)


def _fifth(stem: str, masdars: tuple[str, ...], final: str) -> _Pattern:
    """Give forms V and VI and their four-letter kin: "تسلّم", "تبادل", "تبنّى", "تدهور"."""
    masdar = stem[:-1] + {"ya": "ي", "hamza": "ؤ"}.get(final, stem[-1])
    passive = f"ت{stem[1]}و{stem[3:]}" if stem[2] == "ا" else ""
    return _Pattern(final, stem, stem, masdars or (masdar,), "", ("م" + stem,), passive)


def _alef(word: str, stem: str, masdars: tuple[str, ...], final: str) -> Iterator[_Pattern]:
    """Give forms VII, VIII and X, which begin with alef: "انفجر", "اقتاد", "احتل", "اتفق", "استولى", "استمر"."""
    bare, is_tenth = stem[1:], stem.startswith("است")
    assimilated = stem[1] in "تطدذظ" and stem[2] != "ت"
    is_doubled = not word[4:] and not assimilated
    if final == "strong" and (is_doubled or (is_tenth and not word[5:])):
        yield _Pattern("doubled", stem, bare, masdars or (f"{stem}ا{stem[-1]}",), participles=("م" + bare,))
    if final == "strong" and is_doubled:
        return
    if word[-2] == "ا" and final == "strong":
        past = f"{stem[:-2]}ي{stem[-1]}"
        present = past[1:] if is_tenth else bare
        noun = stem + "ه" if is_tenth else f"{stem[:-2]}يا{stem[-1]}"
        yield _Pattern("hollow", stem, present, masdars or (noun,), "", ("م" + present, "م" + bare), past, bare)
        return
    source = stem
    if "أ" in word[3:-1]:
        source = f"{stem[:3]}ئ{stem[4:]}"
        bare = bare if is_tenth else source[1:]
    elif is_tenth and stem[3] == "و":
        source = "استي" + stem[4:]
    noun = source[:-1] + "ا" + ("ء" if final != "strong" else source[-1])
    yield _Pattern(final, stem, bare, masdars or (noun,), _LATER.get(final, ""), ("م" + bare,))


def _perfect(verb: _Pattern) -> Iterator[str]:
    yield from _past(verb.past, verb.kind, _PAST)


def _imperfect(verb: _Pattern) -> Iterator[str]:
    yield from _prefixed(verb.present, verb.later or verb.kind)


def _passive(verb: _Pattern) -> Iterator[str]:
    kind = "ya" if verb.kind == "waw" else verb.kind
    if verb.passive_past or kind == "ya":  # "ألقت" but "ألقيت"
        yield from _past(verb.passive_past or verb.past, kind, _PASSIVE_PAST)
    if verb.passive_present:
        yield from _prefixed(verb.passive_present, kind)


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
    for stem in verb.participles:
        if stem not in _irregular().not_participles:
            kind = (
                verb.later if verb.later in _PARTICIPLE else "ya" if verb.kind == "ya" and stem[-1] != "ي" else "strong"
            )
            base = stem[:-1] if kind in _CUT else stem
            for ending in _PARTICIPLE[kind]:
                if len(base) + len(ending) >= _SHORTEST:
                    yield base + ending


_INFLECTIONS = (
    ("perfect", _perfect),
    ("imperfect", _imperfect),
    ("passive", _passive),
    ("masdar", _masdars),
    ("participle", _participles),
)
