"""How long somebody has been there, as a choice of the comparison."""

from datetime import date

from kpis.core.fair.ramp import RAMPED, tenure

# From so many months on, and below so many (None: no end).
TENURES: dict[str, tuple[int, int | None]] = {
    "first_year": (0, RAMPED),
    "one_to_three": (RAMPED, 36),
    "longer": (36, None),
}


def has_tenure(hired_on: date | None, day: date, wanted: str) -> bool:
    """Whether somebody belongs to the choice on the day; who has no day of hire only to none."""
    if wanted not in TENURES:
        return True
    months = tenure(hired_on, day)
    least, most = TENURES[wanted]
    return months is not None and months >= least and (most is None or months < most)
