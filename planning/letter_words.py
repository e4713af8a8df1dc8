"""A letter in words, in the language that is active: said once, when it is published, and kept."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import quotas.facts
from planning.core.figures import COUNTED
from planning.core.letters import GoalSaid, MonthSaid, Told, relief_of
from planning.core.relief import Relief
from ui import formats


def said(told: Told, last: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """`last`: the facts of the letter that the person had before, if any."""
    about = ", ".join(filter(None, (told.person, told.title, told.team)))
    names = {"person": about, "plan": told.plan, "number": formats.count(told.number)}
    return {
        "title": _("Quota letter, %(days)s") % {"days": span(told.start, told.end)},
        "lede": _("%(person)s. Plan “%(plan)s”, publication %(number)s.") % names,
        "facts": [[label, value] for label, value in _facts(told) if value],
        "goals": [_goal(told, goal, last) for goal in told.goals],
        "foot": _(
            "Your answer says that you have read this letter. If you decline it, your manager "
            "talks to you about it; the quota counts until it is changed."
        ),
    }


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    yield _("Company"), told.company
    yield _("Manager"), told.manager
    yield _("Days"), span(told.start, told.end)
    yield _("Published"), _by(told)
    yield _("Answer by"), formats.day_long(told.answer_by)


def _by(told: Told) -> str:
    day = formats.day_long(told.published_on)
    return _("%(day)s by %(name)s") % {"day": day, "name": told.by} if told.by else day


def _goal(told: Told, goal: GoalSaid, last: Mapping[str, Any] | None) -> dict[str, Any]:
    money = _Amounts(goal.measure, told.currency)
    difference = pgettext("between two values", "Change")
    return {
        "name": name_of(goal.measure, goal.product_family, goal.segment),
        "figures": [list(one) for one in _figures(goal, money)],
        "changed": list(_changed(goal, last, money)),
        "why": list(_why(goal, money)),
        "heads": [_("Month"), _("Until now"), _("Your quota"), difference],
        "rows": [_row(month, money) for month in goal.months],
        "sum": [_("Together"), money(goal.before), money(goal.total), _change(goal, money)],
    }


def _figures(goal: GoalSaid, money: "_Amounts") -> Iterator[tuple[str, str, str]]:
    yield _("Your quota"), money(goal.total), ""
    note = _("for these months, ramped and at work on every day")
    yield _("As planned"), money(goal.planned) or _("nothing"), note
    if goal.adjusted:
        whole = sum((one.amount for one in goal.adjusted), Decimal(0))
        yield _("Adjustments"), money(whole, plus=True), ""
    if goal.last_year:
        note = formats.change(goal.total / goal.last_year - 1)
        yield _("A year earlier"), money(goal.last_year), note


def _why(goal: GoalSaid, money: "_Amounts") -> Iterator[str]:
    """From what was planned to the quota, cause by cause."""
    lost = goal.relief
    if lost.not_there:
        yield _not_there(goal, money(-lost.not_there))
    if lost.ramp:
        yield _("Less is expected while you ramp up: %(amount)s.") % {"amount": money(-lost.ramp)}
    if lost.away:
        days = ", ".join(span(one.start, one.end) for one in goal.away)
        text = _("You are away (%(days)s): %(amount)s.")
        yield text % {"days": days, "amount": money(-lost.away)}
    if lost.share:
        text = _("You hold a smaller part of your seat for a while: %(amount)s.")
        yield text % {"amount": money(-lost.share)}
    for one in goal.adjusted:
        text = _("Adjusted for %(days)s by %(amount)s: %(why)s")
        days = span(one.start, one.end)
        yield text % {"days": days, "amount": money(one.amount, plus=True), "why": one.why}


def _not_there(goal: GoalSaid, amount: str) -> str:
    if goal.hired_on and goal.months and goal.months[0].start < goal.hired_on:
        said = {"day": formats.day_long(goal.hired_on), "amount": amount}
        return _("You start on %(day)s; days before do not count: %(amount)s.") % said
    text = _("Days on which you are not in this team or seat do not count: %(amount)s.")
    return text % {"amount": amount}


def _changed(goal: GoalSaid, last: Mapping[str, Any] | None, money: "_Amounts") -> Iterator[str]:
    """Against what held until now, and what of it comes from where."""
    if goal.before is None:
        yield _("This is your first quota of this kind for these months.")
        return
    if goal.before == goal.total:
        same = all(month.amount == month.before for month in goal.months)
        yield _("Nothing changes.") if same else _("The whole is as it was; only months differ.")
    else:
        text = _("It was %(before)s until now: %(change)s.")
        yield text % {"before": money(goal.before), "change": _change(goal, money)}
    known = _same(goal, last)
    if known is None:
        return
    planned = (goal.planned or Decimal(0)) - Decimal(known["planned"] or 0)
    if planned:
        yield _("The plan itself: %(amount)s.") % {"amount": money(planned, plus=True)}
    yield from _turned(goal.relief, relief_of(known), money)
    added = sum((a.amount for a in goal.adjusted), Decimal(0)) - sum(
        (Decimal(a["amount"]) for a in known["adjusted"]), Decimal(0)
    )
    if added:
        yield _("Adjustments: %(amount)s.") % {"amount": money(added, plus=True)}


def _turned(now: Relief, then: Relief, money: "_Amounts") -> Iterator[str]:
    words = {
        "not_there": _("Days in the team or seat: %(amount)s."),
        "ramp": _("Ramping up: %(amount)s."),
        "away": _("Days away: %(amount)s."),
        "share": _("Share of the seat: %(amount)s."),
    }
    for cause, text in words.items():
        change = getattr(then, cause) - getattr(now, cause)
        if change:
            yield text % {"amount": money(change, plus=True)}


def _same(goal: GoalSaid, last: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    key = (goal.measure, goal.product_family, goal.segment)
    rows = last["goals"] if last else ()
    return next((g for g in rows if (g["measure"], g["product_family"], g["segment"]) == key), None)


def _row(month: MonthSaid, money: "_Amounts") -> list[str]:
    middle = month.start + (month.end - month.start) / 2
    change = ""
    if month.before is not None and month.before != month.amount:
        change = money((month.amount or Decimal(0)) - month.before, plus=True)
    return [date_format(middle, "F Y"), money(month.before), money(month.amount), change]


def _change(goal: GoalSaid, money: "_Amounts") -> str:
    return "" if goal.before is None else money(goal.total - goal.before, plus=True)


def name_of(measure: str, family: str, segment: str) -> str:
    words = dict(quotas.facts.measures())[measure]
    return " · ".join(filter(None, (words, family, segment)))


def span(start: date, end: date) -> str:
    """1 January 2026 to 31 December 2026; one day is itself."""
    last = end - timedelta(1)
    days = {"first": formats.day_long(start), "last": formats.day_long(last)}
    return _("%(first)s to %(last)s") % days if start < last else days["first"]


class _Amounts:
    """Exact amounts of one measure: money with its decimals where there are any, or a count."""

    def __init__(self, measure: str, currency: str) -> None:
        self.counted, self.currency = measure in COUNTED, currency

    def __call__(self, amount: Decimal | None, *, plus: bool = False) -> str:
        if amount is None:
            return ""
        whole = self.counted or amount == amount.to_integral_value()
        text = self._whole(amount) if whole else formats.money_exact(amount, self.currency)
        return f"+{text}" if plus and amount > 0 else text

    def _whole(self, amount: Decimal) -> str:
        if self.counted:
            return formats.count(amount)
        exact = formats.money_exact(amount, self.currency)
        return exact.replace(formats.amount(abs(amount), self.currency), formats.count(abs(amount)))
