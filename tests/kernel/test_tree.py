import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.tree import Tree, cycles

# A node's parent is a smaller number, so there is no cycle.
forests = st.lists(st.none() | st.integers(0, 30), max_size=30).map(
    lambda raw: {n: (p % n if p is not None and n else None) for n, p in enumerate(raw)}
)
graphs = st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12), max_size=12)


@given(forests)
def test_walking_meets_everyone_once_parents_first(parents):
    tree = Tree(parents)
    order = tree.walk()
    assert sorted(order) == sorted(parents)
    place = {node: n for n, node in enumerate(order)}
    assert all(place[p] < place[n] for n, p in parents.items() if p is not None)


@given(forests)
def test_above_and_below_say_the_same(parents):
    tree = Tree(parents)
    for node in parents:
        assert all(node in tree.below(up) for up in tree.above(node))
        assert all(node in tree.above(down) for down in tree.below(node) if down != node)
        assert tree.depth(node) == len(tree.above(node))


@given(graphs)
def test_a_cycle_is_found_exactly_where_a_walk_comes_back(parents):
    def comes_back(start):
        node, steps = parents.get(start), 0
        while node is not None and steps <= len(parents):
            if node == start:
                return True
            node, steps = parents.get(node), steps + 1
        return False

    looped = {node for node in parents if comes_back(node)}
    assert cycles(parents) == looped
    if looped:
        with pytest.raises(ValueError, match="cycle"):
            Tree(parents)


def test_a_parent_that_is_not_there_makes_a_root():
    tree = Tree({"a": "gone", "b": "a"})
    assert tree.roots() == ["a"]
    assert tree.above("b") == ["a"]
    assert tree.below("b") == ["b"]


def test_an_empty_forest():
    assert Tree({}).roots() == []
    assert Tree({}).walk() == []


def test_children_keep_their_order():
    assert Tree({"root": None, "z": "root", "a": "root"}).walk() == ["root", "z", "a"]
