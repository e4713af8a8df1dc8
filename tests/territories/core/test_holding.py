"""What a hold may be."""

from datetime import date, timedelta

import pytest

from territories.core.holding import Limits, Problem, Terms, problem

TODAY = date(2026, 11, 23)
LIMITS = Limits(hold_days=90, credit_days=60)


def terms(start=0, end=30, credit=None):
    def day(n):
        return TODAY + timedelta(n)

    return Terms("risk", day(start), day(end), "", None if credit is None else day(credit))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (terms(), None),
        (terms(0, 90, 150), None),
        (terms(400, 490), None),
        (terms(-1), Problem("past", TODAY)),
        (terms(5, 5), Problem("backwards", TODAY + timedelta(5))),
        (terms(5, 4), Problem("backwards", TODAY + timedelta(5))),
        (terms(0, 91), Problem("too_long", TODAY + timedelta(90), 90)),
        (terms(3, 10, 3), Problem("credit_early", TODAY + timedelta(3))),
        (terms(0, 30, 91), Problem("credit_late", TODAY + timedelta(90), 60)),
    ],
)
def test_the_first_problem_is_named_with_its_limit(asked, found):
    assert problem(asked, LIMITS, TODAY) == found
