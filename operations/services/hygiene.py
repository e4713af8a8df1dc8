"""Checks the open deals against the rules of upkeep and keeps what was found.

A check goes with the stored KPIs: the next recompute (after a load, an edit, a night) makes it out
of date, and whoever asks first after it checks again. The clock does so beforehand. Twice the same
writes nothing.
"""

from typing import Any

from django.db import connection, transaction

from audit import facts as audit
from crm import facts as crm
from forecasting.services import asking
from kpis.services.runs import RECOMPUTE, window_of
from kpis.services.upkeep import checked_deals
from operations.core.hygiene import Tally, Whose, roll_up
from operations.facts import hygiene as facts
from operations.models import UpkeepCheck, UpkeepSum
from operations.queries import hygiene as queries
from teams import facts as teams

LOCK = 7430


def check() -> UpkeepCheck:
    """The check as of the stored KPIs; made here and now unless it is there."""
    if (found := _current()) is not None:
        return found
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        return _current() or _check()


def latest() -> UpkeepCheck | None:
    """For pages: the check, in a large company perhaps the one before while a worker makes the
    next; None where there is none yet."""
    if (found := _current()) is not None:
        return found
    if crm.deals_roughly() <= asking.AT_ONCE:
        return check()
    last = audit.last_done(RECOMPUTE)
    asking.ask_once("operations.tasks.check_upkeep", basis=last.pk if last else 0)
    if (old := facts.kept()) is not None:
        old.is_behind = True
    return old


def _current() -> UpkeepCheck | None:
    """What is kept, if it goes with the last recompute. Without any nothing stays current."""
    found = facts.kept()
    return found if found and found.is_current else None


def _check() -> UpkeepCheck:
    last = audit.last_done(RECOMPUTE)
    basis, day = (last.pk, window_of(last.params).today) if last else (0, teams.today())
    with checked_deals(day) as cursor:
        queries.keep(cursor)
        _keep_sums(roll_up(queries.people(cursor), teams.team_tree()))
    made, _ = UpkeepCheck.objects.update_or_create(pk=1, defaults={"basis": basis, "day": day})
    return made


def _keep_sums(sums: dict[Whose, Tally]) -> None:
    UpkeepSum.objects.all().delete()
    UpkeepSum.objects.bulk_create(
        UpkeepSum(
            rep_id=rep,
            team_id=team,
            deals=tally.deals,
            value=tally.value,
            to_fix=tally.to_fix,
            at_stake=tally.at_stake,
            rules=_by_rule(tally),
        )
        for (rep, team), tally in sums.items()
    )


def _by_rule(tally: Tally) -> dict[str, Any]:
    return {slug: [one.deals, str(one.value)] for slug, one in tally.rules.items()}
