"""One plan as a page shows it: its goals, what one may do now, and its figures."""

from typing import Any

from django.utils.translation import gettext as _

from planning import words
from planning.models import PlanGoal, QuotaPlan
from planning.views import cascade_page
from planning.views.cascade_page import Sheet
from ui import formats
from ui.components import Tab
from versions import steps
from versions.core import states
from versions.steps import Act


def acts(plan: QuotaPlan, access: Any) -> list[Act]:
    """What this person may do with the plan in its state, the usual step first."""
    known = steps.usual(
        submit=_("Its figures stay as they are until it is approved or sent back."),
        approve=_("Operations may publish it then: nobody is told before."),
        revoke=_("It is a draft again, and can't be published."),
    )
    found = steps.acts(plan.state, access, known)
    is_over = plan.days.upper <= words.today()
    if is_over and plan.state in (states.APPROVED, states.ACTIVE) and access.may("plan"):
        found.append(
            Act("archive", _("Archive"), _("It is over and stays as it was."), asks=_("Why"))
        )
    return found


def lede(plan: QuotaPlan) -> str:
    """Which days it is for, what it rests on, and until when managers propose."""
    said = [_("For %(days)s.") % {"days": words.span(plan)}]
    if plan.territory_model:
        said.append(_("Rests on “%(model)s”.") % {"model": plan.territory_model.name})
    if plan.state == states.DRAFT and plan.proposals_by:
        day = formats.day_long(plan.proposals_by)
        said.append(_("Managers propose until %(day)s.") % {"day": day})
    return " ".join(said)


def goal_tabs(goals: list[PlanGoal], here: PlanGoal | None) -> list[Tab]:
    """The goals to choose from; one alone is no choice."""
    return [Tab(words.goal(one), f"?goal={one.pk}", one == here) for one in goals]


def shown(sheet: Sheet) -> dict[str, Any]:
    """The table of a goal and what adds up above it."""
    return {
        "rows": cascade_page.rows(sheet),
        "tiles": cascade_page.tiles(sheet),
        "levels": cascade_page.level_rows(sheet),
        "goal_name": words.goal(sheet.goal),
        "unit": words.unit(sheet.goal.measure),
        "months": sheet.months,
        "missing": words.missing(sheet.goal.measure, sheet.missing),
        "last": _("%(first)s to %(last)s")
        % {"first": sheet.months[0].slug, "last": sheet.months[-1].slug},
    }
