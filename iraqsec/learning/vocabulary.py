"""Trigger words learned from gold documents: what annotators marked and no frame holds."""

from collections.abc import Iterable

from iraqsec.learning.examples import Example

LEAST_DOCUMENTS = 2
"""Words must name events of a type in at least so many documents: one author's turn of phrase is not vocabulary."""

_LONGEST = 4  # words of a learned trigger


def learn_vocabulary(examples: Iterable[Example]) -> tuple[tuple[str, str], ...]:
    """Return (type, folded words) pairs that are mentions in several documents, sorted."""
    seen: dict[tuple[str, str], set[str]] = {}
    for example in examples:
        for event in example.events:
            for words in event.said:
                if 0 < len(words.split()) <= _LONGEST:
                    seen.setdefault((event.type, words), set()).add(example.document)
    return tuple(sorted(pair for pair, documents in seen.items() if len(documents) >= LEAST_DOCUMENTS))
