"""What others ask of the rep, then what the rep's deals ask for today, most pressing first."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.core.next_steps import ToDo, to_do
from dashboards.facts import Question
from dashboards.panel import Panel
from ui import formats
from ui.asks import asked_of
from ui.components import Link, Todo

MOST = 6
_ICONS: dict[str, tuple[Literal["bad", "warn", "info"], str]] = {
    "overdue": ("bad", "calendar-x-2"),
    "step_passed": ("warn", "clock-alert"),
    "quiet": ("warn", "message-circle-off"),
    "no_step": ("warn", "circle-dashed"),
    "pushed": ("info", "calendar-clock"),
}


@dataclass(frozen=True, slots=True)
class DoNext:
    title: str
    todos: tuple[Todo, ...]
    more: Link


def build(question: Question) -> DoNext | None:
    if question.is_over:
        return None
    asked = waiting(question)
    found = to_do(question.all_open_deals, question.today)[: MOST - len(asked)]
    n = len(question.all_open_deals)
    query = urlencode({"scope": question.scope.key})
    said = ngettext("%(n)s open deal", "All %(n)s open deals", n) % {"n": formats.count(n)}
    return DoNext(
        _("Do next"),
        (*asked, *(_todo(question, one) for one in found)),
        Link(said, f"{reverse('crm:deals')}?{query}"),
    )


def waiting(question: Question) -> list[Todo]:
    """On one's own page only: nobody else can answer."""
    is_own = question.scope.kind == "rep" and question.scope.id == question.access.rep_id
    return asked_of(question.access, MOST) if is_own else []


def _todo(question: Question, one: ToDo) -> Todo:
    tone, icon = _ICONS[one.reason]
    href = reverse("crm:deal", args=[one.deal.id]) + question.query
    return Todo(one.deal.name, href, formats.money(one.deal.value), _why(one), tone, icon)


def _why(one: ToDo) -> str:
    deal, n = one.deal, {"n": formats.count(one.count)}
    if one.reason == "overdue":
        return _("The close date passed on %(day)s.") % {"day": formats.day_long(deal.close_date)}
    if one.reason == "step_passed":
        return _("The next step was due on %(day)s.") % {"day": formats.day_long(deal.next_step_on)}
    if one.reason == "quiet":
        return ngettext("No activity for %(n)s day.", "No activity for %(n)s days.", one.count) % n
    if one.reason == "pushed":
        return ngettext("Pushed %(n)s time.", "Pushed %(n)s times.", one.count) % n
    return _("There is no next step.")


PANEL = Panel(build)
