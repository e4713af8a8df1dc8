"""The acts in the life of a model. Each looks at the state under a lock, writes an event and the
log, and says in a sentence (`Refused`) what is in the way and what to do instead.

Submit → in review → approve → approved; sent back or revoked, it is a draft again. The clock does
the rest. Nobody approves what they submitted, unless there is nobody else who may.
"""

from typing import Any

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from teams.services.refused import Refused
from territories.core import states
from territories.facts.checks import problems
from territories.facts.models import first_day
from territories.models import ModelEvent, TerritoryModel
from territories.services.handovers import prepare
from territories.services.placing import place

Kind = ModelEvent.Kind


@transaction.atomic
def submit(*, by: Any, model: TerritoryModel, words: str = "") -> TerritoryModel:
    """Send a draft for review: it has a first day to come, and nothing is wrong with its tree."""
    row = _locked(model, "submit")
    place(row.pk)
    if found := problems(row):
        raise Refused(" ".join(found))
    return _step(row, "submit", by, words)


@transaction.atomic
def send_back(*, by: Any, model: TerritoryModel, words: str) -> TerritoryModel:
    """Back to its authors, with what should be different."""
    row = _locked(model, "send_back")
    if not words.strip():
        raise Refused(_("Say what should be different before you send the model back."))
    return _step(row, "send_back", by, words)


@transaction.atomic
def approve(*, by: Any, model: TerritoryModel, words: str = "") -> TerritoryModel:
    """From now on it starts by itself on its day; what changes for people is worked out."""
    row = _locked(model, "approve")
    if row.starts_on is None or row.starts_on < first_day(teams.facts.today()):
        raise Refused(
            _("Its first day is over. Send the model back, and submit it with a day to come.")
        )
    submitted = row.events.filter(kind=Kind.SUBMIT).order_by("-at", "-pk").first()
    if submitted is not None and submitted.by_id == by.pk and _others(by):
        raise Refused(
            _("You submitted this model. Ask somebody else to approve it: %(names)s.")
            % {"names": get_text_list(_others(by)[:3], _("or"))}
        )
    other = TerritoryModel.objects.filter(state=states.APPROVED, starts_on=row.starts_on).first()
    if other is not None:
        raise Refused(
            _(
                "“%(name)s” is approved and starts on the same day. Revoke that approval, or "
                "choose another day for this model."
            )
            % {"name": other.name}
        )
    place(row.pk)
    _step(row, "approve", by, words)
    prepare(row)
    return row


@transaction.atomic
def revoke(*, by: Any, model: TerritoryModel, words: str) -> TerritoryModel:
    """Take an approval back before the first day; the model is a draft again, and nothing is
    handed over."""
    row = _locked(model, "revoke")
    if not words.strip():
        raise Refused(_("Say why you take the approval back."))
    _step(row, "revoke", by, words)
    prepare(row)
    return row


@transaction.atomic
def comment(*, by: Any, model: TerritoryModel, words: str, stance: str = "") -> ModelEvent:
    """Something to say; while the model is in review, also whether one agrees with one's part."""
    row = TerritoryModel.objects.select_for_update(no_key=True).get(pk=model.pk)
    if stance and row.state != states.IN_REVIEW:
        raise Refused(_("One agrees or objects while a model is in review."))
    if not words.strip() and stance != ModelEvent.Stance.AGREES:
        raise Refused(_("Write what should be said."))
    event = ModelEvent.objects.create(
        model=row, kind=Kind.COMMENT, words=words.strip(), stance=stance, by=by
    )
    log(by=by, act="comment", obj=row, after={"stance": stance}, reason=words.strip())
    return event


def _locked(model: TerritoryModel, act: str) -> TerritoryModel:
    """The row as it is now; a second person waits, then reads what the first one did."""
    row = TerritoryModel.objects.select_for_update().get(pk=model.pk)
    try:
        states.after(act, row.state)
    except states.NotNow as problem:
        raise Refused(_instead(act, row)) from problem
    return row


def _step(row: TerritoryModel, act: str, by: Any, words: str) -> TerritoryModel:
    before, row.state = row.state, states.after(act, row.state)
    row.save(update_fields=["state"])
    ModelEvent.objects.create(model=row, kind=act, words=words.strip(), by=by)
    log(
        by=by,
        act=act,
        obj=row,
        before={"state": before},
        after={"state": row.state},
        reason=words.strip(),
    )
    return row


def _others(by: Any) -> list[str]:
    """Who else may approve."""
    return [name for pk, name in teams.facts.may_do("approve") if pk != by.pk]


def _instead(act: str, row: TerritoryModel) -> str:
    if act == "revoke" and row.state in (states.ACTIVE, states.ARCHIVED):
        return _(
            "“%(name)s” has started, so its approval stays. Copy it, change the copy, and let that "
            "start tomorrow."
        ) % {"name": row.name}
    return {
        "submit": _("“%(name)s” is “%(state)s”. Only a draft is sent for review."),
        "send_back": _("“%(name)s” is “%(state)s”. Only a model in review is sent back."),
        "approve": _("“%(name)s” is “%(state)s”. Only a model in review is approved."),
        "revoke": _("“%(name)s” is “%(state)s”. Only an approval can be revoked."),
    }[act] % {"name": row.name, "state": row.get_state_display()}
