"""What was promised: quotas in force, now or as known on another day. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from kernel.dated import Days
from kernel.periods import FiscalCalendar
from quotas.models import Quota
from teams import facts as teams

QUANTUM = Decimal("0.0001")
type Span = tuple[date, date]  # [start, end)
# All revenue: what attainment means when it does not name its measure.
REVENUE = {"measure": "revenue", "product_family": "", "segment": ""}


@dataclass(frozen=True, slots=True)
class QuotaFact:
    """`amount` over `days` for a rep or a team, in the base currency."""

    id: int
    rep_id: int | None
    team_id: int | None
    days: Days
    amount: Decimal


def quotas(known: datetime | None = None) -> QuerySet[Quota]:
    """The versions in force, or in force as known at a moment.

    Columns: id, rep_id, team_id, measure, product_family, segment, valid (days), amount,
    recorded_at, superseded_at.
    """
    if known is None:
        return Quota.objects.filter(superseded_at=None)
    standing = Q(superseded_at=None) | Q(superseded_at__gt=known)
    return Quota.objects.filter(standing, recorded_at__lte=known)


def since(moment: datetime) -> QuerySet[Quota]:
    """Versions that were stored, or replaced, after a moment, the latest first."""
    later = Q(recorded_at__gt=moment) | Q(superseded_at__gt=moment) | Q(run__finished_at__gt=moment)
    return Quota.objects.filter(later).order_by("-recorded_at", "-pk")


def by_hand() -> QuerySet[Quota]:
    """Versions that neither a file nor a plan brought."""
    return Quota.objects.filter(run=None)


@dataclass(frozen=True)
class Aim:
    """What is counted, where it is not all revenue."""

    measure: str
    product_family: str
    segment: str


@dataclass(frozen=True, slots=True)
class OtherQuota:
    """`amount` of an aim over [start, end)."""

    aim: Aim
    start: date
    end: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """What a holder was to reach over `days` became another amount at a moment.

    `after` None: it was withdrawn.
    """

    rep_id: int | None
    team_id: int | None
    holder: str
    aim: Aim
    days: Days
    before: Decimal
    after: Decimal | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Promised:
    """`others` of people, in force, of anything but all revenue; `changes` the latest first."""

    others: list[OtherQuota]
    changes: list[Change]


def promised(
    since: datetime, start: date, end: date, *, rep_ids: Iterable[int], team_ids: Iterable[int]
) -> Promised:
    """What is in force over [start, end) besides all revenue, and what was replaced since a moment
    of days that touch it; one query."""
    reps = list(rep_ids)
    changed = Q(recorded_at__gte=since) | Q(superseded_at__gte=since)
    other = Q(rep__in=reps, superseded_at=None) & ~Q(**REVENUE)
    rows = Quota.objects.filter(
        Q(rep__in=reps) | Q(team__in=list(team_ids)), changed | other, valid__overlap=(start, end)
    )
    found = list(rows.select_related("rep", "team").order_by("valid", "pk"))
    others = [
        OtherQuota(_aim(one), one.valid.lower, one.valid.upper, one.amount)
        for one in found
        if one.rep_id and not one.superseded_at and _aim(one) != Aim(**REVENUE)
    ]
    return Promised(others, _changes(found, since))


def _aim(one: Quota) -> Aim:
    return Aim(one.measure, one.product_family, one.segment)


def _changes(rows: Iterable[Quota], since: datetime) -> list[Change]:
    """Versions that one act replaced together, the months of a year say, are one change."""
    acts: dict[tuple[Any, ...], tuple[list[Quota], list[Quota]]] = {}
    for row in rows:
        key = (row.rep_id, row.team_id, _aim(row))
        if row.superseded_at and row.superseded_at >= since:
            acts.setdefault((*key, row.superseded_at), ([], []))[0].append(row)
        if row.recorded_at >= since:
            acts.setdefault((*key, row.recorded_at), ([], []))[1].append(row)
    found = [_change(at, old, new) for (*_key, at), (old, new) in acts.items() if old]
    return sorted(
        (one for one in found if one.before != one.after),
        key=lambda one: (one.at, one.holder),
        reverse=True,
    )


def _change(at: datetime, old: list[Quota], new: list[Quota]) -> Change:
    first, both = old[0], [*old, *new]
    return Change(
        first.rep_id,
        first.team_id,
        str(first.rep or first.team),
        _aim(first),
        Days(min(one.valid.lower for one in both), max(one.valid.upper for one in both)),
        sum((one.amount for one in old), Decimal(0)),
        sum((one.amount for one in new), Decimal(0)) if new else None,
        at,
    )


def quotas_over(
    start: date,
    end: date,
    *,
    rep_ids: Iterable[int] = (),
    team_ids: Iterable[int] = (),
    known: datetime | None = None,
) -> list[QuotaFact]:
    """Revenue quotas of these holders that touch [start, end), by start, with their full days."""
    holders = Q(rep__in=list(rep_ids)) | Q(team__in=list(team_ids))
    rows = quotas(known).filter(holders, valid__overlap=(start, end), **REVENUE)
    return [
        QuotaFact(pk, rep, team, Days(valid.lower, valid.upper), amount)
        for pk, rep, team, valid, amount in rows.order_by("valid", "pk").values_list(
            "pk", "rep_id", "team_id", "valid", "amount"
        )
    ]


def asked_over(aim: Aim, start: date, end: date) -> dict[tuple[str, int], Decimal]:
    """What every rep and team was to reach of an aim in [start, end): ("rep", id) or ("team", id)
    → the parts of their quotas that fall on these days. One query."""
    rows = quotas().filter(
        measure=aim.measure,
        product_family=aim.product_family,
        segment=aim.segment,
        valid__overlap=(start, end),
    )
    calendar = teams.company().calendar
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for rep, team, valid, amount in rows.values_list("rep_id", "team_id", "valid", "amount"):
        key = ("rep", rep) if rep else ("team", team)
        found[key] += part(amount, (valid.lower, valid.upper), (start, end), calendar)
    return dict(found)


def part(amount: Decimal, over: Span, on: Span, calendar: FiscalCalendar) -> Decimal:
    """How much of an amount falls on other days that touch its own: by working days, as of all
    revenue; by days where there is no working day."""
    first, last = max(over[0], on[0]), min(over[1], on[1])
    days, inside = calendar.workdays_between(*over), calendar.workdays_between(first, last)
    if not days:
        days, inside = (over[1] - over[0]).days, (last - first).days
    return (amount * inside / days).quantize(QUANTUM)


def versions(quota_id: int) -> list[Quota]:
    """Every version, with its days, of what the quota's holder was to reach on those days."""
    quota = Quota.objects.get(pk=quota_id)
    same = Quota.objects.filter(
        rep=quota.rep_id,
        team=quota.team_id,
        measure=quota.measure,
        product_family=quota.product_family,
        segment=quota.segment,
        valid__overlap=quota.valid,
    )
    return list(same.select_related("rep", "team").order_by("-recorded_at", "-pk"))


def measures() -> list[tuple[str, str]]:
    """What a quota may be counted in: slugs and words."""
    return [(slug, str(words)) for slug, words in Quota.Measure.choices]


def place(measure: str) -> int:
    """Where people read a measure among the others: revenue is first."""
    return Quota.Measure.values.index(measure)


def exist() -> bool:
    """Whether any quota is known: pages say how to load them when none is."""
    return Quota.objects.exists()
