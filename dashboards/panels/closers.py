"""Open deals that could close the gap: tick some and see the quota with them. Nothing is saved.

First what brings most: the amount times the usual chance of its stage.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.core.gap import outcome
from dashboards.core.next_steps import Deal, most_promising
from dashboards.facts import Question
from dashboards.panel import Panel
from ui import formats

MOST = 6


@dataclass(frozen=True, slots=True)
class Pick:
    id: int
    name: str
    href: str
    context: str
    value: str
    picked: bool


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Closers:
    title: str
    sub: str
    picks: tuple[Pick, ...]
    kept: tuple[tuple[str, str], ...]
    result: tuple[Figure, ...]


def build(question: Question) -> Closers | None:
    deals = most_promising(question.open_deals)[:MOST]
    if not deals or question.is_over:
        return None
    picked = question.picked
    return Closers(
        _("What if I close this?") if question.yours else _("What if these close?"),
        _("Tick deals to see the quota with them. Nothing is saved."),
        tuple(_pick(question, deal, deal.id in picked) for deal in deals),
        tuple((key, str(value)) for key, value in (question.params or {}).items() if key != "if"),
        _result(question, [d for d in deals if d.id in picked]),
    )


def _pick(question: Question, deal: Deal, picked: bool) -> Pick:
    late = deal.close_date is not None and deal.close_date < question.today
    said = {"stage": deal.stage, "day": formats.day(deal.close_date)}
    context = _("%(stage)s, close date passed") if late else _("%(stage)s, closes %(day)s")
    if deal.chance is not None:
        said["stage"] = f"{deal.stage} {formats.percent(deal.chance)}"
    return Pick(
        deal.id,
        deal.name,
        reverse("crm:deal", args=[deal.id]) + question.query,
        context % said,
        formats.money(deal.value),
        picked,
    )


def _result(question: Question, picked: list[Deal]) -> tuple[Figure, ...]:
    found = outcome(question.value("won_value"), question.value("quota"), [d.value for d in picked])
    figures = [Figure(_("Booked"), formats.money(found.booked))]
    if found.attainment is not None:
        figures.insert(0, Figure(_("Quota"), formats.percent(found.attainment, 1)))
        figures.append(Figure(_("To go"), formats.money(found.to_go)))
    return tuple(figures)


PANEL = Panel(build)
