"""Bottlenecks as kept, the deals behind them, and the same measure of other days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import F, QuerySet

from kernel.periods import Period
from kernel.ratio import wilson
from kpis.core.bottlenecks.entries import BACK, LEAK, LOST, MOVED_ON, REGRESS, STALL, WATCHED
from kpis.core.bottlenecks.evidence import Z90
from kpis.core.survival import LONGEST, restricted_mean
from kpis.facts.funnel import Behind, behind_sql_of, funnel_deals
from kpis.models import Bottleneck
from teams import facts as teams
from teams.core.scope import Scope


@dataclass(frozen=True, slots=True)
class Measured:
    """A share, or mean days, with its 90 % interval; None where nothing can be told."""

    bad: int
    cases: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


def bottlenecks(team_ids: Collection[int] | None = None) -> QuerySet[Bottleneck]:
    """Those that are there now, of these teams (None: all, also of the company); the dearest at
    the cautious end first. Columns: all of `Bottleneck`, with stage and team."""
    cautious = F("money_low").desc(nulls_last=True)
    return known(team_ids).filter(gone_on=None).order_by(cautious, "p", "pk")


def known(team_ids: Collection[int] | None = None) -> QuerySet[Bottleneck]:
    """Those that are there or were."""
    rows = Bottleneck.objects.select_related("stage", "team")
    return rows if team_ids is None else rows.filter(team__in=list(team_ids))


def deals(found: Bottleneck) -> QuerySet[Any]:
    """The deals behind it, as `crm.facts.opportunities`: lost, waiting, gone back or skipping."""
    return funnel_deals(_asked(found, found.kind, found.now_from, found.now_to))


def measured(found: Bottleneck, start: date, stop: date) -> Measured:
    """The same measure over entries of [start, stop), as it stands today."""
    if stop <= start:
        return Measured(0, 0)
    sql, params = behind_sql_of(_asked(found, "visit", start, stop), columns=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = np.array(cursor.fetchall(), np.int64).reshape(-1, 3)
    end, days, skipped = rows[:, 0], rows[:, 1], rows[:, 2] > 0
    if found.kind == STALL:
        return _time(end[~skipped], days[~skipped])
    in_time = days <= found.horizon
    if found.kind == LEAK:
        bad, cases = (end == LOST) & in_time, np.isin(end, (LOST, MOVED_ON)) & in_time
    elif found.kind == REGRESS:
        bad = (end == BACK) & in_time & ~skipped
        cases = np.isin(end, (BACK, MOVED_ON)) & in_time & ~skipped
    else:
        bad, cases = skipped, (end == MOVED_ON) & in_time
    return _share(int(bad.sum()), int(cases.sum()))


def _share(bad: int, cases: int) -> Measured:
    interval = wilson(bad, cases, Z90)
    return Measured(bad, cases, bad / cases, *interval) if interval else Measured(0, 0)


def _time(end: Any, days: Any) -> Measured:
    """Mean days; known only where somebody has left."""
    over, waiting = (
        np.bincount(np.minimum(days[mark], LONGEST - 1), minlength=LONGEST).astype(float)
        for mark in (end > 0, end == 0)
    )
    if not over.any():
        return Measured(0, len(days))
    mean = restricted_mean(over, waiting, WATCHED)
    half = Z90 * mean.variance**0.5
    return Measured(int(waiting.sum()), len(days), mean.days, mean.days - half, mean.days + half)


def _asked(found: Bottleneck, kind: str, start: date, stop: date) -> Behind:
    days = found.slow if found.kind == STALL else found.horizon
    part = ("segment", found.segment) if found.segment else ("", "")
    period = Period(start, stop, "range")
    return Behind(_scope(found), period, "period", found.stage_id, kind, *part, days)


def _scope(found: Bottleneck) -> Scope:
    if found.team is None:
        return teams.company_scope()
    return Scope("team", found.team.pk, found.team.slug, found.team.name)
