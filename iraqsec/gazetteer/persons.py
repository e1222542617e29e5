"""Names of persons across scripts: one key for both, and how alike two names are.

A key keeps the consonants that both scripts write; vowels, doubled letters, articles and the habits of
transliteration are dropped. Known holders of posts have ids of their own, the same from both languages.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import regex

from iraqsec.gazetteer.posts import posts
from iraqsec.languages.folding import fold_word

SAME = 0.84  # names at least so alike are one person's; measured in tests/gazetteer/test_persons.py
_ARABIC = regex.compile(r"\p{Arabic}")
_WORD = regex.compile(r"[\p{L}\p{M}']+")

# Classes of consonants: letters that transliterations mix share a sign; a digraph comes before its parts.
_ARABIC_SIGNS = str.maketrans(
    {
        **dict.fromkeys("اىءئؤآأإةع", ""),
        "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ط": "t", "ج": "j", "چ": "j", "ژ": "zh", "ح": "h", "ه": "h", "خ": "x",
        "د": "d", "ذ": "d", "ض": "d", "ظ": "d", "ز": "z", "ر": "r", "س": "s", "ص": "s", "ش": "c", "غ": "g", "گ": "g",
        "ف": "f", "ڤ": "f", "ق": "k", "ك": "k",
        "ل": "l", "م": "m", "ن": "n", "و": "w", "ي": "y", "ە": "", "ێ": "y", "ۆ": "w", "ڵ": "l", "ڕ": "r",
    }
)  # fmt: skip
_LATIN_SIGNS = {
    "tch": "j", "kh": "x", "sh": "c", "ch": "j", "gh": "g", "dh": "d", "th": "t", "ph": "f", "dj": "j", "ck": "k",
    "q": "k", "p": "b",
    "c": "k", "v": "f", "ş": "c", "ç": "j", "ğ": "",
}  # fmt: skip
_LATIN_SIGN = regex.compile("|".join(_LATIN_SIGNS))
_DOUBLE = regex.compile(r"(.)\1+")
_LETTERS = regex.compile(r"[\p{L}']+")
_HYPHENED_WORD = regex.compile(r"[\p{L}']+(?:-[\p{L}']+)*")
_LATIN_WORD = regex.compile(r"[a-z]+")
_PIOUS_ENDING = regex.compile(r"[aeu]l?d[de]?[ie]+n\Z|all?ah\Z|ull?ah\Z")
_SOFT_G = regex.compile(r"g(?=[ei])")
_VOWEL = regex.compile(r"[aeiou']")
_OTHER_VOWEL = regex.compile(r"[eiou]")
_LATIN_ARTICLE = regex.compile(r"(?:a[lrsndzt]|ash|ath|el|e[drsnzt]|esh|u[lr])-(?=\p{L})")
_JOINED_ARTICLE = regex.compile(r"\Aal(?=[bdfghjkmnqrstwyz]\p{L}{4})")
_ADDRESS = ("mulla", "ملا", "sheikh", "shaikh", "شيخ", "الشيخ", "haji", "حاج", "الحاج", "sayyid", "sayyed", "السيد")
_DROPPED = frozenset({"al", "el", "ul", "bin", "ibn", "bint", "bn", "بن", "ابن", "ال", "the", *_ADDRESS})
_SERVANT = regex.compile(r"abd(?:u|a|e|i)?[lrsnz]?-?")
_MIXED = frozenset(frozenset(pair) for pair in ("dz", "sz", "st", "jg", "kg", "xk", "hx", "bf"))
_INNER = 0.8  # middle names less alike than this are others
_OTHER_INNER = 0.85  # what is left of a likeness when a middle name differs
_NEAR = 0.7  # what a pair of mixed consonants counts


@lru_cache(maxsize=20_000)
def name_key(text: str) -> tuple[str, ...]:
    """Return the key of a name, a consonant skeleton for each of its parts.

    >>> name_key("عبد الأمير الشمري") == name_key("Abdul Amir Al-Shammari") == name_key("Abdulamir al-Shamari")
    True
    """
    words = _arabic_words(text) if _ARABIC.search(text) else _latin_words(text)
    return tuple(key for word in words if (key := word))


def _arabic_words(text: str) -> list[str]:
    raws = _WORD.findall(text.replace("'", "").replace("\u0640", ""))
    words = [fold_word(raw) for raw in raws]
    out: list[str] = []
    servant = ""
    for raw, word in zip(raws, words, strict=True):
        if word in _DROPPED:
            continue
        if word in ("عبد", "ابو", "ابي", "ام", "ذو") and word is not words[-1]:
            servant += word
            continue
        bare = word[2:] if word.startswith("ال") and raw[0] not in "أإآ" and len(word) > 4 else word  # noqa: PLR2004
        if bare in ("دين", "له", "لله", "اله", "الله") and out and not servant:
            out[-1] += _arabic_skeleton(bare)
            continue
        if bare.startswith("عبدال") and len(bare) > 6:  # noqa: PLR2004
            servant, bare = "عبد", bare[5:]
        out.append(_joined(servant, bare, _arabic_skeleton))
        servant = ""
    return out


def _latin_words(text: str) -> list[str]:
    plain = "".join(
        c
        for c in unicodedata.normalize("NFD", text.lower().replace("ı", "i").replace("’", "'"))
        if not unicodedata.combining(c)
    )
    words = _HYPHENED_WORD.findall(plain)
    out: list[str] = []
    servant = ""
    for raw in words:
        if raw in _DROPPED:
            continue
        if (
            raw in ("abdul", "abdel", "abdal", "abdol", "abd", "abu", "abou", "abi", "umm", "um")
            and raw is not words[-1]
        ):
            servant += "abu" if raw in ("abou", "abi") else "abd" if raw.startswith("abd") else raw
            continue
        word = _JOINED_ARTICLE.sub("", _LATIN_ARTICLE.sub("", raw, count=1), count=1).replace("-", "").replace("'", "")
        if word in ("din", "deen", "dine", "ddin", "allah", "ullah", "lah") and out and not servant:
            out[-1] += _latin_skeleton("din" if "d" in word else "lh")
            continue
        ending = _PIOUS_ENDING.search(word)
        if ending and not servant and not word.startswith("abd") and ending.start() > 2:  # noqa: PLR2004
            word = word[: ending.start()] + ("din" if "d" in ending[0] else "lah")
        if (joined := _SERVANT.match(word)) and len(word) - joined.end() >= 3 and not servant:  # noqa: PLR2004
            servant, word = "abd", word[joined.end() :]
            word = word.removeprefix("l") if word.startswith("la") and not word.startswith(("lat", "lah")) else word
        out.append(_joined(servant, word, _latin_skeleton))
        servant = ""
    return out


def _joined(servant: str, word: str, skeleton: Callable[[str], str]) -> str:
    """Return the skeleton of a name with the "Abd" or "Abu" that stands before it."""
    mark = {"عبد": "bd", "abd": "bd", "ابو": "b", "ابي": "b", "abu": "b", "ام": "m", "um": "m", "umm": "m"}.get(
        servant, ""
    )
    body = skeleton(word)
    if mark == "bd" and body in ("l", "lh", "lx", ""):
        body = "lh"
    if servant == "ذو":
        return f"dl{body}"
    return f"{mark}_{body}" if mark else body


def _arabic_skeleton(word: str) -> str:
    return _bare(word.translate(_ARABIC_SIGNS), word)


def _latin_skeleton(word: str) -> str:
    signs = _LATIN_SIGN.sub(lambda m: _LATIN_SIGNS[m[0]], _SOFT_G.sub("j", word))
    return _bare(_VOWEL.sub("", signs), word)


def _bare(signs: str, word: str) -> str:
    """Drop the half vowels inside a skeleton, and doubled signs; a first w or y stays a consonant."""
    first = signs[:1]
    rest = signs[1:].replace("w", "").replace("y", "")
    keep = first if first not in "wy" or word[:1] in "وwيy" else ""
    out = _DOUBLE.sub(r"\1", keep + rest)
    return out.removesuffix("h") or out  # a last ح or ه and the h of "-ah" cannot be told apart


# -- likeness -----------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _alike(one: str, other: str) -> float:
    """Return how alike two skeletons are, 0 to 1: an edit distance in which mixed consonants cost half."""
    if one == other:
        return 1.0
    if not one or not other or abs(len(one) - len(other)) > 2:  # noqa: PLR2004
        return 0.0
    row = [float(i) for i in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], float(i)
        for j, b in enumerate(other, 1):
            swap = 0.0 if a == b else 1 - _NEAR if frozenset((a, b)) in _MIXED else 1.4 if a != "_" != b else 2.0
            before, row[j] = (
                row[j],
                min(before + swap, row[j] + (0.6 if a == "h" else 1.0), row[j - 1] + (0.6 if b == "h" else 1.0)),
            )
    return max(0.0, 1 - row[-1] / max(len(one), len(other)))


def same_name(one: str, other: str) -> float:
    """Return how surely two names, in any of the scripts, are spellings of one: at least `SAME` counts as yes.

    Middle names may be missing on one side; first and last names must answer to each other. A lone name answers only to
    a lone name.

    >>> same_name("محمد شياع السوداني", "Mohammed Shia al-Sudani") >= SAME
    True
    >>> same_name("Ali al-Sudani", "Adel al-Sudani") >= SAME
    False
    """
    score = _likeness(one, other)
    for first, second in ((one, other), (other, one)):
        if score < SAME and "th" in first.lower():  # ذ and ظ are written th too: "Munther", "Thikra"
            score = max(score, _likeness(first.lower().replace("th", "dh"), second))
    return score


def _likeness(one: str, other: str) -> float:
    a, b = name_key(one), name_key(other)
    if not a or not b or (len(a) == 1) != (len(b) == 1):
        return _split_alike(a, b)
    if len(a) > len(b):
        a, b, one, other = b, a, other, one
    ends = [_alike(a[0], b[0]), _alike(a[-1], b[-1])]
    inner = _inner(a[1:-1], b[1:-1])
    score = min(ends) * 0.6 + (sum(ends) + sum(inner)) / (2 + len(inner)) * 0.4
    if len(a) == len(b) and inner and min(inner) < _INNER:
        score *= _OTHER_INNER
    return score * (0.97 if len(a) != len(b) else 1.0) * _vowels(one, other)


def _split_alike(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Compare names that one side writes as one word ("Khairallah", "خير الله")."""
    return 0.9 * _alike("".join(a).replace("_", ""), "".join(b).replace("_", "")) if a and b else 0.0


