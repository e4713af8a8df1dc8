"""The page of one deal's plan: what was said, and the form that is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _

import teams.facts
from operations import words
from operations.core.plans import ANSWERED, ASKED, CLOSED, REASONS
from operations.facts import plans as facts
from operations.forms.plans import AnswerForm, AskForm, CloseForm
from operations.links import deal_href
from operations.models import Plan, PlanEntry
from operations.views.frame import tabs
from teams.access import LEADERS
from ui import formats
from ui.components import Crumb, Fact


@dataclass(frozen=True, slots=True)
class Said:
    """An entry, ready to print."""

    head: str
    text: str
    facts: list[Fact]


class PlanPage:
    """One deal's plans as somebody sees them. `acts` are what they may do now, in order."""

    def __init__(self, deal: Any, access: Any, given: Mapping[str, Any] | None):
        self.deal, self.access, self.given = deal, access, given
        self.today = teams.facts.today()

    @cached_property
    def plan(self) -> Plan | None:
        """The one that is open."""
        last = facts.last_of(self.deal.pk)
        return last if last and last.state != CLOSED else None

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """Whoever leads asks for a plan of an open deal and closes it; who was asked answers."""
        leads = self.access.role in LEADERS
        if self.plan is None:
            return ("ask",) if leads and self.deal.status == "open" else ()
        is_asked = self.access.rep_id == self.plan.rep_id
        return (*(("answer",) if is_asked else ()), *(("close",) if leads else ()))

    @cached_property
    def forms(self) -> dict[str, Form]:
        """Those of the acts; the one that was sent with what was given."""
        act = self.given.get("act") if self.given else None
        found: dict[str, Form] = {}
        for name in self.acts:
            data = self.given if name == act else None
            if name == "ask":
                found[name] = AskForm(data, today=self.today)
            else:
                found[name] = {"answer": AnswerForm, "close": CloseForm}[name](data)
        return found

    def context(self, request: HttpRequest) -> dict[str, Any]:
        buttons = {"ask": _("Ask for a plan"), "answer": _("Send the answer")}
        buttons |= {"close": _("Close the plan")}
        return {
            "title": self.deal.name,
            "lede": self.lede(),
            "crumbs": (Crumb(_("Plans"), reverse("operations:plans")), Crumb(self.deal.name)),
            "tabs": tabs(request, "plans"),
            "page_class": "narrow",
            "state": words.plan_state(self.plan.state, self.plan.due_on) if self.plan else None,
            "forms": [(act, buttons[act], form) for act, form in self.forms.items()],
            "said": [said(entry) for entry in facts.entries(self.deal.pk)],
            "facts": self.facts(),
            "deal_href": deal_href(self.deal),
        }

    def lede(self) -> str:
        if self.plan is None:
            return _("No plan is open for this deal.")
        known = {"name": self.plan.rep.name, "day": formats.day_long(self.plan.due_on)}
        if self.plan.state == ASKED:
            return _("%(name)s was asked for a plan by %(day)s.") % known
        return _("%(name)s has answered.") % known

    def facts(self) -> list[Fact]:
        deal = self.deal
        return [
            Fact(_("Owner"), deal.owner.name),
            Fact(_("Account"), deal.account.name if deal.account else ""),
            Fact(_("Stage"), deal.stage.name),
            Fact(_("Amount"), formats.money_exact(deal.amount, deal.currency)),
            Fact(_("Closes"), formats.day_long(deal.closing_on)),
            Fact(_("Pushes"), formats.count(deal.pushes)),
        ]


def said(entry: PlanEntry) -> Said:
    heads = {
        ASKED: _("%(name)s asked, %(when)s"),
        ANSWERED: _("%(name)s answered, %(when)s"),
        CLOSED: _("%(name)s closed it, %(when)s"),
    }
    name = entry.by.name if entry.by else pgettext("a person", "Somebody")
    head = heads[entry.state] % {"name": name, "when": formats.moment(entry.at)}
    known = []
    if entry.reason:
        known.append(Fact(_("Reason"), gettext(REASONS[entry.reason])))
    if entry.expected_on:
        known.append(Fact(_("Expected to close"), formats.day_long(entry.expected_on)))
    return Said(head, entry.text, known)
