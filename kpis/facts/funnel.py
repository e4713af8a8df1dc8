"""The funnel of a scope and period as stored with the last recompute, and the deals behind it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.expressions import RawSQL

from crm import facts as crm
from kernel.periods import Period
from kernel.ratio import Ratio, wilson
from kpis.core.funnel.parts import OTHERS
from kpis.core.seats import FIRST, LAST, seats
from kpis.models import FunnelStep
from kpis.queries.visits import KINDS, behind_sql, stored_behind_sql
from teams import facts as teams
from teams.core.scope import Scope

KINDS_OF_DEALS = tuple(KINDS)
# Numbers whose deals and value are stored: the first pair of fields less the others.
ENTERED, PASSED = ("entered", "entered_value"), ("passed", "passed_value")
LOST, LEAKED = ("lost", "lost_value"), ("leaks", "leak_value")
SUMMED = {
    "entered": (ENTERED,),
    "passed": (PASSED,),
    "lost": (LOST,),
    "open": (ENTERED, PASSED, LOST),
    "leaked": (LEAKED,),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage; see `FunnelStep`. Days are None where not enough visits have ended yet."""

    stage_id: int
    entered: int = 0
    passed: int = 0
    lost: int = 0
    skipped: int = 0
    leaks: int = 0
    undecided: int = 0
    unreasoned: int = 0
    moves: int = 0
    backs: int = 0
    entered_value: Decimal = Decimal(0)
    passed_value: Decimal = Decimal(0)
    lost_value: Decimal = Decimal(0)
    leak_value: Decimal = Decimal(0)
    stays: int = 0
    stay_median: int | None = None
    stay_slow: int | None = None

    @property
    def open(self) -> int:
        """Still under way: neither passed nor lost."""
        return self.entered - self.passed - self.lost

    @property
    def open_value(self) -> Decimal:
        return self.entered_value - self.passed_value - self.lost_value

    @property
    def conversion(self) -> Ratio:
        """Moved on, of all that entered (K32)."""
        return Ratio(self.passed, self.entered)

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.passed, self.entered)

    @property
    def immature(self) -> Ratio:
        return Ratio(self.open, self.entered)

    @property
    def regress(self) -> Ratio:
        return Ratio(self.backs, self.moves)

    @property
    def skip(self) -> Ratio:
        return Ratio(self.skipped, self.passed)

    @property
    def no_decision(self) -> Ratio:
        """Lost because nobody decided, of those lost with a reason (K31)."""
        return Ratio(self.undecided, self.leaks - self.unreasoned)

    @property
    def reason_missing(self) -> Ratio:
        return Ratio(self.unreasoned, self.leaks)


FIELDS = tuple(name for name in Step.__slots__)


def funnel(scope: Scope, period: Period, basis: str) -> list[Step]:
    """The open stages in their order, those that nobody entered too. One query."""
    return funnels([scope], period, basis)[scope.key]


def funnels(scopes: Sequence[Scope], period: Period, basis: str) -> dict[str, list[Step]]:
    """The same of several scopes by their keys. One query."""
    kinds, ids = {one.kind for one in scopes}, {one.id for one in scopes}
    rows = _rows(period, basis).filter(scope__in=kinds, scope_id__in=ids, dim="")
    found: dict[tuple[str, int], list[Any]] = {}
    for row in rows.values_list("scope", "scope_id", *FIELDS):
        found.setdefault((row[0], row[1]), []).append(row[2:])
    return {one.key: steps_of(found.get((one.kind, one.id), ())) for one in scopes}


def parts(scope: Scope, period: Period, basis: str, dim: str) -> dict[str, list[Step]]:
    """By segment, source or product, the most deals first; of companies and teams. One query.

    Of a person: `person_funnel.parts`.
    """
    rows = _rows(period, basis).filter(scope=scope.kind, scope_id=scope.id, dim=dim)
    found: dict[str, list[Any]] = {}
    for key, *row in rows.values_list("key", *FIELDS):
        found.setdefault(key, []).append(row)
    return most_first({key: steps_of(each) for key, each in found.items()})