def _inner(a: tuple[str, ...], b: tuple[str, ...]) -> list[float]:
    """Pair the middle names in order; those that one side leaves out count nothing."""
    out, at = [], 0
    for part in a:
        best = max(((_alike(part, b[j]), j) for j in range(at, len(b))), default=(0.0, at))
        out.append(best[0] if b else 0.5)
        at = best[1] + 1 if best[0] else at
    return out


_BEAT = regex.compile(
    r"(?P<sign>"
    + "|".join(_LATIN_SIGNS)
    + r"|[bdfghjklmnrstxz])|(?P<vowel>[aeiouyw'\u0621-\u0626\u0627\u0639\u0648\u064a\u0649]+)|(?P<letter>\p{L})"
)
_NEEDS = (  # a long vowel on one side, and the letters of which the other side must show one
    (regex.compile("[وؤ]|ou|oo|uw"), regex.compile("[ouwوؤ]")),
    (regex.compile("ي|ee|ei|ie"), regex.compile("[eiyيعئ]")),
    (regex.compile("ا|aa"), regex.compile("[aاعء]")),
)


def _vowels(one: str, other: str) -> float:
    """Weigh the vowels of the first and last names: "Hasan" and "Hussein" share their consonants."""
    agree = all(_beats_agree(_end_word(one, end), _end_word(other, end)) for end in (0, -1))
    return 1.0 if agree else 0.78


