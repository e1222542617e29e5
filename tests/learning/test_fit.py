"""Fitting: separable toys are learned, the same way each time."""

import pytest

from iraqsec.events.model import LogLinear, logistic
from iraqsec.events.weight_table import WeightTable, format_table
from iraqsec.learning.design import Binary, Design
from iraqsec.learning.fit import Fitting, as_model, fit, fit_classes, rounded

Rows = list[tuple[list[str], str, int]]

ROWS: Rows = [
    (["bias", "word=raid", "verb"], "Raid", 1),
    (["bias", "word=raid", "noun"], "Raid", 1),
    (["bias", "word=talk", "verb"], "Raid", 0),
    (["bias", "word=talk", "noun"], "Raid", 0),
    (["bias", "word=talk", "verb"], "Meeting", 1),
    (["bias", "word=raid", "verb"], "Meeting", 0),
] * 5


def binary_of(rows: Rows) -> Binary:
    binary = Binary()
    for features, outcome, label in rows:
        binary.begin()
        binary.add([(binary.encode(features), ("*", outcome))], label)
    return binary


def design_of(rows: Rows) -> Design:
    return binary_of(rows).design()


def chance(model: LogLinear, features: list[str], outcome: str) -> float:
    return logistic(model.scores(features, (outcome,))[outcome])


def test_a_separable_problem_is_learned() -> None:
    model = as_model(fit(design_of(ROWS), Fitting(10.0, 0.0)))
    for features, outcome, label in ROWS:
        assert (chance(model, features, outcome) > 0.5) == bool(label)


def test_what_outcomes_share_is_learned_for_an_unseen_outcome() -> None:
    rows: Rows = [(["good"], name, 1) for name in "abc"] * 3 + [(["bad"], name, 0) for name in "abc"] * 3
    model = as_model(fit(design_of(rows), Fitting(1.0, 0.0)))
    assert chance(model, ["good"], "never seen") > 0.5 > chance(model, ["bad"], "never seen")


def test_the_rows_of_a_heavier_article_count_more() -> None:
    def learned(weight: float) -> LogLinear:
        binary = Binary()
        for label in (1, 1, 0, 0, 0):
            binary.begin(weight if label else 1.0)
            binary.add([(binary.encode(["seen"]), ("*",))], label)
        return as_model(fit(binary.design(), Fitting(10.0, 0.0)))

    assert chance(learned(1.0), ["seen"], "Raid") < 0.5 < chance(learned(3.0), ["seen"], "Raid")
    labels = ["planned"] * 2 + ["completed"] * 3
    model = as_model(
        fit_classes([["seen"]] * 5, labels, range(5), Fitting(10.0, 0.0), weights=[3.0, 3.0, 1.0, 1.0, 1.0])
    )
    scores = model.scores(["seen"], ("planned", "completed"))
    assert scores["planned"] > scores["completed"]


def test_fitting_is_deterministic() -> None:
    assert format_table(fit(design_of(ROWS), Fitting(1.0, 0.0))) == format_table(
        fit(design_of(ROWS), Fitting(1.0, 0.0))
    )


def test_the_order_of_the_rows_does_not_matter() -> None:
    forward, backward = (rounded(fit(design_of(rows), Fitting(1.0, 0.0))) for rows in (ROWS, ROWS[::-1]))
    assert forward == pytest.approx(backward, abs=0.011)


def test_stronger_regularization_gives_smaller_weights() -> None:
    weak, strong = (sum(abs(w) for w in fit(design_of(ROWS), Fitting(c, 0.0)).values()) for c in (10.0, 0.1))
    assert strong < weak


def test_small_weights_are_left_out_and_the_others_fitted_again() -> None:
    every, few = (fit(design_of(ROWS), Fitting(1.0, vanishing)) for vanishing in (0.0, 0.3))
    assert set(few) == {key for key, weight in every.items() if abs(weight) >= 0.3}
    assert 0 < len(few) < len(every)
    assert any(few[key] != pytest.approx(every[key], abs=1e-4) for key in few)


