"""Spans, documents and mentions."""

from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.document import Document, Span, mention_of
from iraqsec.languages.base import get


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_span_never_ends_before_it_starts(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert len(("x" * 200)[span.start : span.end]) == length
    if length:
        with pytest.raises(ValueError, match="before it starts"):
            Span(start + length, start)


def test_a_span_does_not_start_before_the_text() -> None:
    with pytest.raises(ValueError, match="start"):
        Span(-1, 3)


def test_spans_sort_by_position() -> None:
    assert sorted([Span(5, 6), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(5, 6)]


@pytest.mark.parametrize("frozen", [Span(0, 1), Document(text="x")], ids=["span", "document"])
def test_what_is_public_is_frozen(frozen: Any) -> None:  # noqa: ANN401 - any public object
    with pytest.raises(FrozenInstanceError):
        frozen.text = "y"
    assert hash(frozen) == hash(frozen)


def test_a_mention_is_cut_from_its_tokens() -> None:
    text = "أعلنت الوزارة. وبالبصرة ضبطت أسلحة"
    language = get("ar")
    sentence = language.make_sentence(language.sentence(text).text, 15, len(text), 1)
    found = mention_of(sentence, 0, 1, "place", cut_start=2, score=0.5)
    assert (found.text, found.start, found.end) == ("البصره", 17, 23)
    assert (found.sentence, found.first, found.last, found.head) == (1, 0, 1, 0)
    longer = mention_of(sentence, 1, 3, "phrase", cut_end=1, head=2)
    assert (longer.text, longer.head) == ("ضبطت اسلح", 2)
