"""Neighbours on the map can be told apart."""

from hypothesis import given
from hypothesis import strategies as st

from territories.core.colours import colours
from territories.core.places import places


def test_no_two_neighbouring_states_of_a_real_map_share_a_colour():
    known = places()
    ids = sorted(known)
    found = colours(ids, {i: known[i].near for i in ids})
    assert all(found[i] != found[n] for i in ids for n in known[i].near)


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_every_node_has_a_colour_and_few_neighbours_never_clash(pairs):
    near = {n: set() for n in range(9)}
    for a, b in pairs:
        if a != b:
            near[a].add(b)
            near[b].add(a)
    found = colours(range(9), near, amount=9)
    assert set(found) == set(range(9))
    assert all(found[a] != found[b] for a in near for b in near[a])
