"""The quarter's largest deals: won, lost, and slipped out of it."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import crm.facts
import forecasting.facts
import forecasting.services
from dashboards.facts import Question
from reports.core.plain import day, number
from reports.section import Column, Line, Reading, Section, Sheet, Shown

MOST = 5
KINDS = ("won", "lost", "pushed_out")


def read(asked: Question) -> Any:
    """The largest of three buckets of the movement, so that they are those of the waterfall."""
    period = asked.period
    walk = forecasting.services.walked(period, period.start, period.end)
    found = {}
    for kind in KINDS:
        rows = forecasting.facts.movement_deals(walk, asked.scope, kind)
        if kind == "pushed_out":
            rows = rows.filter(Q(close_date__gte=period.end) | Q(close_date=None))
        rows = rows.annotate(worth=-F("moved"), first_date=crm.facts.first_close_date())
        largest = rows.select_related("account", "owner").order_by("-worth", "pk")[:MOST]
        found[kind] = [_deal(one) for one in largest]
    return found if any(found.values()) else None


def _deal(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "account": one.account.name if one.account else "",
        "owner": one.owner.name,
        "owner_id": one.owner_id,
        "value": one.worth,
        "closed_on": one.closed_on,
        "first_date": one.first_date,
        "close_date": one.close_date,
        "because": one.lost_reason,
    }


def show(kept: Any, reading: Reading) -> Shown:
    titles = {"won": _("Won"), "lost": _("Lost"), "pushed_out": _("Slipped out of the quarter")}
    rest = {
        "won": [Column(_("Won on"), "day", "p2")],
        "lost": [Column(_("Lost on"), "day", "p2"), Column(_("Lost because"), hide="p2")],
        "pushed_out": [
            Column(_("First expected"), "day", "p2"),
            Column(_("Now expected"), "day", "p2"),
        ],
    }
    return Shown(
        sheets=[
            Sheet(
                [
                    Column(_("Deal")),
                    Column(_("Account"), hide="p3"),
                    Column(_("Owner"), hide="p2"),
                    Column(_("Value"), "exact"),
                    *rest[kind],
                ],
                [_line(one, kind) for one in kept[kind] if reading.shows(one["owner_id"])],
                titles[kind],
            )
            for kind in KINDS
            if kept[kind]
        ],
        foot=_("Values are the part credited to the people of this page."),
    )


def _line(one: dict[str, Any], kind: str) -> Line:
    cells = [one["name"], one["account"], one["owner"], number(one["value"])]
    if kind == "pushed_out":
        return Line([*cells, day(one["first_date"]), day(one["close_date"])])
    closed = [*cells, day(one["closed_on"])]
    return Line([*closed, one["because"]] if kind == "lost" else closed)


SECTION = Section(
    gettext_lazy("Largest deals"),
    40,
    read,
    show,
    gettext_lazy("No deal was won, lost or moved out of the quarter."),
)
