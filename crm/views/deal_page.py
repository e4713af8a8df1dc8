"""What the page of one deal shows, as ready values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm import facts
from crm.core.path import days_by_stage
from crm.core.warnings import warnings
from crm.links import account_href, rep_href
from crm.tables.deals import state_of
from crm.views import deal_tiles, told
from crm.words import link, share, warning
from ui import formats
from ui.charts.svg import Bullet
from ui.components import Fact, Tag, Tile, Todo


@dataclass(frozen=True, slots=True)
class Step:
    """A visit of a stage: when it was entered, days in it, a bar against the longest visit."""

    name: str
    entered: str
    days: str
    bar: Bullet
    now: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the credit or a line of the deal; `kind` is sum, sub or nothing."""

    name: Any
    number: str
    amount: str
    kind: str = ""


class DealPage:
    """One deal as somebody sees it on a day. Each part reads once, when it is first asked for."""

    def __init__(self, deal: Any, access: Any, today: date, base: str):
        self.deal, self.access, self.today, self.base = deal, access, today, base

    @cached_property
    def stages(self) -> dict[str, facts.StageFact]:
        return {stage.slug: stage for stage in facts.stages()}

    @cached_property
    def history(self) -> facts.History:
        return facts.history(self.deal)

    @property
    def state(self) -> Tag:
        tone: Any = {"won": "good", "lost": "", "open": "info"}[self.deal.status]
        return Tag(self.deal.get_status_display(), tone)

    @property
    def tiles(self) -> list[Tile]:
        return deal_tiles.tiles(self.deal, self.history.stays, self.today, self.base)

    @property
    def todos(self) -> list[Todo]:
        said = [warning(found) for found in warnings(state_of(self.deal), self.today)]
        return [Todo(s.title, why=s.why, tone=s.tone, icon=s.icon) for s in said]

    # The way through the stages ----------------------------------------------------------------

    @property
    def path(self) -> list[Step]:
        """The visits in order; a stage that was entered twice stands twice."""
        visits = self.history.stays
        longest = max([visit.days(self.today) for visit in visits], default=0) or 1
        return [self._step(visit, longest) for visit in visits]

    def _step(self, visit: Any, longest: int) -> Step:
        name, days = told.stage_name(visit.stage, self.stages), visit.days(self.today)
        said = _("%(name)s: %(value)s") % {"name": name, "value": formats.days(days)}
        bar = Bullet(days / longest, said)
        is_here = self.deal.status == "open" and visit.end is None
        return Step(name, formats.day(visit.start), formats.count(days), bar, is_here)

    @property
    def path_title(self) -> str:
        spent = days_by_stage(self.history.stays, self.today)
        slug = max(spent, key=lambda stage: spent[stage])
        values = {"days": formats.days(spent[slug]), "stage": told.stage_name(slug, self.stages)}
        if len(spent) == 1:
            return _("%(days)s in %(stage)s") % values
        return _("Most of the time in %(stage)s: %(days)s") % values

    # Credit and lines --------------------------------------------------------------------------

    @cached_property
    def credit(self) -> Sequence[Part]:
        """Revenue shares with their sum, then overlays; empty when the owner has all of it."""
        rows = list(facts.splits().filter(opportunity=self.deal.pk).order_by("-share", "pk"))
        revenue = [row for row in rows if row.kind == "revenue"]
        parts = [self._share(row) for row in revenue]
        if revenue:
            known = [row.value for row in revenue if row.value is not None]
            total = sum(known, Decimal(0)) if len(known) == len(revenue) else None
            percent = share(sum((row.share for row in revenue), Decimal(0)))
            parts.append(Part(_("The whole deal"), percent, self._money(total), "sum"))
        return parts + [self._share(row, "overlay") for row in rows if row.kind == "overlay"]

    def _share(self, row: Any, kind: str = "") -> Part:
        name = link(row.rep.name, rep_href(row.rep_id, self.access))
        return Part(name, share(row.share), self._money(row.value), kind)

    @cached_property
    def lines(self) -> Sequence[Part]:
        """The products with their sum, in the deal's currency."""
        rows = list(facts.lines().filter(opportunity=self.deal.pk).order_by("pk"))
        if not rows:
            return []
        code, total = self.deal.currency, sum((row.amount for row in rows), Decimal(0))
        self.lines_total = total
        parts = [
            Part(row.product.name, _quantity(row.quantity), formats.money_exact(row.amount, code))
            for row in rows
        ]
        return [*parts, Part(_("All lines"), "", formats.money_exact(total, code), "sum")]

    @property
    def lines_note(self) -> str:
        """Says where the lines and the deal's amount disagree; that is mended in the CRM."""
        if not self.lines or self.deal.amount in (None, self.lines_total):
            return ""
        return _("In the CRM the deal's own amount is %(amount)s.") % {
            "amount": formats.money_exact(self.deal.amount, self.deal.currency)
        }

    def _money(self, value: Decimal | None) -> str:
        return formats.money_exact(value, self.base)

    # What happened, and the rest ---------------------------------------------------------------

    @cached_property
    def timeline(self) -> list[told.Line]:
        return told.lines(self.history.entries, self.stages, self.deal)

    @property
    def timeline_title(self) -> str:
        total = self.history.total
        if not total:
            return _("No history was imported")
        said = ngettext("%(n)s change or activity", "%(n)s changes and activities", total)
        return said % {"n": formats.count(total)}

    @property
    def timeline_rest(self) -> str:
        """Words for what is not listed; "" when all of it is."""
        shown = len(self.history.entries)
        if shown == self.history.total:
            return ""
        return _("The latest %(n)s are listed.") % {"n": formats.count(shown)}

    @property
    def facts(self) -> list[Fact]:
        """Only what is known: an empty line tells nothing."""
        deal = self.deal
        account, contact, territory = deal.account, deal.contact, deal.territory
        months = deal.term_months or 0
        term = ngettext("%(n)s month", "%(n)s months", months) % {"n": formats.count(months)}
        listed = [
            (_("Account"), account and link(account.name, account_href(account))),
            (_("Main contact"), contact and contact.name),
            (_("Owner"), link(deal.owner.name, rep_href(deal.owner_id, self.access))),
            (_("Territory"), territory and territory.name),
            (_("Created on"), formats.day_long(deal.created_on)),
            (_("Qualified on"), formats.day_long(deal.qualified_on)),
            (_("Amount when qualified"), self._money(deal.qualified_value)),
            (_("Last activity"), formats.day_long(deal.last_activity_on)),
            (_("Stated chance"), formats.percent(deal.probability)),
            (_("Forecast category"), deal.forecast_category),
            (_("Type"), deal.kind),
            (_("Lead source"), deal.source),
            (_("Segment"), deal.segment),
            (_("Term"), term if months else ""),
            (_("Lost because"), deal.lost_reason),
            (_("CRM id"), deal.external_id),
        ]
        return [Fact(label, value) for label, value in listed if value]


def _quantity(number: Decimal) -> str:
    return formats.count(number, 0 if number == number.to_integral_value() else 2)