def _end_word(name: str, end: int) -> str:
    """Return the first (0) or last (-1) name, folded, without its article; "Abd" and "Abu" are not weighed."""
    words = [w for w in _LETTERS.findall(_LATIN_ARTICLE.sub("", fold_word(name))) if w not in _DROPPED]
    word = words[end] if words else ""
    if word in ("ابو", "ابي", "ام", "abu", "abou", "umm", "um", "ذو") or word.startswith(("عبد", "abd")):
        return ""
    if end and (len(word) > 4 and word.startswith("ال")):  # noqa: PLR2004
        return word[2:]
    return _JOINED_ARTICLE.sub("", word) if end else word


@lru_cache(maxsize=20_000)
def _beats(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cut a word into consonant signs and the vowels around them (one more than signs)."""
    signs: list[str] = []
    vowels = [""]
    for match in _BEAT.finditer(word):
        sign = (_LATIN_SIGNS.get(match[0]) or match[0].translate(_ARABIC_SIGNS)) if match.lastgroup != "vowel" else ""
        if not sign:
            vowels[-1] += match[0]
        elif not (signs and signs[-1] == sign and not vowels[-1]):
            signs.append(sign)
            vowels.append("")
    return tuple(signs), tuple(vowels)


def _beats_agree(one: str, other: str) -> bool:
    (a, vowels_a), (b, vowels_b) = _beats(one), _beats(other)
    if not a or a != b:
        return True
    pairs = list(zip(vowels_a[:-1], vowels_b[:-1], strict=False))
    if len(a) == 3 and _participle(vowels_a, vowels_b):  # noqa: PLR2004
        return False
    return bool(pairs[0][0]) == bool(pairs[0][1]) and all(_fits(x, y) and _fits(y, x) for x, y in pairs[1:])


def _participle(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one side is like "كامل", whose second vowel is i, and the other a Latin one with a there."""
    if any(vowel.isascii() and vowel for vowel in one):
        one, other = other, one
    return one[1] == "ا" and not one[2] and not one[3] and "a" in other[2] and not _OTHER_VOWEL.search(other[2])


def _fits(one: str, other: str) -> bool:
    return all(not long.search(one) or shown.search(other) for long, shown in _NEEDS)


# -- ids -----------------------------------------------------------------------------------


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Return id -> (English, Arabic) of the holders of posts."""
    return {f"person:{_slug(post.holder_en)}": (post.holder_en, post.holder_ar) for post in posts()}


@cache
def _by_last() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for ident, names in _known().items():
        for key in {name_key(name)[-1][:1] for name in names}:
            out.setdefault(key, []).append(ident)
    return out


def _slug(name: str) -> str:
    return "-".join(_LATIN_WORD.findall(fold_word(name)))


@lru_cache(maxsize=20_000)
def person_id(name: str) -> str | None:
    """Return the canonical id of a full name: that of a known holder of a post, else one made of its key.

    A lone name has none.

    >>> person_id("عبد الأمير الشمري") == person_id("Abdul Amir Al-Shammari") == "person:abdul-amir-al-shammari"
    True
    """
    key = name_key(name)
    if len(key) < 2:  # noqa: PLR2004
        return None
    best = max(
        (
            (same_name(name, spelling), ident)
            for ident in _by_last().get(key[-1][:1], ())
            for spelling in _known()[ident]
        ),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= SAME else f"person:{'-'.join(key)}"


def best_match(name: str, candidates: Iterable[str]) -> tuple[str, float] | None:
    """Return the candidate that is most like a name with its likeness, or None where none reaches `SAME`."""
    scored = max(((same_name(name, other), other) for other in candidates), default=(0.0, ""))
    return (scored[1], scored[0]) if scored[0] >= SAME else None
