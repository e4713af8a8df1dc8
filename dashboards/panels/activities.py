"""What the rep did: how much a day, how much of the pipeline is in touch, and the last few."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import crm.facts
from dashboards.facts import Question
from dashboards.links import explain
from dashboards.panel import Panel
from ui import formats

MOST = 4


@dataclass(frozen=True, slots=True)
class Share:
    label: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Done:
    """One activity: what, with which deal, when."""

    text: str
    kind: str
    deal: str
    href: str
    day: str


@dataclass(frozen=True, slots=True)
class Activities:
    title: str
    shares: tuple[Share, ...]
    done: tuple[Done, ...]


def build(question: Question) -> Activities | None:
    shares = (
        _share(question, "activities_per_day", _("Activities a working day"), "number"),
        _share(question, "touch_coverage", _("Open deals in touch, last 14 days"), "percent"),
        _share(question, "next_step_coverage", _("Open deals with a next step"), "percent"),
    )
    done = _last(question)
    if not done and not any(one.value for one in shares):
        return None
    return Activities(_("Activities"), tuple(one for one in shares if one.value), done)


def _share(question: Question, slug: str, label: str, unit: str) -> Share:
    shown = formats.show(question.value(slug), unit, "table" if unit == "percent" else "tile")
    return Share(label, shown, explain(slug, question.scope, question.period))


def _last(question: Question) -> tuple[Done, ...]:
    rows = crm.facts.activities(question.access).filter(
        rep=question.scope.id, done=True, happened_on__lt=question.last_day + timedelta(1)
    )
    rows = rows.select_related("opportunity").only(
        "kind", "subject", "happened_on", "opportunity__name"
    )
    return tuple(_done(question, row) for row in rows.order_by("-happened_on", "-pk")[:MOST])


def _done(question: Question, row: Any) -> Done:
    deal = row.opportunity
    return Done(
        row.subject or row.get_kind_display(),
        row.get_kind_display(),
        deal.name if deal else "",
        reverse("crm:deal", args=[deal.pk]) + question.query if deal else "",
        formats.day(row.happened_on),
    )


PANEL = Panel(build)
