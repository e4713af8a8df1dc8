"""What is open for this period, stage by stage, against what is still to book."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

import kpis.facts
from dashboards.facts import Question, number
from dashboards.links import explain
from dashboards.panel import Panel
from ui import formats
from ui.charts.svg import Stack
from ui.components import Explained


@dataclass(frozen=True, slots=True)
class Stage:
    """A row; `mark` is its colour in the bar, dark for late stages. Ready to print."""

    name: str
    mark: str
    href: str
    deals: str
    value: str
    chance: str
    weighted: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    title: str
    sub: str
    bar: Stack
    stages: tuple[Stage, ...]
    deals: str
    value: str
    weighted: str
    unit: str
    foot: Explained


def build(question: Question) -> Pipeline | None:
    rows = [r for r in kpis.facts.pipeline_by_stage(question.scope, question.period) if r.deals]
    total = sum((number(r.open_value) or Decimal(0) for r in rows), Decimal(0))
    if not rows or question.is_over:
        return None
    rows = rows[::-1]
    return Pipeline(
        _finding(question),
        _context(question, total),
        Stack(
            [float((number(r.open_value) or 0) / total) for r in rows] if total else [],
            _("Open pipeline by stage, %(money)s in all") % {"money": formats.money(total)},
            height=16,
        ),
        tuple(_stage(question, r, "abcde"[min(n, 4)]) for n, r in enumerate(rows)),
        formats.count(sum(r.deals for r in rows)),
        formats.thousands(total),
        formats.thousands(sum((number(r.weighted) or Decimal(0) for r in rows), Decimal(0))),
        formats.money_unit(),
        Explained(
            _("Weighted: open value times the usual chance of its stage."),
            explain("open_pipeline", question.scope, question.period),
        ),
    )


def _stage(question: Question, row: Any, mark: str) -> Stage:
    query = {"p": question.period.slug, "stage": row.slug}
    if question.scope.kind != "company":
        query["scope"] = question.scope.key
    return Stage(
        row.name,
        mark,
        f"{reverse('crm:deals')}?{urlencode(query)}",
        formats.count(row.deals),
        formats.thousands(row.open_value),
        formats.percent(row.chance),
        formats.thousands(row.weighted),
    )


def _finding(question: Question) -> str:
    value, need = question.value("coverage"), question.value("needed_coverage")
    if value is None:
        return _("Open pipeline by stage")
    words = {"value": formats.times(value), "need": formats.times(need)}
    if need is None:
        return _("Coverage is %(value)s") % words
    return _("Coverage is %(value)s, %(need)s is needed") % words


def _context(question: Question, total: Decimal) -> str:
    gap = question.value("gap")
    words = {"money": formats.money(total), "gap": formats.money(gap)}
    if gap is None or gap <= 0:
        return _("%(money)s of open deals are to close in this period.") % words
    return (
        _("%(money)s of open deals are to close in this period; %(gap)s is still to book.") % words
    )


PANEL = Panel(build, "c-5")
