"""What stands behind the figure compared, ready to print: a funnel, ramps, one's months."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.facts import compare_evidence as evidence
from dashboards.facts.comparison import Compared
from dashboards.links import explain
from dashboards.month_by_month import month_by_month
from kpis.core.fair.cohorts import TENURES, Cohort
from kpis.core.fair.funnel_plot import ALARM, WARNING, Funnel, Spot, Where
from kpis.facts.fair import Person
from teams.core.scope import Scope
from ui import formats
from ui.charts import limits, plot
from ui.components import Key

STEPS = 40  # of a limit's line, closer together where it bends
COLORS = ("c4", "c5", "c1")
LISTED = 25  # people in the table of the funnel


@dataclass(frozen=True, slots=True)
class Chart:
    """A panel with a big chart; `rows` are a small table of its own below it."""

    title: str
    plot: plot.Plot | None
    foot: str
    keys: tuple[Key, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def charts(page: Compared, *, fair: bool) -> list[Chart]:
    """Of the figure that is compared; on one's own page also one's months."""
    build = OF_FIGURE.get(page.kpi)
    found = [build(page, fair)] if build else []
    if page.is_own and page.me:
        found.append(_own_months(page, page.me))
    return [one for one in found if one is not None]


# Funnel of win rates -----------------------------------------------------------------------------


def funnel(page: Compared, fair: bool) -> Chart | None:
    """Named are the people whose names the reader may read; a rep sees no other dots, because the
    number of deals would tell whose they are."""
    found = evidence.funnel_of(page, fair=fair)
    if found is None:
        return None
    names = {one.id: one for one in page.named}
    spots = [s for s in found.spots if s.person in names or not page.is_own]
    most = max(spot.n for spot in found.spots)
    xs = [most * ((k + 1) / STEPS) ** 2 for k in range(STEPS)]
    mine = [spot for spot in spots if spot.person in names]
    listed = _first(mine)
    opened = {spot.person for spot in listed}
    title = _outside(found, spots)
    drawing = limits.funnel(
        "funnel",
        title,
        xs=xs,
        middle=found.rate,
        middle_name=_("Peers"),
        limits=[_limit(found, xs, _("95%"), WARNING, "dash"), _limit(found, xs, _("99.8%"), ALARM)],
        spots=[
            limits.Spot(
                spot.n,
                spot.share,
                names[spot.person].name if spot.person in names else "",
                _said(spot, names[spot.person].name if spot.person in names else _("A peer")),
                KINDS[spot.where],
                _explained(page, names[spot.person]) if spot.person in opened else "",
            )
            for spot in spots
        ],
        x_title=_("Deals closed"),
        form=formats.percent,
        heads=(_("Rep"), _("Closed"), _("Win rate"), _("95%"), _("99.8%"), _("Where")),
        rows=[_funnel_row(found, spot, names[spot.person].name) for spot in listed],
    )
    keys = (Key(_("One rep"), "kd"), Key(_("Outside of limits"), "k2"))
    return Chart(title, drawing, _funnel_foot(found, fair), keys)


def _first(spots: list[Spot]) -> list[Spot]:
    """Who stands in the chart's table and opens on a click: of a large group those outside, then
    those with most deals, for the page's own table has everybody. A small group keeps its order."""
    if len(spots) <= LISTED:
        return spots
    return sorted(spots, key=lambda spot: (spot.where == "inside", -spot.n))[:LISTED]


KINDS: dict[Where, str] = {"inside": "", "outside_95": "edge", "outside_998": "out"}


def _limit(
    found: Funnel, xs: list[float], name: str, z: float, dash: str = "solid"
) -> limits.Limit:
    sides = [found.limits(x, z) for x in xs]
    return limits.Limit(name, [low for low, _h in sides], [high for _l, high in sides], dash)


def _outside(found: Funnel, spots: list[Spot]) -> str:
    n = sum(spot.where != "inside" for spot in spots)
    if not n:
        return _("Win rates by number of deals: nobody shown is outside of the limits")
    return ngettext(
        "Win rates by number of deals: %(count)s person is outside of the limits",
        "Win rates by number of deals: %(count)s people are outside of the limits",
        n,
    ) % {"count": n}


def _said(spot: Spot, name: str) -> str:
    words = {"name": name, "share": formats.percent(spot.share), "n": formats.count(spot.n)}
    return _("%(name)s: %(share)s of %(n)s deals") % words


