"""Objects <-> dicts, JSON and rows: nothing is lost, and what does not fit is told with its place."""

import json
from datetime import date
from typing import Any, Literal

import jsonschema
import pytest
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from iraqsec import codec
from iraqsec.document import Document, Span
from iraqsec.errors import DataError
from iraqsec.events.types import (
    STATUSES,
    TYPES,
    Argument,
    Arrest,
    Event,
    Mention,
    Reason,
    Seizure,
    roles_of,
    value_class,
)
from iraqsec.values import UNITS, Number, Period, Place

FIELDS: dict[str, Any] = {
    "id": "e1",
    "mentions": (Mention(Span(10, 18), "arrested"),),
    "agent": (Argument(role="agent", text="Police", span=Span(0, 6), link="IQ-POLICE"),),
    "quantity": (
        Argument(
            role="quantity",
            text="seven",
            span=Span(19, 24),
            value=Number(7, "person"),
            confidence=0.75,
            of=Span(25, 28),
        ),
    ),
    "place": (Argument(role="place", text="Basra", span=Span(32, 37), value=Place(governorate="IQ-BA", country="IQ")),),
    "time": (
        Argument(role="time", text="Sunday", span=Span(41, 47), value=Period(date(2024, 3, 3), date(2024, 3, 3))),
    ),
    "attribution": Mention(Span(60, 72), "the ministry"),
    "reported_on": date(2024, 3, 5),
    "reasons": (Reason("Arrest", "trigger=arrest", 2.5),),
}
ARREST = Arrest(**FIELDS)

