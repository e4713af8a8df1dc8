"""Period and scope of a request: they live in the URL (`?p=2026-Q2`, `?scope=team:emea`)."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kernel.periods import Kind, Period
from teams import facts
from teams.access import scope_or_404
from teams.core.scope import Scope

# Nobody has data beyond; pages also look years back and ahead of what is asked for.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def period_of(request: HttpRequest, kind: Kind = "quarter") -> Period:
    """The period that `p` names, or the current one of a kind. Text that is no period is 404."""
    calendar = facts.company().calendar
    text = request.GET.get("p", "").strip()
    if not text:
        return calendar.of(kind, facts.today())
    try:
        return _parsed(text)
    except (ValueError, OverflowError) as problem:
        raise Http404(
            _(
                "“%(text)s” is no period. Write a month like 2026-05, a quarter like 2026-Q2, "
                "a year like FY2026, or days like 2026-05-01..2026-08-01."
            )
            % {"text": text[:40]}
        ) from problem


def compared_with(request: HttpRequest, period: Period) -> Period | None:
    """What `vs` names: `year` (default), `previous`, `none`, or a period of its own."""
    calendar = facts.company().calendar
    text = request.GET.get("vs", "year").strip()
    if text == "none":
        return None
    if text in ("year", ""):
        return calendar.year_before(period)
    if text == "previous":
        return calendar.previous(period)
    try:
        return _parsed(text)
    except (ValueError, OverflowError):
        return calendar.year_before(period)


def day_of(text: str) -> date:
    """A day as it stands in an address; ValueError for what is none, or far from any data."""
    day = date.fromisoformat(text)
    if not EARLIEST <= day < LATEST:
        raise ValueError(f"{text!r} is far from any data")
    return day


def _parsed(text: str) -> Period:
    period = facts.company().calendar.parse(text)
    if not EARLIEST <= period.start < period.end <= LATEST:
        raise ValueError(f"{text!r} is far from any data")
    return period


def scope_of(request: HttpRequest, period: Period, **options: Any) -> Scope:
    """The scope that `scope` names, or the person's own start; 404 when they don't see it.

    On some day of a month, quarter or year; of days that somebody chose, on the first and the last:
    else whoever leads a team today would read all that was before.
    """
    key = request.GET.get("scope", "").strip()
    if not key:
        access = request.access  # type: ignore[attr-defined]
        key = access.home_scope().key
    if period.kind == "range":
        for day in (period.start, period.end - timedelta(1)):
            scope_or_404(request, key, day, day + timedelta(1), **options)
    return scope_or_404(request, key, period.start, period.end, **options)
