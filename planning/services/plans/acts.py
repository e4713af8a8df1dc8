"""The acts in the life of a plan. Each looks at the state under a lock, writes an event and the
log, and says in a sentence (`Refused`) what is in the way and what to do instead.

Submit → in review → approve → approved; sent back or revoked, it is a draft again. Nobody approves
what they submitted, unless there is nobody else who may.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from planning.facts.checks import problems
from planning.models import PlanEvent, QuotaPlan
from planning.services.gate import drafted
from teams.services.refused import Refused
from territories.core import states

Kind = PlanEvent.Kind


@transaction.atomic
def ask(*, by: Any, plan: QuotaPlan, until: date | None, words: str = "") -> QuotaPlan:
    """Let managers read the draft and propose until a day; None: nobody is asked any more."""
    row = drafted(plan.pk)
    if until is not None and until < teams.facts.today():
        raise Refused(_("Choose a day to come."))
    before, row.proposals_by = row.proposals_by, until
    row.save(update_fields=["proposals_by"])
    if until is not None:
        PlanEvent.objects.create(plan=row, kind=Kind.ASK, words=words.strip(), by=by)
    change = [{"until": day and day.isoformat()} for day in (before, until)]
    log(by=by, act="ask", obj=row, before=change[0], after=change[1], reason=words.strip())
    return row


@transaction.atomic
def submit(*, by: Any, plan: QuotaPlan, words: str = "") -> QuotaPlan:
    """Send a draft for review: each of its goals has a figure for the company."""
    row = _locked(plan, "submit")
    if found := problems(row):
        raise Refused(" ".join(found))
    return _step(row, "submit", by, words)


@transaction.atomic
def send_back(*, by: Any, plan: QuotaPlan, words: str) -> QuotaPlan:
    """Back to its authors, with what should be different."""
    row = _locked(plan, "send_back")
    if not words.strip():
        raise Refused(_("Say what should be different before you send the plan back."))
    return _step(row, "send_back", by, words)


@transaction.atomic
def approve(*, by: Any, plan: QuotaPlan, words: str = "") -> QuotaPlan:
    """It may be published now; its figures do not change any more."""
    row = _locked(plan, "approve")
    submitted = row.events.filter(kind=Kind.SUBMIT).order_by("-at", "-pk").first()
    if submitted is not None and submitted.by_id == by.pk and _others(by):
        raise Refused(
            _("You submitted this plan. Ask somebody else to approve it: %(names)s.")
            % {"names": get_text_list(_others(by)[:3], _("or"))}
        )
    rows = QuotaPlan.objects.filter(state=states.APPROVED, days__overlap=row.days)
    if other := rows.first():
        raise Refused(
            _(
                "“%(name)s” is approved for some of the same days. Revoke that approval, or send "
                "this plan back."
            )
            % {"name": other.name}
        )
    return _step(row, "approve", by, words)


@transaction.atomic
def revoke(*, by: Any, plan: QuotaPlan, words: str) -> QuotaPlan:
    """Take an approval back before anything is published; the plan is a draft again."""
    row = _locked(plan, "revoke")
    if not words.strip():
        raise Refused(_("Say why you take the approval back."))
    return _step(row, "revoke", by, words)


@transaction.atomic
def archive(*, by: Any, plan: QuotaPlan, words: str = "") -> QuotaPlan:
    """Put away a plan whose days are over. One that was approved but never published here (made
    before the product was) counts as having been in force for its days."""
    row = QuotaPlan.objects.select_for_update().get(pk=plan.pk)
    if row.state not in (states.ACTIVE, states.APPROVED):
        raise Refused(_instead("archive", row))
    if row.days.upper > teams.facts.today():
        raise Refused(_("“%(name)s” is not over yet.") % {"name": row.name})
    before, row.state, row.active = row.state, states.ARCHIVED, row.active or row.days
    row.save(update_fields=["state", "active"])
    _say(row, "archive", by, words, before)
    return row


@transaction.atomic
def comment(*, by: Any, plan: QuotaPlan, words: str) -> PlanEvent:
    """Something to say."""
    row = QuotaPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if not words.strip():
        raise Refused(_("Write what should be said."))
    event = PlanEvent.objects.create(plan=row, kind=Kind.COMMENT, words=words.strip(), by=by)
    log(by=by, act="comment", obj=row, reason=words.strip())
    return event


def _locked(plan: QuotaPlan, act: str) -> QuotaPlan:
    """The row as it is now; a second person waits, then reads what the first one did."""
    row = QuotaPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    try:
        states.after(act, row.state)
    except states.NotNow as problem:
        raise Refused(_instead(act, row)) from problem
    return row


def _step(row: QuotaPlan, act: str, by: Any, words: str) -> QuotaPlan:
    before, row.state = row.state, states.after(act, row.state)
    row.save(update_fields=["state"])
    _say(row, act, by, words, before)
    return row


def _say(row: QuotaPlan, act: str, by: Any, words: str, before: str) -> None:
    PlanEvent.objects.create(plan=row, kind=act, words=words.strip(), by=by)
    change = {"before": {"state": before}, "after": {"state": row.state}}
    log(by=by, act=act, obj=row, reason=words.strip(), **change)


def _others(by: Any) -> list[str]:
    """Who else may approve."""
    return [name for pk, name in teams.facts.may_do("approve") if pk != by.pk]


def _instead(act: str, row: QuotaPlan) -> str:
    if act == "revoke" and row.state in (states.ACTIVE, states.ARCHIVED):
        return _(
            "“%(name)s” is published, so its approval stays. Adjust quotas beside it, or copy it."
        ) % {"name": row.name}
    return {
        "submit": _("“%(name)s” is “%(state)s”. Only a draft is sent for review."),
        "send_back": _("“%(name)s” is “%(state)s”. Only a plan in review is sent back."),
        "approve": _("“%(name)s” is “%(state)s”. Only a plan in review is approved."),
        "revoke": _("“%(name)s” is “%(state)s”. Only an approval can be revoked."),
        "archive": _("“%(name)s” is “%(state)s”. Only a published plan is archived."),
    }[act] % {"name": row.name, "state": row.get_state_display()}
