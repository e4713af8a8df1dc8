from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from teams.models import ExchangeRate
from teams.services.rates import add_rate
from teams.services.refused import Refused

pytestmark = pytest.mark.django_db
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


def test_rates_follow_each_other(dora):
    add_rate(by=dora, currency="eur", day=JAN, rate=Decimal("1.10"))
    add_rate(by=dora, currency="EUR", day=FEB, rate=Decimal("1.20"))
    assert list(ExchangeRate.objects.values_list("currency", flat=True)) == ["EUR", "EUR"]


def test_the_same_rate_twice_is_one_and_another_is_refused(dora):
    first = add_rate(by=dora, currency="EUR", day=JAN, rate=Decimal("1.10"))
    assert add_rate(by=dora, currency="EUR", day=JAN, rate=Decimal("1.1")) == first
    with pytest.raises(Refused, match=r"EUR is 1\.1 already"):
        add_rate(by=dora, currency="EUR", day=JAN, rate=Decimal("1.3"))
    assert ExchangeRate.objects.get().rate == Decimal("1.1")


def test_the_base_currency_has_no_rate(dora):
    with pytest.raises(Refused, match="USD is the base currency"):
        add_rate(by=dora, currency="USD", day=JAN, rate=Decimal(1))


@pytest.mark.parametrize(("currency", "rate"), [("EURO", "1"), ("E1", "1"), ("EUR", "-1")])
def test_what_makes_no_sense_is_refused(dora, currency, rate):
    with pytest.raises(ValidationError):
        add_rate(by=dora, currency=currency, day=JAN, rate=Decimal(rate))
