"""Runs of tokens that are names of persons, in Arabic and English, with or without a rank or post in front of them."""

from attrs import define

from iraqsec.document import Sentence, Token
from iraqsec.taggers.organization_grammar import is_definite, proclitic_keys
from iraqsec.taggers.person_grammar import Lexicon, lexicon

STOPS = frozenset(
    [
        "prep",
        "conj",
        "pron",
        "relative",
        "aux",
        "complementizer",
        "clause_opener",
        "neg",
        "det",
        "say",
        "light",
        "article",
    ]
)  # tags of words that are no part of a name
_LONGEST = 6  # parts of one name
_CAPITAL = frozenset({"C", "m"})
_MARKS = frozenset({"،", ",", "(", ")", '"'})
# How verbs begin, and words with a proclitic; how definite nouns begin and end that are no family names.
_VERBAL = ("ي", "ت", "ست", "سي", "است", "انت", "اجت", "اعت", "افت", "و", "ب", "ل")
_VERBAL_NOUNS = ("الا", "الت", "الم", "الان")
_NOUN_ENDS = ("ه", "ات", "ين", "ون")
_SHORTEST_NISBA = 5
_SHORTEST_SERVANT = 7
_SHORTEST_NAME = 3
_SHORTEST_FOREIGN = 4
_TWO = 2


@define(eq=False, slots=True)
class NameRun:
    """A name of tokens first..last-1 less ``cut`` characters, of ``parts`` names; ``sure`` when one is known."""

    first: int
    last: int
    cut: int
    sure: bool
    parts: int


def is_family(token: Token) -> bool:
    """Tell whether an Arabic word looks like a family name: a listed one, or with the article and the ending ي."""
    words, form = lexicon("ar"), token.word.form
    if form in words["family"]:
        return True
    if form in words.rank_tails:
        return False
    return (
        form.startswith("ال")
        and form.endswith("ي")
        and len(form) >= _SHORTEST_NISBA
        and form not in words["not_family"]
        and is_definite(token)
    )


def is_given(form: str) -> bool:
    """Tell whether a folded Arabic word is a known given name, also of the kind "عبدالكريم"."""
    words = lexicon("ar")
    return form in words["given"] or (form.startswith("عبدال") and len(form) >= _SHORTEST_SERVANT)


@define(eq=False, slots=True)
class _Seen:
    """What a run has taken so far; ``clear`` counts parts that are hardly anything but names."""

    parts: int = 0
    givens: int = 0
    families: int = 0
    clear: int = 0
    last: str = ""
    glued: bool = False

    def take(self, kind: str) -> None:
        """Count one more part."""
        self.glued = self.last == "glue"
        self.last = kind
        if kind in ("glue", "end"):
            self.clear += 1
            return
        self.parts += 1
        self.givens += kind in ("given", "clear", "servant")
        self.clear += 2 * (kind == "servant") + (kind in ("clear", "listed"))
        self.families += kind in ("family", "listed")


def arabic_run(tokens: tuple[Token, ...], at: int, *, cue: str = "") -> NameRun | None:
    """Return the name that begins at a token; behind a "rank" or "post" (the cue) one part may be enough."""
    words = lexicon("ar")
    if at >= len(tokens):
        return None
    first, cut, form = at, 0, tokens[at].word.form
    if not cue and not is_given(form) and form not in words["servant"]:
        found = next(
            ((k, c) for k, c in proclitic_keys(tokens[at])[1:] if k in words["given"] and k not in words["ambiguous"]),
            None,
        )
        if found is None:
            return None
        form, cut = found
    seen = _Seen()
    while at < len(tokens) and seen.parts < _LONGEST and seen.families < _TWO and tokens[at].kind == "word":
        part = _arabic_part(tokens, at, form if at == first else tokens[at].word.form, seen, cue)
        if part is None:
            break
        seen.take(part[1])
        at += part[0]
    while at > first and tokens[at - 1].word.form in words["particles"]:
        at -= 1
    known = seen.givens + seen.families
    if cue:
        lone = not seen.clear and not seen.families and known > 0 and seen.givens == 1
        return (
            NameRun(first, at, cut, known > 0, seen.parts)
            if seen.parts and not lone and (known or seen.parts > 1)
            else None
        )
    framed = (
        seen.givens
        and seen.families
        and first > 0
        and at < len(tokens)
        and tokens[first - 1].text in _MARKS
        and tokens[at].text in _MARKS
    )
    if framed or (seen.parts > 1 and seen.clear and (seen.families or seen.clear > 1 or seen.parts > _TWO)):
        return NameRun(first, at, cut, sure=True, parts=seen.parts)
    return None


def _arabic_part(  # noqa: PLR0911 - one return for each kind of part
    tokens: tuple[Token, ...], at: int, form: str, seen: _Seen, cue: str
) -> tuple[int, str] | None:
    """Return (tokens, kind) of the part of a name at a token, or None where the name ends."""
    words, token = lexicon("ar"), tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].kind == "word" else None
    if form in words["servant"] and after is not None and after.word.form.startswith("ال"):
        return 2, "servant"
    if form in words["religion"] and seen.parts:
        return 1, "end"
    if (
        form in words["particles"]
        and after is not None
        and (_may_name(after) or is_given(after.word.form))
        and (seen.parts or cue or is_given(after.word.form))
    ):
        return (1, "glue") if is_given(after.word.form) or is_family(after) else (2, "clear")
    if seen.families:
        return (1, "family") if is_family(token) else None
    if is_given(form):
        if token.word.tags.isdisjoint(STOPS) or seen.last == "glue":
            return 1, "given" if form in words["ambiguous"] else "clear"
        return (1, "given") if _homograph_fits(after, seen, cue) else None
    if is_family(token) and (seen.parts or cue):
        return 1, "listed" if form in words["family"] else "family"
    return (1, "unknown") if _unknown_part(token, after, seen, cue) else None


