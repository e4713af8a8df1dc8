from datetime import date

from kernel.merge import Merged, Rejection, Touched


def test_a_row_is_rejected_once_however_many_reasons_it_has():
    merged = Merged(
        rejections=[
            Rejection(3, "owner", "x", "unknown_owner", "…"),
            Rejection(3, "amount", "y", "bad_amount", "…"),
            Rejection(4, "stage", "z", "new_stage", "…", severity="warning"),
        ]
    )
    assert merged.rejected == 1


def test_what_is_touched_only_widens():
    touched = Touched()
    touched.add({1}, None, None)
    assert touched.start is None
    touched.add({2}, date(2026, 2, 1), date(2026, 3, 1))
    touched.add(set(), date(2026, 1, 1), date(2026, 2, 1))
    assert (touched.reps, touched.start, touched.end) == (
        {1, 2},
        date(2026, 1, 1),
        date(2026, 3, 1),
    )
