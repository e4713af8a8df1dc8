"""The limits of the chance: 60 % and 30 % belong to the better side."""

from decimal import Decimal

import pytest

from dashboards.core.standing import standing


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        ("1", "on_track"),
        ("0.6", "on_track"),
        ("0.5999", "at_risk"),
        ("0.3", "at_risk"),
        ("0.2999", "behind"),
        ("0", "behind"),
    ],
)
def test_where_somebody_stands(chance: str, word: str) -> None:
    assert standing(Decimal(chance)) == word


def test_without_a_chance_nothing_is_said() -> None:
    assert standing(None) == "none"
