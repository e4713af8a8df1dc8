"""A plan with all its figures: who is to reach what, what is proposed, and what is left over."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser

from planning import words
from planning.facts import lines, months
from planning.facts.questions import key
from planning.management.act import Act, Answer
from planning.management.of_plan import goal_of, plan_named, slug_of, title_of
from planning.models import PlanGoal, QuotaLine, QuotaPlan


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="name or number of a plan")
    parser.add_argument("--goal", help="measure, or measure/family/segment; default: all goals")


def _answer(options: dict[str, Any]) -> Answer:
    plan = plan_named(options["plan"])
    if options["goal"] is not None:
        goals = [goal_of(plan, options["goal"])]
    else:
        goals = list(plan.goals.order_by("pk"))
    document = {
        "plan": plan.name,
        "id": plan.pk,
        "state": plan.state,
        "start": plan.days.lower.isoformat(),
        "end": plan.days.upper.isoformat(),
        "goals": [_goal(plan, goal) for goal in goals],
    }
    return Answer(document, list(_lines(document, goals)))


def _goal(plan: QuotaPlan, goal: PlanGoal) -> dict[str, Any]:
    goal.plan = plan
    known = {row.pk: row for row in lines.rows(goal.pk)}
    found = lines.cascade_of(plan, goal)
    return {
        "goal": slug_of(goal),
        "months": [one.slug for one in months.months_of(goal)],
        "lines": [_line(goal, known, one) for one in found.lines],
    }


def _line(goal: PlanGoal, known: dict[int, QuotaLine], one: lines.Line) -> dict[str, Any]:
    above = known.get(int(str(one.row.parent))) if one.row.parent else None
    parts = months.amounts(goal, one.row.planned)
    return {
        "holder": key(known[one.id]),
        "name": one.name,
        "under": key(above) if above else None,
        "planned": _amount(goal, one.row.planned),
        "proposed": _amount(goal, one.row.bottom_up),
        "waiting": one.row.waiting,
        "gap": _amount(goal, one.row.gap),
        "unallocated": _amount(goal, one.row.unallocated),
        "over_assigned": None if one.row.cumulative is None else float(one.row.cumulative),
        "locked": one.locked,
        "months": None if parts is None else [_amount(goal, part) for part in parts],
    }


def _amount(goal: PlanGoal, amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount.quantize(words.quantum(goal.measure)))


def _lines(document: dict[str, Any], goals: list[PlanGoal]) -> Iterator[str]:
    yield f"{document['plan']}: {document['state']}, {document['start']} to {document['end']}"
    for goal, said in zip(goals, document["goals"], strict=True):
        yield f"{title_of(goal)}: planned, proposed, not yet allocated"
        for one in said["lines"]:
            told = [one[name] or "unknown" for name in ("planned", "proposed", "unallocated")]
            yield f"  {one['holder']}: {', '.join(told)}"


ACT = Act("Show a plan with its figures.", _arguments, _answer)
