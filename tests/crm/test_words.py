"""The rules in words: every warning and every kind of history has its words and an icon."""

from decimal import Decimal
from typing import get_args

import pytest

from crm.core.splits import Problem
from crm.core.warnings import Kind, Warn
from crm.models import Activity, DealChange
from crm.views import told
from crm.words import share, split_problem, warning, warning_status
from ui.templatetags.ui import icon


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_warning_can_be_said(kind: Kind) -> None:
    said = warning(Warn(kind, 3))
    assert all([said.short, said.title, said.why])
    assert "svg" in icon(said.icon)
    assert warning_status(Warn(kind, 3)).word == said.short


@pytest.mark.parametrize("kind", [*DealChange.Field.values, *Activity.Kind.values])
def test_everything_that_happens_has_an_icon(kind: str) -> None:
    assert "svg" in icon(told._ICONS[kind])


@pytest.mark.parametrize(
    ("percent", "text"),
    [("40", "40%"), ("33.3333", "33.3333%"), ("12.5", "12.5%"), ("100.0000", "100%"), ("0", "0%")],
)
def test_shares_show_the_decimals_that_they_have(percent: str, text: str) -> None:
    assert share(Decimal(percent)) == text


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("incomplete", total=Decimal("110.5")), "add up to 110.5%"),
        (Problem("twice", 1), "Bob has two shares"),
        (Problem("range", 1), "The share of Bob must be more than 0%"),
    ],
)
def test_problems_of_shares_say_how_to_mend_them(problem: Problem, text: str) -> None:
    assert text in split_problem(problem, "Bob")
