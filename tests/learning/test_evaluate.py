"""The figures of hand-made cases, worked out by hand from the rules of the judge."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iraqsec.errors import DataError
from iraqsec.learning.evaluate import evaluate, predict
from iraqsec.learning.gold import GoldDocument, read_gold
from iraqsec.learning.matching import best_pairs, has_value, same_value, sentence_window, word_f1

TEXT = (
    "Guards detained 12 smugglers in Wasit on Friday. Col. Hadi praised them. Marines burned 40 kg of hashish in Basra."
)
Events = list[dict[str, Any]]


def span(text: str) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def filler(role: str, text: str, **value: object) -> dict[str, Any]:
    return {"role": role, **span(text), "value": value or None}


ARREST: dict[str, Any] = {
    "type": "Arrest",
    "status": "completed",
    "mentions": [span("detained")],
    "arguments": [
        filler("agent", "Guards"),
        filler("suspect", "smugglers"),
        filler("quantity", "12", number=12, unit="person"),
        filler("place", "Wasit", governorate="IQ-WA"),
    ],
}
SEIZURE: dict[str, Any] = {
    "type": "Seizure",
    "status": "completed",
    "mentions": [span("burned")],
    "arguments": [filler("agent", "Marines"), filler("quantity", "40 kg", number=40, unit="kg")],
}
GOLD = GoldDocument(id="d", lang="en", text=TEXT, events=(ARREST, SEIZURE))


def figures(change: Callable[[Events], Events | None], by: Any = None) -> dict[str, dict[str, float]]:  # noqa: ANN401
    events = copy.deepcopy([ARREST, SEIZURE])
    changed = change(events)
    return evaluate([GOLD], {"d": events if changed is None else changed}, by).rows()


def test_gold_against_itself_is_perfect() -> None:
    row = figures(lambda events: events)["all"]
    percents = {name: value for name, value in row.items() if not name.startswith("gold_")}
    assert set(percents.values()) == {100.0}
    assert (row["gold_events"], row["gold_arguments"]) == (2, 6)


def test_nothing_found_scores_nothing() -> None:
    row = evaluate([GOLD], {}).rows()["all"]
    assert (row["event_f1"], row["argument_r"], row["value"]) == (0, 0, 0)


def test_a_repeated_event_is_wrong() -> None:
    row = figures(lambda events: [*events, events[0]])["all"]
    assert (row["event_p"], row["event_r"], row["event_f1"]) == (66.7, 100, 80)
    assert (row["argument_p"], row["argument_r"]) == (60, 100)


def test_a_wrong_type_takes_its_arguments_along() -> None:
    def change(events: Events) -> None:
        events[0]["type"] = "Abduction"

    row = figures(change)["all"]
    assert (row["event_p"], row["argument_p"], row["argument_r"], row["value"]) == (50, 33.3, 33.3, 33.3)
    assert row["type_f1"] == 50


def test_any_trigger_of_the_sentence_will_do() -> None:
    def change(events: Events) -> None:
        events[0]["mentions"] = [span("smugglers")]

    assert figures(change)["all"]["event_f1"] == 100


@pytest.mark.parametrize(
    "mention", [{"start": 0, "end": len(TEXT)}, {"start": 3, "end": 3}, {"start": -1, "end": 4}, {}]
)
def test_a_mention_of_everything_or_nothing_matches_nothing(mention: dict[str, int]) -> None:
    def change(events: Events) -> None:
        events[0]["mentions"] = [mention]

    assert figures(change)["all"]["event_r"] == 50


def test_half_of_the_words_are_enough() -> None:
    def change(events: Events) -> None:
        events[0]["arguments"][0] |= span("Guards detained")
        events[0]["arguments"][1] |= span("smugglers in Wasit on")

    row = figures(change)["all"]
    assert (row["argument_p"], row["argument_r"]) == (83.3, 83.3)


def test_a_number_is_right_by_its_figure_alone() -> None:
    def change(events: Events) -> None:
        events[0]["arguments"][2]["value"] = {"number": 2, "unit": "person"}
        events[1]["arguments"][1]["value"] = {"number": 40000, "unit": "g"}

    row = figures(change)["all"]
    assert row["argument_p"] == 83.3
    assert (row["value"], row["value_p"]) == (66.7, 66.7)


def test_status_counts_among_the_right_events() -> None:
    def change(events: Events) -> Events:
        events[1]["status"] = "planned"
        return events

    assert figures(change)["all"]["status"] == 50


def test_slices() -> None:
    def change(events: Events) -> Events:
        return events[:1]

    assert figures(change, "type")["Seizure"]["event_r"] == 0
    assert figures(change, "type")["Arrest"]["event_f1"] == 100
    assert figures(change, "lang")["en"]["event_r"] == 50
    assert figures(change, "doc")["d"]["event_r"] == 50
    by_role = figures(change, "role")
    assert (by_role["agent"]["argument_r"], by_role["suspect"]["argument_r"]) == (50, 100)
    assert next(iter(by_role)) == "all"


def test_misses_name_what_is_wrong() -> None:
    def change(events: Events) -> Events:
        events[0]["status"] = "planned"
        events[0]["arguments"] = events[0]["arguments"][2:]
        events[0]["arguments"][0]["value"]["unit"] = "item"
        return [events[0], {"type": "Meeting"}]

    misses = evaluate([GOLD], {"d": change(copy.deepcopy([ARREST, SEIZURE]))}).misses
    assert {(miss.kind, miss.what) for miss in misses} == {
        ("missed", "Arrest.agent"),
        ("missed", "Arrest.suspect"),
        ("value", "Arrest.quantity"),
        ("status", "Arrest"),
        ("missed", "Seizure"),
        ("spurious", "Meeting"),
    }


def test_events_are_paired_so_that_the_most_are_right() -> None:
    both = {**ARREST, "type": "Seizure", "mentions": [span("detained"), span("burned")]}
    first = {**both, "mentions": [span("detained")], "arguments": []}
    gold = GoldDocument(id="d", lang="en", text=TEXT, events=(SEIZURE, {**SEIZURE, "mentions": [span("detained")]}))
    for given in ([both, first], [first, both]):
        assert evaluate([gold], {"d": given}).rows()["all"]["event_f1"] == 100


def test_titles_do_not_end_a_sentence() -> None:
    left, right = sentence_window(TEXT, *(span("Hadi")[key] for key in ("start", "end")))
    assert TEXT[left:right].strip() == "Col. Hadi praised them."


def test_words_are_compared_folded() -> None:
    assert word_f1("قيادة شرطة البصرة", "قياده شرطه بصرة") == 1
    assert word_f1("٢٧", "27") == 1
    assert word_f1("1,000", "10,000") == 0


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ({"number": 2, "unit": "ton"}, {"number": 2000, "unit": "kg"}, True),
        ({"number": 2, "unit": "kg"}, {"number": 2, "unit": "pill"}, False),
        ({"number": 2, "unit": "kg"}, {"number": None, "unit": "kg"}, False),
        ({"country": "IQ"}, {"country": "IQ", "governorate": "IQ-BA"}, False),
        ({"governorate": "IQ-BA"}, {"governorate": "IQ-BA", "country": "IQ"}, True),
        ({"start": "2024-01-01", "end": None}, {"start": "2024-01-01", "end": "2024-01-02"}, False),
        ({"country": "JO"}, None, False),
    ],
)
def test_same_value(gold: dict[str, Any], given: object, same: bool) -> None:  # noqa: FBT001
    assert same_value(gold, given) is same


def test_a_unit_alone_is_no_value() -> None:
    assert not has_value({"number": None, "unit": "person"})
    assert not has_value(None)


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ([], []),
        ([[]], []),
        ([[0.0, -1.0]], []),
        ([[3.0, 2.0], [2.0, 0.0]], [(0, 1), (1, 0)]),
        ([[1.0], [2.0]], [(1, 0)]),
        ([[5.0, 4.0, 3.0], [5.0, 1.0, 0.0], [4.0, 4.0, 0.0]], [(0, 2), (1, 0), (2, 1)]),
    ],
)
def test_best_pairs(weights: list[list[float]], pairs: list[tuple[int, int]]) -> None:
    assert sorted(best_pairs(weights)) == pairs


def test_reading_gold_tells_all_faults(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    wrong = {"type": "Arrest", "mentions": [{"start": 0, "end": 3, "text": "men"}], "arguments": []}
    lines = ["{", json.dumps({"id": "a"}), "", json.dumps({"id": "b", "lang": "en", "text": "Men.", "events": [wrong]})]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as told:
        read_gold(file)
    assert [problem.split(":")[1] for problem in told.value.problems] == ["1", "2", "4"]


def test_a_missing_gold_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no\.jsonl"):
        read_gold(tmp_path / "no.jsonl")


def test_what_broke_and_what_was_warned_of_is_told(gold_documents: list[GoldDocument]) -> None:
    one, other, *_ = gold_documents

    class Warned:
        events = ()
        warnings = ("article 0 could not be analyzed",)

    def extract(text: str, **_: object) -> Warned:
        if text == other.text:
            raise ValueError
        return Warned()

    predictions, told = predict([one, other], extract)
    assert predictions == {one.id: [], other.id: []}
    assert told == [f"{one.id}: article 0 could not be analyzed", f"{other.id}: ValueError()"]
