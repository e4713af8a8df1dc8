"""Goals that were changed lately: what they were, what they are, and since when."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.facts import Question
from dashboards.goal_words import aim_name, amount
from dashboards.links import explain
from dashboards.panel import Panel
from quotas.facts import Change
from teams.core.scope import Scope
from ui import formats
from ui.components import Link, Todo

MOST = 8


@dataclass(frozen=True, slots=True)
class GoalChanges:
    title: str
    todos: tuple[Todo, ...]
    more: Link


def build(question: Question) -> GoalChanges | None:
    found = question.goal_changes[:MOST]
    if not found:
        return None
    lines = tuple(line(question, one) for one in found)
    return GoalChanges(
        _("Goals that changed"), lines, Link(_("All changes"), reverse("planning:changes"))
    )


def line(question: Question, one: Change) -> Todo:
    days = {
        "first": formats.day(one.days.start),
        "last": formats.day_long(one.days.end - timedelta(1) if one.days.end else None),
        "when": formats.moment(one.at),
    }
    return Todo(
        _title(question, one),
        explain("quota", _scope(question, one), question.period),
        amount(one.aim, (one.after or Decimal(0)) - one.before, signed=True),
        _("%(first)s to %(last)s. Changed %(when)s.") % days,
        "info",
        "target",
    )


def _title(question: Question, one: Change) -> str:
    words = {
        "name": " · ".join(part for part in (one.holder, aim_name(one.aim)) if part),
        "before": amount(one.aim, one.before),
        "after": amount(one.aim, one.after),
    }
    if one.after is None:
        return _("%(name)s: %(before)s was withdrawn") % words
    return _("%(name)s: %(after)s instead of %(before)s") % words


def _scope(question: Question, one: Change) -> Scope:
    """The holder as the page knows them; its own scope for who has gone."""
    kind, pk = ("rep", one.rep_id) if one.rep_id else ("team", one.team_id)
    if question.scope.kind == "rep":
        return question.scope
    known = question.tree.scopes.values()
    return next((s for s in known if (s.kind, s.id) == (kind, pk)), question.scope)


PANEL = Panel(build, "c-7")
