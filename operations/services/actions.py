"""Open an action on a bottleneck, change or cancel it, and look whether it helped."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit import services as audit
from kpis.facts import bottlenecks
from operations.models import Action
from teams import facts as teams
from teams.services.refused import Refused


def open_action(
    *, bottleneck: Any, what: str, owner: Any, check_on: date, by: Any, note: str = ""
) -> Action:
    """The measure of the bottleneck as of today stays beside the action."""
    before = bottlenecks.measured(bottleneck, bottleneck.now_from, bottleneck.now_to)
    action = Action(
        bottleneck=bottleneck,
        what=what,
        note=note,
        owner=owner,
        opened_by=by,
        opened_on=teams.today(),
        check_on=check_on,
        before=before.value,
        before_low=before.low,
        before_high=before.high,
        before_bad=before.bad,
        before_cases=before.cases,
    )
    action.save()
    audit.log(by=by, act="create", obj=action)
    return action


@transaction.atomic
def change_action(
    *, action: Action, what: str, owner: Any, check_on: date, note: str, by: Any
) -> Action:
    """Refused once it was judged or cancelled. The same again changes and logs nothing."""
    stored = _open_one(action)
    new = {"what": what, "owner": owner, "check_on": check_on, "note": note}
    old = {name: getattr(stored, name) for name in new}
    changed = [name for name in new if new[name] != old[name]]
    if changed:
        for name in changed:
            setattr(stored, name, new[name])
        stored.save(update_fields=changed)
        before, after = ({name: str(one[name]) for name in changed} for one in (old, new))
        audit.log(by=by, act="change", obj=stored, before=before, after=after)
    return stored


@transaction.atomic
def cancel_action(*, action: Action, because: str, by: Any) -> Action:
    """It stays where it is and says so; nobody looks for its effect any more."""
    if not (reason := because.strip()):
        raise Refused(_("Say why the action is cancelled."))
    stored = _open_one(action)
    stored.cancelled_on, stored.cancelled_because = teams.today(), reason
    stored.save(update_fields=["cancelled_on", "cancelled_because"])
    audit.log(by=by, act="cancel", obj=stored, reason=reason)
    return stored


def _open_one(action: Action) -> Action:
    """Under a lock: the night may judge it, or somebody cancel it, at the same moment."""
    stored = (
        Action.objects.select_for_update(of=("self",)).select_related("owner").get(pk=action.pk)
    )
    if stored.judged_on is not None:
        raise Refused(_("The effect has been judged; the action can't be changed any more."))
    if stored.cancelled_on is not None:
        raise Refused(_("The action has been cancelled in the meantime."))
    return stored


def judge() -> int:
    """Measure since the opening what was measured before it, of each action whose check date has
    not come or came just now; how many changed. Twice a day changes nothing the second time."""
    today = teams.today()
    changed = 0
    waiting = Action.objects.filter(judged_on=None, cancelled_on=None)
    for action in waiting.select_related("bottleneck__team"):
        changed += _judge(action, today)
    return changed


def _judge(action: Action, today: date) -> int:
    """Entries since the day after the opening that have had their time by the check date."""
    found = action.bottleneck
    wait = 0 if found.kind == "stall" else found.horizon
    stop = min(today, action.check_on) - timedelta(wait) + timedelta(1)
    after = bottlenecks.measured(found, action.opened_on + timedelta(1), stop)
    new = {
        "after": after.value,
        "after_low": after.low,
        "after_high": after.high,
        "after_bad": after.bad,
        "after_cases": after.cases,
        "judged_on": today if today >= action.check_on else None,
    }
    if all(getattr(action, name) == value for name, value in new.items()):
        return 0
    same = Action.objects.filter(pk=action.pk, check_on=action.check_on, cancelled_on=None)
    return same.update(**new)
