"""A plan as one sheet: a row for each line of each goal, with its key and its version."""

from collections.abc import Iterator
from typing import Any

from planning import words
from planning.facts import lines, plans, results
from planning.facts.results import Before
from planning.models import QuotaLine, QuotaPlan

# The first four name the row; `planned` and `locked` may be changed, the others are to be read.
HEADS = (
    "plan", "line", "version", "goal", "kind", "id", "name", "under",
    "result_before", "proposed", "planned", "locked",
)  # fmt: skip


def rows(plan: QuotaPlan) -> Iterator[list[Any]]:
    """Parents before children, goal by goal."""
    months = results.months_before(plan.days.lower, plan.days.upper)
    for goal in plans.goals(plan.pk):
        goal.plan = plan
        known, before = lines.cascade_of(plan, goal), results.before(goal, months)
        names = {one.id: one.name for one in known.lines}
        for one in known.lines:
            kind = one.key[0] or "company"
            under = names.get(known.parents[one.id] or 0, "")
            result = before.get(one.key, Before()).result
            yield [
                plan.pk, one.id, one.version, words.goal(goal), kind, one.slug, one.name, under,
                result, one.row.bottom_up, one.row.planned, "yes" if one.locked else "",
            ]  # fmt: skip


def stored(plan: QuotaPlan) -> dict[int, QuotaLine]:
    """The lines of a plan by their number."""
    return {row.pk: row for row in lines.lines(plan).select_related("goal")}
