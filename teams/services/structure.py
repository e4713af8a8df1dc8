"""Who belongs where, dated: close the old membership, open the new one, never edit the past."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from audit.services import log
from kernel.dated import Days
from teams.core.moves import AlreadyThere, StartsThatDay, plan_move
from teams.memory import forget
from teams.models import Membership, Rep, Team
from teams.services import overlaps
from teams.services.refused import Refused


def join_team(
    *,
    by: Any,
    rep: Rep,
    team: Team,
    on: date,
    until: date | None = None,
    leads: bool = False,
    reason: str = "",
) -> Membership:
    """Belong to (or lead) a team over [on, until); Refused names the membership in the way."""
    if until and until <= on:
        raise Refused(_("The end must be after the start."))
    days = Days(on, until)
    with transaction.atomic():
        rows = _locked(rep, team if leads else None)
        if problem := overlaps.overlap_problem(rep, rows, days, leads=leads):
            raise Refused(problem)
        return _open(by, rep, team, days, leads, reason)


def move_member(*, by: Any, rep: Rep, team: Team, on: date, reason: str = "") -> Membership:
    """From `on` the rep's home is `team`. What was before stays; so does what is planned later."""
    with transaction.atomic():
        rows = _locked(rep, None)
        by_id = {row.pk: row for row in rows}
        try:
            move = plan_move(map(overlaps.as_row, rows), team.pk, on)
        except AlreadyThere as there:
            raise Refused(overlaps.already_there(by_id[there.row.id])) from there
        except StartsThatDay as same:
            raise Refused(overlaps.starts_that_day(by_id[same.row.id])) from same
        if move.closed:
            _close(by, by_id[move.closed.id], on, reason)
        return _open(by, rep, team, move.opens, False, reason)


def leave_team(*, by: Any, membership: Membership, on: date, reason: str = "") -> Membership:
    """The last day is the day before `on`. What has ended already is not prolonged by this."""
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if on not in Days(row.valid.lower, row.valid.upper) or on == row.valid.lower:
            raise Refused(
                _("%(rep)s, %(row)s: choose a day after the start and before the end.")
                % {"rep": row.rep.name, "row": overlaps.words(row)}
            )
        return _close(by, row, on, reason)


def _locked(rep: Rep, team: Team | None) -> list[Membership]:
    """Two people may edit the same rep: the second waits for the first, then sees its rows."""
    Rep.objects.select_for_update().get(pk=rep.pk)
    return overlaps.same_kind(rep, team)


def _open(by: Any, rep: Rep, team: Team, days: Days, leads: bool, reason: str) -> Membership:
    valid = DateRange(days.start, days.end)
    row = Membership.objects.create(rep=rep, team=team, leads=leads, valid=valid)
    log(by=by, act="lead" if leads else "join", obj=row, after=_plain(row), reason=reason)
    forget()
    return row


def _close(by: Any, row: Membership, on: date, reason: str) -> Membership:
    before = _plain(row)
    row.valid = DateRange(row.valid.lower, on)
    row.save(update_fields=["valid"])
    log(by=by, act="leave", obj=row, before=before, after=_plain(row), reason=reason)
    forget()
    return row


def _plain(row: Membership) -> dict[str, str | None]:
    return {
        "team": row.team.slug,
        "from": row.valid.lower and row.valid.lower.isoformat(),
        "to": row.valid.upper and row.valid.upper.isoformat(),
    }
