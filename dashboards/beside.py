"""Two to five people side by side: a line for each figure, a column for each person."""

from typing import Any

from django.utils.translation import gettext as _

from dashboards.facts.comparison import MOST_BESIDE, Compared
from kpis.core.fair import ramp
from kpis.core.fair.distribution import Distribution
from kpis.core.fair.methods import METHODS
from kpis.core.metrics import METRICS
from kpis.facts.fair import Person
from ui import formats
from ui.charts import svg

type Line = tuple[str, list[str], str]


def beside(page: Compared, *, fair: bool) -> dict[str, Any] | None:
    """Picked people; on one's own page oneself beside the peers' middle half."""
    people = page.beside
    if page.is_own and page.me:
        people = [page.me, *(one for one in people if one.id != page.me.id)][:MOST_BESIDE]
    if not people:
        return None
    return {
        "people": people,
        "lines": [*_figures(page, people, fair=fair), *(_judged(page, people) if fair else [])],
        "history": [history(page, one, 90, 24) for one in people],
        "kpi": _(METRICS[page.kpi].label),
    }


def history(page: Compared, one: Person, width: int, height: int) -> svg.Spark:
    """The compared figure over the last periods."""
    known = page.history(one.id)
    shown = [formats.show(v, METRICS[page.kpi].unit) or _("not known") for v in known]
    label = _("%(name)s, last periods: %(values)s") % {
        "name": one.name,
        "values": ", ".join(shown),
    }
    return svg.Spark(known, label, None, width, height)


def _figures(page: Compared, people: list[Person], *, fair: bool) -> list[Line]:
    lines = []
    for kpi in METHODS:
        found, unit = page.of(kpi), METRICS[kpi].unit
        cells = []
        for one in people:
            line = found.people[one.id]
            value = (line.estimate.value if line.estimate else None) if fair else line.raw
            cells.append(formats.show(value, unit))
        half = found.fair_strip if fair else found.raw_strip
        lines.append((_(METRICS[kpi].label), cells, _half(half, unit)))
    return lines


def _judged(page: Compared, people: list[Person]) -> list[Line]:
    """K45 to K48 of each: what is left of the figure when luck, ramp and mix are allowed for."""
    found = [page.found.people[one.id] for one in people]
    steady = [page.steady.get(one.id) for one in people]
    chances = [one.thirds for one in found]
    return [
        (_("Adjusted index"), [formats.count(one.index, 2) for one in found], "1"),
        (_("Ramp index"), [formats.count(_ramp_index(page, one), 2) for one in people], ""),
        (_("Consistency"), [formats.count(one and one.score, 2) for one in steady], ""),
        (_("Chance of the top third"), [formats.percent(one.top) for one in chances], ""),
        (
            _("Chance of the bottom third"),
            [formats.percent(one.bottom) for one in chances],
            "",
        ),
    ]


def _ramp_index(page: Compared, one: Person) -> float | None:
    seller = page.figures[one.id]
    return ramp.index(seller.figure("attainment").value, seller.ramp)


def _half(half: Distribution | None, unit: str) -> str:
    if half is None:
        return ""
    words_ = {"low": formats.show(half.low, unit), "high": formats.show(half.high, unit)}
    return _("%(low)s to %(high)s") % words_
