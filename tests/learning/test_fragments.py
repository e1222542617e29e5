"""Paragraphs of gold documents as texts of their own: what they hold, and which are taken."""

from typing import Any
from zlib import crc32

from attrs import evolve

from iraqsec.learning.fragments import fragments
from iraqsec.learning.gold import GoldDocument

TEXT = """Three arrested in Basra

Basra police said they had arrested three men in Zubair with two rifles on Monday night.

A spokesman said the arrests came after weeks of watching, and thanked the people of the town.

In Mosul a court sentenced two dealers of crystal meth to life in prison, its clerk said."""


def part(quote: str, nth: int = 0, **more: str) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return {**more, "start": start, "end": start + len(quote), "text": quote}


ARREST = {
    "type": "Arrest",
    "status": "completed",
    "mentions": [part("arrested"), part("arrested", 1), part("arrests")],
    "arguments": [part("Basra police", role="agent"), part("Basra", role="place")],
}
RULING = {"type": "CourtRuling", "status": "completed", "mentions": [part("sentenced")], "arguments": []}


def document(name: str, *events: dict[str, Any]) -> GoldDocument:
    return GoldDocument(id=name, lang="en", text=TEXT, published="2024-03-05", events=events, weight=3)


NAMES = [name for k in range(400) if crc32((name := f"en-{k}").encode()) % 4 == 0]


def test_one_document_in_four_has_a_fragment_and_its_id_says_of_which() -> None:
    found = list(fragments(document(f"en-{k}", ARREST, RULING) for k in range(400)))
    assert [(whole.id, piece.id) for whole, piece in found] == [(name, f"{name}¶") for name in NAMES]
    assert 60 < len(found) < 140
    assert all((piece.lang, piece.published, piece.weight) == ("en", "2024-03-05", 3) for _, piece in found)


def test_a_fragment_is_a_paragraph_that_tells_its_events_from_the_beginning() -> None:
    texts = {piece.text for _, piece in fragments(document(name, ARREST, RULING) for name in NAMES)}
    first, second, third = TEXT.split("\n\n")[1:]
    assert texts == {first, third}, "not the headline, nor what only mentions an arrest that was told before"
    assert second not in texts


def test_what_a_fragment_holds_is_cut_from_it() -> None:
    for _, piece in fragments(document(name, ARREST, RULING) for name in NAMES):
        (event,) = piece.events
        cuts = [*event["mentions"], *event["arguments"]]
        assert [piece.text[cut["start"] : cut["end"]] for cut in cuts] == [cut["text"] for cut in cuts]
        assert len(event["mentions"]) == 1
        if event["type"] == "Arrest":
            assert [cut["text"] for cut in event["arguments"]] == ["Basra police"], "the headline's Basra is elsewhere"


def test_texts_without_paragraphs_or_events_have_none() -> None:
    assert not list(fragments(document(name) for name in NAMES))
    headlines = [evolve(document(name, ARREST), text=TEXT.split("\n", maxsplit=1)[0]) for name in NAMES]
    assert not list(fragments(headlines))
