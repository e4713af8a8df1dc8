"""What stands behind a comparison: the funnel of win rates, ramps by hiring cohort, one's months.

The limits and curves are of all peers; who the reader does not see has no name in them, and a
cohort of fewer than three is left out unless the reader sees everyone in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.facts.comparison import Compared
from kernel.periods import Period
from kpis.core.fair import ramp
from kpis.core.fair.cohorts import Cohort, Hire, cohorts
from kpis.core.fair.funnel_plot import Funnel, funnel
from kpis.core.fair.methods import METHODS
from kpis.facts.fair import PastMonth, Person

LEAST_UNSEEN = 3


def funnel_of(page: Compared, *, fair: bool) -> Funnel | None:
    """Win rates over deals closed; in the fair view corrected for the mix of segments."""
    judged = METHODS["win_rate"][0](page.peers, fair)
    n = [page.figures[who].figure("win_rate").bottom or 0.0 for who in judged.people]
    return funnel(judged.people, judged.adjusted, n)


@dataclass(frozen=True, slots=True)
class Ramps:
    """`role` is the usual share of quota in months 1 to 12 after hire, None while not known."""

    role: tuple[float, ...] | None
    cohorts: tuple[Cohort, ...]


def ramps_of(page: Compared) -> Ramps:
    """Of the peers' past months."""
    found = page.of_peers("ramps", lambda: _ramps(page))
    seen = {one.id for one in page.named}
    known = [c for c in found.cohorts if len(c.ids) >= LEAST_UNSEEN or c.ids <= seen]
    return Ramps(found.role, tuple(known))


def _ramps(page: Compared) -> Ramps:
    sold = {one.id: page.sold_months(one) for one in page.group_people}
    hires = [Hire(one.id, one.hired_on, sold[one.id]) for one in page.group_people if one.hired_on]
    every = [month for months in sold.values() for month in months]
    return Ramps(ramp.role_curve(every), tuple(cohorts(hires)))


@dataclass(frozen=True, slots=True)
class Recent:
    """Somebody in their first year: `share` is what the ramp lets expect, `index` K45."""

    person: Person
    tenure: int
    attained: float | None
    share: float
    index: float | None


def recent_hires(page: Compared) -> list[Recent]:
    """Those of the table who are still on the ramp at the end of the period, the newest first."""
    end = page.ask.last_day
    found = []
    for one in page.shown:
        months = ramp.tenure(one.hired_on, end.replace(day=1))
        if months is None or not 0 <= months < ramp.RAMPED:
            continue
        seller = page.figures[one.id]
        attained = seller.figure("attainment").value
        index = ramp.index(attained, seller.ramp)
        found.append(Recent(one, months, attained, seller.ramp, index))
    return sorted(found, key=lambda one: one.tenure)


def by_month(months: Sequence[Period], sold: Sequence[PastMonth]) -> list[float | None]:
    """Attainment of each month; unknown where there was no quota."""
    known = {m.start: m.won / m.quota for m in sold}
    return [known.get(month.start) for month in months]
