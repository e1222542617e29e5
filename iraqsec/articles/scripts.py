"""Which language a stretch of text is in, told by letters and function words; Kurdish and Persian told from Arabic."""

from functools import cache

import regex
from attrs import frozen

from iraqsec.articles.tables import folded, table

_WORD = regex.compile(r"\p{L}+")
_ARABIC = regex.compile(r"[\p{Script=Arabic}&&\p{L}]+", regex.VERSION1)
_LATIN = regex.compile(r"\p{Script=Latin}+")
_LETTER = regex.compile(r"\p{L}+")
_SAMPLE = 4000  # characters looked at: enough to be sure, and time stays bounded


@frozen
class _Tables:
    letters: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]


@cache
def _tables() -> _Tables:
    data = table("scripts")
    return _Tables(
        {lang: frozenset(letters) for lang, letters in data["letters"].items()},
        {lang: frozenset(folded(words)) for lang, words in data["words"].items()},
    )


def name_of(lang: str) -> str:
    """Return the English name of a language code, or "an unknown language"."""
    return str(table("scripts")["names"].get(lang, "an unknown language"))


def script_of(text: str) -> str:
    """Return the script that most letters of a piece of text are of: "Arab", "Latn", "other" or "" without letters."""
    return _script(text[:_SAMPLE])[0]


def _script(sample: str) -> tuple[str, int]:
    """Return the script of a piece of text, and how many Arabic letters it holds."""
    if sample.isascii():
        return ("Latn" if any(map(str.isalpha, sample)) else ""), 0
    arabic = sum(map(len, _ARABIC.findall(sample)))
    if 2 * arabic > len(sample):  # more than all else together: the common case, told by one search
        return "Arab", arabic
    latin, letters = (sum(map(len, pattern.findall(sample))) for pattern in (_LATIN, _LETTER))
    if not letters:
        return "", arabic
    if letters > 2 * (arabic + latin):
        return "other", arabic
    return ("Arab" if arabic > latin else "Latn"), arabic


def language_of(text: str) -> str:
    """Return "ar", "en", "ckb", "fa", "ur", "und", or "" where there are no letters.

    Short text that shows no sign of another language counts as Arabic or English by its script.

    >>> language_of("the police said"), language_of("قالت الشرطة")
    ('en', 'ar')
    """
    sample = text[:_SAMPLE]
    script, arabic = _script(sample)
    if script == "Latn":
        return _latin(sample)
    if script == "Arab":
        return _arabic(sample, arabic)
    return "und" if script else ""


def surely(lang: str, text: str) -> bool:
    """Tell whether text holds the function words of Arabic or English that running text cannot do without."""
    common = _tables().words.get(lang)
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    return common is None or sum(word in common for word in words) > 0.04 * len(words)


def _latin(sample: str) -> str:
    if sample.isascii():
        words, foreign = _WORD.findall(sample.lower()), 0
    else:
        words = [word.lower() for word in _WORD.findall(sample) if word.isascii() or _LATIN.match(word)]
        foreign = sum(not word.isascii() for word in words)
    english = sum(map(_tables().words["en"].__contains__, words))
    # Every fourth word of English prose is a function word; names and headlines have fewer.
    sure = len(words) >= 12 and english < 0.06 * len(words)  # noqa: PLR2004
    return "und" if sure and (foreign > 0.1 * len(words) or len(words) >= 25) else "en"  # noqa: PLR2004


def _arabic(sample: str, letters: int) -> str:
    tables = _tables()
    share = {lang: sum(sample.count(letter) for letter in signs) / letters for lang, signs in tables.letters.items()}
    if share["ckb"] > 0.03:  # noqa: PLR2004 - Sorani writes its vowels: some 15 % of its letters are of these
        return "ckb"
    if share["ur"] > 0.02:  # noqa: PLR2004 - a few such letters stand in names only
        return "ur"
    words = _WORD.findall(sample)
    persian, arabic = ([word for word in words if word in tables.words[lang]] for lang in ("fa", "ar"))
    if len(set(persian)) >= 2 and len(persian) > 1.5 * len(arabic) and len(persian) > 0.05 * len(words):  # noqa: PLR2004
        return "fa"
    # Iraqi speech uses a few of the Persian letters; a text full of them without one Arabic function word is Persian.
    return "fa" if share["fa"] > 0.04 and persian and not arabic else "ar"  # noqa: PLR2004
