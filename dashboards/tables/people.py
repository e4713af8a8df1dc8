"""Columns of the team and rep lists: names, goals, pace, pipeline."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboards import words
from dashboards.core.pace import is_behind, pace, points
from dashboards.links import scope_page
from teams.core.scope import Scope
from ui import tables
from ui.charts.svg import Bullet
from ui.components import Status


def bar(row: Any) -> Bullet | None:
    """Attainment on the same axis as everywhere, with the usual share by today."""
    if row.attained is None:
        return None
    behind = is_behind(pace(points(row.attained, row.usual)))
    said = words.quota_bar(row.name, row.attained, row.usual)
    return Bullet(row.attained, said, row.usual, top=1.2, behind=behind)


def status(row: Any) -> Status | None:
    return words.pace_status(pace(points(row.attained, row.usual)))


class Figures(tables.Table):
    """What both lists show."""

    quota = tables.MoneyColumn(_("Quota"), hide="p2")
    booked = tables.MoneyColumn(_("Booked"), hide="p2")
    bar = tables.ComponentColumn(
        _("Attainment, 0 to 120%"), make=bar, exports=False, attrs={"cell": {"class": "w-bar"}}
    )
    attained = tables.PercentColumn("%", export_head=_("Attainment"))
    pace = tables.ComponentColumn(_("Pace"), make=status, attrs={"cell": {"class": "p2"}})
    open = tables.MoneyColumn(_("Open"), hide="p3")
    cover = tables.TimesColumn(_("Coverage"), hide="p3")
    win_rate = tables.PercentColumn(_("Win rate"), hide="p3")
    size = tables.MoneyColumn(_("Deal size"), hide="p3")
    cycle = tables.NumberColumn(_("Cycle, days"), hide="p3")
    won = tables.NumberColumn(_("Deals won"), hide="p3")


class TeamTable(Figures):
    name = tables.Column(_("Team"), url=lambda r: scope_page(Scope("team", r.pk, r.slug, r.name)))
    parent = tables.Column(_("Part of"), accessor="parent__name", hide="p2")

    class Meta:
        sequence = ("name", "parent", "...")


class RepTable(Figures):
    name = tables.Column(_("Rep"), url=lambda r: reverse("dashboards:rep", args=[r.pk]))
    team = tables.Column(_("Team"), hide="p2")
    segment = tables.Column(_("Segment"), hide="p4")
    left_on = tables.DayColumn(_("Left on"), hide="p4")

    class Meta:
        sequence = ("name", "team", "...", "segment", "left_on")
