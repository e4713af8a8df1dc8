"""Findings as lines, and the table of the deals behind one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operations import leak_words as words
from operations.links import deal_href
from ui import formats
from ui.tables import Column, DayColumn, MoneyColumn, Table


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with its five fields, ready to print."""

    where: str
    kind: str
    href: str
    deals: str
    change: str
    money: str
    money_range: str
    cause: str
    action: str
    doing: str
    check: str


def line(found: Any, doing: Sequence[Any]) -> Line:
    doing = [one for one in doing if one.cancelled_on is None]
    open_ones = [one for one in doing if one.judged_on is None]
    check = min((one.check_on for one in open_ones), default=found.check_on)
    opened = ngettext("%(n)s action", "%(n)s actions", len(doing)) % {"n": len(doing)}
    return Line(
        words.where(found),
        words.kinds()[found.kind],
        reverse("operations:leak", args=[found.pk]),
        reverse("operations:leak_deals", args=[found.pk]),
        words.change(found),
        words.how_much(found),
        words.money_range(found),
        words.cause(found),
        words.suggestion(found),
        opened if doing else "",
        formats.day(check),
    )


def columns() -> list[str]:
    return [
        _("Where"), _("What"), _("Now"), _("Before"), _("Cases"), _("At least"),
        _("Most likely"), _("At most"), _("Likely cause"), _("Action"), _("Check on"),
    ]  # fmt: skip


def exported(found: Iterable[Any]) -> list[list[Any]]:
    return [
        [
            words.where(one), words.kinds()[one.kind], one.now, one.before, one.cases,
            one.money_low, one.money, one.money_high, words.cause(one), words.suggestion(one),
            one.check_on,
        ]
        for one in found
    ]  # fmt: skip


class LeakDealsTable(Table):
    name = Column(gettext_lazy("Deal"), url=deal_href)
    account = Column(gettext_lazy("Account"), accessor="account__name", hide="p2")
    owner = Column(gettext_lazy("Owner"), accessor="owner__name", hide="p2")
    stage = Column(
        gettext_lazy("Stage"), accessor="stage__name", order_by="stage__order", hide="p3"
    )
    value = MoneyColumn(gettext_lazy("Value"))
    created_on = DayColumn(gettext_lazy("Created"), hide="p2")
    closing = DayColumn(gettext_lazy("Closes"), accessor="closing_on", hide="p2")
    reason = Column(gettext_lazy("Lost because"), accessor="lost_reason", hide="p3")
    number = Column(gettext_lazy("CRM id"), accessor="external_id", hide="p3")
