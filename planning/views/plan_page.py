"""One plan as a page shows it: its goals, what one may do now, and its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from planning import words
from planning.models import PlanGoal, QuotaPlan
from planning.views import cascade_page
from planning.views.cascade_page import Sheet
from territories.core import states
from ui import formats
from ui.components import Tab


@dataclass(frozen=True, slots=True)
class Act:
    """A step that one may take now: what the button says, and what will happen."""

    name: str
    text: str
    says: str
    kind: str = "light"
    asks: str = ""
    required: bool = False


def acts(plan: QuotaPlan, access: Any) -> list[Act]:
    """What this person may do with the plan in its state, the usual step first."""
    may_plan, may_approve = access.may("plan"), access.may("approve")
    known = _acts()
    over = plan.days.upper <= words.today()
    archive = [known["archive"]] if may_plan and over else []
    found = {
        states.DRAFT: [known["submit"]] if may_plan else [],
        states.IN_REVIEW: [known["approve"], known["send_back"]] if may_approve else [],
        states.APPROVED: ([known["revoke"]] if may_approve else []) + archive,
        states.ACTIVE: archive,
    }
    return found.get(plan.state, [])


def _acts() -> Mapping[str, Act]:
    listed = (
        Act(
            "submit",
            _("Send for review"),
            _("Its figures stay as they are until it is approved or sent back."),
            "primary",
            _("What should be looked at"),
        ),
        Act(
            "approve",
            _("Approve"),
            _("Operations may publish it then: nobody is told before."),
            "primary",
            _("A word about it"),
        ),
        Act(
            "send_back",
            _("Send back"),
            _("It is a draft again, and its authors read what should be different."),
            asks=_("What should be different"),
            required=True,
        ),
        Act(
            "revoke",
            _("Revoke the approval"),
            _("It is a draft again, and can't be published."),
            asks=_("Why"),
            required=True,
        ),
        Act("archive", _("Archive"), _("It is over and stays as it was."), asks=_("Why")),
    )
    return {act.name: act for act in listed}


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
