"""The funnel of every scope and period, the search for bottlenecks, and what pages read of them."""

from collections.abc import Iterable

from bench.company import Size
from bench.frame import Figure, alone
from kpis.facts import funnel as facts
from kpis.services import bottlenecks, funnel
from kpis.services.recompute import window_for
from teams import facts as teams


def figures(size: Size) -> Iterable[Figure]:
    everything = window_for(None, None, None)
    funnel.keep(everything)
    yield alone(
        "Funnel, all years",
        "Cohort and period funnels of everybody, compared with what is stored; nothing is written.",
        lambda: funnel.keep(everything),
        runs=3,
        times=1,
    )
    yield alone(
        "Bottlenecks",
        "Each stage, team and segment against its past.",
        bottlenecks.keep,
        runs=3,
        times=1,
    )
    company, year = teams.company_scope(), teams.company().calendar.year_of(size.first)
    yield alone(
        "W5 funnel of the company's year",
        "facts.funnel, two queries.",
        lambda: facts.funnel(company, year, "cohort"),
        limit=30,
    )