texts = st.text(min_size=1, max_size=20)
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 500), st.integers(0, 50))
days = st.none() | st.dates()
figures = st.none() | st.integers(0, 10**9) | st.floats(0, 1e9)
values: dict[Any, st.SearchStrategy[Any]] = {
    None: st.none(),
    Number: st.none() | st.builds(Number, figures, st.sampled_from(sorted(UNITS)), low=figures, high=figures),
    Place: st.none() | st.builds(Place, st.none() | texts, st.none() | texts, latitude=st.none() | st.floats(-90, 90)),
    Period: st.none() | st.builds(Period, days, days, st.sampled_from(["day", "month"]), days),
}


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Draw an event of any type with any roles filled."""
    cls = draw(st.sampled_from(list(TYPES.values())))
    mentions = st.builds(Mention, spans, texts)
    fields: dict[str, Any] = {}
    for name in roles_of(cls):
        arguments = st.builds(
            Argument,
            role=st.just(name),
            text=texts,
            span=spans,
            value=values[value_class(cls, name)],
            confidence=st.floats(0, 1),
            link=st.none() | texts,
            of=st.none() | spans,
        )
        fields[name] = tuple(draw(st.lists(arguments, max_size=2)))
    fields["mentions"] = tuple(draw(st.lists(mentions, max_size=2)))
    fields["evidence"] = tuple(draw(st.lists(mentions, max_size=1)))
    return cls(
        **fields,
        status=draw(st.sampled_from(STATUSES)),
        attribution=draw(st.none() | mentions),
        reported_on=draw(days),
        article=draw(st.integers(0, 3)),
        confidence=draw(st.floats(0, 1)),
    )


def test_an_event_is_written_in_the_gold_format() -> None:
    plain = codec.event_to_dict(ARREST)
    assert list(plain)[:4] == ["type", "status", "mentions", "arguments"]
    assert plain["mentions"] == [{"start": 10, "end": 18, "text": "arrested"}]
    assert plain["arguments"][1] == {
        "role": "quantity",
        "start": 19,
        "end": 24,
        "text": "seven",
        "value": {"number": 7, "unit": "person"},
        "confidence": 0.75,
        "link": None,
        "of": {"start": 25, "end": 28},
    }
    assert [a["role"] for a in plain["arguments"]] == ["agent", "quantity", "place", "time"]
    assert plain["attribution"] == {"start": 60, "end": 72, "text": "the ministry"}
    assert plain["reported_on"] == "2024-03-05"


def test_gold_has_only_what_is_judged() -> None:
    (gold,) = codec.to_gold([ARREST])
    assert set(gold) == {"type", "status", "mentions", "arguments"}
    assert set(gold["arguments"][0]) == {"role", "start", "end", "text", "value"}


@given(events())
def test_reading_back_gives_an_equal_event(event: Event) -> None:
    assert codec.event_from_dict(json.loads(codec.dumps(event)), TYPES) == event


@settings(max_examples=25)
@given(events())
def test_what_is_written_fits_the_schema(event: Event) -> None:
    VALIDATOR.validate(codec.event_to_dict(event))


VALIDATOR = jsonschema.Draft202012Validator(codec.json_schema(TYPES.values()))


def test_the_schema_is_one_and_names_every_type() -> None:
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)
    assert set(TYPES) <= set(VALIDATOR.schema["$defs"])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"status": "rumored"}, id="status"),
        pytest.param({"type": "Arrests"}, id="type"),
        pytest.param({"arguments": [{"role": "giver", "start": 0, "end": 1, "text": "x"}]}, id="role"),
        pytest.param(
            {"arguments": [{"role": "quantity", "start": 0, "end": 1, "text": "7", "value": {"country": "IQ"}}]},
            id="value-of-another-class",
        ),
    ],
)
def test_the_schema_and_the_reader_refuse_the_same(change: dict[str, Any]) -> None:
    plain = codec.event_to_dict(ARREST) | change
    assert not VALIDATOR.is_valid(plain)
    with pytest.raises(DataError):
        codec.event_from_dict(plain, TYPES)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"type": "Arest"}, "event.type: unknown event type 'Arest'; did you mean 'Arrest'?"),
        ({"type": "Arrest", "arguments": [{"role": "suspcet"}]}, "did you mean 'suspect'?"),
        ({"type": "Arrest", "arguments": [{"role": "agent", "text": "x"}]}, "event.agent[0].start: is missing"),
        ({"type": "Arrest", "mentions": {}}, "event.mentions: expected a list, not dict"),
        ({"type": "Arrest", "reported_on": "soon"}, "event.reported_on: "),
        ({"type": "Arrest", "confidence": "high"}, "event.confidence: expected float, not 'high'"),
        ([], "event: expected an object, not list"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(data: object, message: str) -> None:
    with pytest.raises(DataError) as told:
        codec.event_from_dict(data, TYPES)
    assert message in str(told.value)


def test_unknown_keys_are_passed_over() -> None:
    plain = codec.event_to_dict(ARREST) | {"annotator": "B"}
    plain["arguments"][0]["note"] = "sure"
    assert codec.event_from_dict(plain, TYPES) == ARREST


def test_bare_gold_is_read() -> None:
    gold = {"type": "Seizure", "status": "planned", "mentions": [], "arguments": []}
    assert codec.event_from_dict(gold, TYPES) == Seizure(status="planned")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Number(7), {"number": 7, "unit": "item"}),
        (Number(None, "person", precision="vague"), {"number": None, "unit": "person", "precision": "vague"}),
        (Place(country="JO"), {"country": "JO"}),
        (Place(governorate="IQ-BA", country="IQ"), {"governorate": "IQ-BA", "country": "IQ"}),
        (Period(None, date(2025, 1, 31)), {"start": None, "end": "2025-01-31"}),
    ],
    ids=str,
)
def test_values_are_written_without_what_is_not_known(value: object, plain: dict[str, Any]) -> None:
    assert codec.to_plain(value) == plain
    assert codec.from_plain(plain, Number | Place | Period) == value  # type: ignore[arg-type]


def test_any_attrs_class_goes_both_ways() -> None:
    @frozen
    class Inner:
        day: date
        tags: frozenset[str] = frozenset()

    @frozen
    class Outer:
        name: Literal["a", "b"]
        inner: dict[str, Inner]
        pair: tuple[int, str] = (0, "")
        flag: bool = False
        secret: str = field(default="", eq=False)

    Outer.__annotations__["inner"] = dict[str, Inner]
    outer = Outer("a", {"x": Inner(date(2024, 1, 1), frozenset("zy"))}, (3, "c"), flag=True, secret="not written")  # noqa: S106
    text = codec.dumps(outer)
    assert json.loads(text)["inner"] == {"x": {"day": "2024-01-01", "tags": ["y", "z"]}}
    assert "secret" not in text
    assert codec.loads(text, Outer) == outer


def test_arabic_is_written_as_it_is() -> None:
    assert codec.dumps(Document(text="شرطة البصرة")).startswith('{"text": "شرطة البصرة"')


def test_what_is_no_attrs_class_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot write a complex"):
        codec.to_plain(1j)


def test_no_json_is_told() -> None:
    with pytest.raises(DataError, match="no JSON"):
        codec.loads("{", Number)


def test_a_row_is_flat() -> None:
    row = codec.event_row(ARREST)
    assert not any(isinstance(cell, list | dict | tuple) for cell in row.values())
    assert (row["agent"], row["quantity_number"], row["quantity_unit"]) == ("Police", 7, "person")
    assert (row["governorates"], row["time_start"], row["mentions"]) == ("IQ-BA", date(2024, 3, 3), "arrested")


def test_a_row_gives_no_figure_for_several_fillers() -> None:
    said = (("3 kg", 3), ("2 kg", 2))
    two = tuple(Argument(role="quantity", text=t, span=Span(0, 1), value=Number(n, "kg")) for t, n in said)
    row = codec.event_row(Seizure(quantity=two))
    assert (row["quantity"], row["quantity_number"]) == ("3 kg; 2 kg", None)
    assert [r["number"] for r in codec.argument_rows(Seizure(quantity=two))] == [3, 2]
