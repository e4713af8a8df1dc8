"""Adding up what people have to put right, and who has nothing to."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kernel.tree import Tree
from operations.core.hygiene import Broken, Tally, roll_up, zero_board

# 1 is above 2 and 3; 4 stands alone
TREE = Tree({1: None, 2: 1, 3: 1, 4: None})
RULES = ("overdue", "stale")


def tally(deals: int, to_fix: int = 0, **rules: int) -> Tally:
    """Deals of 10 each."""
    broken = {slug: Broken(n, Decimal(10 * n)) for slug, n in rules.items()}
    return Tally(deals, Decimal(10 * deals), to_fix, Decimal(10 * to_fix), broken)


PEOPLE = st.dictionaries(
    st.integers(1, 30),
    st.tuples(
        st.sampled_from([None, 1, 2, 3, 4]),
        st.builds(
            lambda fine, overdue, stale: tally(
                fine + max(overdue, stale), max(overdue, stale), overdue=overdue, stale=stale
            ),
            *[st.integers(0, 9)] * 3,
        ),
    ),
)


@given(PEOPLE)
def test_a_node_is_the_sum_of_the_people_below_it(people):
    sums = roll_up({(rep, team): one for rep, (team, one) in people.items()}, TREE)
    for whose, below in (((None, None), None), *(((None, n), TREE.below(n)) for n in TREE.walk())):
        some = [one for team, one in people.values() if below is None or team in below]
        found = sums.get(whose, Tally())
        assert found.deals == sum(one.deals for one in some)
        assert found.to_fix == sum(one.to_fix for one in some)
        assert (found.value, found.at_stake) == (10 * found.deals, 10 * found.to_fix)
        for slug in RULES:
            broken = found.rules.get(slug, Broken())
            assert broken.deals == sum(one.rules[slug].deals for one in some)


def test_people_stand_as_they_are_and_are_not_changed():
    bob = tally(3, 1, overdue=1)
    sums = roll_up({(1, 2): bob, (2, 3): tally(2)}, TREE)
    assert sums[1, 2] == bob == tally(3, 1, overdue=1)
    assert sums[None, 1] == tally(5, 1, overdue=1)


def test_nobody_is_still_a_company():
    assert roll_up({}, TREE) == {(None, None): Tally()}


def test_the_zero_board_names_who_keeps_a_rule():
    people = {
        "tidy": tally(3),
        "late": tally(3, 2, overdue=2),
        "without deals": tally(0),
    }
    found = zero_board(people, RULES)
    assert found == {"": ["tidy"], "overdue": ["tidy"], "stale": ["tidy", "late"]}
