"""English: tokens, words and sentences of news prose."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

import regex

from iraqsec.document import Word
from iraqsec.languages.base import SPACED, Language
from iraqsec.languages.calendar import load_words
from iraqsec.languages.folding import fold_word

_ARTICLE = regex.compile(r"(?:al|el|ar|as|an|ad|az|at|ash|ath)-(?=\p{L})")


class English(Language):
    """English, with the Arabic names that it holds: "al-Shammari" is one word."""

    code = "en"
    pattern = regex.compile(
        rf"(?P<number>{SPACED}|\d+(?:[.,]\d+)*)"
        r"|(?P<word>(?:\p{Lu}\.){2,}|(?:[Aa][lrsndzt]|[Ee]l|[Aa]sh|[Aa]th|[Uu][lrsn])-\p{L}\p{M}*(?:'?[\p{L}\p{M}])*(?<!'s)"
        r"|\p{L}\p{M}*(?:[\p{L}\p{M}]|'(?!s\b)(?=\p{L}))*|'s\b)"
        r"|(?P<punct>\.{3}|[^\w\s]|_)"
    )
    abbreviated = regex.compile(
        r"(?:\b(?:Gen|Brig|Col|Lt|Maj|Capt|Cpt|Sgt|Cpl|Adm|Mr|Mrs|Ms|Dr|St|No|Nos|Gov|Sen|Rep|Prof|Eng|vs|al|approx|Inc|Ltd|Co"
        r"|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b\p{Lu})\Z"
    )

    def analyze(self, text: str) -> Word:
        """Analyze a surface form: its keys are the lower-cased form, and the form without a joined-on "al-"."""
        form = text.lower()
        keys = [(form, 0, 0)]
        if article := _ARTICLE.match(form):
            keys.append((form[article.end() :], article.end(), 0))
        return Word(form, keys[-1][0], tuple(keys), self.tags_of(keys), "", shape_of(text))

    def noun_forms(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield (noun class, inflected forms) of ``nouns.toml``."""
        from iraqsec.languages.en.morphology import inflect_noun

        for name, entries in self.load("nouns")["classes"].items():
            for entry in entries:
                yield name, [fold_word(form) for form in inflect_noun(entry)]

    def inflect(self, entry: str, pos: str) -> Mapping[str, str]:
        """Return the inflected forms of an entry with their tags."""
        from iraqsec.languages.en.morphology import lemma_forms

        return {fold_word(form): tag for form, tag in lemma_forms(entry, "verb" if pos == "verb" else "noun").items()}

    def is_of_date(self, word: str, following: Word) -> bool:
        """Tell whether an "on" is that of a date, not of "fired … on"."""
        return word == "on" and following.form in self._days

    @cached_property
    def _days(self) -> frozenset[str]:
        words = load_words("en")["words"]
        names = (*words["weekday"].values(), *words["month"].values(), *words["dayword"].values())
        return frozenset(chain.from_iterable(names))


def shape_of(text: str) -> str:
    """Name the case of a form: "U" all capitals, "C" capitalised, "l" lower, "m" mixed, "" without letters.

    >>> [shape_of(word) for word in ("MoI", "ISIS", "Basra", "al-Shammari", "police", "12")]
    ['m', 'U', 'C', 'C', 'l', '']
    """
    bare = _ARTICLE.sub("", text, count=1) if text[:1] in "aA" else text
    if not any(c.isalpha() for c in bare):
        return ""
    if bare.islower():
        return "l"
    if bare.isupper() and len(bare) > 1:
        return "U"
    return "C" if bare[0].isupper() and (len(bare) == 1 or bare[1:].islower() or "-" in bare or "'" in bare) else "m"


LANGUAGE = English
