"""What is different today from what a report froze, and which loads and edits came since.

The report itself never changes. Its results are held against the values stored now, its people
against the memberships of now; the causes are what loads and people wrote after it was made.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

import audit.facts
import crm.facts
import kpis.facts
import teams.facts
from kpis.core.metrics import METRICS
from quotas import facts as quotas
from reports.core.plain import number
from reports.models import Report
from teams.core.scope import Scope

# Deals listed one by one; beyond, the page says how many there are.
MOST = 200


@dataclass(frozen=True, slots=True)
class Value:
    """A frozen figure that is another one today."""

    scope: Scope
    kpi: str
    then: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership that was added since (`gone` false), or is no longer there as it was."""

    rep: int
    team: int
    leads: bool
    start: date | None
    end: date | None
    gone: bool


@dataclass(frozen=True, slots=True)
class Corrections:
    """`changes` are rows of `crm.facts.changed_by`, `deals` of `written_by`; both at most MOST."""

    values: list[Value] = field(default_factory=list)
    changes: list[Any] = field(default_factory=list)
    deals: list[Any] = field(default_factory=list)
    quotas: list[Any] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    edits: list[Any] = field(default_factory=list)

    @property
    def none(self) -> bool:
        return not (self.values or self.changes or self.deals or self.quotas or self.seats)


def corrections(report: Report, sees: Collection[int] | None = None) -> Corrections:
    """Everything since, of the people that the reader sees (None: everybody)."""
    lines = [line for line in _lines(report) if _shown(line, sees)]
    reps = {line["id"] for line in lines if line["kind"] == "rep"}
    whose = None if report.scope == "company" and sees is None else reps
    since = audit.facts.runs().filter(finished_at__gt=report.made_at)
    loads = list(since.filter(kind="load").values_list("pk", flat=True))
    days = (report.start, report.end)
    return Corrections(
        values=_values(report, lines),
        changes=list(crm.facts.changed_by(loads, *days, reps=whose)[:MOST]) if loads else [],
        deals=_written(loads, days, whose) if loads else [],
        quotas=_quotas(report, lines),
        seats=_seats(report, whose),
        edits=_edits(since, report) if sees is None else [],
    )


def _lines(report: Report) -> list[dict[str, Any]]:
    """The frozen results: the whole with the figures of the headline, its teams and people. Who is
    in two teams stands there twice, and here once."""
    lines = (report.content.get("results") or {}).get("lines", [])
    found = {(line["kind"], line["id"]): dict(line) for line in lines}
    headline = (report.content.get("headline") or {}).get("values", {})
    if whole := found.get((report.scope, report.scope_id)):
        whole["values"] = {slug: one["value"] for slug, one in headline.items()} | whole["values"]
    return list(found.values())


def _shown(line: dict[str, Any], sees: Collection[int] | None) -> bool:
    return line["kind"] != "rep" or sees is None or line["id"] in sees


def _values(report: Report, lines: list[dict[str, Any]]) -> list[Value]:
    scopes = [Scope(one["kind"], one["id"], one["slug"], one["name"]) for one in lines]
    slugs = sorted({kpi for one in lines for kpi in one["values"] if kpi in METRICS})
    now = kpis.facts.table(scopes, report.period, slugs)
    found = []
    for scope, line in zip(scopes, lines, strict=True):
        for kpi, text in line["values"].items():
            then, value = number(text), now[scope.key][kpi].value
            if then != value:
                found.append(Value(scope, kpi, then, value))
    return found


def _written(loads: list[int], days: tuple[date, date], reps: Collection[int] | None) -> list[Any]:
    rows = crm.facts.written_by(loads, *days, reps=reps).select_related("owner", "run__by")
    return list(rows.order_by("-value", "pk")[:MOST])


def _quotas(report: Report, lines: list[dict[str, Any]]) -> list[Any]:
    """Versions of quotas that came into force, or were replaced, since."""
    holders = Q(rep__in=[one["id"] for one in lines if one["kind"] == "rep"])
    holders |= Q(team__in=[one["id"] for one in lines if one["kind"] == "team"])
    rows = quotas.since(report.made_at).filter(holders, valid__overlap=(report.start, report.end))
    return list(rows.select_related("rep", "team", "run__by")[:MOST])


def _seats(report: Report, reps: Collection[int] | None) -> list[Seat]:
    kept = (report.content.get("people") or {}).get("seats")
    if kept is None:
        return []
    then = {(r, t, leads, start, end) for r, t, leads, start, end in kept}
    now = {
        (one.rep_id, one.team_id, one.leads, _iso(one.days.start), _iso(one.days.end))
        for one in teams.facts.memberships(report.start, report.end)
        if report.scope == "company" or one.team_id in teams.facts.sub_team_ids(report.scope_id)
    }
    both = [(row, True) for row in then - now] + [(row, False) for row in now - then]
    return [
        Seat(rep, team, leads, _date(start), _date(end), gone)
        for (rep, team, leads, start, end), gone in sorted(both, key=str)
        if reps is None or rep in reps
    ]


def _edits(since: Any, report: Report) -> list[Any]:
    """What people changed by hand on which days of the quarter rest, newest first."""
    days = {"result__start__lt": str(report.end), "result__end__gt": str(report.start)}
    return list(since.filter(kind="edit", **days)[:MOST])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
