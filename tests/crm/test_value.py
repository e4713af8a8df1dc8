"""Values in the base currency: splits as the kernel splits, days of qualification, no waste."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.models import Opportunity, Split
from crm.services import revalue_deals
from kernel.money import split
from tests.factories import crm, teams

pytestmark = pytest.mark.django_db

AMOUNTS = st.decimals("-9999", "99999", places=4)
SHARES = st.lists(st.integers(1, 60), min_size=1, max_size=4)


@pytest.fixture(autouse=True)
def world() -> None:
    teams.company()
    crm.stages()


@given(amount=AMOUNTS, weights=SHARES)
@settings(max_examples=40)
def test_parts_are_those_of_the_kernel_and_add_up(amount: Decimal, weights: list[int]) -> None:
    shares = sorted(split(Decimal(100), [Decimal(w) for w in weights]), reverse=True)
    deal = crm.deal(owner=teams.rep(), amount=amount, value=None)
    for n, share in enumerate(shares):
        rep = teams.rep(external_id=f"{deal.external_id}-{n}")
        Split.objects.create(opportunity=deal, rep=rep, share=share)
    revalue_deals([deal.pk])
    parts = list(
        Split.objects.filter(opportunity=deal)
        .order_by("-share", "rep__external_id")
        .values_list("value", flat=True)
    )
    assert parts == split(amount, shares)
    assert sum(parts) == Opportunity.objects.get(pk=deal.pk).value == amount


def test_overlay_credit_stands_apart() -> None:
    deal = crm.deal(owner=teams.rep(), amount=Decimal(1000))
    Split.objects.create(opportunity=deal, rep=teams.rep(), share=25, kind="overlay")
    revalue_deals([deal.pk])
    assert Split.objects.get().value == 250


def test_yen_have_no_decimals() -> None:
    teams.company(currency="JPY")
    teams.rate("EUR", date(2020, 1, 1), Decimal("160.55"))
    deal = crm.deal(owner=teams.rep(), amount=Decimal("10.01"), currency="EUR", value=None)
    revalue_deals([deal.pk])
    assert Opportunity.objects.get().value == 1607


def test_a_second_time_writes_nothing() -> None:
    deal = crm.deal(owner=teams.rep(), amount=Decimal(5))
    revalue_deals([deal.pk])
    before = Opportunity.objects.extra(select={"place": "ctid"}).values("place").get()
    revalue_deals([deal.pk])
    assert Opportunity.objects.extra(select={"place": "ctid"}).values("place").get() == before


def test_tables_that_postgres_takes_for_empty_are_measured_first() -> None:
    rep = teams.rep()
    first = crm.deal(owner=rep)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE crm_opportunity")
    names = [f.attname for f in Opportunity._meta.fields if f.name not in ("id", "closing_on")]
    known = {name: getattr(first, name) for name in names}
    rows = [Opportunity(**known | {"external_id": f"many-{n}"}) for n in range(1200)]
    Opportunity.objects.bulk_create(rows)
    revalue_deals(list(Opportunity.objects.values_list("pk", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'crm_opportunity'")
        assert cursor.fetchone()[0] > 1000
