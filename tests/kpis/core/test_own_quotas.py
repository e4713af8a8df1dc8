"""A team's own quota replaces what is below it, at every level, by sums alone."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kernel.tree import Tree
from kpis.core.own_quotas import differences

#      1 ─┬─ 2 ── 4
#         └─ 3
TREE = Tree({1: None, 2: 1, 3: 1, 4: 2})


def in_force(members: dict, own: dict) -> dict:
    """Plain sums of members' quotas and differences, as pages add them up."""
    extra = differences(TREE, members, own)
    return {
        team: sum(
            (members.get(t, Decimal(0)) + extra.get(t, Decimal(0)) for t in TREE.below(team)),
            Decimal(0),
        )
        for team in TREE.parents
    }


def test_without_own_quotas_nothing_is_added():
    assert differences(TREE, {4: Decimal(5)}, {}) == {}


def test_an_own_quota_counts_from_its_team_upwards():
    members = {4: Decimal(50), 3: Decimal(30)}
    assert in_force(members, {2: Decimal(60)}) == {1: 90, 2: 60, 3: 30, 4: 50}


def test_an_own_quota_above_another():
    members = {4: Decimal(50), 3: Decimal(30)}
    found = in_force(members, {1: Decimal(100), 4: Decimal(40)})
    assert found == {1: 100, 2: 40, 3: 30, 4: 40}


amounts = st.dictionaries(st.integers(1, 4), st.integers(0, 1000).map(Decimal))


@given(amounts, amounts)
def test_who_has_an_own_quota_shows_it(members, own):
    found = in_force(members, own)
    assert all(found[team] == amount for team, amount in own.items())
