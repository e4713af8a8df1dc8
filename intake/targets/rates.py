"""Dated exchange rates into the company's currency."""

from datetime import date
from decimal import Decimal

from intake.core.messages import gettext_noop as _
from intake.core.target import Columns, Field, Kind, Target

_DIGITS = Decimal("1e-10")  # as many as are stored
_MOST = Decimal("1e10")


def _turn_round(columns: Columns, rows: int, as_of: date) -> None:
    """Some CRMs say how much of a currency one unit of the company's buys: 0.8 EUR is 1.25 USD."""
    units = columns.pop("units", None)
    if units is None:
        return
    given = columns.get("rate") or [""] * rows
    columns["rate"] = [r or _inverse(u) for r, u in zip(given, units, strict=True)]


def _inverse(units: str) -> str:
    """Empty stays empty, nothing buys nothing, and what cannot be stored is no rate: the row is
    then set aside without one."""
    number = Decimal(units or 0)
    rate = 1 / number if number else number
    return format(rate.quantize(_DIGITS), "f") if _DIGITS <= rate < _MOST else ""


target = Target(
    label=_("Exchange rates"),
    description=_("What one unit of a currency is worth in the company's currency, from a day on."),
    order=0,
    key=("currency", "day"),
    one_of=(("rate", "units"),),
    derive=_turn_round,
    fields=(
        Field("currency", Kind.CURRENCY, _("Currency"), _("Code of ISO 4217."), "EUR",
              ("currency code", "iso code", "currency iso code"), required=True),
        Field("day", Kind.DAY, _("From"), _("Valid from this day until the next rate."),
              "2026-01-01", ("date", "start date", "rate date", "from"), required=True),
        Field("rate", Kind.NUMBER, _("Rate"), _("Company's currency per unit."), "1.0823",
              ("exchange rate", "value"), positive=True),
        Field("units", Kind.NUMBER, _("Units"),
              _("The other way round: units per one of the company's currency."), "",
              ("units per base",), helper=True, positive=True),
    ),
)  # fmt: skip
