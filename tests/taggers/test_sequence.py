"""Sequence labelling: decoding against a search through all paths."""

import gzip
import itertools
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.taggers.sequence import SequenceModel, spans_of

weights = st.integers(-20, 20).map(lambda n: n / 4)  # exact in binary, so that sums compare exactly


@st.composite
def models(draw: st.DrawFn) -> tuple[SequenceModel, list[list[str]]]:
    """Draw a model of up to four labels, and items for it."""
    labels = draw(st.integers(1, 4))
    features = "abcd"
    row = st.lists(weights, min_size=labels, max_size=labels)
    states = {f: {str(k): w for k, w in enumerate(draw(row)) if w} for f in features}
    table = {
        "labels": [f"L{k}" for k in range(labels)],
        "transitions": draw(st.lists(row, min_size=labels, max_size=labels)),
        "states": states,
    }
    items = draw(st.lists(st.lists(st.sampled_from([*features, "unknown"]), max_size=3), max_size=5))
    return SequenceModel.from_dict(table), items


def score(model: SequenceModel, items: list[list[str]], path: tuple[int, ...]) -> float:
    state = sum(
        dict(model.states.get(f, ())).get(label, 0.0) for item, label in zip(items, path, strict=True) for f in item
    )
    return state + sum(model.transitions[a][b] for a, b in itertools.pairwise(path))


@given(models())
def test_decoding_finds_a_best_path(drawn: tuple[SequenceModel, list[list[str]]]) -> None:
    model, items = drawn
    found = tuple(model.labels.index(label) for label in model.decode(items))
    paths = itertools.product(range(len(model.labels)), repeat=len(items))
    assert len(found) == len(items)
    assert score(model, items, found) == max(score(model, items, path) for path in paths)


def test_ties_go_to_the_first_label() -> None:
    model = SequenceModel(("A", "B"), {}, [[0.0, 0.0], [0.0, 0.0]])
    assert model.decode([[], [], []]) == ["A", "A", "A"]


def test_a_transition_can_outweigh_a_feature() -> None:
    model = SequenceModel(("O", "I"), {"x": ((1, 2.0),), "o": ((0, 4.0),)}, [[0.0, -3.0], [0.0, 0.0]])
    assert model.decode([["x"]]) == ["I"]
    assert model.decode([["o"], ["x"]]) == ["O", "O"]
    assert model.decode([["x"], ["x"]]) == ["I", "I"]


def test_a_model_reads_back_from_its_file(tmp_path: Path) -> None:
    table = {"labels": ["O", "B-X"], "transitions": [[0.5, -1.0], [0.0, 2.0]], "states": {"كلمة": {"1": 1.25}}}
    path = tmp_path / "model.json.gz"
    path.write_bytes(gzip.compress(json.dumps(table).encode()))
    model = SequenceModel.read(path)
    assert model.labels == ("O", "B-X")
    assert model.total(["كلمة"]) == (0.0, 1.25)
    assert model.decode([["كلمة"]]) == ["B-X"]
    assert model.decode([]) == []


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("", []),
        ("O O", []),
        ("B-X I-X O B-X", [(0, 2, "X"), (3, 4, "X")]),
        ("B-X B-X I-X", [(0, 1, "X"), (1, 3, "X")]),
        ("I-X I-X", [(0, 2, "X")]),
        ("B-X I-Y", [(0, 1, "X"), (1, 2, "Y")]),
        ("B-X O I-X", [(0, 1, "X"), (2, 3, "X")]),
    ],
)
def test_spans_of_labels(labels: str, spans: list[tuple[int, int, str]]) -> None:
    assert spans_of(labels.split()) == spans


@given(models(), st.data())
def test_the_probability_of_a_stretch_is_its_share_of_all_paths(
    drawn: tuple[SequenceModel, list[list[str]]], data: st.DataObject
) -> None:
    model, items = drawn
    if not items:
        return
    names = ("O", "B-PER", "I-PER", "B-LOC")[: len(model.labels)]
    if "B-PER" not in names:
        return
    named = SequenceModel(names, model.states, model.transitions)
    first = data.draw(st.integers(0, len(items) - 1))
    last = data.draw(st.integers(first + 1, len(items)))
    shares = {True: 0.0, False: 0.0}
    for path in itertools.product(range(len(names)), repeat=len(items)):
        labels = [names[k] for k in path]
        shares[(first, last, "PER") in spans_of(labels) and labels[first] == "B-PER"] += math.exp(
            score(named, items, path)
        )
    told = named.probability([named.total(item) for item in items], first, last, "PER")
    assert told == pytest.approx(shares[True] / sum(shares.values()), abs=1e-9)
