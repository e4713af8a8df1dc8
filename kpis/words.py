"""What the registry says about KPIs, in the reader's language."""

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _

from kpis.core.metric import Metric
from kpis.core.notes import NOTES


def label(metric: Metric) -> str:
    return gettext(metric.label)


def formula(metric: Metric) -> str:
    return gettext(metric.formula)


def edges(metric: Metric) -> str:
    """Edge cases in words; "" where there are none."""
    return gettext(metric.edges) if metric.edges else ""


def note(code: str) -> str:
    """What a note on a number says; "" for none."""
    return gettext(NOTES[code]) if code in NOTES else ""


def half(name: str) -> str:
    return {"numerator": _("Numerator"), "denominator": _("Denominator")}[name]


def row(kind: str) -> str:
    """What a row behind a number is: what `kpis.facts.labels` reads, or a past period."""
    return {
        "deal": _("Deal"),
        "activity": _("Activity"),
        "quota": _("Quota"),
        "rep": _("Rep"),
        "team": _("Team"),
        "period": _("Period"),
    }[kind]


def unit(metric: Metric) -> str:
    return {
        "money": _("money"),
        "count": _("number of deals"),
        "percent": _("percent"),
        "ratio": _("ratio"),
        "days": _("days"),
        "money_per_day": _("money a day"),
        "number": _("number"),
        "score": _("0 to 100"),
    }[metric.unit]


def better(metric: Metric) -> str:
    return {
        "higher": pgettext("which way is better", "higher"),
        "lower": pgettext("which way is better", "lower"),
        "neither": pgettext("which way is better", "neither"),
    }[metric.better]