def _homograph_fits(after: Token | None, seen: _Seen, cue: str) -> bool:
    """Tell whether "علي" (also "على") or "باسم" is a name: between parts of one, or the last of them."""
    if after is not None and (is_family(after) or (is_given(after.word.form) and after.word.tags.isdisjoint(STOPS))):
        return seen.parts > 0 or bool(cue) or (is_family(after) and not after.word.form.startswith("ال"))
    return (
        seen.givens > 0
        and seen.clear > 0
        and (after is None or _begins_anew(after) or not after.word.tags.isdisjoint(STOPS))
    )


def _begins_anew(after: Token | None) -> bool:
    """Tell whether a phrase surely ends before a token: punctuation, or a word with و written on."""
    return after is None or (after.word.form.startswith("و") and after.word.stem != after.word.form)


def _may_name(token: Token) -> bool:
    return token.word.tags.isdisjoint(STOPS) and len(token.word.form) >= _SHORTEST_NAME


def _unknown_part(  # noqa: PLR0911 - one return for each place where such a word may stand
    token: Token, after: Token | None, seen: _Seen, cue: str
) -> bool:
    """Tell whether an unlisted word stands where only a name can: before a known part, or behind a rank and name."""
    form = token.word.form
    if not _may_name(token) or any(tag.startswith("n:") for tag in token.word.tags):
        return False
    if form.startswith("ال"):
        return (
            bool(cue)
            and seen.givens == 1
            and seen.parts == 1
            and not form.startswith(_VERBAL_NOUNS)
            and not form.endswith(_NOUN_ENDS)
        )
    if not (seen.clear or cue):
        return False
    if after is not None and (
        is_family(after) or (is_given(after.word.form) and after.word.form not in lexicon("ar")["ambiguous"])
    ):
        return seen.parts > 0 or cue == "rank"
    if not cue or form.startswith(_VERBAL):
        return False
    if (seen.parts == 1 or seen.glued or (seen.parts == _TWO and _begins_anew(after))) and seen.givens and seen.clear:
        return not form.endswith(("وا", "ه"))
    return cue == "rank" and seen.givens == 0 and len(form) >= _SHORTEST_FOREIGN and _foreign(after, seen)


def _foreign(after: Token | None, seen: _Seen) -> bool:
    """Tell whether unlisted words behind a rank are a foreign name: two or more of them in a row."""
    if seen.parts:
        return True
    form = after.word.form if after is not None else ""
    return (
        after is not None
        and not after.word.tags
        and len(form) >= _SHORTEST_FOREIGN
        and not form.startswith(("ال", *_VERBAL))
        and not form.endswith("ت")
    )


# -- English -----------------------------------------------------------------------------------


def english_run(sentence: Sentence, at: int, *, cued: bool) -> NameRun | None:
    """Return the name that begins at a token: capitalised words with particles; uncued, a given name opens it."""
    tokens, words = sentence.tokens, lexicon("en")
    first, parts, givens, families = at, 0, 0, 0
    end = at
    while at < len(tokens) and parts < _LONGEST:
        token = tokens[at]
        form = token.word.form
        if (
            form in words["particles"]
            and at + 1 < len(tokens)
            and (parts or token.word.shape != "l" or form in ("al", "el", "abu"))
        ):
            at += 1
        elif _name_part(token, words, cued=cued, parts=parts):
            at, parts = at + 1, parts + 1
            end = at
            givens += form in words["given"] and form not in words["ambiguous"]
            families += token.word.stem in words["family"] or (form != token.word.stem and parts > 1)
        elif (
            token.text in ("-", ".", "'")
            and parts
            and at + 1 < len(tokens)
            and (token.text != "." or len(tokens[at - 1].text) == 1)
        ):
            if token.text == "-" and tokens[at + 1].start != token.end:
                break
            at += 1
        else:
            break
    if not parts or tokens[first].kind != "word":
        return None
    sure = bool(givens or families)
    known_first = tokens[first].word.form in words["given"] or tokens[first].word.form in words["particles"]
    if cued:
        usable = sure or not sentence.is_title
    else:
        usable = parts > 1 and sure and known_first and (not sentence.is_title or families > 0 or givens > 1)
    return NameRun(first, end, 0, sure, parts) if usable else None


def _name_part(token: Token, words: Lexicon, *, cued: bool, parts: int) -> bool:
    if (
        token.kind != "word"
        or token.text == "'s"
        or (token.word.form in words["not_names"] and not (parts and token.word.form in words["given"]))
    ):
        return False
    if token.word.shape not in _CAPITAL and not (token.word.shape == "U" and len(token.text) == 1):
        return False
    if token.word.form in words["given"] or token.word.stem in words["family"]:
        return True
    return token.word.tags.isdisjoint(STOPS) and (cued or parts > 0)
