"""The life of a version: a table of what follows what."""

import pytest

from versions.core import states

FOLLOWS = {
    states.DRAFT: {"submit": states.IN_REVIEW},
    states.IN_REVIEW: {"approve": states.APPROVED, "send_back": states.DRAFT},
    states.APPROVED: {"revoke": states.DRAFT, "activate": states.ACTIVE},
    states.ACTIVE: {"archive": states.ARCHIVED},
    states.ARCHIVED: {},
}


@pytest.mark.parametrize("state", FOLLOWS)
@pytest.mark.parametrize("act", states.ACTS)
def test_an_act_follows_one_state_alone(state, act):
    if act in FOLLOWS[state]:
        assert states.after(act, state) == FOLLOWS[state][act]
    else:
        with pytest.raises(states.NotNow):
            states.after(act, state)


@pytest.mark.parametrize("state", FOLLOWS)
def test_the_usual_act_comes_first(state):
    assert states.following(state) == list(FOLLOWS[state])


def test_only_a_person_needs_a_right():
    """A version starts by the clock or by being published, which have rules of their own."""
    assert set(states.ACTS) - set(states.RIGHTS) == {"activate"}


def test_an_act_that_does_not_exist():
    with pytest.raises(KeyError):
        states.after("burn", states.DRAFT)
