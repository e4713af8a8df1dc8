"""What keeps a plan from being sent for review, in sentences that say what to do."""

from django.utils.translation import gettext as _

from planning import words
from planning.models import QuotaPlan


def problems(plan: QuotaPlan) -> list[str]:
    """Empty when the plan can be sent. What is not yet allocated is shown, not refused: a company
    may keep a reserve."""
    goals = list(plan.goals.all())
    if not goals:
        return [_("The plan measures nothing yet. Add a goal.")]
    said = set(
        plan.goals.filter(lines__parent=None, lines__planned__isnull=False).values_list("pk")
    )
    return [
        _("“%(goal)s” has no figure for the company yet.") % {"goal": words.goal(one)}
        for one in goals
        if (one.pk,) not in said
    ]
