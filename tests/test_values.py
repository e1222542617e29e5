"""Numbers, places and periods: their written form and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.values import UNITS, Number, Period, Place, Value, value_from_dict

figures = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
days = st.one_of(st.none(), st.dates())
words = st.one_of(st.none(), st.text(min_size=1))
numbers = st.builds(
    Number,
    figures,
    st.sampled_from(sorted(UNITS)),
    low=figures,
    high=figures,
    precision=st.sampled_from(["exact", "about", "at_least", "range", "vague"]),
)
places = st.builds(
    Place,
    governorate=words,
    country=words,
    id=words,
    latitude=st.one_of(st.none(), st.floats(-90, 90)),
    longitude=st.one_of(st.none(), st.floats(-180, 180)),
    kind=words,
).filter(lambda place: not (place.governorate and place.country))
periods = st.builds(
    Period,
    days,
    days,
    precision=st.sampled_from(["day", "month"]),
    anchor=days,
    calendar=st.sampled_from(["gregorian", "hijri"]),
)


@given(st.one_of(numbers, places, periods))
def test_a_value_reads_back_as_it_was_written(value: Value) -> None:
    assert value_from_dict(value.to_dict()) == value


@pytest.mark.parametrize(
    ("value", "table"),
    [
        (Number(7, "person"), {"number": 7, "unit": "person"}),
        (Number(None, "item", precision="vague"), {"number": None, "unit": "item", "precision": "vague"}),
        (
            Number(20, "kg", low=20, precision="at_least"),
            {"number": 20, "unit": "kg", "low": 20, "precision": "at_least"},
        ),
        (Place(governorate="IQ-BA"), {"governorate": "IQ-BA"}),
        (Place(country="SY", latitude=0.0), {"country": "SY", "latitude": 0.0}),
        (Place(), {"country": None}),
        (
            Period(date(2024, 2, 29), None),
            {"start": "2024-02-29", "end": None, "precision": "day"},
        ),
        (
            Period(None, date(2025, 1, 9), "month", anchor=date(2025, 1, 1), calendar="hijri"),
            {"start": None, "end": "2025-01-09", "precision": "month", "anchor": "2025-01-01", "calendar": "hijri"},
        ),
    ],
)
def test_the_written_form(value: Value, table: dict[str, object]) -> None:
    assert value.to_dict() == table
    assert value_from_dict(table) == value


def test_keys_of_others_are_ignored() -> None:
    assert value_from_dict({"number": 3, "unit": "kg", "note": "x"}) == Number(3, "kg")
    assert value_from_dict(None) is None


@pytest.mark.parametrize("table", [{"number": 3, "unit": "stone"}, {"start": "yesterday", "end": None}])
def test_a_wrong_value_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"stone|yesterday"):
        value_from_dict(table)
