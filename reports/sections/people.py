"""Who joined, left, moved and led in the quarter, from dated memberships."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

import teams.facts
from dashboards.facts import Question
from reports.core.arrivals import events
from reports.core.plain import day
from reports.section import Column, Line, Reading, Section, Sheet, Shown
from ui import formats

WORDS = {
    "joined": pgettext_lazy("of a person and a team", "Joined"),
    "left": pgettext_lazy("of a person and a team", "Left"),
    "moved": pgettext_lazy("of a person and a team", "Moved"),
    "leads": gettext_lazy("Began to lead"),
    "no_longer_leads": gettext_lazy("No longer leads"),
}


def read(asked: Question) -> Any:
    """What happened in the quarter; `seats` are all memberships of its days, against which later
    corrections are held."""
    period = asked.period
    belongings = teams.facts.memberships(period.start, period.end)
    if not belongings:
        return None
    inside = _teams(asked)
    wide = teams.facts.memberships(asked.calendar.previous(period).start, period.end)
    found = [
        one for one in events(wide, period.start, period.end) if {one.origin, one.target} & inside
    ]
    names = teams.facts.scopes_of("rep", {one.rep for one in found})
    known = {team.id: team.name for team in teams.facts.team_facts()}
    return {
        "events": [
            {
                "day": one.day,
                "kind": one.kind,
                "rep": one.rep,
                "name": names[one.rep].name,
                "origin": known.get(one.origin or 0, ""),
                "target": known.get(one.target or 0, ""),
            }
            for one in found
        ],
        "seats": [
            [one.rep_id, one.team_id, one.leads, one.days.start, one.days.end]
            for one in belongings
            if one.team_id in inside
        ],
    }


def _teams(asked: Question) -> set[int]:
    if asked.scope.kind == "team":
        return set(teams.facts.sub_team_ids(asked.scope.id))
    return {team.id for team in teams.facts.team_facts()}


def show(kept: Any, reading: Reading) -> Shown:
    found = [one for one in kept["events"] if reading.shows(one["rep"])]
    if not found:
        return Shown([_("Nobody joined, left or moved in the quarter.")])
    columns = [
        Column(_("Day"), "day"),
        Column(_("Who")),
        Column(pgettext("of a change", "What")),
        Column(_("From team")),
        Column(_("To team")),
    ]
    lines = [
        Line([day(one["day"]), one["name"], str(WORDS[one["kind"]]), one["origin"], one["target"]])
        for one in found
    ]
    return Shown([_counted(found)], sheets=[Sheet(columns, lines)])


def _counted(found: list[dict[str, Any]]) -> str:
    """How many joined, left and moved."""
    n = {kind: sum(one["kind"] == kind for one in found) for kind in WORDS}
    said = [
        ngettext("%(n)s person joined", "%(n)s people joined", n["joined"]),
        ngettext("%(n)s person left", "%(n)s people left", n["left"]),
        ngettext("%(n)s person moved", "%(n)s people moved", n["moved"]),
    ]
    joined, left, moved = (
        text % {"n": formats.count(n[kind])}
        for text, kind in zip(said, ("joined", "left", "moved"), strict=True)
    )
    words = {"joined": joined, "left": left, "moved": moved}
    return _("%(joined)s, %(left)s, %(moved)s.") % words


SECTION = Section(
    gettext_lazy("Changes of people"),
    60,
    read,
    show,
    gettext_lazy("No memberships of teams are known for the quarter."),
)
