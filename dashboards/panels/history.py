"""Bookings of the last eight periods beside their quotas."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.facts import Question
from dashboards.panel import Panel
from ui import formats
from ui.charts import plot
from ui.components import Key, Link
from ui.period_picker import short_title


@dataclass(frozen=True, slots=True)
class History:
    title: str
    plot: plot.Plot
    keys: tuple[Key, ...]
    more: Link


def build(question: Question) -> History | None:
    past = question.histories
    booked, quotas = past["won_value"], past["quota"]
    if sum(one is not None for one in booked) < 2:
        return None
    series = [plot.Series(_("Booked"), booked)]
    keys = [Key(_("Booked"))]
    if any(one is not None for one in quotas):
        series.append(plot.Series(_("Quota"), quotas, "c6", dashed=True))
        keys.append(Key(_("Quota"), "k6"))
    title = _finding(question)
    query = urlencode({"kpi": "won_value", "scope": question.scope.key, "by": question.period.kind})
    return History(
        title,
        plot.bars(
            "history",
            title,
            categories=[short_title(one) for one in question.past],
            series=series,
            form=formats.money,
        ),
        tuple(keys),
        Link(_("Trends"), f"{reverse('dashboards:trends')}?{query}"),
    )


def _finding(question: Question) -> str:
    names = {
        "month": _("Bookings and quota, last 8 months"),
        "quarter": _("Bookings and quota, last 8 quarters"),
        "year": _("Bookings and quota, last 8 years"),
    }
    return names.get(question.period.kind, _("Bookings and quota, last 8 periods"))


PANEL = Panel(build, "c-7")
