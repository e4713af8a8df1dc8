"""Publishing a plan: quotas come into force month by month, and everybody gets a letter.

The same figures are published once, however often it is asked. When what they rest on has changed
since (an adjustment, a leave, a seat), the next publication says what differs, and only that is
written: what people changed by hand in other months stays. A plan that is published while another
one is in force follows it from the current month on, or from the month that is said; days that are
over keep their quotas.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

import audit.services
import quotas.services
import teams.facts
from kernel.dated import Days
from planning.core import figures as core
from planning.core.figures import Difference
from planning.facts import published
from planning.facts.figures import Derived, derived
from planning.facts.in_force import in_force
from planning.facts.limits import beyond
from planning.models import PlanEvent, Publication, QuotaPlan
from planning.services import letters
from teams.services.refused import Refused
from versions.core import states

KIND = "quota_publication"
PUBLISHED_FROM = (states.APPROVED, states.ACTIVE)


def publish(plan: QuotaPlan, by: Any, reason: str = "", start: date | None = None) -> Publication:
    """The publication of the plan's figures as they are now; the last one when nothing differs.

    `start`: the first day of the month from which a plan that is not published yet is to count.
    """
    with transaction.atomic():
        row = _locked(plan)
        days = days_of(row, start)
        found = derived(row, days)
        name = core.digest(found.figures)
        last = row.publications.order_by("-number").first()
        if last is not None and last.digest == name:
            return last
        return _publish(row, days, found, name, by, reason.strip())


def days_of(plan: QuotaPlan, start: date | None = None) -> Days:
    """The days for which a plan is, or would be, published."""
    if plan.active is not None and not plan.active.isempty:
        return Days(plan.active.lower, plan.active.upper)
    calendar, first = teams.facts.company().calendar, plan.days.lower
    if start is not None:
        first = calendar.month_of(start).start
    elif _in_force(plan, plan.days).exists():
        first = max(first, calendar.month_of(teams.facts.today()).start)
    if not plan.days.lower <= first < plan.days.upper:
        raise Refused(_("The plan has no month from that day on."))
    return Days(first, plan.days.upper)


def hold(plan: QuotaPlan) -> QuotaPlan:
    """The plan as it is now. Until the transaction ends nobody publishes beside it: each rests on
    what the others say of the same months."""
    rows = QuotaPlan.objects.filter(Q(state__in=PUBLISHED_FROM) | Q(pk=plan.pk)).order_by("pk")
    return next(one for one in rows.select_for_update(of=("self",)) if one.pk == plan.pk)


def _locked(plan: QuotaPlan) -> QuotaPlan:
    row = hold(plan)
    if row.state not in PUBLISHED_FROM:
        raise Refused(
            _("“%(name)s” is “%(state)s”. Only an approved plan is published.")
            % {"name": row.name, "state": row.get_state_display()}
        )
    return row


def _publish(
    row: QuotaPlan, days: Days, found: Derived, name: str, by: Any, reason: str
) -> Publication:
    if core.total(found.figures.values()) is None:
        raise Refused(_("There is no amount to publish: plan one for a person or a team first."))
    over = beyond(row)
    if over and not reason:
        raise Refused(_("The plan goes beyond the company's limits. Say why it is published."))
    before = {
        s: a for s, a in published.standing(Publication.objects.all()).items() if _is_in(s, days)
    }
    changes = core.differences(before, found.figures)
    first = not row.publications.exists()
    until_now = {**in_force(found.figures), **before}
    if row.state == states.APPROVED:
        _activate(row, days, by, reason)
    run = audit.services.queue_run(kind=KIND, params={"plan": row.pk, "digest": name}, by=by)
    audit.services.claim(run)
    said = dict.fromkeys(before) | found.figures if first else _after(changes)
    changed = quotas.services.set_quotas(_stated(said), by=by, run_id=run.pk)
    made = Publication.objects.create(
        plan=row,
        number=row.publications.count() + 1,
        figures=core.frozen(found.figures),
        digest=name,
        changed=changed,
        beyond=[one.plain() for one in over],
        reason=reason,
        by=by,
        run=run,
    )
    written = letters.write(made, found, until_now, _told(found, changes, first=first))
    result = {"publication": made.pk, "quotas": changed, "letters": written}
    audit.services.finish(run, result=result)
    after = {"number": made.number, "quotas": changed, "letters": written}
    audit.services.log(by=by, act="publish", obj=made, after=after, reason=reason)
    return made


def _is_in(slot: core.Slot, days: Days) -> bool:
    return slot.start in days


def _after(changes: list[Difference]) -> dict[core.Slot, Any]:
    return {one.slot: one.after for one in changes}


def _told(found: Derived, changes: list[Difference], *, first: bool) -> set[int]:
    """Who gets a letter: of a new plan whoever has something to reach, later whoever differs."""
    slots = {one.slot for one in changes}
    if first:
        slots |= {slot for slot, amount in found.figures.items() if amount is not None}
    return {slot.holder_id for slot in slots if slot.kind == "rep"}


def _stated(figures: core.Figures) -> list[quotas.services.Stated]:
    return [
        quotas.services.Stated(
            start=slot.start,
            end=slot.end,
            amount=amount,
            rep_id=slot.holder_id if slot.kind == "rep" else None,
            team_id=slot.holder_id if slot.kind == "team" else None,
            measure=slot.goal.measure,
            product_family=slot.goal.product_family,
            segment=slot.goal.segment,
        )
        for slot, amount in figures.items()
    ]


# The plans ---------------------------------------------------------------------------------------


def _in_force(plan: QuotaPlan, days: DateRange) -> Any:
    rows = QuotaPlan.objects.filter(state=states.ACTIVE, active__overlap=days)
    return rows.exclude(pk=plan.pk)


def _activate(row: QuotaPlan, days: Days, by: Any, words: str) -> None:
    row.state, row.active = states.after("activate", row.state), DateRange(days.start, days.end)
    for other in _in_force(row, row.active):
        _end(other, days, by)
    row.save(update_fields=["state", "active"])
    PlanEvent.objects.create(plan=row, kind=PlanEvent.Kind.ACTIVATE, words=words, by=by)


def _end(other: QuotaPlan, days: Days, by: Any) -> None:
    """It was in force until the day before; a plan that never was keeps no day."""
    assert other.active is not None
    assert days.start is not None
    start = other.active.lower
    kept = DateRange(start, days.start) if start < days.start else DateRange(empty=True)
    other.active, other.state = kept, states.after("archive", other.state)
    other.save(update_fields=["state", "active"])
    PlanEvent.objects.create(plan=other, kind=PlanEvent.Kind.ARCHIVE, by=by)
