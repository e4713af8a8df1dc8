"""What the page of one account shows, as ready values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm import facts
from crm.links import account_href, deal_href, rep_href
from crm.views import told
from crm.words import link
from teams.core.access import REP
from ui import formats
from ui.components import Fact, Tile

LATEST = 20  # deals and activities on the page; the lists hold the rest


@dataclass(frozen=True, slots=True)
class DealRow:
    name: Any
    owner: str
    status: str
    stage: str  # of open deals; the last stage of a closed one says little
    amount: str
    closes: str


@dataclass(frozen=True, slots=True)
class OwnerRow:
    name: Any
    start: str
    end: str


class AccountPage:
    """One account as somebody sees it: only deals that they see are listed and added up."""

    def __init__(self, account: Any, access: Any):
        self.account, self.access = account, access

    @property
    def asks_why(self) -> bool:
        """Whether the reader may read by which rule the account is in its territory: a rep of the
        accounts that they own."""
        return self.access.role != REP or self.account.owner_id in (self.access.rep_ids or ())

    @cached_property
    def deals(self) -> Any:
        return facts.opportunities(self.access, each=True).filter(account=self.account.pk)

    @cached_property
    def sums(self) -> dict[str, dict[str, Any]]:
        """Count, value and last close by status; a status without deals is absent."""
        rows = self.deals.order_by().values("status")
        found = rows.annotate(n=Count("pk"), value=Sum("value"), last=Max("closed_on"))
        return {row["status"]: row for row in found}

    @property
    def lede(self) -> str:
        """Where it is and what it does, as far as known."""
        place = ", ".join(filter(None, [self.account.city, self.account.state]))
        words = [self.account.industry, self.account.segment, place, self.account.country]
        return " · ".join(word for word in words if word)

    @property
    def tiles(self) -> list[Tile]:
        labels = {"open": _("Open"), "won": _("Won"), "lost": _("Lost")}
        return [self._tile(status, label) for status, label in labels.items()]

    def _tile(self, status: str, label: str) -> Tile:
        found = self.sums.get(status)
        if found is None:
            return Tile(label, formats.money(0), sub=_("no deals"))
        sub = ngettext("%(n)s deal", "%(n)s deals", found["n"]) % {"n": formats.count(found["n"])}
        if found["last"]:
            sub = _("%(deals)s, last on %(day)s") % {
                "deals": sub,
                "day": formats.day(found["last"]),
            }
        return Tile(label, formats.money(found["value"]), sub=sub)

    @cached_property
    def total(self) -> int:
        return sum(found["n"] for found in self.sums.values())

    @property
    def deals_title(self) -> str:
        if not self.total:
            return _("No deals that you see")
        said = ngettext("%(n)s deal", "%(n)s deals", self.total)
        return said % {"n": formats.count(self.total)}

    @cached_property
    def rows(self) -> Sequence[DealRow]:
        """Open deals by date, then the last closed ones."""
        seen = self.deals.select_related("owner", "stage")
        opened = list(seen.open().order_by("closing_on", "pk")[:LATEST])
        closed = seen.exclude(status="open").order_by("-closed_on", "-pk")
        listed = opened + list(closed[: LATEST - len(opened)])
        return [_row(deal) for deal in listed]

    @property
    def rest(self) -> str:
        """Words for the deals that are not listed; "" when all of them are."""
        if self.total <= len(self.rows):
            return ""
        return _("Open deals first, then the latest closed ones: %(n)s of %(total)s.") % {
            "n": formats.count(len(self.rows)),
            "total": formats.count(self.total),
        }

    @cached_property
    def owners(self) -> Sequence[OwnerRow]:
        return [
            OwnerRow(
                link(owned.rep, rep_href(owned.rep_id, self.access)),
                formats.day(owned.days.start),
                formats.day(owned.days.end) if owned.days.end else _("today"),
            )
            for owned in facts.owners_over_time(self.account.pk)
        ]

    @cached_property
    def contacts(self) -> Sequence[Any]:
        return list(facts.contacts().filter(account=self.account.pk).order_by("name", "pk")[:50])

    @cached_property
    def activities(self) -> Sequence[told.Line]:
        """The latest on the account itself and on its deals that the reader sees."""
        seen = facts.activities(self.access).filter(account=self.account.pk)
        day = Coalesce("happened_on", "due_on")
        rows = seen.select_related("rep").order_by(day.desc(nulls_last=True), "-pk")[:LATEST]
        return [told.activity(row) for row in rows]

    @property
    def facts(self) -> list[Fact]:
        account = self.account
        listed = [
            (_("Owner"), self._owner()),
            (_("Part of"), account.parent and link(account.parent.name, self._parent())),
            (_("Territory"), account.territory and account.territory.name),
            (_("Industry"), account.industry),
            (_("Segment"), account.segment),
            (_("City"), " ".join(filter(None, [account.postcode, account.city]))),
            (_("State"), account.state),
            (_("Country"), account.country),
            (_("Employees"), formats.count(account.employees)),
            (_("Website"), account.website),
            (_("CRM id"), account.external_id),
        ]
        return [Fact(label, value) for label, value in listed if value]

    def _owner(self) -> Any:
        owner = self.account.owner
        return owner and link(owner.name, rep_href(owner.pk, self.access))

    def _parent(self) -> str:
        """The address of the account above, where the reader sees it."""
        seen = facts.accounts(self.access).filter(pk=self.account.parent_id)
        return account_href(self.account.parent) if seen.exists() else ""


def _row(deal: Any) -> DealRow:
    return DealRow(
        name=link(deal.name, deal_href(deal)),
        owner=deal.owner.name,
        status=deal.get_status_display(),
        stage=deal.stage.name if deal.status == "open" else "",
        amount=formats.money_exact(deal.value),
        closes=formats.day(deal.closing_on),
    )
