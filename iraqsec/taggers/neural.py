"""What the taggers over other libraries' models share: words in the spelling of the text, and mentions of labels."""

from collections.abc import Iterator, Mapping, Sequence

import regex
from attrs import evolve

from iraqsec.document import EntityMention, Sentence, Token, mention_of
from iraqsec.gazetteer.persons import person_id
from iraqsec.taggers.base import Context
from iraqsec.taggers.calibration import NEUTRAL
from iraqsec.taggers.names import LABELS
from iraqsec.taggers.sequence import spans_of

KINDS = {"PER": "PER", "PERS": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
"""The labels of the usual models -> ours; all others (dates, peoples, works) are left out."""

_MARKS = regex.compile(r"[\p{M}\p{Cf}\u0640]+")
_NOTHING = "."  # stands for a token of which nothing is left; a model must get as many words as it is to label


def words_of(sentence: Sentence, context: Context) -> list[str]:
    """Return the tokens as the text spells them, less vowel marks and tatweel.

    Models know ta-marbuta and hamza; our folded view does not.
    """
    if context.original is None:
        return [token.text for token in sentence.tokens]
    return [_MARKS.sub("", context.original(token.start, token.end)).strip() or _NOTHING for token in sentence.tokens]


def plain_bio(labels: Sequence[str]) -> list[str]:
    """Return labels in BIO of our three kinds, from BIO or BIOES of many.

    >>> plain_bio(["S-GPE", "O", "B-PERSON", "E-PERSON", "I-DATE"])
    ['B-LOC', 'O', 'B-PER', 'I-PER', 'O']
    """
    out = []
    for label in labels:
        prefix, _, kind = (label or "O").partition("-")
        kind = KINDS.get(kind.upper(), "")
        out.append(f"{'B' if prefix in 'BS' else 'I'}-{kind}" if kind else "O")
    return out


def mentions_of(
    sentence: Sentence, labels: Sequence[str], rule: str, cuts: Mapping[int, int]
) -> Iterator[EntityMention]:
    """Yield a mention for each labelled stretch; ``cuts`` hold the characters of clitics at the start of some tokens.

    These models do not tell how sure they are: the score is neutral until a calibration says more.
    """
    for first, last, kind in spans_of(plain_bio(labels)):
        if kind == "PER" and all(token.kind != "word" for token in sentence.tokens[first:last]):
            continue
        found = mention_of(
            sentence, first, last, LABELS[kind], cut_start=cuts.get(first, 0), score=NEUTRAL, found_by=rule
        )
        if kind == "PER":
            found = evolve(
                found, classes=frozenset({"person"}), link=person_id(found.text) if last - first > 1 else None
            )
        yield found


def rule_cuts(tokens: Sequence[Token]) -> dict[int, int]:
    """Return token index -> characters of clitics by our own word analysis."""
    return {i: token.word.cut for i, token in enumerate(tokens) if token.word.cut}
