"""Log-linear models: tables of weights, sums and probabilities."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.events.model import LogLinear, Sums, logistic, softmax

MODEL = LogLinear({"bias": {"a": -1.0, "b": 0.5}, "word": {"a": 2.0, "*": 0.25}, "other": {"b": 3.0}})

names = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), min_size=1)
finite = st.floats(-50, 50)


def test_scores_add_what_fires_and_what_all_outcomes_share() -> None:
    assert MODEL.scores(["bias", "word", "unknown"], ["a", "b"]) == {"a": 1.25, "b": 0.75}


def test_an_outcome_that_nothing_speaks_for_scores_nothing() -> None:
    assert MODEL.scores([], ["a", "c"]) == {"a": 0.0, "c": 0.0}


def test_reasons_come_strongest_first() -> None:
    assert MODEL.reasons(["bias", "word", "other"], "a") == [("word", 2.25), ("bias", -1.0)]
    assert MODEL.reasons(["bias", "word", "other"], "a", most=1) == [("word", 2.25)]


@given(finite)
def test_logistic_is_a_probability(score: float) -> None:
    assert 0 <= logistic(score) <= 1
    assert logistic(score) + logistic(-score) == pytest.approx(1)


def test_logistic_bears_any_score() -> None:
    assert logistic(-1e5) == 0.0
    assert logistic(1e5) == 1.0
    assert logistic(math.log(3)) == pytest.approx(0.75)


@given(st.dictionaries(names, finite, min_size=1))
def test_softmax_sums_to_one_and_keeps_the_order(scores: dict[str, float]) -> None:
    chances = softmax(scores)
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances, key=lambda key: (chances[key], key)) in [
        k for k, v in scores.items() if v > max(scores.values()) - 1e-9
    ]


weights = st.floats(-5, 5).map(lambda weight: round(weight, 2))
tables = st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.sampled_from("xyz*"), weights), min_size=1)


@given(tables)
def test_a_row_adds_up_each_outcome_by_itself(table: dict[str, dict[str, float]]) -> None:
    model = LogLinear({feature: dict(row) for feature, row in table.items()})
    row = model.row("abcdef")
    for outcome in "xyz*":
        expected = sum(found.get(outcome, 0.0) for found in table.values())
        assert model.weight(row, outcome) == pytest.approx(expected)
    assert Sums(model).row(["abc", "def", ""]) == row
    assert all(model.of(f)[o] == w for f, found in table.items() for o, w in found.items() if w)


@given(tables, st.integers(-6, 6))
def test_outcomes_that_reach_a_sum_are_marked(table: dict[str, dict[str, float]], least: int) -> None:
    model = LogLinear({feature: dict(row) for feature, row in table.items()})
    row = model.row("abcdef")
    raised = row + model.reaching(least, "xy")
    for outcome in "xy":
        assert bool(raised & model.mark(outcome)) is (model.weight(row, outcome) >= least)
