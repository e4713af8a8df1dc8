"""One field over time, woven from exports and a CRM's own history."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.core.timeline import Change, Said, value_at, weave

CREATED = datetime(2025, 1, 1, tzinfo=UTC)


def day(n: int) -> datetime:
    return CREATED + timedelta(n)


BEGIN = [Change(CREATED, "", "a")]


def test_nothing_changed_needs_no_rows() -> None:
    assert weave(BEGIN, [Said(day(5), "a"), Said(day(9), "a")], []) == []


def test_a_difference_is_dated_on_the_later_export() -> None:
    assert weave(BEGIN, [Said(day(5), "a"), Said(day(9), "b")], []) == [
        *BEGIN,
        Change(day(9), "a", "b"),
    ]


def test_real_history_explains_the_difference() -> None:
    real = [Change(day(7), "a", "b", real=True)]
    assert weave(BEGIN, [Said(day(5), "a"), Said(day(9), "b")], real) == BEGIN


def test_real_history_that_reaches_back_says_what_was_before() -> None:
    real = [Change(day(3), "z", "a", real=True)]
    assert weave(BEGIN, [Said(day(5), "a")], real) == [Change(CREATED, "", "z")]
    assert weave(BEGIN, [], [Change(day(3), "", "b", real=True)], None) == [
        Change(CREATED, "", "b")
    ]
    assert weave(BEGIN, [Said(day(5), "a")], [Change(CREATED, "", "a", real=True)]) == []


def test_real_changes_win_ties() -> None:
    changes = [Change(day(3), "a", "c", real=True), Change(day(3), "a", "b")]
    assert value_at(changes, day(3)) == "c"
    assert value_at(changes, day(2)) is None


SAID = st.lists(
    st.builds(Said, st.integers(1, 40).map(day), st.sampled_from("abc")), unique_by=lambda s: s.at
)


@given(said=SAID.filter(bool), order=st.randoms(use_true_random=False))
def test_every_export_is_believed_in_any_order(said: list[Said], order) -> None:
    first = min(said, key=lambda s: s.at).value
    begins = [Change(CREATED, "", first)]
    woven = weave(begins, said, [])
    shuffled = said.copy()
    order.shuffle(shuffled)
    assert weave(begins, shuffled, []) == woven
    for one in said:
        assert (value_at(woven, one.at) or first) == one.value
    assert all(change.old != change.new for change in woven)
