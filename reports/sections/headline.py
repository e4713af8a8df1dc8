"""What the quarter brought, beside its goal, the quarter before and the same one last year."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import kpis.facts
from dashboards.facts import Question
from kpis.core.metrics import METRICS
from reports.core.plain import number, period
from reports.section import Column, Line, Reading, Section, Sheet, Shown
from ui import formats
from ui.charts import svg
from ui.components import Key, Tile
from ui.period_picker import short_title, title

KPIS = (
    "won_value",
    "quota",
    "attainment",
    "gap",
    "won_count",
    "win_rate",
    "deal_value",
    "sales_cycle",
    "pipeline_generated",
    "slippage_rate",
)


def read(asked: Question) -> Any:
    """Stored figures of three quarters, and bookings with quotas of eight."""
    values = kpis.facts.values(asked.scope, asked.period, KPIS)
    if values["won_value"].value is None and values["quota"].value is None:
        return None
    calendar = asked.calendar
    others = {"previous": calendar.previous(asked.period)}
    others["year"] = calendar.year_before(asked.period)
    past = kpis.facts.histories(asked.scope, ["won_value", "quota"], asked.past)
    return {
        "values": _plain(values),
        "others": {
            name: {"period": one, "values": _plain(kpis.facts.values(asked.scope, one, KPIS))}
            for name, one in others.items()
        },
        "past": [
            {"period": one, "won": won.value, "quota": quota.value}
            for one, won, quota in zip(asked.past, past["won_value"], past["quota"], strict=True)
        ],
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {slug: {"value": one.value, "n": one.n} for slug, one in values.items()}


def show(kept: Any, reading: Reading) -> Shown:
    found = {slug: number(one["value"]) for slug, one in kept["values"].items()}
    previous, year = (kept["others"][name] for name in ("previous", "year"))
    return Shown(
        sentences=[_finding(found, number(year["values"]["won_value"]["value"]))],
        tiles=_tiles(found, kept["values"], previous, year),
        drawing=_drawing(kept["past"]),
        keys=(Key(_("Booked")), Key(_("Quota"), "kl")),
        sheets=[_sheet(found, reading, previous, year), _past(kept["past"])],
    )


def _finding(found: dict[str, Any], last_year: Any) -> str:
    """One sentence with what is known: money, share of quota, change on last year."""
    won, attained = found["won_value"] or 0, found["attainment"]
    said = {"money": formats.money(won), "share": formats.percent(attained)}
    if not last_year:
        if attained is None:
            return _("Bookings were %(money)s. No quota was set.") % said
        return _("Bookings were %(money)s, %(share)s of quota.") % said
    said["change"] = formats.change(won / last_year - 1)
    said["before"] = formats.money(last_year)
    if attained is None:
        return _("Bookings were %(money)s, %(change)s on %(before)s a year before.") % said
    return (
        _("Bookings were %(money)s, %(share)s of quota and %(change)s on %(before)s a year before.")
        % said
    )


def _tiles(found: dict[str, Any], values: Any, previous: Any, year: Any) -> list[Tile]:
    quota = formats.money(found["quota"])
    n = values["win_rate"]["n"] or 0
    deals = ngettext("%(n)s deal closed", "%(n)s deals closed", n) % {"n": formats.count(n)}
    return [
        Tile(
            _("Booked"),
            formats.money(found["won_value"]),
            sub=_("%(share)s of %(quota)s quota")
            % {"share": formats.percent(found["attainment"], 1), "quota": quota}
            if quota
            else _("No quota"),
        ),
        _changed(_("On last year"), found["won_value"], year),
        _changed(_("On the quarter before"), found["won_value"], previous),
        Tile(_("Win rate"), formats.percent(found["win_rate"], 1), sub=deals if n else ""),
    ]


def _changed(label: str, now: Any, other: Any) -> Tile:
    before = number(other["values"]["won_value"]["value"])
    said = {"period": title(period(other["period"])), "money": formats.money(before)}
    sub = _("%(period)s: %(money)s") % said if before else _("Not known for %(period)s") % said
    figure = formats.change(now / before - 1) if before and now is not None else ""
    return Tile(label, figure or _("not known"), sub=sub)


def _drawing(past: list[dict[str, Any]]) -> svg.Columns | None:
    known = [one for one in past if one["won"] is not None]
    if not known:
        return None
    pillars = [
        svg.Pillar(
            short_title(period(one["period"])),
            number(one["won"]),
            formats.money(number(one["won"]), short=True),
            0,
            number(one["quota"]),
            "" if one is past[-1] else "pale",
        )
        for one in past
    ]
    said = {"from": pillars[0].text or _("not known"), "to": pillars[-1].text}
    said |= {"first": pillars[0].name, "last": pillars[-1].name}
    label = _("Bookings from %(from)s in %(first)s to %(to)s in %(last)s") % said
    return svg.Columns(pillars, label)


def _sheet(found: dict[str, Any], reading: Reading, previous: Any, year: Any) -> Sheet:
    """Each figure in three quarters; every one in its own unit, so the cells are texts."""
    heads = [reading.period, period(previous["period"]), period(year["period"])]
    columns = [Column(_("Figure")), *(Column(title(one), "figure") for one in heads)]
    lines = []
    for slug in KPIS:
        unit = METRICS[slug].unit
        values = [found[slug], *(number(o["values"][slug]["value"]) for o in (previous, year))]
        lines.append(Line([_(METRICS[slug].label), *((value, unit) for value in values)]))
    return Sheet(columns, lines, _("Figures of three quarters"))


def _past(past: list[dict[str, Any]]) -> Sheet:
    columns = [Column(_("Quarter")), Column(_("Booked"), "money"), Column(_("Quota"), "money")]
    lines = [
        Line([title(period(one["period"])), number(one["won"]), number(one["quota"])])
        for one in past
    ]
    return Sheet(columns, lines, _("Last 8 quarters"))


SECTION = Section(
    gettext_lazy("Results"),
    10,
    read,
    show,
    gettext_lazy("Nothing was booked and no quota was set."),
)
