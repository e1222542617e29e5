"""Weights in their written form: sorted lines that are looked up where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.errors import DataError
from iraqsec.events import model as models
from iraqsec.events.model import LogLinear, shipped
from iraqsec.events.scorer import MODELS
from iraqsec.events.weight_table import WeightTable, format_table

names = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), min_size=1)
finite = st.floats(-50, 50)
MANY = {(f"feature={k}", "x"): round(1 + k / 100, 2) for k in range(2000)}


def table(text: str) -> WeightTable:
    return WeightTable(text.encode(), "t.tsv")


@given(st.dictionaries(st.tuples(names, names), finite.map(lambda weight: round(weight, 2) or 1.0)))
def test_a_table_reads_back_as_it_was_written(weights: dict[tuple[str, str], float]) -> None:
    text = format_table(weights)
    rows = table(text).rows()
    assert {(f, o): w for f, row in rows.items() for o, w in row.items()} == weights
    assert format_table(dict(reversed(weights.items()))) == text
    model = LogLinear(table(text))
    for feature, row in rows.items():
        assert model.of(feature) == row


def test_a_table_is_sorted_and_leaves_out_what_rounds_to_nothing() -> None:
    assert format_table({("b", "x"): 1.0, ("a", "y"): -0.256, ("a", "x"): 0.004, ("c", "x"): -0.001}) == (
        "a\ty -0.26\nb\tx 1.00\n"
    )


def test_every_line_of_a_long_table_is_found_and_nothing_else() -> None:
    found = table(format_table(MANY))
    assert all(found.line(feature) == f"x {weight:.2f}" for (feature, _), weight in MANY.items())
    assert [
        found.line(feature) for feature in ("", "a", "feature", "feature=", "eature=1", "feature=12 ", "z", "\ud800")
    ] == [""] * 8


def test_an_empty_table_holds_nothing() -> None:
    assert table("").line("a") == ""
    assert table("").rows() == {}


def test_all_wrong_lines_of_a_table_are_told() -> None:
    with pytest.raises(DataError) as caught:
        table("a\tx 1.0\n\nb\n\tx 1.0\nd\tx 2\ne\tx much\nf\ty\n").rows()
    assert [problem.split(": ")[0] for problem in caught.value.problems] == ["t.tsv:3", "t.tsv:4", "t.tsv:6", "t.tsv:7"]


def test_a_table_that_is_not_sorted_is_refused() -> None:
    lines = format_table(MANY).splitlines(keepends=True)
    with pytest.raises(DataError, match="not sorted"):
        table("".join(reversed(lines)))


def test_a_line_is_read_when_its_feature_fires() -> None:
    model = LogLinear(table("a\tx 1.0\tz -2\nc\tx much\nd\ty\n"))
    assert [model.odds(["a", "b"], outcome) for outcome in "xyz"] == [1.0, 0.0, -2.0]
    with pytest.raises(DataError, match="much"):
        model.odds(["a", "c"], "x")


def test_a_model_that_forgets_what_it_read_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_ROWS", 3)
    model = LogLinear(table(format_table(MANY)))
    features = [feature for feature, _ in MANY]
    for start in range(0, len(features), 100):
        part = features[start : start + 100]
        expected = sum(MANY[feature, "x"] for feature in part)
        assert model.odds(part, "x") == pytest.approx(expected)
        assert len(model.reasons(part, "x", most=100)) == 100


@pytest.mark.parametrize("name", MODELS)
def test_the_lines_of_a_shipped_table_are_right(name: str) -> None:
    assert shipped(name).rows()