def _explained(page: Compared, one: Person) -> str:
    if not page.may_open(one):
        return ""
    return explain("win_rate", Scope("rep", one.id, one.external_id, one.name), page.ask.period)


def _funnel_row(found: Funnel, spot: Spot, name: str) -> tuple[str, ...]:
    where = {
        "inside": _("inside"),
        "outside_95": _("outside 95%"),
        "outside_998": _("outside 99.8%"),
    }
    return (
        name,
        formats.count(spot.n),
        formats.percent(spot.share),
        _range(*found.limits(spot.n, WARNING)),
        _range(*found.limits(spot.n, ALARM)),
        where[spot.where],
    )


def _range(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": formats.percent(low), "high": formats.percent(high)}


def _funnel_foot(found: Funnel, fair: bool) -> str:
    parts = [_("Dashed: where 95% would be by chance, solid: 99.8%, around the rate of all peers.")]
    if found.extra > 0:
        parts.append(_("Widened, because these peers differ by more than chance anyway."))
    if fair:
        parts.append(_("Rates are corrected for the mix of segments."))
    return " ".join(parts)


# Ramps by hiring cohort --------------------------------------------------------------------------


def ramps(page: Compared, fair: bool) -> Chart | None:
    """The role's curve and the latest cohorts; below, who is on the ramp now."""
    del fair  # the curve is what the fair view allows for; it is the same in both
    found = evidence.ramps_of(page)
    if found.role is None and not found.cohorts:
        return None
    categories = [formats.count(t) for t in TENURES]
    series = [
        plot.Series(_cohort(one), one.shares, color)
        for one, color in zip(found.cohorts, COLORS, strict=False)
    ]
    if found.role is not None:
        series.append(plot.Series(_("Role"), found.role, "c6", dashed=True))
    drawing = plot.lines(
        "ramps",
        _ramp_title(found.role),
        categories=categories,
        series=series,
        form=formats.percent,
    )
    return Chart(
        _ramp_title(found.role), drawing, _ramp_foot(), (), _recent_heads(), _recent_rows(page)
    )


def _ramp_foot() -> str:
    return _(
        "Share of quota booked in each month after the month of hire, by half-year or year of "
        "hire, with the number of people; dashed: the role, pooled and made to rise. Cohorts of "
        "fewer than three people are left out unless you see everyone in them."
    )


def _recent_heads() -> tuple[str, ...]:
    return (
        _("Recent hire"),
        _("Month since hire"),
        _("Attainment"),
        _("Usual on the ramp"),
        _("Ramp index"),
    )


def _recent_rows(page: Compared) -> tuple[tuple[str, ...], ...]:
    """`Usual on the ramp` is a share of what people past the ramp do; the index K45."""
    return tuple(
        (
            one.person.name,
            formats.count(one.tenure),
            formats.percent(one.attained),
            formats.percent(one.share),
            formats.count(one.index, 2),
        )
        for one in evidence.recent_hires(page)
    )


def _cohort(one: Cohort) -> str:
    said = {"year": one.year, "half": one.half, "n": formats.count(len(one.ids))}
    if one.half is None:
        return _("Hired %(year)s (%(n)s)") % said
    return _("Hired H%(half)s %(year)s (%(n)s)") % said


def _ramp_title(role: tuple[float, ...] | None) -> str:
    if role is None:
        return _("Ramp by hiring cohort; nobody past the ramp is known to compare with")
    half = next(t for t, share in zip(TENURES, role, strict=True) if share >= role[-1] / 2)
    said = {"month": half, "share": formats.percent(role[-1]), "first": formats.percent(role[0])}
    if half == 1:
        return _("Ramp: %(first)s of quota in the first month after hire, later %(share)s") % said
    return _("Ramp: half of the usual %(share)s of quota is reached in month %(month)s") % said


# One's own months --------------------------------------------------------------------------------


def _own_months(page: Compared, one: Person) -> Chart | None:
    scope = Scope("rep", one.id, one.external_id, one.name)
    values = evidence.by_month(page.past_months, page.months_of(one.id))
    found = month_by_month(scope, page.past_months, values)
    return Chart(found.title, found.plot, found.foot) if found else None


OF_FIGURE: dict[str, Callable[[Compared, bool], Chart | None]] = {
    "win_rate": funnel,
    "attainment": ramps,
}