def most_first(found: dict[str, list[Step]]) -> dict[str, list[Step]]:
    return dict(sorted(found.items(), key=lambda pair: -sum(s.entered for s in pair[1])))


def _rows(period: Period, basis: str) -> QuerySet[FunnelStep]:
    return FunnelStep.objects.filter(start=period.start, kind=period.kind, basis=basis)


def steps_of(rows: Iterable[Sequence[Any]]) -> list[Step]:
    """Every open stage, in order; rows as `FIELDS`."""
    known = {row[0]: Step(*row) for row in rows}
    stages = [stage for stage in crm.stages() if stage.kind == "open"]
    return [known.get(stage.id, Step(stage.id)) for stage in stages]


@dataclass(frozen=True, slots=True)
class Behind:
    """Which number: of a scope and period on a basis, one stage, and perhaps one part of it."""

    scope: Scope
    period: Period
    basis: str
    stage_id: int
    kind: str
    dim: str = ""
    key: str = ""
    days: int = 0


def funnel_deals(asked: Behind) -> QuerySet[Any]:
    """The deals behind a number, as `crm.facts.opportunities`: as many as the number says, with its
    value in all. (Moves back are counted by move; here each deal stands once.) Those of the funnel
    are looked up in what it was counted from, those of a bottleneck followed anew."""
    sql, params = behind_sql_of(asked)
    return crm.opportunities().filter(pk__in=RawSQL(sql, params))  # noqa: S611


def funnel_sums(asked: Behind) -> tuple[int, Decimal]:
    """How many deals are behind a number, and their value in all: as stored, where it is. One
    query, or two where only the deals tell."""
    if asked.kind in SUMMED and asked.key != OTHERS:
        fields = [field for pair in SUMMED[asked.kind] for field in pair]
        here = _rows(asked.period, asked.basis).filter(
            scope=asked.scope.kind, scope_id=asked.scope.id, dim=asked.dim, key=asked.key
        )
        found = here.filter(stage=asked.stage_id).values_list(*fields).first()
        if found:
            (n, value), *less = zip(found[::2], found[1::2], strict=True)
            return n - sum(m for m, _ in less), value - sum(v for _, v in less)
    sums = funnel_deals(asked).order_by().aggregate(n=Count("pk"), value=Sum("value"))
    return sums["n"], sums["value"] or Decimal(0)


def behind_sql_of(asked: Behind, *, columns: bool = False) -> tuple[str, list[Any]]:
    """SQL with its parameters by place: ids of deals; or with `columns` how and after how many days
    each visit ended, and whether it was skipped, as `kpis.core.bottlenecks.entries` has it."""
    seated = _seats(asked.scope)
    params: dict[str, Any] = {
        "stage": asked.stage_id,
        "start": asked.period.start,
        "stop": asked.period.end,
        "zone": teams.company().time_zone,
        "days": asked.days,
        "today": teams.today(),
        "key": asked.key,
    }
    if seated is not None:
        params |= dict(zip(("rep", "first", "end"), seated, strict=True))
    cohort = asked.basis == FunnelStep.Basis.COHORT
    if asked.kind in KINDS:
        sql = stored_behind_sql(
            asked.kind, cohort=cohort, seated=seated is not None, part=asked.dim
        )
    else:
        sql = behind_sql(
            asked.kind, cohort=cohort, seated=seated is not None, part=asked.dim, columns=columns
        )
    names = re.findall(r"%\((\w+)\)s", sql)
    return re.sub(r"%\(\w+\)s", "%s", sql), [params[name] for name in names]


def _seats(scope: Scope) -> tuple[list[int], list[Any], list[Any]] | None:
    """The seats of the people that count in the scope; None: everybody's."""
    if scope.kind == "company":
        return None
    reps = teams.reps().values_list("pk", flat=True)
    found = seats(reps, teams.memberships(FIRST, LAST))
    if scope.kind == "rep":
        here = [one for one in found if one.rep_id == scope.id]
    else:
        below = set(teams.sub_team_ids(scope.id))
        here = [one for one in found if one.team_id in below]
    return [s.rep_id for s in here], [s.start for s in here], [s.stop for s in here]
