"""Three views of the chance to reach the quota, side by side and never mixed."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dashboards.facts import Question
from dashboards.panel import Panel
from kernel.dated import Days
from planning.core.weighing import HISTORY, PIPELINE, RUN_RATE
from planning.facts import realism
from ui import formats
from ui.charts.svg import Bullet


@dataclass(frozen=True, slots=True)
class View:
    name: str
    bar: Bullet | None
    chance: str


@dataclass(frozen=True, slots=True)
class Chances:
    title: str
    sub: str
    views: tuple[View, ...]


def build(question: Question) -> Chances | None:
    """Of a running month, quarter or year, as kept last; nothing where nobody worked them out."""
    if not question.is_running or question.period.kind == "range":
        return None
    days, rep = Days(question.period.start, question.period.end), question.scope.id
    seen = realism.standing([rep], days).get(rep)
    if not seen:
        return None
    names = {
        RUN_RATE: _("As you sell now") if question.yours else _("As they sell now"),
        PIPELINE: _("With the open deals"),
        HISTORY: _("As comparable people did"),
    }
    return Chances(
        _("Three views of the chance"),
        _("Side by side, never mixed. They may well differ."),
        tuple(_view(name, seen[key].chance) for key, name in names.items() if key in seen),
    )


def _view(name: str, chance: Decimal | None) -> View:
    if chance is None:
        return View(name, None, _("not known"))
    share = formats.percent(chance)
    return View(name, Bullet(chance, f"{name}: {share}"), share)


PANEL = Panel(build)
