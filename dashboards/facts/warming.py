"""What a comparison opens with, worked out before somebody asks: else its first reader waits.

Of every group of peers, for managers and reps open with other groups than executives do. What only
one person's page shows is left to its reader.
"""

from functools import cached_property

import teams.facts
from dashboards.facts.compare_evidence import ramps_of
from dashboards.facts.comparison import Compared
from dashboards.facts.question import Question
from kpis.facts.fair import Person

OPENS_WITH = ("attainment", "win_rate")


class Unread(Compared):
    """Before anybody reads it, everyone is seen."""

    @cached_property
    def seen(self) -> list[Person]:
        return self.everyone


def warm_comparisons() -> bool:
    """This quarter's, unless they are there already; whether there was something to do. Before the
    first recompute nothing is kept."""
    page = _page(OPENS_WITH[0])
    worked_out: list[str] = []

    def everything() -> bool:
        worked_out.extend(_warm(group.key) for group, _n in page.groups)
        return True

    if page.kept.basis:
        page.kept.get("warm", everything)
    return bool(worked_out)


def _warm(group: str) -> str:
    for kpi in OPENS_WITH:
        page = _page(kpi, group)
        _ = page.found, page.histories, page.steady, page.weakest, ramps_of(page)
    return group


def _page(kpi: str, group: str = "") -> Compared:
    company, today = teams.facts.company(), teams.facts.today()
    quarter = company.calendar.quarter_of(today)
    ask = Question(None, teams.facts.company_scope(), quarter, None, company, today)
    return Unread(ask, kpi, group)
