from decimal import Decimal

from dashboards.core.goals import Reconciled, reconciled, without_goal
from kernel.tree import Tree

EMEA, NORTH, SOUTH, AMERICAS = 1, 2, 3, 4
TREE = Tree({EMEA: None, NORTH: EMEA, SOUTH: EMEA, AMERICAS: None})
ALL = {EMEA, NORTH, SOUTH, AMERICAS}


def test_without_goals_of_teams_the_sums_of_their_people_count():
    assert without_goal(TREE, set(), ALL) == set()
    assert without_goal(TREE, set(), {EMEA, NORTH}) == {SOUTH, AMERICAS}


def test_where_some_have_goals_each_needs_one():
    assert without_goal(TREE, {EMEA, NORTH, SOUTH}, ALL) == {AMERICAS}


def test_a_region_lives_by_the_goals_of_all_its_teams():
    assert without_goal(TREE, {NORTH, SOUTH, AMERICAS}, ALL) == set()
    assert without_goal(TREE, {NORTH, AMERICAS}, ALL) == {EMEA, SOUTH}


def test_what_the_members_lack_is_not_allocated():
    found = reconciled(Decimal(1000), Decimal(120))
    assert found == Reconciled(Decimal(1000), Decimal(880))
    assert (found.short, found.padding) == (120, None)


def test_what_they_have_above_it_is_padding():
    found = reconciled(Decimal(1000), Decimal(-100))
    assert (found.short, found.padding) == (None, Decimal("0.1"))


def test_sums_of_rounded_goals_are_whole():
    found = reconciled(Decimal(1000), Decimal("0.02"))
    assert (found.short, found.padding) == (None, None)


def test_a_goal_that_nobody_below_has_a_part_of():
    found = reconciled(Decimal(1000), Decimal(1000))
    assert found == Reconciled(Decimal(1000), None)
    assert found.short == 1000


def test_a_sum_of_members_alone_is_made_up_by_them():
    assert reconciled(Decimal(1000), None) == Reconciled(Decimal(1000), Decimal(1000))
    assert reconciled(None, None) is None
