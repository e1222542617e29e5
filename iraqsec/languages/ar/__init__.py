"""Arabic: tokens with their clitics, words and sentences of news prose."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import regex

from iraqsec.document import Word
from iraqsec.languages.base import SPACED, Language
from iraqsec.languages.folding import fold_word

_ENDINGS = frozenset(
    [
        "ه",
        "ها",
        "هم",
        "هما",
        "هن",
        "ي",
        "يه",
        "ين",
        "ون",
        "ات",
        "ان",
        "تين",
        "تان",
        "ت",
        "نا",
        "ا",
        "ته",
        "تها",
        "تهم",
        "اته",
        "اتها",
        "وا",
    ]
)
_SHORTEST = 2  # letters that must remain when a clitic is cut
_SURE = 4  # letters of a known word that is believed with something cut from both of its ends: "لافتة" is no "افة"


class Arabic(Language):
    """Modern Standard Arabic of the news: proclitics و ف ب ل ك س, the article and pronoun suffixes are told apart."""

    code = "ar"
    pattern = regex.compile(
        rf"(?P<number>{SPACED}|\d+(?:[.,]\d+)*)"
        r"|(?P<word>\p{Arabic}(?<![،؛؟٪۔٫٬])[\p{Arabic}\p{M}--[،؛؟٪۔٫٬\d]]*"
        r"|[\p{L}--\p{Arabic}]\p{M}*(?:[\p{L}\p{M}--\p{Arabic}]|['-](?=[\p{L}--\p{Arabic}]))*)"
        r"|(?P<punct>\.{3}|\.\.|[^\w\s]|_)",
        flags=regex.V1,
    )
    abbreviated = regex.compile(r"(?<!\p{L})[دمأاعق]\Z")

    @cached_property
    def uncut(self) -> frozenset[str]:
        """Folded words that begin with a letter that looks like a proclitic and is none ("وزير", "فريق", "بيان")."""
        return frozenset(fold_word(entry) for entry in self.lexicon["uncut"])

    def analyze(self, text: str) -> Word:
        """Analyze a folded form into keys, from the literal form to the barest, and the stem."""
        form = text.lower()
        keys: dict[str, tuple[int, int]] = {form: (0, 0)}
        if not self._is_uncut(form):
            for base, cut in _proclitics(form):
                keys.setdefault(base, (cut, 0))
        for base, (cut, _) in list(keys.items()):
            if base.startswith("ال") and len(base) >= 2 + _SHORTEST and base not in self.uncut:
                keys.setdefault(base[2:], (cut + 2, 0))
        stem = self._stem(form)
        proclitics = form[: len(form) - len(stem) + (not form.endswith(stem))]  # لل, where "ال" is part of the word
        articled = {base[2:] for base in keys if base.startswith("ال")}
        for base, (cut, _) in list(keys.items()):
            if base in articled or base.startswith("ال"):
                continue  # what has the article takes no pronoun suffix
            for key in _unsuffixed(base):
                keys.setdefault(key, (cut, 0))  # suffixes stay in a span (guide), so nothing is cut at the end
        if stem not in self.word_tags:
            stem = next((key for key in _unsuffixed(stem) if key in self.word_tags), stem)
        listed = tuple((key, a, b) for key, (a, b) in keys.items())
        return Word(form, stem, listed, self.tags_of(listed), proclitics, "")

    def _stem(self, form: str) -> str:
        """Cut what is surely written on: و ف unless the word is known to begin so, بال كال لل, and the article."""
        stem = form
        if len(stem) > _SHORTEST + 1 and stem[0] in "وف" and not self._is_uncut(stem):
            stem = stem[1:]
        if stem.startswith(("بال", "كال")) and len(stem) > 3 + _SHORTEST and not self._is_uncut(stem):
            stem = stem[1:]
        elif stem.startswith("لل") and len(stem) > 2 + _SHORTEST:
            stem = stem[1:] if self._is_uncut(stem[1:]) else "ال" + stem[2:]  # "للجنة"
        elif (
            stem[:1] in ("ب", "ل")
            and len(stem) > 1 + _SHORTEST
            and self._is_prefixed(stem)
            and not self._is_uncut(stem)
        ):
            stem = stem[1:]
        if stem.startswith("ال") and len(stem) >= 2 + _SHORTEST and stem not in self.uncut:
            stem = stem[2:]
        return stem

    @cached_property
    def bare(self) -> frozenset[str]:
        """Folded nouns that ب and ل are often written onto, for which no class is listed."""
        return frozenset(fold_word(entry) for entry in self.lexicon["bare"])

    def _is_prefixed(self, form: str) -> bool:
        """Tell whether only what follows the first letter is a known word, with a suffix or without ("بمكتبه")."""
        if form[1:] in self.bare:
            return True
        tags = self.word_tags
        if form in tags or form[1:] in tags:
            return form not in tags
        return any(len(key) >= _SURE and key in tags for key in _unsuffixed(form[1:])) and not any(
            key in tags for key in _unsuffixed(form)
        )

    def _is_uncut(self, form: str) -> bool:
        if form in self.uncut:
            return True
        return any(
            form.startswith(word) and form[len(word) :] in _ENDINGS for word in self._uncut_by_letter.get(form[:2], ())
        )

    @cached_property
    def _uncut_by_letter(self) -> dict[str, tuple[str, ...]]:
        by_letter: dict[str, list[str]] = {}
        for word in self.uncut:
            if len(word) > _SHORTEST:
                by_letter.setdefault(word[:2], []).append(word)
                if word.endswith("ه"):  # ta-marbuta opens before a suffix: وزارة, وزارته
                    by_letter[word[:2]].append(word[:-1] + "ت")
        return {letters: tuple(words) for letters, words in by_letter.items()}

    def noun_forms(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield (noun class, inflected forms) of ``nouns.toml``."""
        from iraqsec.languages.ar.morphology import noun_forms

        for name, entries in self.load("nouns")["classes"].items():
            for entry in entries:
                yield name, noun_forms(entry)

    def inflect(self, entry: str, pos: str) -> Mapping[str, str]:
        """Return the folded inflected forms of an entry with their tags."""
        from iraqsec.languages.ar.morphology import noun_forms, verb_forms

        return verb_forms(entry) if pos == "verb" else dict.fromkeys(noun_forms(entry), "noun")

    def fits(self, proclitics: str, tag: str) -> bool:
        """Tell whether these letters may be written before a form with that tag."""
        from iraqsec.languages.ar.morphology import fits

        return fits(proclitics, tag)


def _proclitics(form: str) -> Iterator[tuple[str, int]]:
    """Yield what may be left of a form when proclitics are cut, and how many characters were."""
    bases = [(form, 0)]
    if form[:1] in ("و", "ف") and len(form) > _SHORTEST:
        bases.append((form[1:], 1))
        yield form[1:], 1
    for base, cut in bases:
        if len(base) <= 1 + _SHORTEST:
            continue
        if base.startswith("لل"):
            yield "ال" + base[2:], cut + 1
            yield base[2:], cut + 2
        if base[0] in "بلك" or (base[0] == "س" and base[1] in "يتنا"):
            yield base[1:], cut + 1


def _unsuffixed(form: str) -> Iterator[str]:
    """Yield a form without its accusative alef or pronoun suffix, as lexicons spell it."""
    from iraqsec.languages.ar.morphology import strip_suffix

    if form.endswith("ا") and len(form) > _SHORTEST + 1:
        yield form[:-1]
    yield from strip_suffix(form)


LANGUAGE = Arabic
