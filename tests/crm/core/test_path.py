"""The way through the stages."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.path import Moved, Stay, days_by_stage, stays, told

START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def at(days: float, stage: str, *, known: float | None = None, inferred: bool = False) -> Moved:
    known_at = START + timedelta(days if known is None else known)
    return Moved(stage, START + timedelta(days), known_at, inferred)


histories = st.lists(
    st.builds(
        at,
        st.integers(0, 400),
        st.sampled_from(["qualify", "propose", "negotiate"]),
        known=st.integers(0, 500),
        inferred=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(histories, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Moved], dice: object) -> None:
    numbered = [Moved(r.new, r.at, r.known, r.inferred, n) for n, r in enumerate(rows)]
    shuffled = list(numbered)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert stays(shuffled) == stays(numbered)


@given(histories)
def test_stays_tile_the_time(rows: list[Moved]) -> None:
    visits = stays(rows)
    assert [s.end for s in visits[:-1]] == [s.start for s in visits[1:]]
    assert visits[-1].end is None
    assert all(a.stage != b.stage for a, b in itertools.pairwise(visits))


@given(histories)
def test_days_add_up_from_first_entry_to_today(rows: list[Moved]) -> None:
    today = date(2027, 6, 1)
    visits = stays(rows)
    assert sum(days_by_stage(visits, today).values()) == (today - visits[0].start).days


@given(histories, histories, st.integers(0, 400))
def test_what_was_known_does_not_change_when_later_rows_arrive(
    rows: list[Moved], later: list[Moved], day: int
) -> None:
    as_of = START + timedelta(day)
    arriving = [Moved(r.new, r.at, max(r.known, as_of + timedelta(1)), r.inferred) for r in later]
    assert told([*rows, *arriving], as_of) == told(rows, as_of)


@pytest.mark.parametrize(
    ("rows", "closed", "expected"),
    [
        ([], None, []),
        ([at(0, "qualify")], None, [("qualify", 0, None)]),
        (
            [at(0, "qualify"), at(10, "propose")],
            30,
            [("qualify", 0, 10), ("propose", 10, 30)],
        ),
        (
            [at(0, "qualify"), at(10, "propose"), at(20, "qualify")],
            None,
            [("qualify", 0, 10), ("propose", 10, 20), ("qualify", 20, None)],
        ),
        ([at(0, "qualify"), at(5, "qualify")], None, [("qualify", 0, None)]),
        ([at(3, "lead", inferred=True), at(3, "propose")], None, [("propose", 3, None)]),
        ([at(3, "lead", known=3), at(3, "propose", known=4)], None, [("propose", 3, None)]),
        (
            [at(0, "lead"), at(3, "qualify"), at(3, "lead", known=9)],
            None,
            [("lead", 0, None)],
        ),
        ([at(10, "propose")], 5, [("propose", 10, 10)]),
    ],
    ids=[
        "no-history",
        "one-stage",
        "closed",
        "went-back",
        "repeated",
        "real-hides-inferred",
        "later-known-wins",
        "corrected-away",
        "closed-before-last-move",
    ],
)
def test_stays(rows: list[Moved], closed: int | None, expected: list[tuple]) -> None:
    first = START.date()

    def day(n: int | None) -> date | None:
        return None if n is None else first + timedelta(n)

    assert stays(rows, day(closed)) == [Stay(s, day(a), day(b)) for s, a, b in expected]