def test_rare_features_are_left_out() -> None:
    rows: Rows = [*ROWS, (["once", "bias"], "Raid", 1)]
    assert not {feature for feature, _ in fit(design_of(rows), Fitting(1.0, 0.0))} & {"once"}
    assert {feature for feature, _ in fit(binary_of(rows).design(least=1), Fitting(1.0, 0.0))} >= {"once"}


def test_what_one_document_alone_repeats_is_left_out() -> None:
    binary = binary_of(ROWS)
    for _ in range(5):  # all rows of the last document
        binary.add([(binary.encode(["often", "bias"]), ("*", "Raid"))], 1)
    assert not {feature for feature, _ in fit(binary.design(), Fitting(1.0, 0.0))} & {"often"}
    rows, labels = [["will"], ["did", "often"], ["did", "often"], ["will"]], ["planned", "completed"] * 2
    assert {feature for feature, _ in fit_classes(rows, labels, [0, 1, 1, 2], Fitting(1.0, 0.0))} == {"will"}


def test_the_rows_of_some_articles_are_fitted_as_if_there_were_no_others() -> None:
    rows: Rows = [*ROWS, (["bias", "word=coup"], "Raid", 1), (["bias", "word=coup"], "Meeting", 0)]
    chosen = [number % 3 > 0 for number in range(len(rows))]
    alone = design_of([row for row, kept in zip(rows, chosen, strict=True) if kept])
    assert rounded(fit(design_of(rows).of(chosen), Fitting(1.0, 0.0))) == rounded(fit(alone, Fitting(1.0, 0.0)))


def test_a_heavier_row_counts_for_more() -> None:
    def lean(weight: float) -> float:
        binary = Binary()
        binary.begin()
        for label, heaviness in ((1, weight), (0, 1.0)):
            binary.add([(binary.encode(["x"]), ("*",))], label, heaviness)
        return fit(binary.design(least=1), Fitting(10.0, 0.0))["x", "*"]

    assert lean(1.0) == pytest.approx(0, abs=1e-3)
    assert lean(5.0) > 0.5


def test_classes_are_learned() -> None:
    rows = [["will", "bias"], ["did", "bias"], ["not", "bias"]] * 4
    labels = ["planned", "completed", "negated"] * 4
    weights = fit_classes(rows, labels, range(len(rows)), Fitting(5.0, 0.0))
    model = as_model(weights)
    for row, label in zip(rows, labels, strict=True):
        scores = model.scores(row, ("planned", "completed", "negated"))
        assert max(scores, key=lambda name: scores[name]) == label
    assert format_table(weights) == format_table(fit_classes(rows, labels, range(len(rows)), Fitting(5.0, 0.0)))


def test_two_classes_are_learned() -> None:
    model = as_model(fit_classes([["will"], ["did"]] * 4, ["planned", "completed"] * 4, range(8), Fitting(5.0, 0.0)))
    assert model.scores(["will"], ("planned", "completed"))["planned"] > 0.5
    assert model.scores(["did"], ("planned", "completed"))["completed"] > 0.5


def test_nothing_is_learned_where_there_is_nothing_to_tell_apart() -> None:
    assert fit_classes([["a"], ["b"]], ["planned", "planned"], [0, 1], Fitting(1.0, 0.0)) == {("bias", "planned"): 1.0}
    assert fit_classes([], [], [], Fitting(1.0, 0.0)) == {}
    assert fit(design_of([(["a"], "Raid", 1), (["b"], "Raid", 1)]), Fitting(1.0, 0.0)) == {}
    assert fit(Binary().design(), Fitting(1.0, 0.0)) == {}


def test_a_model_is_what_its_table_reads_back() -> None:
    weights = {("a", "x"): 0.126, ("b", "x"): -0.001, ("c", "y"): -2.0}
    assert rounded(weights) == {("a", "x"): 0.13, ("c", "y"): -2.0}
    assert as_model(weights).rows() == WeightTable(format_table(weights).encode(), "t").rows()
