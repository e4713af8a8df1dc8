"""What is said about a report and about what is different since."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

import teams.facts
from kpis.core.metrics import METRICS
from reports.facts import Corrections
from reports.models import Report
from reports.section import Column, Line, Sheet
from ui import formats
from ui.components import Note, Tag
from ui.period_picker import title


def name(report: Report) -> str:
    return _("Quarterly review, %(period)s") % {"period": title(report.period)}


def author(report: Report) -> str:
    return report.author_name or _("System")


def lede(report: Report) -> str:
    """Of whom, which days, by whom, as of when."""
    as_of = report.as_of or report.made_at
    said = {
        "scope": report.scope_name,
        "start": formats.day_long(report.start),
        "end": formats.day_long(_last(report)),
        "author": author(report),
        "made": formats.day_long(report.made_at),
        "as_of": formats.day_long(as_of),
        "time": formats.clock(as_of),
        "currency": report.currency,
    }
    return (
        _(
            "%(scope)s, %(start)s to %(end)s. Made by %(author)s on %(made)s with the data of "
            "%(as_of)s, %(time)s; amounts in %(currency)s."
        )
        % said
    )


def _last(report: Report) -> Any:
    return report.end.fromordinal(report.end.toordinal() - 1)


def state(report: Report) -> Tag:
    if report.withdrawn_at:
        return Tag(_("Withdrawn"), "bad", "ban")
    if report.superseded_at:
        return Tag(_("Superseded"), "", "history")
    return Tag(_("In force"), "good", "snowflake")


def note(report: Report, whole: bool) -> Note | None:
    """The one line about a report that is not in force, or not what was kept."""
    if not whole:
        return Note(_("The content is not what was kept: do not rely on it."), "bad")
    if report.withdrawn_at:
        said = {
            "who": report.withdrawn_by,
            "when": formats.day_long(report.withdrawn_at),
            "why": report.withdrawn_because,
        }
        return Note(_("Withdrawn by %(who)s on %(when)s: %(why)s") % said, "bad")
    if report.superseded_at:
        said = {"when": formats.day_long(report.superseded_at)}
        return Note(_("A newer review of this quarter was made on %(when)s.") % said, "warn")
    return None


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


def _changes(found: Corrections) -> Sheet:
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
                one.old,
                one.new,
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
    columns = [Column(_("When"), "day"), Column(pgettext("of a change", "What")), Column(_("By"))]
    lines = [
        Line([one.finished_at.date(), thing(one.params.get("object", "")), run_of(one)])
        for one in found.edits
    ]
    return Sheet(columns, lines, _("Changed by hand since, on days of the quarter"))


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


def since() -> str:
    return _("Corrections since")


def fingerprint(report: Report) -> str:
    """The name of what was frozen, to be compared on paper."""
    said = {"number": report.pk, "name": report.fingerprint[:16]}
    return _("Review %(number)s, fingerprint %(name)s") % said
