"""Why the open pipeline of the quarter is what it is: from its first day to its last."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import forecasting.facts
import forecasting.services
from dashboards.facts import Question
from forecasting.core.buckets import BUCKETS, END, START, WON
from forecasting.facts import BUCKET_WORDS
from reports.core.plain import number
from reports.section import Column, Line, Reading, Section, Sheet, Shown
from ui import formats
from ui.charts import svg


def read(asked: Question) -> Any:
    """The buckets of the quarter's walk; None where nothing was expected in it."""
    period = asked.period
    walk = forecasting.services.walked(period, period.start, period.end)
    found = forecasting.facts.movement(walk, asked.scope)
    if found.is_empty:
        return None
    return {
        slug: {"deals": found[slug].deals, "value": found[slug].value}
        for slug in BUCKETS
        if found[slug].deals or slug in (START, END)
    }


def show(kept: Any, reading: Reading) -> Shown:
    values = {slug: number(kept[slug]["value"]) or Decimal(0) for slug in BUCKETS if slug in kept}
    return Shown(
        sentences=[_finding(values, reading)],
        drawing=svg.Columns(_pillars(values), _finding(values, reading)),
        sheets=[_sheet(kept, values)],
        foot=_("Start and everything between add up to the end, to the cent."),
    )


def _finding(values: dict[str, Decimal], reading: Reading) -> str:
    nothing = Decimal(0)
    said = {
        "start": formats.money(values[START]),
        "day": formats.day_long(reading.period.start - timedelta(1)),
        "created": formats.money(values.get("created", nothing)),
        "won": formats.money(-values.get(WON, nothing)),
        "lost": formats.money(-values.get("lost", nothing)),
        "out": formats.money(-values.get("pushed_out", nothing)),
    }
    return (
        _(
            "The quarter began with %(start)s of open pipeline; %(created)s was created, "
            "%(won)s won, %(lost)s lost and %(out)s pushed out."
        )
        % said
    )


def _pillars(values: dict[str, Decimal]) -> list[svg.Pillar]:
    at, found = Decimal(0), []
    for slug, value in values.items():
        if slug in (START, END):
            kind, base, at = "", Decimal(0), value
        else:
            kind = "won" if slug == WON else "up" if value >= 0 else "down"
            base, at = at, at + value
        text = formats.money(value, short=True)
        found.append(svg.Pillar(str(BUCKET_WORDS[slug]), value, text, base, kind=kind))
    return found


def _sheet(kept: Any, values: dict[str, Decimal]) -> Sheet:
    columns = [
        Column(_("Pipeline")),
        Column(_("Deals"), "count"),
        Column(_("Value"), "money"),
    ]
    lines = [
        Line(
            [str(BUCKET_WORDS[slug]), kept[slug]["deals"], value],
            total=slug in (START, END),
        )
        for slug, value in values.items()
    ]
    return Sheet(columns, lines)


SECTION = Section(
    gettext_lazy("Movement of the pipeline"),
    30,
    read,
    show,
    gettext_lazy("No deal was expected in the quarter."),
)
