"""The months of a goal, ready to print."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import words
from planning.facts import months as facts
from planning.facts.months import Learned
from planning.forms.months import MonthsForm
from planning.models import PlanGoal
from ui import formats
from ui.charts.columns import Columns, Pillar

YEARS_SHOWN = 3
EVEN = Decimal(1)


def initial(goal: PlanGoal) -> dict[str, Any]:
    """The weights that hold now, so that typing begins from them."""
    known = facts.weights_of(goal) or [EVEN] * len(facts.months_of(goal))
    return {"source": goal.weights_from} | {f"weights-{n}": w for n, w in enumerate(known)}


def shown(goal: PlanGoal, form: MonthsForm) -> dict[str, Any]:
    top = goal.lines.filter(parent=None).first()
    total = top.planned if top else None
    found, write = facts.learned(goal), words.amount(goal.measure)
    parts, months = facts.amounts(goal, total), facts.months_of(goal)
    weights = facts.weights_of(goal) or [EVEN] * len(months)
    rows = [
        {
            "name": month.slug,
            "past": [write(_whole(year[n])) for year in found.past[:YEARS_SHOWN]],
            "learned": formats.percent(_share(found.weights, n), 1),
            "share": formats.percent(_share(weights, n), 1),
            "amount": write(parts[n]) if parts else "",
            "field": form[f"weights-{n}"],
        }
        for n, month in enumerate(months)
    ]
    return {
        "lede": _lede(goal, found),
        "goal_name": words.goal(goal),
        "unit": words.unit(goal.measure),
        "rows": rows,
        "total": write(total),
        "heads": _heads(found),
        "missing": words.missing(goal.measure, facts.unknown(goal)),
        "chart": _chart(goal, found, parts) if parts else None,
    }


def _lede(goal: PlanGoal, found: Learned) -> str:
    said = {
        PlanGoal.Source.EQUAL: _("Every month brings the same."),
        PlanGoal.Source.TYPED: _("The months are typed."),
        PlanGoal.Source.LEARNED: ngettext(
            "The months are learned from %(n)s year.",
            "The months are learned from %(n)s years.",
            goal.weights_years,
        )
        % {"n": goal.weights_years},
    }[PlanGoal.Source(goal.weights_from)]
    if not found.years:
        return said + " " + _("No whole year of results is known yet.")
    if found.years == 1:
        return said + " " + _("One year is little: what it says is drawn towards even months.")
    return said


def _heads(found: Learned) -> list[str]:
    """Of the years that are shown, the latest first."""
    n = min(len(found.past), YEARS_SHOWN)
    words_ = [_("A year before"), _("Two years before"), _("Three years before")]
    return words_[:n]


def _share(weights: Any, n: int) -> Decimal | None:
    whole = sum(weights, Decimal(0))
    return weights[n] / whole if whole else None


def _whole(value: Decimal | None) -> Decimal | None:
    return value if value is None else value.quantize(Decimal(1))


def _chart(goal: PlanGoal, found: Learned, parts: list[Decimal]) -> Columns:
    """Planned months; across each, what the same month brought a year before."""
    short, past = words.short(goal.measure), found.past[0] if found.past else ()
    pillars = [
        Pillar(month.slug[5:], part, short(part), goal=past[n] if past else None)
        for n, (month, part) in enumerate(zip(facts.months_of(goal), parts, strict=True))
    ]
    return Columns(pillars, _("Planned by month; the dashed line is the year before"))
