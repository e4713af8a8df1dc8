"""Two sides, each once; taken back until the other one signed."""

from itertools import product

import pytest

from territories.core.signing import SIDES, Signed

ALL = [Signed(*flags) for flags in product((True, False), repeat=4)]


@pytest.mark.parametrize("state", ALL, ids=str)
def test_a_side_never_may_both_sign_and_undo(state):
    for side in SIDES:
        assert not (state.may_sign(side) and state.may_undo(side))


@pytest.mark.parametrize("state", ALL, ids=str)
def test_done_is_when_nobody_may_sign(state):
    assert state.is_done == (not any(state.may_sign(side) for side in SIDES))


def test_once_both_signed_nothing_is_taken_back():
    both = Signed(True, True, True, True)
    assert not any(both.may_undo(side) or both.may_sign(side) for side in SIDES)


def test_a_side_without_a_person_is_not_missing():
    assert Signed(False, True, False, False).missing() == ("take",)
    assert Signed(True, False, True, False).is_done
