"""How attainment is spread over people: bands, and whether it falls into two groups or hangs on
few. While the period runs, as it would end at the usual pace."""

from dataclasses import dataclass
from decimal import Decimal
from math import isinf

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.facts import Question
from dashboards.links import explain
from dashboards.panel import Panel
from planning.core.attainment import Attainment, Band, distribution
from ui import formats
from ui.charts.svg import Columns, Pillar
from ui.components import Explained, Fact

EARLY = Decimal("0.03")  # of the usual share; before it nothing can be said, as for the pace index


@dataclass(frozen=True, slots=True)
class AttainmentBands:
    title: str
    sub: str
    chart: Columns
    facts: tuple[Fact, ...]
    flags: tuple[str, ...]
    foot: Explained


def build(question: Question) -> AttainmentBands | None:
    people = question.people
    attained = [one for values in people if (one := _attained(question, values)) is not None]
    won = [float(values["won_value"]) for values in people if "won_value" in values]
    found = distribution(attained, won)
    if found is None:
        return None
    return AttainmentBands(
        _finding(found),
        _("As the period would end at the usual pace.") if question.is_running else "",
        _chart(found),
        (
            Fact(_("People with a goal"), formats.count(found.people)),
            Fact(_("At 100% or more"), formats.percent(found.at_quota)),
            Fact(_("At 80% or more"), formats.percent(found.near)),
            Fact(_("In the middle"), formats.percent(found.middle)),
        ),
        _flags(found),
        Explained(
            _("Each person's won value against their own goal."),
            explain("participation", question.scope, question.period),
        ),
    )


def _attained(question: Question, values: dict[str, Decimal]) -> float | None:
    attained = values.get("attainment")
    if attained is None or not question.is_running:
        return None if attained is None else float(attained)
    usual = values.get("expected_share")
    return float(attained / usual) if usual is not None and usual >= EARLY else None


def _finding(found: Attainment) -> str:
    n = round(found.at_quota * found.people)
    words = {"n": formats.count(n), "all": formats.count(found.people)}
    return (
        ngettext("%(n)s of %(all)s reaches the goal", "%(n)s of %(all)s reach the goal", n) % words
    )


def _chart(found: Attainment) -> Columns:
    pillars = [
        Pillar(_name(one), one.people, formats.count(one.people), kind=_kind(one))
        for one in found.bands
    ]
    said = ", ".join(f"{one.name}: {one.text}" for one in pillars)
    return Columns(pillars, _("People by attainment. %(bands)s") % {"bands": said})


def _kind(band: Band) -> str:
    return "" if band.low >= 1 else "pale"


def _name(band: Band) -> str:
    if not band.low:
        return _("below %(high)s") % {"high": formats.percent(band.high)}
    if isinf(band.high):
        return _("from %(low)s") % {"low": formats.percent(band.low)}
    return _("%(low)s to %(high)s") % {
        "low": formats.percent(band.low),
        "high": formats.percent(band.high),
    }


def _flags(found: Attainment) -> tuple[str, ...]:
    said = []
    if found.bimodal:
        said.append(
            _("People fall into two groups. Goals or territories may be uneven, more than effort.")
        )
    if found.concentrated:
        share = {"share": formats.percent(found.top_two)}
        said.append(_("Two people bring %(share)s of what was won.") % share)
    return tuple(said)


PANEL = Panel(build, "c-7")
