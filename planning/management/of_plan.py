"""Which plan, goal and line an act of the `quota` command is about, named as people name them."""

from django.utils.translation import override

from planning import words
from planning.facts import lines, plans
from planning.facts.questions import key
from planning.management.act import CannotAct
from planning.models import PlanGoal, QuotaLine, QuotaPlan

SHOWN = 20  # names that a refusal lists


def plan_named(text: str) -> QuotaPlan:
    """By name or number; CannotAct lists the known ones."""
    plan = plans.plan_named(text)
    if plan is None:
        known = ", ".join(plans.plans().values_list("name", flat=True)[:SHOWN]) or "none"
        raise CannotAct(f"There is no plan {text!r}; known: {known}.")
    return plan


def goal_of(plan: QuotaPlan, text: str | None) -> PlanGoal:
    """By measure, or measure/family/segment; without it the plan's first."""
    goals = plans.goals(plan.pk)
    known = {slug_of(one): one for one in goals}
    if text is None and goals:
        return goals[0]
    if text not in known:
        raise CannotAct(f"There is no goal {text!r}; known: {', '.join(known) or 'none'}.")
    return known[text]


def slug_of(goal: PlanGoal) -> str:
    parts = (goal.measure, goal.product_family, goal.segment)
    return "/".join(parts).rstrip("/")


def line_of(goal: PlanGoal, text: str | None) -> QuotaLine:
    """By key: company, team:SLUG, territory:SLUG; without it the company."""
    rows = {key(row): row for row in lines.rows(goal.pk)}
    wanted = text or "company"
    if wanted not in rows:
        known = ", ".join(list(rows)[:SHOWN])
        raise CannotAct(f"There is no line {wanted!r}; known: {known}.")
    return rows[wanted]


def title_of(goal: PlanGoal) -> str:
    """In English, as all that the command prints."""
    with override("en"):
        return words.goal(goal)
