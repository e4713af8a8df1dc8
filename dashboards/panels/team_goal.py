"""The team's goal beside the sum of its members': padded, not allocated, or exactly made up."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.core.goals import Reconciled
from dashboards.facts import Question
from dashboards.facts.goals import goals
from dashboards.links import explain, goals_page
from dashboards.panel import Panel
from ui import formats
from ui.charts.svg import Bullet
from ui.components import Explained, Fact, Link

AXIS = 1.2


@dataclass(frozen=True, slots=True)
class TeamGoal:
    """`bar`: the members' sum as a share of the goal; None without a goal or without members'."""

    title: str
    facts: tuple[Fact, ...]
    bar: Bullet | None
    more: Link
    foot: Explained


def build(question: Question) -> TeamGoal | None:
    if not question.tree.children or not question.has_numbers:
        return None
    whole = goals(question).whole
    return TeamGoal(
        _finding(whole),
        _facts(question, whole),
        _bar(whole),
        Link(_("All goals"), goals_page(question.scope, question.period)),
        Explained(
            _("A team's own goal replaces the sum of its members'; the difference is kept apart."),
            explain("quota", question.scope, question.period),
        ),
    )


def _finding(whole: Reconciled | None) -> str:
    if whole is None:
        return _("There is no goal for this period")
    if whole.short:
        return _("%(money)s of the goal is not allocated") % {"money": formats.money(whole.short)}
    if whole.padding:
        share = formats.percent(whole.padding, 1)
        return _("Members' goals are %(share)s above the goal") % {"share": share}
    return _("Members' goals make up the goal")


def _facts(question: Question, whole: Reconciled | None) -> tuple[Fact, ...]:
    if whole is None:
        return ()
    company = question.scope.kind == "company"
    found = [
        Fact(_("Goal of the company") if company else _("Team goal"), formats.money(whole.goal)),
        Fact(_("Sum of the members"), formats.money(whole.members)),
    ]
    if whole.padding:
        share = formats.percent(whole.padding, 1)
        found.append(Fact(_("Padding"), share, total=True))
    missing = whole.short or 0
    if not whole.padding:
        found.append(Fact(_("Not allocated"), formats.money(missing), total=True))
    return tuple(found)


def _bar(whole: Reconciled | None) -> Bullet | None:
    if whole is None or not whole.goal or whole.members is None:
        return None
    share = whole.members / whole.goal
    said = _("Members' goals: %(share)s of the goal") % {"share": formats.percent(share)}
    return Bullet(share, said, 1.0, top=AXIS, behind=whole.short is not None)


PANEL = Panel(build, "c-5")
