"""Key figures above the pages, from stored KPIs; each leads to how it is calculated."""

from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

import kpis.facts
from forecasting.facts import Movement
from forecasting.views.asked import Asked
from kpis.facts import KpiValue
from ui import formats
from ui.components import Status, Tile

STANDING = (
    "open_pipeline",
    "coverage",
    "needed_coverage",
    "overdue_share",
    "stale_share",
    "concentration",
)
MOVING = ("slippage_rate", "pushes_per_deal")
# Three deals that carry more than this of the weighted pipeline are worth a word (K27).
THIN = Decimal("0.4")


def standing(ask: Asked) -> tuple[Tile, ...]:
    """How the pipeline stands."""
    found = kpis.facts.values(ask.scope, ask.period, STANDING)
    return (
        Tile(
            _("Open pipeline"),
            formats.money(found["open_pipeline"].value),
            href=explain(ask, "open_pipeline"),
            sub=_("expected in the period"),
        ),
        coverage(ask, found["coverage"], found["needed_coverage"]),
        Tile(
            _("Overdue"),
            formats.percent(found["overdue_share"].value, 1),
            href=explain(ask, "overdue_share"),
            sub=_money_of(found["overdue_share"], _("%(money)s past its close date")),
        ),
        Tile(
            _("Without activity"),
            formats.percent(found["stale_share"].value, 1),
            href=explain(ask, "stale_share"),
            sub=_money_of(found["stale_share"], _("%(money)s where nothing happens")),
        ),
        concentration(ask, found["concentration"]),
    )


def moving(ask: Asked, found: Movement) -> tuple[Tile, ...]:
    """What close dates did."""
    stored = kpis.facts.values(ask.scope, ask.period, MOVING)
    slipped, pushes = stored["slippage_rate"], stored["pushes_per_deal"]
    pulled = found["pulled_in"]
    return (
        Tile(
            _("Slippage"),
            formats.percent(slipped.value, 1),
            href=explain(ask, "slippage_rate"),
            sub=_money_of(slipped, _("%(money)s moved past the period")),
        ),
        Tile(
            _("Pushes per deal"),
            formats.count(pushes.value, 1),
            href=explain(ask, "pushes_per_deal"),
            sub=_("into a later month"),
        ),
        Tile(
            _("Pulled in"),
            formats.money(pulled.value),
            href=ask.href("moved", "pulled_in") if pulled.deals else "",
            sub=_("from later periods"),
        ),
        Tile(
            _("Pushed out"),
            formats.money(-found["pushed_out"].value),
            href=ask.href("moved", "pushed_out") if found["pushed_out"].deals else "",
            sub=_("at its value when it moved"),
        ),
    )


def coverage(ask: Asked, value: KpiValue, need: KpiValue) -> Tile:
    """Against what past periods needed at this point; no rule of thumb."""
    status = None
    if value.value is not None and need.value is not None:
        enough = value.value >= need.value
        status = Status("normal", _("Enough")) if enough else Status("warn", _("Too thin"))
    said = {"times": formats.times(need.value)}
    return Tile(
        _("Coverage"),
        formats.times(value.value),
        _("need %(times)s") % said if need.value is not None else "",
        explain(ask, "coverage"),
        status=status,
        sub=_("of what is still to book"),
    )


def concentration(ask: Asked, value: KpiValue) -> Tile:
    thin = value.value is not None and value.value > THIN
    return Tile(
        _("Three largest deals"),
        formats.percent(value.value, 1),
        href=explain(ask, "concentration"),
        status=Status("warn", _("Rests on a few deals")) if thin else None,
        sub=_("of the weighted pipeline"),
    )


def explain(ask: Asked, kpi: str) -> str:
    query = urlencode({"scope": ask.scope.key, "p": ask.period.slug})
    return f"{reverse('kpis:explain', args=[kpi])}?{query}"


def _money_of(value: KpiValue, words: str) -> str:
    if value.numerator is None:
        return ""
    return words % {"money": formats.money(value.numerator)}
