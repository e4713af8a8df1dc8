"""Which membership stands in the way of another, in the words of the person who edits."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kernel.dated import Days
from teams.core.moves import Row, in_the_way
from teams.models import Membership, Rep, Team
from ui.formats import day_long


def same_kind(rep: Rep, team: Team | None, *, but: int | None = None) -> list[Membership]:
    """The memberships that a new one must not overlap: homes, or the leads of the team given."""
    rows = Membership.objects.filter(rep=rep, leads=team is not None)
    rows = rows.select_related("team", "rep")
    if team is not None:
        rows = rows.filter(team=team)
    return list(rows.exclude(pk=but) if but else rows)


def overlap_problem(rep: Rep, rows: list[Membership], days: Days, *, leads: bool) -> str:
    """Why these days can't be taken, naming each membership in the way; "" when they can."""
    by_id = {row.pk: row for row in rows}
    clash = [by_id[row.id] for row in in_the_way(map(as_row, rows), days)]
    if not clash:
        return ""
    say = (
        _("%(rep)s already leads this team on some of these days: %(rows)s.")
        if leads
        else _(
            "%(rep)s already belongs to a team on some of these days: %(rows)s. Move %(rep)s "
            "from a date, or end that membership first."
        )
    )
    return say % {"rep": rep.name, "rows": "; ".join(map(words, clash))}


def days_problem(rows: Iterable[Any], days: Days) -> str:
    """The same for rows that have only `valid` in common: coverage, absences."""
    clash = [row for row in rows if Days(row.valid.lower, row.valid.upper).overlap(days)]
    if not clash:
        return ""
    told = "; ".join(span(row.valid.lower, row.valid.upper) for row in clash)
    return _("There is one already on some of these days: %(rows)s.") % {"rows": told}


def already_there(row: Membership) -> str:
    return _("%(rep)s is there already: %(row)s.") % {"rep": row.rep.name, "row": words(row)}


def starts_that_day(row: Membership) -> str:
    return _(
        "%(rep)s starts elsewhere on that very day: %(row)s. Choose a later day, or remove that "
        "membership first if it was a mistake."
    ) % {"rep": row.rep.name, "row": words(row)}


def words(row: Membership) -> str:
    """EMEA from 1 January 2026 to 31 March 2026."""
    when = span(row.valid.lower, row.valid.upper)
    return _("%(team)s %(when)s") % {"team": row.team.name, "when": when}


def span(lower: date | None, upper: date | None) -> str:
    """From 1 January 2026 to 31 March 2026: both days are inside."""
    days = {
        "start": day_long(lower),
        "end": day_long(upper - timedelta(1)) if upper else "",
    }
    if lower and upper:
        return _("from %(start)s to %(end)s") % days
    if lower:
        return _("since %(start)s") % days
    return _("until %(end)s") % days if upper else _("always")


def as_row(row: Membership) -> Row:
    return Row(row.pk, row.team_id, Days(row.valid.lower, row.valid.upper))
