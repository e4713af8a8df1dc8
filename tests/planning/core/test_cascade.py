"""Goals down and proposals up: what is left over, padding by level, gaps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.cascade import Node, cascade, levels, over_assignment
from tests.planning.core.published import inputs, money, right

AMOUNT = st.none() | st.decimals(0, 10**9, places=2)


@st.composite
def trees(draw):
    """Up to twelve lines; each hangs below an earlier one."""
    count = draw(st.integers(1, 12))
    parents = [None, *(draw(st.integers(0, i - 1)) for i in range(1, count))]
    return [Node(i, parent, draw(AMOUNT), draw(AMOUNT)) for i, parent in enumerate(parents)]


def company():
    """100 shared out to teams as 105, by the first of them to people as 63 instead of 60."""
    return [
        Node("company", None, Decimal(100)),
        Node("north", "company", Decimal(60), Decimal(50)),
        Node("alice", "north", Decimal(33)),
        Node("bob", "north", Decimal(30)),
        Node("south", "company", Decimal(45)),
        Node("charlie", "south", Decimal(40), Decimal(38)),
        Node("dora", "south", None, Decimal(4)),
    ]


def rows_of(nodes):
    return {row.id: row for row in cascade(nodes)}


@given(trees())
def test_children_and_what_is_left_are_the_parent(nodes):
    found = rows_of(nodes)
    assert len(found) == len(nodes)
    for node in nodes:
        row = found[node.id]
        mine = [child.planned or 0 for child in nodes if child.parent == node.id]
        if row.unallocated is not None:
            assert sum(mine) + row.unallocated == node.planned


@given(trees())
def test_a_gap_is_known_once_nobody_is_waited_for(nodes):
    for row in cascade(nodes):
        known = row.planned is not None and row.bottom_up is not None and not row.waiting
        assert (row.gap is not None) == known


def test_parents_come_before_their_children():
    assert [(r.id, r.depth) for r in cascade(company())] == [
        ("company", 0), ("north", 1), ("alice", 2), ("bob", 2),
        ("south", 1), ("charlie", 2), ("dora", 2),
    ]  # fmt: skip


def test_what_is_not_yet_allocated_and_what_is_over_assigned():
    found = rows_of(company())
    assert found["company"].unallocated == -5
    assert found["south"].unallocated == 5
    assert found["south"].undecided == 1
    assert found["alice"].unallocated is None


def test_padding_is_known_once_all_children_have_goals():
    found = rows_of(company())
    assert found["company"].padding == Decimal("0.05")
    assert found["north"].padding == Decimal("0.05")
    assert found["south"].padding is None
    assert found["bob"].cumulative == Decimal("0.1025")
    assert found["charlie"].cumulative is None


def test_levels_multiply():
    assert [(each.depth, each.padding, each.cumulative) for each in levels(cascade(company()))] == [
        (0, Decimal("0.05"), Decimal("0.05")),
        (1, Decimal("0.05"), Decimal("0.1025")),
    ]


def test_published_padding_of_three_levels():
    case = "quota-padding-cascade"
    found = over_assignment(money(*inputs(case)["levels"]))
    assert float(found) == pytest.approx(right(case)["over_assignment"])


@given(st.lists(st.decimals("-0.5", 1, places=3), max_size=5))
def test_order_of_levels_does_not_matter(paddings):
    assert over_assignment(paddings) == pytest.approx(over_assignment(paddings[::-1]))


def test_proposals_add_up_and_an_own_one_comes_first():
    found = rows_of(company())
    assert (found["north"].bottom_up, found["north"].gap) == (50, 10)
    assert (found["south"].bottom_up, found["south"].gap) == (42, 3)
    assert (found["company"].bottom_up, found["company"].gap) == (92, 8)


def test_who_has_not_proposed_is_waited_for():
    nodes = [Node("team", None, Decimal(9)), Node("a", "team", None, Decimal(4)), Node("b", "team")]
    row = rows_of(nodes)["team"]
    assert (row.bottom_up, row.waiting, row.gap) == (4, 1, None)


def test_a_goal_of_nothing_has_no_padding():
    row = rows_of([Node(0, None, Decimal(0)), Node(1, 0, Decimal(5))])[0]
    assert (row.unallocated, row.padding) == (-5, None)


def test_no_lines_no_rows():
    assert cascade([]) == []
    assert levels([]) == []


def test_a_part_of_the_tree_stands_by_itself():
    part = [node for node in company() if node.id in ("north", "alice", "bob")]
    assert [(row.id, row.depth) for row in cascade(part)] == [
        ("north", 0),
        ("alice", 1),
        ("bob", 1),
    ]
    assert rows_of(part)["bob"].cumulative == Decimal("0.05")
