"""English word forms: from a dictionary entry to every form that a report may print.

Rules of spelling stand here, words that break them in ``irregular.toml``. British and American spellings are
both generated whichever one the entry uses ("travelled", "traveled"; "armoured", "armored").
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, get_args

import regex

Tag = Literal["base", "past", "participle", "gerund", "third", "singular", "plural"]
Kind = Literal["verb", "noun"]

TAGS: Final[tuple[str, ...]] = get_args(Tag)
_BE: Final[Mapping[str, Tag]] = MappingProxyType(
    {
        "be": "base",
        "am": "base",
        "are": "base",
        "is": "third",
        "was": "past",
        "were": "past",
        "been": "participle",
        "being": "gerund",
    },
)
_HEAD_ENDS: Final = frozenset(
    ("of", "in", "for", "to", "at", "on", "with", "from", "by", "against", "under", "into", "between", "over", "after"),
)
_ISE = regex.compile(r"^(\w{3,}?)i([sz])(e[sdr]?|ing|ation|ational|ations|ers)$")
_ENDS_IN_ES = regex.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = regex.compile(r"[^aeiou]y$")
_VOWEL_CONSONANT = regex.compile(r"(?:^|[^aeiou]|qu)[aeiou][^aeiouwxy]$")
_VOWEL_L = regex.compile(r"[^aeiou][aeiou]l$")
_VOWELS = regex.compile(r"[aeiouy]+")


class _Irregular:
    """The words that break the rules, as ``irregular.toml`` lists them."""

    def __init__(self) -> None:
        table = tomllib.loads(Path(__file__).with_name("irregular.toml").read_text(encoding="utf-8"))
        self.verbs: dict[str, list[str]] = {entry.split("/")[0]: entry.split("/") for entry in table["verbs"]}
        self.nouns: dict[str, list[str]] = {
            singular: plurals.split(",") for singular, plurals in (entry.split("/") for entry in table["nouns"])
        }
        self.prefixes: tuple[str, ...] = tuple(table["prefixes"])
        self.doubling = frozenset(table["doubling"])
        self.doubling_optional = frozenset(table["doubling_optional"])
        self.hardening = frozenset(table["hardening"])
        self.invariant = frozenset(table["invariant"])
        self.not_men = frozenset(table["not_men"])
        self.fixed_ise = frozenset(table["fixed_ise"])
        pairs = [entry.split("/") for entry in table["spelling"]]
        self.spelling = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
        beginnings = sorted(self.spelling, key=len, reverse=True)
        self.beginning = regex.compile(rf"^(?:{'|'.join(beginnings)})")

    def principal_parts(self, base: str) -> list[str] | None:
        """Give base, past, participle and perhaps gerund of an irregular verb, prefixed or not; None if regular."""
        if base in self.verbs:
            return self.verbs[base]
        for prefix in self.prefixes:
            stem = base.removeprefix(prefix)
            if stem != base and stem in self.verbs:
                return [",".join(prefix + form for form in forms.split(",")) for forms in self.verbs[stem]]
        return None


@cache
def _irregular() -> _Irregular:
    return _Irregular()


def spellings(word: str) -> frozenset[str]:
    """Give a lower-case word in British and American spelling, itself included.

    >>> sorted(spellings("mobilisation"))
    ['mobilisation', 'mobilization']
    >>> sorted(spellings("raise"))
    ['raise']
    """
    table = _irregular()
    found = {word}
    if match := table.beginning.match(word):
        swapped = table.spelling[match[0]] + word[match.end() :]
        # "install" begins with "instal", "program" with "programm-e": a letter doubled by the swap is no spelling.
        if "lll" not in swapped and "mmem" not in swapped:
            found.add(swapped)
    if (match := _ISE.match(word)) and table.fixed_ise.isdisjoint((match[1] + "ise", match[1] + "ize")):
        found.add(f"{match[1]}i{'z' if match[2] == 's' else 's'}{match[3]}")
    return frozenset(found)


@lru_cache(maxsize=4096)  # the words behind a verb are a few hundred
def _ordered_spellings(word: str) -> Sequence[str]:
    return sorted(spellings(word))


def _doubles(base: str) -> tuple[bool, bool]:
    """Tell whether the last letter may stay single and whether it may double before -ed and -ing."""
    table = _irregular()
    if base in table.doubling_optional:
        return True, True
    if base in table.doubling:
        return False, True
    if len(_VOWELS.findall(base)) == 1 and _VOWEL_CONSONANT.search(base):
        return False, True
    return True, bool(_VOWEL_L.search(base))


def _stems(base: str) -> tuple[list[str], list[str]]:
    """Give what stands before -ed and before -ing for a regular verb."""
    if base in _irregular().hardening:
        return [base + "k"], [base + "k"]
    if base.endswith("ie"):
        return [base[:-1]], [base[:-2] + "y"]
    if base.endswith(("ee", "oe", "ye")):
        return [base[:-1]], [base]
    if base.endswith("e"):
        return [base[:-1]], [base[:-1]]
    if _CONSONANT_Y.search(base):
        return [base[:-1] + "i"], [base]
    single, double = _doubles(base)
    stems = [base] * single + [base + base[-1]] * double
    return stems, stems


def _add_s(base: str) -> str:
    if _CONSONANT_Y.search(base):
        return base[:-1] + "ies"
    if _ENDS_IN_ES.search(base) or base in {"go", "undergo", "do", "redo", "undo", "veto", "echo", "forgo"}:
        return base + "es"
    return "has" if base == "have" else base + "s"


def _conjugate(entry: str) -> dict[str, Tag]:
    """Inflect one verb: "arrest", or written out as "take/took/taken/taking"."""
    base, *given = entry.split("/")
    if base == "be":
        return dict(_BE)
    parts = [base, *given] if given else _irregular().principal_parts(base)
    before_ed, before_ing = _stems(base)
    past = parts[1].split(",") if parts else [stem + "ed" for stem in before_ed]
    participle = parts[2].split(",") if parts and parts[2:] else past
    gerund = parts[3].split(",") if parts and parts[3:] else [stem + "ing" for stem in before_ing]
    forms: dict[str, Tag] = {base: "base", _add_s(base): "third"}
    tagged: tuple[tuple[list[str], Tag], ...] = ((past, "past"), (participle, "participle"), (gerund, "gerund"))
    for group, tag in tagged:
        for form in group:
            forms.setdefault(form, tag)
    return forms


def _plurals(singular: str) -> list[str]:
    """Give the plurals of one word."""
    table = _irregular()
    if singular in table.invariant:
        return [singular]
    if singular in table.nouns:
        return table.nouns[singular]
    if singular.endswith("man") and singular not in table.not_men:
        return [singular[:-3] + "men"]
    if singular.endswith("child"):
        return [singular + "ren"]
    return [_add_s(singular)]


def _decline(entry: str) -> dict[str, Tag]:
    """Inflect one noun or noun phrase; its head is the last word before the first preposition."""
    singular, *given = entry.split("/")
    words = singular.split()
    head = next((index for index, word in enumerate(words) if index and word in _HEAD_ENDS), len(words)) - 1
    plurals = given or [" ".join([*words[:head], plural, *words[head + 1 :]]) for plural in _plurals(words[head])]
    forms: dict[str, Tag] = {singular: "singular"}
    for plural in plurals:
        forms.setdefault(plural, "plural")
    return forms


@lru_cache(maxsize=512)  # entries repeat close to one another while tables are built
def lemma_forms(entry: str, kind: Kind) -> Mapping[str, Tag]:
    """Map every lower-case form of a lexicon entry to its tag.

    Of a verb of several words the first inflects, the others stay as they are; of a noun of several words its head.
    A form that serves as past and as participle ("arrested", "shot") is tagged ``past``: only the words before it
    tell; ``participle`` stands where the form alone does ("taken"). A form that equals the base ("cut", "sheep")
    keeps the base's tag. An empty entry has no forms.

    >>> lemma_forms("take into custody", "verb")["taken into custody"]
    'participle'
    >>> dict(lemma_forms("memorandum of understanding/memoranda of understanding", "noun"))
    {'memorandum of understanding': 'singular', 'memoranda of understanding': 'plural'}
    """
    first, *rest = entry.lower().split() or [""]
    if not first:
        return MappingProxyType({})
    forms = _conjugate(first) if kind == "verb" else _decline(" ".join([first, *rest]))
    spelled: dict[str, Tag] = {}
    for form, tag in forms.items():
        words = [*form.split(), *rest] if kind == "verb" else form.split()
        for variant in product(*map(_ordered_spellings, words)):
            spelled.setdefault(" ".join(variant), tag)
    return MappingProxyType(spelled)


@cache
def inflect_verb(entry: str) -> frozenset[str]:
    """Give all forms of a verb's first word.

    >>> sorted(inflect_verb("carry out"))
    ['carried', 'carries', 'carry', 'carrying']
    """
    return frozenset(lemma_forms(entry.split(maxsplit=1)[0], "verb")) if entry.split() else frozenset()


def inflect_noun(entry: str) -> frozenset[str]:
    """Give singular and plural of a noun, in every spelling.

    >>> sorted(inflect_noun("machine gun"))
    ['machine gun', 'machine guns']
    """
    return frozenset(lemma_forms(entry, "noun"))
