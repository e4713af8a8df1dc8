"""The acts in the life of a plan. Each looks at the state under a lock, writes an event and the
log, and says in a sentence (`Refused`) what is in the way and what to do instead.

Submit → in review → approve → approved; sent back or revoked, it is a draft again. Nobody approves
what they submitted, unless there is nobody else who may.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from planning.facts.checks import problems
from planning.models import PlanEvent, QuotaPlan
from planning.services.gate import drafted
from teams.services.refused import Refused
from versions import services as versions
from versions.core import states


@transaction.atomic
def ask(*, by: Any, plan: QuotaPlan, until: date | None, words: str = "") -> QuotaPlan:
    """Let managers read the draft and propose until a day; None: nobody is asked any more."""
    row = drafted(plan.pk)
    if until is not None and until < teams.facts.today():
        raise Refused(_("Choose a day to come."))
    before, row.proposals_by = row.proposals_by, until
    row.save(update_fields=["proposals_by"])
    if until is not None:
        row.events.create(kind=PlanEvent.Kind.ASK, words=words.strip(), by=by)
    change = [{"until": day and day.isoformat()} for day in (before, until)]
    log(by=by, act="ask", obj=row, before=change[0], after=change[1], reason=words.strip())
    return row


@transaction.atomic
def submit(*, by: Any, plan: QuotaPlan, words: str = "") -> QuotaPlan:
    """Send a draft for review: each of its goals has a figure for the company."""
    row = versions.ready(plan, "submit", _instead)
    if found := problems(row):
        raise Refused(" ".join(found))
    return versions.step(row, "submit", by, words)


@transaction.atomic
def send_back(*, by: Any, plan: QuotaPlan, words: str) -> QuotaPlan:
    """Back to its authors, with what should be different."""
    row = versions.ready(plan, "send_back", _instead)
    if not words.strip():
        raise Refused(_("Say what should be different before you send the plan back."))
    return versions.step(row, "send_back", by, words)


@transaction.atomic
def approve(*, by: Any, plan: QuotaPlan, words: str = "") -> QuotaPlan:
    """It may be published now; its figures do not change any more."""
    row = versions.ready(plan, "approve", _instead)
    asked = _("You submitted this plan. Ask somebody else to approve it: %(names)s.")
    versions.refuse_own(row, by, asked)
    rows = QuotaPlan.objects.filter(state=states.APPROVED, days__overlap=row.days)
    if other := rows.first():
        raise Refused(
            _(
                "“%(name)s” is approved for some of the same days. Revoke that approval, or send "
                "this plan back."
            )
            % {"name": other.name}
        )
    return versions.step(row, "approve", by, words)


@transaction.atomic
def revoke(*, by: Any, plan: QuotaPlan, words: str) -> QuotaPlan:
    """Take an approval back before anything is published; the plan is a draft again."""
    row = versions.ready(plan, "revoke", _instead)
    if not words.strip():
        raise Refused(_("Say why you take the approval back."))
    return versions.step(row, "revoke", by, words)


@transaction.atomic
def archive(*, by: Any, plan: QuotaPlan, words: str = "") -> QuotaPlan:
    """Put away a plan whose days are over. One that was approved but never published here (made
    before the product was) counts as having been in force for its days."""
    row = versions.locked(plan)
    if row.state not in (states.ACTIVE, states.APPROVED):
        raise versions.refused(row, _instead("archive", row.state))
    if row.days.upper > teams.facts.today():
        raise Refused(_("“%(name)s” is not over yet.") % {"name": row.name})
    before, row.state, row.active = row.state, states.ARCHIVED, row.active or row.days
    row.save(update_fields=["state", "active"])
    versions.tell(row, "archive", by, words, before)
    return row


@transaction.atomic
def comment(*, by: Any, plan: QuotaPlan, words: str) -> PlanEvent:
    """Something to say."""
    if not words.strip():
        raise Refused(_("Write what should be said."))
    return versions.comment(plan, by, words)


def _instead(act: str, state: str) -> str:
    if act == "revoke" and state in (states.ACTIVE, states.ARCHIVED):
        return _(
            "“%(name)s” is published, so its approval stays. Adjust quotas beside it, or copy it."
        )
    return {
        "submit": _("“%(name)s” is “%(state)s”. Only a draft is sent for review."),
        "send_back": _("“%(name)s” is “%(state)s”. Only a plan in review is sent back."),
        "approve": _("“%(name)s” is “%(state)s”. Only a plan in review is approved."),
        "revoke": _("“%(name)s” is “%(state)s”. Only an approval can be revoked."),
        "archive": _("“%(name)s” is “%(state)s”. Only a published plan is archived."),
    }[act]
