"""Goals that were changed lately: what they were, what they are, and since when."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from dashboards.facts import Question
from dashboards.links import explain
from dashboards.panel import Panel
from quotas.facts import Change, measures
from teams.core.scope import Scope
from ui import formats
from ui.components import Todo

MOST = 8
MONEY = ("revenue", "margin", "recurring")


@dataclass(frozen=True, slots=True)
class GoalChanges:
    title: str
    todos: tuple[Todo, ...]


def build(question: Question) -> GoalChanges | None:
    found = question.goal_changes[:MOST]
    if not found:
        return None
    return GoalChanges(_("Goals that changed"), tuple(line(question, one) for one in found))


def line(question: Question, one: Change) -> Todo:
    days = {
        "first": formats.day(one.days.start),
        "last": formats.day_long(one.days.end - timedelta(1) if one.days.end else None),
        "when": formats.moment(one.at),
    }
    return Todo(
        _title(question, one),
        explain("quota", _scope(question, one), question.period),
        _amount(one, (one.after or Decimal(0)) - one.before, signed=True),
        _("%(first)s to %(last)s. Changed %(when)s.") % days,
        "info",
        "target",
    )


def _title(question: Question, one: Change) -> str:
    words = {
        "name": " · ".join(part for part in (one.holder, _what(one)) if part),
        "before": _amount(one, one.before),
        "after": _amount(one, one.after),
    }
    if one.after is None:
        return _("%(name)s: %(before)s was withdrawn") % words
    return _("%(name)s: %(after)s instead of %(before)s") % words


def _what(one: Change) -> str:
    """What is counted, where it is not all revenue."""
    measure = "" if one.measure == "revenue" else dict(measures())[one.measure]
    return " · ".join(part for part in (measure, one.product_family, one.segment) if part)


def _amount(one: Change, value: Decimal | None, *, signed: bool = False) -> str:
    if one.measure in MONEY:
        return formats.money_change(value) if signed else formats.money(value)
    return formats.signed(value) if signed else formats.count(value)


def _scope(question: Question, one: Change) -> Scope:
    """The holder as the page knows them; its own scope for who has gone."""
    kind, pk = ("rep", one.rep_id) if one.rep_id else ("team", one.team_id)
    if question.scope.kind == "rep":
        return question.scope
    known = question.tree.scopes.values()
    return next((s for s in known if (s.kind, s.id) == (kind, pk)), question.scope)


PANEL = Panel(build, "c-7")
