"""The three goals that a person has at a time: month, quarter and year, and how far each is.

Below them what else was promised, in units or of one family of products, say.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards import words
from dashboards.core.pace import is_behind, pace, points
from dashboards.facts import Question, value_of
from dashboards.facts.other_goals import OtherGoal, other_goals
from dashboards.goal_words import aim_name, amount, unknown
from dashboards.links import explain
from dashboards.panel import Panel
from kernel.periods import Period
from ui import formats
from ui.charts.svg import Bullet
from ui.period_picker import title


@dataclass(frozen=True, slots=True)
class Goal:
    """`page`: the same page over this period; `href`: how the number came about."""

    name: str
    page: str
    shown: bool
    href: str
    booked: str
    quota: str
    bar: Bullet
    attained: str


@dataclass(frozen=True, slots=True)
class Goals:
    """`others`: what else was promised for the page's period, besides all revenue."""

    title: str
    goals: tuple[Goal, ...]
    others: tuple[Goal, ...]


def build(question: Question) -> Goals:
    found = other_goals(
        question.scope.id, question.other_quotas, question.period, question.calendar
    )
    return Goals(
        _("Goals"),
        tuple(goal(question, one) for one in question.goal_periods),
        tuple(_other(one) for one in found),
    )


def _other(one: OtherGoal) -> Goal:
    """Without a usual path, so without a judgement of the pace."""
    name = aim_name(one.aim)
    return Goal(
        name,
        "",
        False,
        "",
        amount(one.aim, one.reached) or unknown(one.aim),
        _("of %(quota)s") % {"quota": amount(one.aim, one.goal)},
        Bullet(one.attained, words.quota_bar(name, one.attained, None)),
        formats.percent(one.attained),
    )


def goal(question: Question, period: Period) -> Goal:
    values = question.beside.own[period]
    attained, quota = value_of(values, "attainment"), value_of(values, "quota")
    usual = value_of(values, "expected_share") if question.today in period else None
    name = title(period)
    return Goal(
        name,
        question.changed(p=period.slug),
        period == question.period,
        explain("attainment", question.scope, period),
        formats.money(value_of(values, "won_value")),
        _("of %(quota)s") % {"quota": formats.money(quota)} if quota else _("no quota"),
        Bullet(
            attained,
            words.quota_bar(name, attained, usual),
            usual,
            behind=is_behind(pace(points(attained, usual))),
        ),
        formats.percent(attained),
    )


PANEL = Panel(build)
