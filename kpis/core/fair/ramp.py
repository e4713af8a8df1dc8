"""What a person may be expected to sell in the months after hire, as a share of what others do.

Learnt from the company's own months: for each full month since hire, booked ÷ quota of all who
were in it, over the same of those past their first year. So quotas that already allow for the ramp
give shares of one, and nothing is allowed for twice. K45; Barlow, Bartholomew, Bremner, Brunk
(1972), Statistical Inference under Order Restrictions, chapter 1 (pooling adjacent violators).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

RAMPED = 12  # months: from here on nobody is allowed for
LIKE_MONTHS = 5  # a share is drawn to one as if so many ordinary months had been seen as well
LEAST = 0.1


@dataclass(frozen=True, slots=True)
class SoldMonth:
    """One person's month: `tenure` in full months since hire (None: unknown), booked, quota."""

    tenure: int | None
    won: float
    quota: float


def tenure(hired_on: date | None, month: date) -> int | None:
    """Months from the month of hire to this one; the first, partial month is 0."""
    if hired_on is None:
        return None
    return (month.year - hired_on.year) * 12 + month.month - hired_on.month


def curve(months: Iterable[SoldMonth]) -> tuple[float, ...]:
    """Shares for tenure 0 to 11, never falling; all one while nothing is known.

    The first month is not used, being partial; it gets the share of the second.
    """
    known = [m for m in months if m.quota > 0 and m.tenure is not None and m.tenure >= 1]
    full = [m for m in known if m.tenure is not None and m.tenure >= RAMPED]
    usual = _attained(full)
    if not usual:
        return (1.0,) * RAMPED
    shares, weights = [], []
    for t in range(1, RAMPED):
        seen = [m for m in known if m.tenure == t]
        n = len(seen)
        raw = (_attained(seen) or 0.0) / usual if seen else 1.0
        shares.append((n * raw + LIKE_MONTHS) / (n + LIKE_MONTHS))
        weights.append(float(n + LIKE_MONTHS))
    rising = [min(max(share, LEAST), 1.0) for share in monotone(shares, weights)]
    return (rising[0], *rising)


def role_curve(months: Sequence[SoldMonth]) -> tuple[float, ...] | None:
    """Share of quota usual in months 1 to 12 after hire: the pooled curve × what those past the
    ramp attain. None while nobody past the ramp is known."""
    usual = _attained([m for m in months if m.tenure is not None and m.tenure >= RAMPED])
    return tuple(usual * share for share in (*curve(months)[1:], 1.0)) if usual else None


def index(attained: float | None, share: float) -> float | None:
    """K45: attainment ÷ the share that the ramp gives at this tenure."""
    return None if attained is None or share <= 0 else attained / share


def expected(shares: Sequence[float], tenures: Iterable[int | None]) -> float:
    """The mean share over the months of a period; unknown tenure and past the ramp are one."""
    found = [shares[t] if t is not None and 0 <= t < RAMPED else 1.0 for t in tenures]
    return sum(found) / len(found) if found else 1.0


def monotone(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest rising sequence by weighted squares."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append((value, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, v, i), (b, w, j) = blocks[-2], blocks.pop()
            blocks[-1] = ((a * v + b * w) / (v + w), v + w, i + j)
    return [value for value, _weight, n in blocks for _ in range(n)]


def _attained(months: Sequence[SoldMonth]) -> float | None:
    quota = sum(m.quota for m in months)
    return sum(m.won for m in months) / quota if quota > 0 else None
