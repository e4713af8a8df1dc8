"""Plans that were asked for, as far as somebody sees the people who were asked."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from operations.core.plans import ANSWERED, ASKED, CLOSED
from operations.models import Plan, PlanEntry

# A deal, its name, and the day by which an answer is wanted; the most urgent comes first.
type Waiting = tuple[int, str, date]


def plans(access: Any) -> QuerySet[Plan]:
    """Columns: all of `Plan`, with its deal and rep; `reason`, `expected_on` and `text` of the
    last answer, unknown without one. Those of deals that are gone are left out."""
    answers = PlanEntry.objects.filter(plan=OuterRef("pk"), state=ANSWERED).order_by("-pk")
    rows = visible(access).filter(deal__id__isnull=False).select_related("deal__account", "rep")
    return rows.annotate(
        reason=Subquery(answers.values("reason")[:1]),
        expected_on=Subquery(answers.values("expected_on")[:1]),
        text=Subquery(answers.values("text")[:1]),
    )


def visible(access: Any) -> QuerySet[Plan]:
    """Asked of people whom one sees today."""
    rows = Plan.objects.all()
    return rows if access.rep_ids is None else rows.filter(rep__in=access.rep_ids)


def last_of(deal_id: int) -> Plan | None:
    """The newest plan of a deal, open or closed."""
    return Plan.objects.filter(deal=deal_id).order_by("-pk").select_related("rep").first()


def entries(deal_id: int) -> QuerySet[PlanEntry]:
    """Everything that was said about the plans of a deal, newest first; with who said it."""
    return PlanEntry.objects.filter(plan__deal=deal_id).select_related("by").order_by("-pk")


def open_state() -> Subquery:
    """The state of the outer deal's plan that is not closed; NULL without one."""
    rows = Plan.objects.filter(deal=OuterRef("pk")).exclude(state=CLOSED)
    return Subquery(rows.values("state")[:1])


def asked_of(rep_id: int, most: int) -> list[Waiting]:
    """What a rep has still to answer."""
    return _waiting(Plan.objects.filter(state=ASKED, rep=rep_id), most)


def answered_for(user_id: int, most: int) -> list[Waiting]:
    """Answers to what somebody asked, which they have not closed yet."""
    asked = PlanEntry.objects.filter(plan=OuterRef("pk"), state=ASKED, by=user_id)
    return _waiting(Plan.objects.filter(Exists(asked), state=ANSWERED), most)


def _waiting(rows: QuerySet[Plan], most: int) -> list[Waiting]:
    found = rows.filter(deal__id__isnull=False).order_by("due_on", "pk")
    return list(found.values_list("deal_id", "deal__name", "due_on")[:most])
