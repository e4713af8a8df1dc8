from decimal import Decimal

import pytest

from dashboards.core.pace import is_behind, pace, points


def d(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("difference", "word"),
    [
        pytest.param("0.03", "ahead", id="three points is ahead"),
        pytest.param("0.0299", "on_pace", id="just under three is on pace"),
        pytest.param("-0.0299", "on_pace", id="just above minus three is on pace"),
        pytest.param("-0.03", "behind", id="minus three is behind"),
        pytest.param("-0.0999", "behind", id="just above minus ten is behind"),
        pytest.param("-0.10", "far_behind", id="minus ten is far behind"),
        pytest.param(None, "none", id="nothing to compare"),
    ],
)
def test_word_of_a_difference(difference, word):
    assert pace(d(difference)) == word


@pytest.mark.parametrize(
    ("attained", "usual", "difference"),
    [
        pytest.param("0.381", "0.377", "0.004", id="both known"),
        pytest.param(None, "0.377", None, id="no quota"),
        pytest.param("0.381", None, None, id="no usual path"),
    ],
)
def test_points(attained, usual, difference):
    assert points(d(attained), d(usual)) == d(difference)


def test_only_the_two_worst_words_are_behind():
    words = ["ahead", "on_pace", "behind", "far_behind", "none"]
    assert [word for word in words if is_behind(word)] == ["behind", "far_behind"]
