"""Every team and person with what they booked of their quota. In the order of the organisation and
of names: who needs help is between them and their manager, a report has no bottom list."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import forecasting.facts
import forecasting.services
import kpis.facts
from dashboards.facts import Question
from dashboards.facts.people import PeopleTree
from forecasting.core.buckets import START
from reports.core.plain import number
from reports.section import DRAWN, Column, Line, Reading, Section, Sheet, Shown
from ui import formats
from ui.charts import svg

KPIS = (
    "quota",
    "won_value",
    "attainment",
    "gap",
    "won_count",
    "win_rate",
    "pipeline_generated",
)
TOP = Decimal("1.2")  # the end of the axis of attainment


def read(asked: Question) -> Any:
    """Stored values of everyone below the scope; bookings of the quarters compared with."""
    tree, calendar = asked.tree, asked.calendar
    scopes = list(tree.scopes.values())
    now = kpis.facts.table(scopes, asked.period, KPIS)
    if all(one["won_value"].value is None for one in now.values()):
        return None
    before = kpis.facts.table(scopes, calendar.previous(asked.period), ["won_value"])
    year = kpis.facts.table(scopes, calendar.year_before(asked.period), ["won_value"])
    walk = forecasting.services.walked(asked.period, asked.period.start, asked.period.end)
    moved = forecasting.facts.movements(walk, scopes)
    lines = []
    for key, level in _walk(tree, asked.scope.key):
        scope = tree.scopes[key]
        lines.append(
            {
                "kind": scope.kind,
                "id": scope.id,
                "slug": scope.slug,
                "name": scope.name,
                "level": level,
                "leader": tree.leaders.get(key, ""),
                "values": {slug: one.value for slug, one in now[key].items()},
                "coverage": _coverage(moved[key][START].value, now[key]["quota"].value),
                "previous": before[key]["won_value"].value,
                "year": year[key]["won_value"].value,
            }
        )
    return {"lines": lines}


def _coverage(start: Decimal, quota: Decimal | None) -> Decimal | None:
    """With what the quarter began of what it was to bring; unknown without a quota."""
    return round(start / quota, 4) if quota else None


def _walk(tree: PeopleTree, key: str, level: int = 0) -> list[tuple[str, int]]:
    """Each team before what is below it, teams before people, all by name."""
    below = tree.children.get(key, [])
    ordered = sorted(below, key=lambda one: (one.startswith("rep:"), tree.scopes[one].name))
    found = [(key, level)]
    for one in ordered:
        found += _walk(tree, one, level + 1)
    return found


def show(kept: Any, reading: Reading) -> Shown:
    lines = [line for line in kept["lines"] if line["kind"] != "rep" or reading.shows(line["id"])]
    return Shown(
        sentences=_sentences(kept["lines"]),
        sheets=[Sheet(_columns(), [_line(one) for one in lines])],
        foot=_(
            "Teams as they were in the quarter; somebody who moved counts in each team for the "
            "days there, and stands under each with all of their own quarter. Coverage at the "
            "start is the open pipeline with which the quarter began ÷ quota."
        ),
    )


def _columns() -> list[Column]:
    return [
        Column(_("Team or person")),
        Column(_("Led by"), hide="p2"),
        Column(_("Quota"), "money", "p2"),
        Column(_("Booked"), "money"),
        Column(_("Attainment, 0 to 120%"), DRAWN, "p3"),
        Column(_("Attainment"), "percent"),
        Column(_("To quota"), "money", "p2"),
        Column(_("Win rate"), "percent", "p3"),
        Column(_("Coverage at the start"), "ratio", "p3"),
        Column(_("Quarter before"), "money", "p3"),
        Column(_("Last year"), "money", "p3"),
    ]


def _line(one: dict[str, Any]) -> Line:
    found = {slug: number(text) for slug, text in one["values"].items()}
    gap, attained = found["gap"], found["attainment"]
    cells = [
        one["name"],
        one["leader"],
        found["quota"],
        found["won_value"],
        _bar(one["name"], attained),
        attained,
        None if gap is None else -gap,
        found["win_rate"],
        number(one["coverage"]),
        number(one["previous"]),
        number(one["year"]),
    ]
    return Line(cells, one["level"], total=one["level"] == 0)


def _bar(name: str, attained: Decimal | None) -> svg.Bullet | str:
    if attained is None:
        return ""
    said = {"name": name, "share": formats.percent(attained)}
    return svg.Bullet(min(attained, TOP), _("%(name)s: %(share)s of quota") % said, top=TOP)


def _sentences(lines: list[dict[str, Any]]) -> list[str]:
    """How many reached their quota; a team that lacks most of what is missing, where there is."""
    teams = [one for one in lines if one["kind"] == "team" and one["level"] == 1]
    people = {one["id"]: one for one in lines if one["kind"] == "rep"}
    return [
        said
        for said in (_reached_teams(teams), _reached_people(list(people.values())), _most(teams))
        if said
    ]


def _known(lines: list[dict[str, Any]]) -> list[Decimal]:
    values = (number(one["values"]["attainment"]) for one in lines)
    return [value for value in values if value is not None]


def _reached_teams(teams: list[dict[str, Any]]) -> str:
    known = _known(teams)
    if len(known) < 2:
        return ""
    said = {"n": sum(value >= 1 for value in known), "all": len(known)}
    return (
        ngettext(
            "%(n)s of %(all)s teams reached its quota.",
            "%(n)s of %(all)s teams reached their quota.",
            said["n"],
        )
        % said
    )


def _reached_people(people: list[dict[str, Any]]) -> str:
    known = _known(people)
    if not known:
        return ""
    said = {"n": sum(value >= 1 for value in known), "all": len(known)}
    return (
        ngettext(
            "%(n)s of %(all)s people with a quota reached it.",
            "%(n)s of %(all)s people with a quota reached it.",
            said["n"],
        )
        % said
    )


def _most(teams: list[dict[str, Any]]) -> str:
    """The team with more than half of what all teams behind their quota lack."""
    gaps = [(number(one["values"]["gap"]) or Decimal(0), one) for one in teams]
    lacking = [(gap, one) for gap, one in gaps if gap > 0]
    missing = sum((gap for gap, _one in lacking), Decimal(0))
    if len(lacking) < 2:
        return ""
    gap, team = max(lacking, key=lambda pair: pair[0])
    if gap * 2 <= missing:
        return ""
    said = {
        "team": team["name"],
        "share": formats.percent(number(team["values"]["attainment"])),
        "gap": formats.money(gap),
        "missing": formats.money(missing),
    }
    return (
        _(
            "%(team)s ended at %(share)s and accounts for %(gap)s of the %(missing)s that teams "
            "behind their quota lack."
        )
        % said
    )


SECTION = Section(
    gettext_lazy("Teams and people"),
    20,
    read,
    show,
    gettext_lazy("No results of teams or people are known for the quarter."),
)
