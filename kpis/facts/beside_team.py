"""A person's stored values over several periods, and what is usual in their team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q

from kernel.periods import Period
from kpis.facts.scoped import home_team
from kpis.facts.values import COLUMNS, KpiValue
from kpis.models import Value
from teams.core.scope import Scope

NOTHING = Decimal(0)
type Asked = tuple[Sequence[str], Sequence[Period]]  # KPIs, and the periods they are of


@dataclass(frozen=True, slots=True)
class Halves:
    """The two halves of a KPI, each added up over periods."""

    top: Decimal = NOTHING
    bottom: Decimal = NOTHING

    @staticmethod
    def of(values: Iterable[KpiValue]) -> "Halves":
        """Of values of one KPI; what is unknown adds nothing."""
        known = [(v.numerator, v.denominator) for v in values if v.denominator is not None]
        return Halves(
            sum((top or NOTHING for top, _bottom in known), NOTHING),
            sum((bottom for _top, bottom in known), NOTHING),
        )


@dataclass(frozen=True, slots=True)
class BesideTeam:
    """`own` by period, then KPI. `team`: halves over the past periods, of the company for who is
    in no team."""

    own: dict[Period, dict[str, KpiValue]]
    team: dict[str, Halves]


def beside_team(
    rep: Scope,
    period: Period,
    *,
    own: Sequence[Asked],
    team: Asked,
) -> BesideTeam:
    """KPIs of a rep over periods, and others over past ones of the team that they were last in
    during `period`; all in one query."""
    wanted = reduce(or_, (_of(*each) for each in own))
    mine = Q(scope="rep", scope_id=rep.id) & wanted
    above = Q(scope="company") | Q(scope="team", scope_id__in=home_team(rep, period))
    rows = Value.objects.filter(mine | (above & _of(*team)))
    found = {
        (scope, kpi, kind, start): rest
        for scope, kpi, kind, start, *rest in rows.values_list(
            "scope", "kpi", "kind", "start", *COLUMNS
        )
    }
    upper = "team" if any(scope == "team" for scope, *_rest in found) else "company"

    def one(scope: str, kpi: str, at: Period) -> KpiValue:
        return KpiValue(kpi, rep, at, *found.get((scope, kpi, at.kind, at.start), ()))

    known: dict[Period, dict[str, KpiValue]] = {}
    for kpis, periods in own:
        for at in periods:
            known.setdefault(at, {}).update({kpi: one("rep", kpi, at) for kpi in kpis})
    return BesideTeam(
        known,
        {kpi: Halves.of(one(upper, kpi, at) for at in team[1]) for kpi in team[0]},
    )


def _of(kpis: Sequence[str], periods: Sequence[Period]) -> Q:
    kinds, starts = {at.kind for at in periods}, {at.start for at in periods}
    return Q(kpi__in=list(kpis), kind__in=kinds, start__in=starts)
