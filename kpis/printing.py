"""KPIs as the public JSON document, and as lines for a person."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from kernel.money import round_money
from kernel.periods import Period
from kernel.registry import Registry
from kpis.core.metric import Metric
from kpis.core.notes import NOTES
from kpis.facts import KpiValue
from teams.core.scope import Scope

MONEY = ("money", "money_per_day")
# Halves of shares of money are money too; which measures are is told by their names.
MONEY_NAMES = ("value", "quota", "qualified_open_count")


def as_document(
    metrics: Registry[Metric],
    currency: str,
    scope: Scope,
    period: Period,
    found: dict[str, KpiValue],
    day: date | None,
) -> dict[str, Any]:
    """{scope, period, as_of, kpis: {slug: {value, numerator, denominator, unit, n, interval}}}.

    Money is a text with the currency's decimals, everything else a number; unknown is null.
    """
    days = [v.as_of for v in found.values() if v.as_of]
    as_of = day or max(days, default=None)
    return {
        "scope": scope.key,
        "period": period.slug,
        "as_of": as_of.isoformat() if as_of else None,
        "kpis": {k: _one(metrics[k], currency, v) for k, v in found.items()},
    }


def _one(metric: Metric, currency: str, value: KpiValue) -> dict[str, Any]:
    money = metric.unit in MONEY
    top = is_money(metric.numerator.measures)
    bottom = metric.denominator is not None and is_money(metric.denominator.measures)
    bounds = [_number(bound, currency, money) for bound in (value.low, value.high)]
    return {
        "value": _number(value.value, currency, money),
        "numerator": _number(value.numerator, currency, top),
        "denominator": _number(value.denominator, currency, bottom),
        "unit": metric.unit,
        "n": value.n,
        "interval": bounds if value.low is not None else None,
        "note": value.note,
    }


def is_money(measures: Iterable[str]) -> bool:
    """Whether a sum of these measures is an amount of money."""
    return any(name.endswith("_value") or name in MONEY_NAMES for name in measures)


def _number(number: Decimal | None, currency: str, money: bool) -> str | float | int | None:
    if number is None:
        return None
    if money:
        return str(round_money(number, currency))
    return int(number) if number == int(number) else float(number)


def as_lines(metrics: Registry[Metric], found: dict[str, KpiValue]) -> list[str]:
    """Name, value and note; aligned."""
    wide = max((len(slug) for slug in found), default=0)
    return [
        f"{slug:<{wide}}  {_shown(metrics[slug], value):>16}  {gettext(NOTES.get(value.note, ''))}"
        if value.note
        else f"{slug:<{wide}}  {_shown(metrics[slug], value):>16}"
        for slug, value in found.items()
    ]


def _shown(metric: Metric, value: KpiValue) -> str:
    if value.value is None:
        return ""
    if metric.unit == "percent":
        return f"{value.value * 100:.2f} %"
    return f"{value.value:,.2f}"
