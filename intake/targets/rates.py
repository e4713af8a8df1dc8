"""Dated exchange rates into the company's currency."""

from intake.core.messages import gettext_noop as _
from intake.core.target import Field, Kind, Target

target = Target(
    label=_("Exchange rates"),
    description=_("What one unit of a currency is worth in the company's currency, from a day on."),
    order=0,
    key=("currency", "day"),
    fields=(
        Field("currency", Kind.CURRENCY, _("Currency"), _("Code of ISO 4217."), "EUR",
              ("currency code", "iso code", "currency iso code"), required=True),
        Field("day", Kind.DAY, _("From"), _("Valid from this day until the next rate."),
              "2026-01-01", ("date", "start date", "rate date", "from"), required=True),
        Field("rate", Kind.NUMBER, _("Rate"), _("Company's currency per unit."), "1.0823",
              ("exchange rate", "value"), required=True, positive=True),
    ),
)  # fmt: skip
