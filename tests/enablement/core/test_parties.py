"""With whom a person's own note is, and who reads all."""

from datetime import date

import pytest

from enablement.core.parties import leader, reads_all
from kernel.dated import Days
from teams.core.access import ROLES, Belonging

HOME, REGION, COMPANY = 1, 2, 3
PATH = [HOME, REGION, COMPANY]


def leads(rep, team, since=None):
    return Belonging(rep, team, True, Days(since))


def test_only_operations_and_administrators_read_all():
    assert {role for role in ROLES if reads_all(role)} == {"operations", "administrator"}


@pytest.mark.parametrize(
    ("belongings", "expected"),
    [
        ([leads(7, HOME), leads(8, REGION)], 7),
        ([leads(8, REGION), leads(9, COMPANY)], 8),
        ([leads(5, HOME), leads(8, REGION)], 8),
        ([leads(7, HOME, date(2025, 1, 1)), leads(8, HOME, date(2024, 1, 1))], 8),
        ([leads(7, HOME, date(2025, 1, 1)), leads(8, HOME)], 8),
        ([Belonging(7, HOME, False, Days())], None),
        ([leads(7, 99)], None),
        ([], None),
    ],
    ids=[
        "the nearest",
        "one further up",
        "not oneself",
        "who has led it longer",
        "who has always led it",
        "a colleague does not lead",
        "another team",
        "nobody leads",
    ],
)
def test_the_manager_of_somebody(belongings, expected):
    assert leader(5, PATH, belongings) == expected
