"""Many quotas at once, as a plan publishes them: what stands already is left alone.

A version that reaches beyond the days that are said keeps its rest, with the part of its amount
that falls on these days by working days, as attainment spreads it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from audit.services import note_edit
from kernel.money import split
from quotas.models import Quota
from teams import facts as teams

QUANTUM = Decimal("0.0001")
type Key = tuple[int | None, int | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a rep or a team is to reach over [start, end); None: nothing is promised any more."""

    start: date
    end: date
    amount: Decimal | None
    rep_id: int | None = None
    team_id: int | None = None
    measure: str = "revenue"
    product_family: str = ""
    segment: str = ""

    @property
    def key(self) -> Key:
        return self.rep_id, self.team_id, self.measure, self.product_family, self.segment


@transaction.atomic
def set_quotas(stated: Sequence[Stated], *, by: Any, run_id: int | None = None) -> int:
    """How many of them were not in force yet. Days of one holder and measure must not overlap."""
    if not stated:
        return 0
    first, last = min(one.start for one in stated), max(one.end for one in stated)
    standing = _standing(first, last)
    now, closed, made, changed = timezone.now(), {}, [], 0
    for one in stated:
        met = [
            quota
            for quota in standing.get(one.key, ())
            if quota.valid.lower < one.end and one.start < quota.valid.upper
        ]
        if _stands(one, met):
            continue
        changed += 1
        closed |= {quota.pk: quota for quota in met}
        if one.amount is not None:
            made.append(_quota(one, one.amount, run_id, now))
    made += _rests(closed.values(), stated, run_id, now)
    Quota.objects.filter(pk__in=closed).update(superseded_at=now)
    new = Quota.objects.bulk_create(made)
    if touched := [*closed.values(), *new]:
        start = min(quota.valid.lower for quota in touched)
        end = max(quota.valid.upper for quota in touched)
        note_edit(obj=touched[-1], start=start, end=end, by=by)
    return changed


def _standing(first: date, last: date) -> dict[Key, list[Quota]]:
    rows = Quota.objects.select_for_update().filter(superseded_at=None)
    found: dict[Key, list[Quota]] = {}
    for row in rows.filter(valid__overlap=(first, last)).order_by("valid", "pk"):
        key = (row.rep_id, row.team_id, row.measure, row.product_family, row.segment)
        found.setdefault(key, []).append(row)
    return found


def _stands(one: Stated, met: list[Quota]) -> bool:
    if one.amount is None:
        return not met
    same = len(met) == 1 and met[0].amount == one.amount
    return same and (met[0].valid.lower, met[0].valid.upper) == (one.start, one.end)


def _quota(one: Stated, amount: Decimal, run_id: int | None, now: datetime) -> Quota:
    return Quota(
        rep_id=one.rep_id,
        team_id=one.team_id,
        measure=one.measure,
        product_family=one.product_family,
        segment=one.segment,
        valid=DateRange(one.start, one.end),
        amount=amount,
        recorded_at=now,
        run_id=run_id,
    )


def _rests(
    closed: Iterable[Quota], stated: Sequence[Stated], run_id: int | None, now: datetime
) -> list[Quota]:
    """What closed versions promised on days about which nothing is said now."""
    said: dict[Key, list[Stated]] = {}
    for one in stated:
        said.setdefault(one.key, []).append(one)
    found = []
    for quota in closed:
        key = (quota.rep_id, quota.team_id, quota.measure, quota.product_family, quota.segment)
        ends = (quota.valid.lower, quota.valid.upper)
        over = sorted((one.start, one.end) for one in said[key])
        spans = _spans(ends, over)
        if all(is_said for _, _, is_said in spans):
            continue
        parts = split(quota.amount, [_weight(a, b) for a, b, _ in spans], QUANTUM)
        for (start, end, is_said), part in zip(spans, parts, strict=True):
            if not is_said:
                found.append(_quota(Stated(start, end, part, *key), part, run_id, now))
    return found


def _spans(ends: tuple[date, date], over: list[tuple[date, date]]) -> list[tuple[date, date, bool]]:
    """The days cut where something is said: (from, to, whether it is said)."""
    found, day = [], ends[0]
    for start, end in over:
        start, end = max(start, day), min(end, ends[1])
        if start >= end:
            continue
        if day < start:
            found.append((day, start, False))
        found.append((start, end, True))
        day = end
    return [*found, (day, ends[1], False)] if day < ends[1] else found


def _weight(start: date, end: date) -> Decimal:
    """Working days; a span without any counts as little as one can."""
    return Decimal(teams.company().calendar.workdays_between(start, end)) or QUANTUM
