from dashboards.core.goals import without_goal
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
