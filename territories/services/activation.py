"""What the clock does with plans: an approved model starts on its day and no earlier, and dated
changes of the one in force (seats, holds, exceptions) take effect on theirs.

Each is one transaction, is done once however often it is asked, and touches only what differs.
Days of the past, deals and what was earned by them are never touched.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

import audit.services
import crm.services
from audit.facts import acted_since, runs
from territories.core.clock import FOLLOW, START
from territories.facts.owners import OWNERS, TURNED
from territories.models import AccountException, ModelEvent, TerritoryModel
from territories.services.aligning import align, keep_stated, keep_territories
from territories.services.handovers import prepare
from territories.services.placing import settle, turn
from territories.services.routing import drop_answered
from territories.services.turning import change_hands
from versions.core import states


@dataclass(frozen=True, slots=True)
class Activated:
    """The model that started (None: none was due), and how many accounts got another territory and
    another owner on this day."""

    model_id: int | None
    moved: int
    reassigned: int


def activate_due(today: date) -> Activated:
    """Start the model that is due, if any, and let dated changes of the one in force happen."""
    due = _due(today)
    if due is None:
        return follow(today)
    run = audit.services.queue_run(
        kind=START, params={"model": due.pk, "day": today.isoformat()}, by=None
    )
    with audit.services.running(run), transaction.atomic():
        found = _activate(due, today, run.pk)
        run.result = {"moved": found.moved, "reassigned": found.reassigned}
    return found


def _due(today: date) -> TerritoryModel | None:
    """The latest one whose day has come. One day has one model: what started today stays."""
    if TerritoryModel.objects.filter(active__startswith=today).exists():
        return None
    rows = TerritoryModel.objects.filter(state=states.APPROVED, starts_on__lte=today)
    return rows.order_by("-starts_on", "-pk").first()


def _activate(due: TerritoryModel, today: date, run_id: int) -> Activated:
    model = _claimed(due, today)
    if model is None:
        return Activated(None, 0, 0)
    settle(model, day=today)
    prepare(model)
    for before in TerritoryModel.objects.select_for_update().filter(state=states.ACTIVE):
        _end(before, today)
    model.active = DateRange(today, None)
    model.state = states.after("activate", model.state)
    model.save(update_fields=["active", "state"])
    _pass_over(model, today)
    keep_territories(model, run_id)
    keep_stated(run_id)
    moved = align(model, today, run_id)
    changed = crm.services.reassign(OWNERS, {"model": model.pk}, day=today, run_id=run_id)
    _say(model, "activate", {"moved": moved, "reassigned": len(changed)})
    audit.services.note_edit(obj=model, start=today, end=today + timedelta(1))
    return Activated(model.pk, moved, len(changed))


def _claimed(due: TerritoryModel, today: date) -> TerritoryModel | None:
    """Of two workers the second one waits here and finds nothing to do; nor does a model start
    whose approval was revoked in the meantime."""
    approved = TerritoryModel.objects.select_for_update().filter(state=states.APPROVED)
    return approved.filter(pk=due.pk, starts_on__lte=today).first()


def _end(model: TerritoryModel, today: date) -> None:
    """It was in force until yesterday."""
    model.active = DateRange(model.active.lower, today)
    model.state = states.after("archive", model.state)
    model.save(update_fields=["active", "state"])
    _say(model, "archive", {"until": today.isoformat()})


def _pass_over(model: TerritoryModel, today: date) -> None:
    """Models that were due even earlier, while nothing ran, never were in force: drafts again, of
    which nothing is handed over."""
    missed = TerritoryModel.objects.filter(state=states.APPROVED, starts_on__lte=today)
    for one in missed:
        one.state = states.after("revoke", one.state)
        one.save(update_fields=["state"])
        words = _("“%(name)s” started before it could.") % {"name": model.name}
        ModelEvent.objects.create(model=one, kind=ModelEvent.Kind.REVOKE, words=words)
        prepare(one)


def _say(model: TerritoryModel, act: str, after: dict[str, Any]) -> None:
    ModelEvent.objects.create(model=model, kind=act)
    audit.services.log(by=None, act=act, obj=model, after=after)


# The days of the model in force ------------------------------------------------------------------


def follow(today: date) -> Activated:
    """What begins or ends on this day, or on one since the last time: seats, holds, exceptions."""
    model = TerritoryModel.objects.filter(active__contains=today).first()
    if model is None or model.active is None:
        return Activated(None, 0, 0)
    last = _last(model)
    since = date.fromisoformat(last.params["day"]) if last else model.active.lower
    if last and not acted_since("territories.", last.started_at):
        since += timedelta(1)  # that day was dealt with; what the CRM says since then stands
    if since > today:
        return Activated(None, 0, 0)
    run = audit.services.queue_run(
        kind=FOLLOW, params={"model": model.pk, "day": today.isoformat()}, by=None
    )
    with audit.services.running(run), transaction.atomic():
        TerritoryModel.objects.select_for_update().get(pk=model.pk)
        moved = _follow_exceptions(model, since, today, run.pk)
        turned = {"since": since}
        changed = change_hands(model.pk, TURNED, turned, day=today, run_id=run.pk)
        run.result = {"moved": moved, "reassigned": len(changed)}
    return Activated(None, moved, len(changed))


def _last(model: TerritoryModel) -> Any:
    """The last time that the days of this model were looked at; its start at first."""
    done = runs().filter(kind__in=(START, FOLLOW), params__model=model.pk, state="done")
    return done.order_by("-pk").first()


def _follow_exceptions(model: TerritoryModel, since: date, today: date, run_id: int) -> int:
    """Accounts whose exception begins or ends, and whom they head; nobody else."""
    span = (since, today)
    rows = AccountException.objects.filter(model=model)
    turning = rows.filter(valid__startswith__range=span) | rows.filter(valid__endswith__range=span)
    turned = set(turning.values_list("account_id", "role_id"))
    if not turned:
        return 0
    turn(model, today, turned)
    drop_answered(model, today)
    return align(model, today, run_id, just_placed=True)
