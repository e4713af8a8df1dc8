"""What currencies are worth, from which day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from audit.services import log
from teams.models import Company, ExchangeRate
from teams.services.refused import Refused


def add_rate(*, by: Any, currency: str, day: date, rate: Decimal) -> ExchangeRate:
    """One unit of the currency is worth `rate` of the base currency from `day` on.

    The same rate twice is one; another rate for the same day is refused: it was used already.
    """
    currency = currency.strip().upper()
    if Company.objects.filter(currency=currency).exists():
        raise Refused(_("%(currency)s is the base currency.") % {"currency": currency})
    known = ExchangeRate.objects.filter(currency=currency, day=day).first()
    if known and known.rate == rate:
        return known
    if known:
        raise Refused(
            _(
                "From that day %(currency)s is %(rate)s already. A rate that was used is not "
                "changed; add one from a later day."
            )
            % {"currency": currency, "rate": known.rate.normalize()}
        )
    row = ExchangeRate(currency=currency, day=day, rate=rate)
    row.full_clean()
    row.save()
    log(by=by, act="create", obj=row, after={"rate": str(rate)})
    return row
