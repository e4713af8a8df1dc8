"""Sentences with the finding, whole and translatable: what a page's head and panels say."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dashboards.core.pace import Pace, pace, points
from dashboards.core.standing import Standing
from dashboards.facts import Question
from kernel.periods import Period
from ui import formats
from ui.components import Status
from ui.period_picker import title, week_of

_PATH = {
    "ahead": lambda: _("Bookings are ahead of the usual path for this point."),
    "on_pace": lambda: _("Bookings are on the usual path for this point."),
    "behind": lambda: _("Bookings are behind the usual path for this point."),
    "far_behind": lambda: _("Bookings are far behind the usual path for this point."),
}
_YOURS = {
    "ahead": lambda: _("You are ahead of the usual path."),
    "on_pace": lambda: _("You are on the usual path."),
    "behind": lambda: _("You are behind the usual path."),
    "far_behind": lambda: _("You are far behind the usual path."),
}


def pace_of(question: Question) -> Pace:
    """Pace of the page's own scope; only while the period runs."""
    if not question.is_running:
        return "none"
    return pace(points(question.value("attainment"), question.value("expected_share")))


def lede(question: Question, *, yours: bool = False) -> str:
    """One or two sentences under the page's title."""
    name = title(question.period)
    booked, attained = question.value("won_value"), question.value("attainment")
    if question.period.start > question.today:
        return _("%(period)s has not begun.") % {"period": name}
    if booked is None:
        return _("Nothing is calculated for %(period)s yet.") % {"period": name}
    if attained is None:
        words = {"money": formats.money(booked), "period": name}
        return _("%(money)s booked in %(period)s. No quota is set, so there is no pace.") % words
    if question.is_over:
        words = {"period": name, "share": formats.percent(attained), "money": formats.money(booked)}
        return _("%(period)s ended with %(money)s booked, %(share)s of quota.") % words
    finding = (_YOURS if yours else _PATH).get(pace_of(question))
    if finding is None:
        return _("%(share)s of quota booked.") % {"share": formats.percent(attained)}
    words = {"week": week_of(question.period, question.today), "finding": finding()}
    return _("%(week)s. %(finding)s") % words


def my_period(period: Period) -> str:
    """The title of one's own page."""
    found = {"month": _("My month"), "quarter": _("My quarter"), "year": _("My year")}
    return found.get(period.kind, _("My results"))


def against_usual(attained: Decimal | None, usual: Decimal | None) -> str:
    """38.1%, usual 37.7%."""
    if attained is None:
        return ""
    if usual is None:
        return formats.percent(attained, 1)
    words = {"share": formats.percent(attained, 1), "usual": formats.percent(usual, 1)}
    return _("%(share)s, usual %(usual)s") % words


def quota_bar(name: str, attained: Decimal | None, usual: Decimal | None) -> str:
    """What a screen reader hears for a bar in a row."""
    if attained is None:
        return _("%(name)s: no quota") % {"name": name}
    words = {
        "name": name,
        "share": formats.percent(attained, 1),
        "usual": formats.percent(usual, 1),
    }
    if usual is None:
        return _("%(name)s: %(share)s of quota") % words
    return _("%(name)s: %(share)s of quota, usual %(usual)s") % words


def pace_status(word: Any) -> Status | None:
    return None if word == "none" else Status(word)


def standing_status(word: Standing) -> Status | None:
    """Where the quota stands by its chance."""
    found = {
        "on_track": ("good", _("On track")),
        "at_risk": ("warn", _("At risk")),
        "behind": ("bad", _("Behind")),
    }
    return Status(*found[word]) if word in found else None
