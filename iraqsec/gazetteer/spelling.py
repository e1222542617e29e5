"""Keys under which one place name meets its many spellings: Latin transliterations and Arabic forms."""

import unicodedata
from functools import lru_cache

import regex

from iraqsec.languages.folding import fold_word

_HYPHENED = r"(?:a[lrsndzt]|ash|ath|el|e[drsnzt]|esh|u[lr])-(?=\p{L})"
ARTICLE = regex.compile(_HYPHENED)
# Only an article is held by its hyphen, as in the tokens of a text: "Basra-Nasiriyah" is two words.
_WORD = regex.compile(rf"\d+|(?:\p{{Lu}}\.){{2,}}|(?:\b{_HYPHENED})?[\p{{L}}\p{{M}}']+", flags=regex.IGNORECASE)
_ARABIC_WORD = regex.compile(r"[\p{L}\p{N}']+")
ARABIC_ARTICLE = "ال"
_DROPPED = frozenset({"al", "el", "the"})

# One spelling for what Latin letters write in many ways; order matters, longer clusters come first. Words of up to five
# letters keep their single vowels: "Hit" must not meet "Heat", nor "Dour" "Dear".
_CLUSTERS = (
    ("kh", "x"), ("gh", "g"), ("dh", "z"), ("th", "z"), ("sh", "9"), ("tch", "j"), ("ch", "j"),
    ("q", "k"), ("ee", "i"), ("oo", "u"), ("ou", "u"),
)  # fmt: skip
_VOWELS = (
    ("aw", "u"), ("au", "u"), ("ow", "u"), ("ai", "i"), ("ay", "i"), ("ei", "i"), ("ey", "i"), ("iy", "i"), ("ie", "i"),
    ("y", "i"), ("e", "i"), ("o", "u"), ("w", "u"),
)  # fmt: skip
_DOUBLE = regex.compile(r"(.)\1+")
_ENDING = regex.compile(r"(?:iy?e|iyy?a|ia)h?\Z")
_SHORT = 4
_LONG = 6


@lru_cache(maxsize=20_000)
def latin_key(word: str) -> str:
    """Return the key of one Latin word: article, apostrophes, doubled letters and vowel habits are ironed out.

    >>> latin_key("Qādisiyyah") == latin_key("al-Qadisiya") == latin_key("Kadissiya")
    True
    """
    form = word.lower().replace("'", "").replace("’", "")
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFD", form.replace("ı", "i")) if not unicodedata.combining(c))
    form = ARTICLE.sub("", form, count=1).replace("-", "")
    letters = len(_DOUBLE.sub(r"\1", form))  # "Wassit" is as short as "Wasit"
    if len(form) < _SHORT:
        return form.replace("q", "k")
    form = _ENDING.sub("ia", form)
    for old, new in _CLUSTERS:
        if old in form:
            form = form.replace(old, new)
    if form.endswith("ah"):
        form = form[:-1]
    form = _DOUBLE.sub(r"\1", form)
    if letters >= _LONG:
        for old, new in _VOWELS:
            if old in form:
                form = form.replace(old, new)
        form = _DOUBLE.sub(r"\1", form)
    return form


def latin_keys(name: str) -> tuple[str, ...]:
    """Return the keys of a Latin name, word by word, without lone articles."""
    return tuple(latin_key(w) for w in _WORD.findall(name.replace("’", "'")) if w.lower() not in _DROPPED)


def arabic_keys(name: str) -> tuple[str, ...]:
    """Return the folded words of an Arabic name, without punctuation."""
    return tuple(_ARABIC_WORD.findall(fold_word(name)))
