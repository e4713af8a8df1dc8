"""Methods of allocation: always the whole, whatever the figures; then the published cases."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planning.core.allocation import METHODS, Basis, CannotAllocate, backtest
from planning.core.allocation.method import (
    ALL_LOCKED,
    BELOW,
    LOCKED_MORE,
    LOCKED_UNKNOWN,
    MISSING,
    MIX,
    NEGATIVE,
    NOBODY,
    NOTHING,
)
from tests.planning.core.published import inputs, money, right

AMOUNT = st.decimals(0, 10**9, places=2)
KNOWN = st.builds(
    Basis,
    id=st.integers(0, 10**6),
    prior=AMOUNT,
    growth=st.decimals(-(10**6), 10**7, places=2),
    potential=AMOUNT,
    ratio=st.decimals(0, 100, places=3),
    current=AMOUNT,
    locked=st.booleans(),
)
CHILDREN = st.lists(KNOWN, min_size=1, max_size=9, unique_by=lambda child: child.id)
METHOD = st.sampled_from(METHODS.slugs())


def three_methods():
    """The published case with four children."""
    case = inputs("quota-methods-three")
    columns = (case["prior"], case["prior_growth"], case["potential"])
    return [
        Basis(name, *money(*row)) for name, *row in zip("ABCD", *columns, strict=True)
    ], Decimal(case["goal"])


@given(METHOD, AMOUNT, CHILDREN, st.decimals(0, 1, places=2), st.sampled_from(["0.01", "1"]))
def test_children_add_up_to_the_whole(slug, total, children, mix, quantum):
    method, quantum = METHODS[slug], Decimal(quantum)
    assume(not method.problems(total, children, mix))
    found = method.shares(total, children, mix=mix, quantum=quantum)
    assert sum(found) == total
    assert all(amount >= 0 for amount in found)


@given(METHOD, AMOUNT, CHILDREN)
def test_locked_children_keep_what_they_have(slug, total, children):
    assume(not METHODS[slug].problems(total, children))
    found = METHODS[slug].shares(total, children)
    for child, amount in zip(children, found, strict=True):
        if child.locked:
            assert amount == child.current


@given(METHOD, AMOUNT, CHILDREN)
def test_a_method_answers_or_says_why_not(slug, total, children):
    if METHODS[slug].problems(total, children):
        with pytest.raises(CannotAllocate) as refused:
            METHODS[slug].shares(total, children)
        assert refused.value.problems
    else:
        assert len(METHODS[slug].shares(total, children)) == len(children)


@given(METHOD, AMOUNT, CHILDREN)
def test_amounts_are_whole_cents(slug, total, children):
    assume(not METHODS[slug].problems(total, children))
    for amount in METHODS[slug].shares(total, children):
        assert amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("uniform_growth", "uniform"),
        ("relative_growth", "relative"),
        ("potential", "market_potential"),
    ],
)
def test_three_published_methods(slug, name):
    children, goal = three_methods()
    assert METHODS[slug].shares(goal, children) == money(*right("quota-methods-three")[name])


def test_a_fair_share_of_the_market():
    case = inputs("fair-quota-vs-potential")
    total = Decimal(str(inputs("fair-quota-potential-weighted")["total_quota"]))
    children = [
        Basis(rep, prior=Decimal(1), potential=potential)
        for rep, potential in zip(case["rep"], money(*case["potential"]), strict=True)
    ]
    found = METHODS["weighted"].shares(total, children, mix=Decimal(0))
    fair = right("fair-quota-potential-weighted")
    assert list(map(float, found)) == pytest.approx(fair["quota"], abs=0.01)
    attained = [s / float(q) for s, q in zip(case["sales"], found, strict=True)]
    assert attained == pytest.approx(fair["attainment"])


def test_amounts_are_written_with_their_cents():
    children, goal = three_methods()
    found = METHODS["potential"].shares(goal, children)
    assert list(map(str, found)) == ["562.50", "850.00", "462.50", "325.00"]


def test_equal_and_by_ratio():
    children = [Basis("A", ratio=Decimal(1)), Basis("B", ratio=Decimal(2))]
    assert METHODS["equal"].shares(Decimal("0.03"), children) == money(0.02, 0.01)
    assert METHODS["ratio"].shares(Decimal(100), children) == money(33.33, 66.67)


def test_a_mix_lies_between_history_and_potential():
    children, goal = three_methods()
    history, middle, market = (
        METHODS["weighted"].shares(goal, children, mix=Decimal(part)) for part in ("1", "0.5", "0")
    )
    assert history == METHODS["uniform_growth"].shares(goal, children)
    for a, b, c in zip(history, middle, market, strict=True):
        assert min(a, c) <= b <= max(a, c)


def test_what_the_locked_leave_over_is_shared_among_the_others():
    children, goal = three_methods()
    children[0] = replace(children[0], current=Decimal(700), locked=True)
    assert METHODS["uniform_growth"].shares(goal, children) == money(700, 800, 400, 300)


def problem(slug, total, children, **more):
    (found,) = METHODS[slug].problems(Decimal(total), children, **more)
    return found


def test_a_missing_figure_is_named_with_whom_it_is_missing_of():
    children = [Basis("A", prior=Decimal(5)), Basis("B")]
    assert problem("uniform_growth", 10, children).text == MISSING["prior"]
    assert problem("uniform_growth", 10, children).ids == ("B",)
    assert [each.text for each in METHODS["potential"].problems(Decimal(10), children)] == [
        MISSING["prior"],
        MISSING["potential"],
    ]


@pytest.mark.parametrize(
    ("slug", "children", "text"),
    [
        ("equal", [], NOBODY),
        ("equal", [Basis("A", locked=True), Basis("B")], LOCKED_UNKNOWN),
        ("equal", [Basis("A", current=Decimal(11), locked=True), Basis("B")], LOCKED_MORE),
        ("equal", [Basis("A", current=Decimal(9), locked=True)], ALL_LOCKED),
        ("ratio", [Basis("A", ratio=Decimal(-1)), Basis("B", ratio=Decimal(2))], NEGATIVE),
        ("ratio", [Basis("A", ratio=Decimal(0))], NOTHING),
        ("relative_growth", [Basis("A", prior=Decimal(5), growth=Decimal(0))], NOTHING),
        ("potential", [Basis("A", prior=Decimal(5), potential=Decimal(5))], NOTHING),
    ],
)
def test_what_stands_in_the_way(slug, children, text):
    assert problem(slug, 10, children).text == text


def test_one_whose_share_falls_below_nothing_is_named():
    shrunk = [
        Basis("A", prior=Decimal(1), growth=Decimal(-5)),
        Basis("B", prior=Decimal(9), growth=Decimal(6)),
    ]
    found = problem("relative_growth", 20, shrunk)
    assert (found.text, found.ids) == (BELOW, ("A",))


def test_the_mix_is_a_share():
    child = [Basis("A", prior=Decimal(1), potential=Decimal(1))]
    assert problem("weighted", 10, child, mix=Decimal(2)).text == MIX


def test_everybody_locked_and_adding_up_is_no_problem():
    child = [Basis("A", current=Decimal(10), locked=True)]
    assert METHODS["equal"].shares(Decimal(10), child) == [Decimal(10)]


def test_nothing_to_share_is_nothing_for_each():
    assert METHODS["equal"].shares(Decimal(0), [Basis("A"), Basis("B")]) == [0, 0]


def test_backtest_of_three_published_methods():
    children, goal = three_methods()
    actual = dict(zip("ABCD", money(*inputs("quota-methods-three")["actual"]), strict=True))
    tried = {each.slug: each for each in backtest(goal, children, actual)}
    errors = [
        float(tried[slug].error * 100)
        for slug in ("uniform_growth", "relative_growth", "potential")
    ]
    assert errors == pytest.approx(right("quota-methods-three")["abs_quota_error_pct"], abs=1e-4)
    assert next(iter(tried)) == "relative_growth"
    assert tried["ratio"].error is None
    assert tried["ratio"].problems


@given(AMOUNT, CHILDREN, st.lists(st.none() | AMOUNT, min_size=9, max_size=9))
def test_the_best_comes_first_and_the_untried_last(total, children, actuals):
    actual = dict(zip([child.id for child in children], actuals, strict=False))
    found = backtest(total, children, actual)
    assert sorted(each.slug for each in found) == METHODS.slugs()
    errors = [each.error for each in found]
    known = [error for error in errors if error is not None]
    assert errors == sorted(known) + [None] * (len(errors) - len(known))


def test_whose_result_is_unknown_counts_in_no_error():
    children = [Basis("A"), Basis("B")]
    equal = next(t for t in backtest(Decimal(10), children, {"A": Decimal(4)}) if t.slug == "equal")
    assert equal.error == Decimal("0.2")
