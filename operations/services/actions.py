"""Open an action on a bottleneck, and look whether it helped."""

from datetime import date, timedelta
from typing import Any

from audit import services as audit
from kpis.facts import bottlenecks
from operations.models import Action
from teams import facts as teams


def open_action(*, bottleneck: Any, what: str, owner: Any, check_on: date, by: Any) -> Action:
    """The measure of the bottleneck as of today stays beside the action."""
    before = bottlenecks.measured(bottleneck, bottleneck.now_from, bottleneck.now_to)
    action = Action(
        bottleneck=bottleneck,
        what=what,
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


def judge() -> int:
    """Measure since the opening what was measured before it, of each action whose check date has
    not come or came just now; how many changed. Twice a day changes nothing the second time."""
    today = teams.today()
    changed = 0
    for action in Action.objects.filter(judged_on=None).select_related("bottleneck__team"):
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
    return Action.objects.filter(pk=action.pk).update(**new)
