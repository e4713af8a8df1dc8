"""What is asked of a field, what is refused, and that each field is a column of accounts."""

import pytest

from territories.core.conditions import FIELDS, problems
from tests.factories.territories import asks

ENDS = "Employees: a range has a first and a last value."
BACKWARDS = "the range ends before it begins."


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (asks("country", "in", "France"), []),
        (asks("country", "empty"), []),
        (asks("employees", "between", 50, None), []),
        (asks("employees", "between", "", "249"), []),
        (asks("renews_on", "between", "2027-01-01", "2027-03-31"), []),
        (asks("postcode", "between", "01", "09999"), []),
        (asks("postcode", "between", "270", "27"), []),
        (asks("planet", "in", "Earth"), ["There is no field “planet”."]),
        (asks("country", "between", "A", "B"), ["Country can't be asked with “between”."]),
        (asks("country", "in"), ["Country: no value is given."]),
        (asks("country", "in", "France", " "), ["Country: a value is empty."]),
        (asks("country", "empty", "x"), ["Country: no value belongs to this question."]),
        (asks("postcode", "prefix", "--"), ["Postcode: “--” is no postcode."]),
        (asks("postcode", "between", "28", "27999"), ["Postcode: " + BACKWARDS]),
        (asks("employees", "between", 9, 10, 11), [ENDS]),
        (asks("employees", "between", None, ""), [ENDS]),
        (asks("employees", "between", 100, 9), ["Employees: " + BACKWARDS]),
        (asks("employees", "between", "few", 9), ["Employees: “few” is no number."]),
        (asks("employees", "between", "NaN", 9), ["Employees: “NaN” is no number."]),
        (
            asks("renews_on", "between", "2027-1-1", None),
            ["Renews on: “2027-1-1” is no day. Write it like 2027-03-31."],
        ),
        ("France", ["A condition has a field, a question and a list of values."]),
        ({"field": "country", "op": "in", "values": "France"},
         ["A condition has a field, a question and a list of values."]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(condition, said):
    assert [str(one) for one in problems([condition])] == said


def test_conditions_are_a_list():
    assert [str(one) for one in problems({"field": "country"})] == ["The conditions are no list."]


def test_each_field_is_a_column_of_accounts():
    from crm.models import Account

    columns = {field.column for field in Account._meta.concrete_fields}
    assert {field.column for field in FIELDS} <= columns
    assert not {field.column for field in FIELDS} & {"owner_id", "territory_id"}
