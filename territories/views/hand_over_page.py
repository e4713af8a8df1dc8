"""The page of one hand-over: what there is, who signs, and what they may do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

import teams.facts
from teams.core.access import OPERATORS
from territories import moving_words as words
from territories.core.packs import Deal, unpacked
from territories.core.signing import GIVE, SIDES
from territories.facts import handovers as facts
from territories.forms.signing import GiveForm, ReopenForm
from territories.models import HandOver
from territories.views.own import crumbs, tabs
from ui import formats
from ui.components import Crumb, Fact, Note
from versions.core import states

# Deals that are unfolded at once; a pack is signed below them on a phone.
MOST_DEALS = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, ready to print; `act` is what the reader may do for it: sign or undo."""

    side: str
    label: str
    name: str
    signed: str
    act: str
    form: Form | None


@dataclass(frozen=True, slots=True)
class DealRow:
    name: str
    href: str
    stage: str
    value: str
    closes: str
    step: str
    held: str


class HandOverPage:
    """One hand-over as somebody sees it."""

    def __init__(self, row: HandOver, access: Any, given: Mapping[str, Any] | None):
        self.row, self.access, self.given = row, access, given
        self.today = teams.facts.today()

    @cached_property
    def pack(self) -> Any:
        return unpacked(self.row.pack)

    @cached_property
    def acts(self) -> dict[str, Form | None]:
        """What may be done now, with its form: give, take, undo_give, undo_take, reopen."""
        found: dict[str, Form | None] = {}
        if self.row.model.state not in (states.APPROVED, states.ACTIVE):
            return found
        signed = facts.signed(self.row)
        for side in facts.signs_for(self.access, self.row, self.today):
            if signed.may_sign(side):
                found[side] = GiveForm(self._sent(side)) if side == GIVE else None
            elif signed.may_undo(side):
                found[f"undo_{side}"] = None
        if self.access.role in OPERATORS and (self.row.given_at or self.row.taken_at):
            found["reopen"] = ReopenForm(self._sent("reopen"))
        return found

    def _sent(self, act: str) -> Mapping[str, Any] | None:
        return self.given if self.given and self.given.get("act") == act else None

    # What is shown ---------------------------------------------------------------------------

    def context(self, request: HttpRequest) -> dict[str, Any]:
        row, model = self.row, self.row.model
        deals = [self.deal(one) for one in self.pack.deals]
        here = reverse("territories:hand_overs", args=[model.pk])
        return {
            "title": row.account.name,
            "lede": self.lede(),
            "crumbs": crumbs(request, model, Crumb(_("Hand-overs"), here), Crumb(row.account.name)),
            "tabs": tabs(request, model, "hand_overs"),
            "note": self.note(),
            "row": row,
            "state": words.signing(facts.signed(row)),
            "sides": [self.side(side) for side in SIDES],
            "reopen": self.acts.get("reopen"),
            "why": words.why(self.pack.why),
            "facts": self.facts(),
            "deals": deals[:MOST_DEALS],
            "more_deals": deals[MOST_DEALS:],
            "pack": self.pack,
            "account_href": self.account_href(),
            "holds": self.access.role in (*OPERATORS, "manager") and self.is_before,
        }

    @property
    def is_before(self) -> bool:
        return self.row.on > self.today

    def lede(self) -> str:
        return _("From %(giver)s to %(taker)s on %(day)s.") % {
            "giver": words.nobody(self.row.giver, giver=True),
            "taker": words.nobody(self.row.taker, giver=False),
            "day": formats.day_long(self.row.on),
        }

    def note(self) -> Note | None:
        if not self.row.outdated:
            return None
        text = _(
            "This is what was signed. Since then the account, its deals or its owners have changed;"
            " operations can ask both to sign again."
        )
        return Note(text, "warn")

    def side(self, side: str) -> Side:
        row = self.row
        at = row.given_at if side == GIVE else row.taken_at
        act = side if side in self.acts else f"undo_{side}"
        return Side(
            side,
            _("Hands over") if side == GIVE else _("Takes over"),
            words.nobody(facts.side_of(row, side), giver=side == GIVE),
            _("signed %(when)s") % {"when": formats.moment(at)} if at else "",
            act if act in self.acts else "",
            self.acts.get(side),
        )

    def facts(self) -> list[Fact]:
        account = self.row.account
        return [
            Fact(_("Open deals that move"), formats.money(self.pack.value)),
            Fact(_("Potential a year"), formats.money(account.potential)),
            Fact(_("Workload, hours a month"), words.amount("workload", account.workload)),
            Fact(_("Renews on"), formats.day_long(account.renews_on)),
        ]

    def deal(self, deal: Deal) -> DealRow:
        step = f"{formats.day(deal.next_step_on)} {deal.next_step}".strip()
        return DealRow(
            deal.name,
            reverse("crm:deal", args=[deal.id]) if self.sees_giver else "",
            deal.stage,
            formats.money(deal.value),
            formats.day(deal.close_date),
            step,
            held(deal),
        )

    @cached_property
    def sees_giver(self) -> bool:
        """Deals and account are still those of the giver; the taker reads the pack."""
        seen = self.access.rep_ids
        return seen is None or self.row.giver_id in seen

    def account_href(self) -> str:
        return reverse("crm:account", args=[self.row.account_id]) if self.sees_giver else ""


def held(deal: Deal) -> str:
    """With whom a deal stays, and until when it counts for them; "" for one that moves."""
    said = {
        "name": deal.owner,
        "day": formats.day_long(deal.held_until),
        "credit": formats.day_long(deal.credit_until),
    }
    if deal.held_until is None and deal.stays:
        text = _("stays with %(name)s until it closes")
        return (text if deal.stays == "closes" else _("is %(name)s's, and stays")) % said
    if deal.held_until is None:
        return ""
    if deal.credit_until is None:
        return _("stays with %(name)s until %(day)s") % said
    return _("stays with %(name)s until %(day)s, counts for them until %(credit)s") % said
