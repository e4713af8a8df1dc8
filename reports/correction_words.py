"""What is different today from what a report froze, in words and tables."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

import crm.facts
import teams.facts
from kpis.core.metrics import METRICS
from reports.core.plain import day
from reports.facts import Corrections
from reports.section import Column, Line, Sheet
from ui import formats


def corrected(found: Corrections) -> str:
    """How much is different today."""
    if found.none:
        return _("Nothing is different today from what was frozen.")
    n = len(found.values)
    if not n:
        return _("No figure is different today, but something behind them is.")
    said = {"n": formats.count(n)}
    return (
        ngettext(
            "%(n)s figure is different today from what was frozen.",
            "%(n)s figures are different today from what was frozen.",
            n,
        )
        % said
    )


def sheets(found: Corrections) -> list[Sheet]:
    """What is different, and what loads and people changed since; tables with something in them."""
    made = [_values(found), _changes(found), _deals(found), _quotas(found), _seats(found)]
    return [sheet for sheet in [*made, _edits(found)] if sheet.lines]


def _values(found: Corrections) -> Sheet:
    columns = [
        Column(_("Team or person")),
        Column(_("Figure")),
        Column(_("Frozen"), "figure"),
        Column(_("Today"), "figure"),
    ]
    lines = []
    for one in found.values:
        unit = METRICS[one.kpi].unit
        label = _(METRICS[one.kpi].label)
        lines.append(Line([str(one.scope), label, (one.then, unit), (one.now, unit)]))
    return Sheet(columns, lines, _("Figures"))


def _told(change: Any, text: str, stages: dict[str, str], people: dict[str, str]) -> str:
    """The value of a field as people write it; as it is stored where it has no other form."""
    if not text:
        return ""
    write: dict[str, Callable[[str], str]] = {
        "amount": lambda t: formats.money_exact(t, change.opportunity.currency),
        "close_date": lambda t: formats.day(day(t)),
        "stage": lambda t: stages.get(t, t),
        "owner": lambda t: people.get(t, t),
    }
    return write.get(change.field, str)(text)


def _changes(found: Corrections) -> Sheet:
    stages = {stage.slug: stage.name for stage in crm.facts.stages()} if found.changes else {}
    owners = {t for one in found.changes if one.field == "owner" for t in (one.old, one.new)}
    reps = (
        teams.facts.reps().filter(external_id__in=owners) if owners else teams.facts.reps().none()
    )
    people = dict(reps.values_list("external_id", "name"))
    columns = [
        Column(_("Deal")),
        Column(_("Owner"), hide="p2"),
        Column(_("Field")),
        Column(_("Before")),
        Column(_("After")),
        Column(_("True from"), "day", "p2"),
        Column(_("By"), hide="p2"),
    ]
    lines = [
        Line(
            [
                one.opportunity.name,
                one.opportunity.owner.name,
                str(one.get_field_display()),
                _told(one, one.old, stages, people),
                _told(one, one.new, stages, people),
                one.effective_at.date(),
                run_of(one.run),
            ]
        )
        for one in found.changes
    ]
    return Sheet(columns, lines, _("Changes of deals since"))


def _deals(found: Corrections) -> Sheet:
    columns = [
        Column(_("Deal")),
        Column(_("Owner"), hide="p2"),
        Column(_("Value"), "exact"),
        Column(_("Closed on"), "day", "p2"),
        Column(_("By"), hide="p2"),
    ]
    lines = [
        Line([one.name, one.owner.name, one.value, one.closed_on, run_of(one.run)])
        for one in found.deals
    ]
    return Sheet(columns, lines, _("Deals that came or were written again since"))


def _quotas(found: Corrections) -> Sheet:
    columns = [
        Column(_("Team or person")),
        Column(_("From"), "day"),
        Column(_("Quota"), "money"),
        Column(_("State")),
        Column(_("By"), hide="p2"),
    ]
    lines = [
        Line(
            [
                str(one.rep or one.team),
                one.valid.lower,
                one.amount,
                _("replaced") if one.superseded_at else _("in force"),
                run_of(one.run),
            ]
        )
        for one in found.quotas
    ]
    return Sheet(columns, lines, _("Quotas since"))


def _seats(found: Corrections) -> Sheet:
    people = teams.facts.scopes_of("rep", {one.rep for one in found.seats})
    known = {team.id: team.name for team in teams.facts.team_facts()}
    columns = [
        Column(_("Who")),
        Column(_("Team")),
        Column(pgettext("of a change", "What")),
        Column(_("From"), "day", "p2"),
        Column(_("To (exclusive)"), "day", "p2"),
    ]
    lines = [
        Line(
            [
                str(people.get(one.rep, "")),
                known.get(one.team, ""),
                _("as frozen") if one.gone else _("today"),
                one.start,
                one.end,
            ]
        )
        for one in found.seats
    ]
    return Sheet(columns, lines, _("Memberships"))


def _edits(found: Corrections) -> Sheet:
    columns = [
        Column(_("When"), "day"),
        Column(pgettext("of a change", "What")),
        Column(_("Name")),
        Column(_("By")),
    ]
    deals = [one.params.get("id") for one in found.edits if _is_deal(one)]
    names = dict(crm.facts.opportunities().filter(pk__in=deals).values_list("pk", "name"))
    lines = [
        Line(
            [
                one.finished_at.date(),
                thing(one.params.get("object", "")),
                names.get(one.params.get("id"), "") if _is_deal(one) else "",
                run_of(one),
            ]
        )
        for one in found.edits
    ]
    return Sheet(columns, lines, _("Changed by hand since, on days of the quarter"))


def _is_deal(edit: Any) -> bool:
    return bool(edit.params.get("object") == "crm.opportunity")


def thing(label: str) -> str:
    words = {
        "crm.opportunity": _("Deal"),
        "crm.split": _("Shares of a deal"),
        "quotas.quota": _("Quota"),
    }
    return words.get(label, label)


def run_of(run: Any) -> str:
    """Who, and in which run; by hand without one."""
    if run is None:
        return _("by hand")
    who = str(run.by) if run.by else _("System")
    return _("%(who)s, run %(number)s") % {"who": who, "number": run.pk}
