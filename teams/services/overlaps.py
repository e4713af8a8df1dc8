"""Which membership stands in the way of another, in the words of the person who edits."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernel.dated import Days
from teams.core.moves import Row, in_the_way
from teams.models import Membership, Rep, Team


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


def already_there(row: Membership) -> str:
    return _("%(rep)s is there already: %(row)s.") % {"rep": row.rep.name, "row": words(row)}


def starts_that_day(row: Membership) -> str:
    return _(
        "%(rep)s starts elsewhere on that very day: %(row)s. Choose a later day, or remove that "
        "membership first if it was a mistake."
    ) % {"rep": row.rep.name, "row": words(row)}


def words(row: Membership) -> str:
    """EMEA from Jan. 1, 2026 to March 31, 2026; the last day is the last one there."""
    lower, upper = row.valid.lower, row.valid.upper
    days = {
        "team": row.team.name,
        "start": date_format(lower, "DATE_FORMAT") if lower else "",
        "end": date_format(upper - timedelta(1), "DATE_FORMAT") if upper else "",
    }
    if lower and upper:
        return _("%(team)s from %(start)s to %(end)s") % days
    if lower:
        return _("%(team)s since %(start)s") % days
    return (_("%(team)s until %(end)s") if upper else "%(team)s") % days


def as_row(row: Membership) -> Row:
    return Row(row.pk, row.team_id, Days(row.valid.lower, row.valid.upper))
