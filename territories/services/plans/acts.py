"""The acts in the life of a model. Each looks at the state under a lock, writes an event and the
log, and says in a sentence (`Refused`) what is in the way and what to do instead.

Submit → in review → approve → approved; sent back or revoked, it is a draft again. The clock does
the rest. Nobody approves what they submitted, unless there is nobody else who may.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import teams.facts
from teams.services.refused import Refused
from territories.facts.checks import problems
from territories.facts.models import first_day
from territories.models import ModelEvent, TerritoryModel
from territories.services.handovers import prepare
from territories.services.placing import place
from versions import services as versions
from versions.core import states


@transaction.atomic
def submit(*, by: Any, model: TerritoryModel, words: str = "") -> TerritoryModel:
    """Send a draft for review: it has a first day to come, and nothing is wrong with its tree."""
    row = versions.ready(model, "submit", _instead)
    place(row.pk)
    if found := problems(row):
        raise Refused(" ".join(found))
    return versions.step(row, "submit", by, words)


@transaction.atomic
def send_back(*, by: Any, model: TerritoryModel, words: str) -> TerritoryModel:
    """Back to its authors, with what should be different."""
    row = versions.ready(model, "send_back", _instead)
    if not words.strip():
        raise Refused(_("Say what should be different before you send the model back."))
    return versions.step(row, "send_back", by, words)


@transaction.atomic
def approve(*, by: Any, model: TerritoryModel, words: str = "") -> TerritoryModel:
    """From now on it starts by itself on its day; what changes for people is worked out."""
    row = versions.ready(model, "approve", _instead)
    if row.starts_on is None or row.starts_on < first_day(teams.facts.today()):
        raise Refused(
            _("Its first day is over. Send the model back, and submit it with a day to come.")
        )
    asked = _("You submitted this model. Ask somebody else to approve it: %(names)s.")
    versions.refuse_own(row, by, asked)
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
    versions.step(row, "approve", by, words)
    prepare(row)
    return row


@transaction.atomic
def revoke(*, by: Any, model: TerritoryModel, words: str) -> TerritoryModel:
    """Take an approval back before the first day; the model is a draft again, and nothing is
    handed over."""
    row = versions.ready(model, "revoke", _instead)
    if not words.strip():
        raise Refused(_("Say why you take the approval back."))
    versions.step(row, "revoke", by, words)
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
    return versions.comment(row, by, words, stance=stance)


def _instead(act: str, state: str) -> str:
    if act == "revoke" and state in (states.ACTIVE, states.ARCHIVED):
        return _(
            "“%(name)s” has started, so its approval stays. Copy it, change the copy, and let that "
            "start tomorrow."
        )
    return {
        "submit": _("“%(name)s” is “%(state)s”. Only a draft is sent for review."),
        "send_back": _("“%(name)s” is “%(state)s”. Only a model in review is sent back."),
        "approve": _("“%(name)s” is “%(state)s”. Only a model in review is approved."),
        "revoke": _("“%(name)s” is “%(state)s”. Only an approval can be revoked."),
    }[act]
