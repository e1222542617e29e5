"""The gold files themselves, and what the library finds in the reports of `seeds/`."""

from pathlib import Path

import pytest

import iraqsec
from iraqsec.events.types import STATUSES, TYPES, roles_of, value_class
from iraqsec.learning.evaluate import evaluate
from iraqsec.learning.gold import read_gold
from iraqsec.values import value_from_dict

FILES = sorted(Path(__file__).parent.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_gold_file_holds_what_the_schema_knows(path: Path) -> None:
    documents = read_gold(path)
    assert len({document.id for document in documents}) == len(documents)
    for document in documents:
        assert document.lang in {"ar", "en"}, document.id
        for event in document.events:
            cls = TYPES[event["type"]]
            assert event["status"] in STATUSES, document.id
            assert event["mentions"], document.id
            for argument in event["arguments"]:
                assert argument["role"] in roles_of(cls), (document.id, event["type"], argument["role"])
                value, kind = argument.get("value"), value_class(cls, argument["role"])
                assert value is None or (kind is not None and isinstance(value_from_dict(value), kind)), document.id


def test_no_report_is_learned_from_and_measured_on() -> None:
    texts = {path.stem: {document.text for document in read_gold(path)} for path in FILES}
    learned = set().union(*(found for name, found in texts.items() if name not in {"dev", "seeds"}))
    assert len(texts) >= 6
    assert not texts["dev"] & learned
    assert not texts["seeds"] & learned


def test_the_seeds_are_annotated_as_they_are(seeds: list[Path]) -> None:
    documents = read_gold(Path(__file__).parent / "seeds.jsonl")
    assert [document.text for document in documents] == [path.read_text(encoding="utf-8") for path in seeds]


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_the_events_of_the_seeds_are_found(*, dated: bool) -> None:
    """Floors, not goals: a fall below them means that something broke. The accuracy page has the figures."""
    documents = read_gold(Path(__file__).parent / "seeds.jsonl")
    found = {
        document.id: [
            event.to_dict()
            for event in iraqsec.extract(document.text, published=document.published if dated else None).events
        ]
        for document in documents
    }
    row = evaluate(documents, found).rows()["all"]
    assert row["event_r"] >= 85
    assert row["event_f1"] >= 75
    assert row["argument_f1"] >= 65
