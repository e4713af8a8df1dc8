"""Booked so far against the usual path: K1 by day, K6 of past periods times the quota."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dashboards.facts import Question, number
from dashboards.links import explain
from dashboards.panel import Panel
from ui import formats
from ui.charts import plot
from ui.components import Explained, Key
from ui.period_picker import title

# Beyond this many days a point a week is enough to see the path
DAILY_UP_TO = 120


@dataclass(frozen=True, slots=True)
class Pacing:
    title: str
    plot: plot.Plot
    keys: tuple[Key, ...]
    foot: Explained


def build(question: Question) -> Pacing | None:
    if not question.has_numbers:
        return None
    quota, booked = question.value("quota"), _thin(question.daily)
    path = _path(question, quota)
    finding = _finding(question, quota)
    keys = (Key(_("Booked")), Key(_("Usual path and its range"), "kl")) if path else ()
    return Pacing(
        finding,
        plot.pacing(
            "pacing",
            _spoken(question, quota, finding),
            booked=booked,
            usual=path,
            quota=quota,
            today=question.today if question.is_running else None,
        ),
        keys,
        Explained(
            _("Usual: the share of a period that was booked by each day in past periods."),
            explain("expected_share", question.scope, question.period),
        ),
    )


def _path(question: Question, quota: Decimal | None) -> list[plot.Point]:
    if not quota:
        return []
    points = [
        plot.Point(p.day, _part(p.usual, quota), _part(p.low, quota), _part(p.high, quota))
        for p in question.usual_path
    ]
    return _thin(points)


def _part(share: Any, quota: Decimal) -> Decimal | None:
    found = number(share)
    return None if found is None else round(found * quota, 0)


def _thin(points: list[Any]) -> list[Any]:
    if len(points) <= DAILY_UP_TO:
        return points
    return [*points[:-1:7], points[-1]]


def _finding(question: Question, quota: Decimal | None) -> str:
    booked, usual = question.value("won_value"), question.value("expected_share")
    period = title(question.period)
    if booked is None:
        return _("Bookings in %(period)s") % {"period": period}
    if not quota:
        return _("%(money)s booked") % {"money": formats.money(booked)}
    if not question.is_running or usual is None:
        words = {"money": formats.money(booked), "quota": formats.money(quota)}
        return _("%(money)s booked of %(quota)s") % words
    ahead = booked - quota * usual
    words = {"money": formats.money_short(abs(ahead))}
    if abs(ahead) < quota * Decimal("0.03"):
        if ahead >= 0:
            return _("Bookings follow the usual path, %(money)s ahead of it") % words
        return _("Bookings follow the usual path, %(money)s behind it") % words
    if ahead > 0:
        return _("Bookings are %(money)s ahead of the usual path") % words
    return _("Bookings are %(money)s behind the usual path") % words


def _spoken(question: Question, quota: Decimal | None, finding: str) -> str:
    """What the chart shows, for who doesn't see it."""
    last: date = min(question.last_day, question.period.end - timedelta(1))
    words = {
        "finding": finding,
        "money": formats.money(question.value("won_value")),
        "day": formats.day_long(last),
        "quota": formats.money(quota),
    }
    if not quota:
        return _("%(finding)s. Booked %(money)s by %(day)s.") % words
    return _("%(finding)s. Booked %(money)s by %(day)s; the quota is %(quota)s.") % words


PANEL = Panel(build, "c-8")
