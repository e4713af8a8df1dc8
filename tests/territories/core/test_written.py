"""Conditions survive the way through a cell of a spreadsheet."""

from hypothesis import given
from hypothesis import strategies as some

from territories.core import written

TEXT = some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
CONDITIONS = some.lists(
    some.fixed_dictionaries(
        {
            "field": some.sampled_from(["country", "postcode"]),
            "op": some.sampled_from(["in", "between", "empty"]),
            "values": some.lists(TEXT, max_size=4),
        }
    ),
    max_size=4,
)


def test_one_line_for_each_condition():
    conditions = [
        {"field": "country", "op": "in", "values": ["France", "Belgium"]},
        {"field": "postcode", "op": "between", "values": ["75", ""]},
        {"field": "industry", "op": "empty", "values": []},
    ]
    text = "country in France; Belgium\npostcode between 75;\nindustry empty"
    assert written.write(conditions) == text
    assert written.read(text) == conditions


@given(CONDITIONS)
def test_what_is_written_is_read(conditions):
    assert written.read(written.write(conditions)) == conditions
