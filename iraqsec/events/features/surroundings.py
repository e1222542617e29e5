"""What several feature functions ask of a token's surroundings."""

from datetime import date

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.values import Period

CUES = ("neg", "deny", "future", "demand", "modal", "ongoing", "begin", "past", "say", "light", "be", "have")
"""Tags of the lexicon that speak of status, tense or source."""


def stem_at(sentence: Sentence, i: int) -> str:
    """Return the stem of a token, "<" and ">" outside the sentence, "#" for a number."""
    if i < 0:
        return "<"
    if i >= len(sentence.tokens):
        return ">"
    token = sentence.tokens[i]
    return "#" if token.kind == "number" else token.word.stem


def form_at(sentence: Sentence, i: int) -> str:
    """Return the folded form of a token, "<" and ">" outside the sentence."""
    if i < 0:
        return "<"
    return sentence.tokens[i].word.form if i < len(sentence.tokens) else ">"


def clause_of(sentence: Sentence, i: int) -> tuple[int, int]:
    """Return the token range of the clause that a token is in."""
    clauses = sentence.clauses
    first, last = i, i + 1
    while first > 0 and clauses[first - 1] == clauses[i]:
        first -= 1
    while last < len(clauses) and clauses[last] == clauses[i]:
        last += 1
    return first, last


def cues_of(token: Token) -> list[str]:
    """Return the cue tags of a token."""
    tags = token.word.tags
    return [cue for cue in CUES if cue in tags] if tags else []


def bucket(n: int) -> str:
    """Name a distance: 0, 1, 2, 3, 4-5, 6-8, 9-13, 14-20, 21+.

    >>> [bucket(n) for n in (0, 4, 7, 30)]
    ['0', '4-5', '6-8', '21+']
    """
    if n <= 3:  # noqa: PLR2004 - small distances are told apart one by one
        return str(n)
    for top, name in ((5, "4-5"), (8, "6-8"), (13, "9-13"), (20, "14-20")):
        if n <= top:
            return name
    return "21+"


def direction(mention: EntityMention, published: date | None) -> str:
    """Tell where a time mention lies against the publication date: "past", "same", "future" or "unknown"."""
    value = mention.value
    if not isinstance(value, Period) or published is None:
        return "unknown"
    if value.start and value.start > published:
        return "future"
    if value.end and value.end < published:
        return "past"
    return "same"
