"""Quotas in the admin: versions are added and withdrawn, never edited; who may."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import LogEntry
from quotas.models import Quota
from tests.factories import teams as make

pytestmark = pytest.mark.django_db
ADD = "admin:quotas_quota_add"


def form(rep: Any = "", team: Any = "", amount: str = "100", end: str = "2025-04-01") -> dict:
    return {
        "rep": getattr(rep, "pk", ""),
        "team": getattr(team, "pk", ""),
        "measure": "revenue",
        "valid_0": "2025-01-01",
        "valid_1": end,
        "amount": amount,
    }


@pytest.fixture
def rep(company: Any) -> Any:
    return make.rep("Nina")


def test_a_second_amount_is_a_new_version_and_logged(dora_client: Client, rep: Any) -> None:
    for amount in ("100", "120"):
        answer = dora_client.post(reverse(ADD), form(rep, amount=amount))
        assert answer.status_code == 302, answer.content.decode()[:2000]
    rows = [(q.amount, q.superseded_at is None) for q in Quota.objects.order_by("pk")]
    assert rows == [(Decimal(100), False), (Decimal(120), True)]
    assert LogEntry.objects.filter(act="set quota").count() == 2


@pytest.mark.parametrize(
    "wrong", [{"amount": "-1"}, {"end": ""}, {"end": "2024-12-31"}, {"both": True}, {"none": True}]
)
def test_what_cannot_be_a_quota(dora_client: Client, rep: Any, wrong: dict) -> None:
    both, none = wrong.pop("both", False), wrong.pop("none", False)
    data = form("" if none else rep, make.team("EMEA") if both else "", **wrong)
    answer = dora_client.post(reverse(ADD), data)
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Quota.objects.exists()


def test_withdrawing_keeps_the_record(dora_client: Client, rep: Any) -> None:
    dora_client.post(reverse(ADD), form(rep))
    quota = Quota.objects.get()
    page = reverse("admin:quotas_quota_changelist")
    dora_client.post(page, {"action": "withdraw", "_selected_action": [quota.pk]})
    quota.refresh_from_db()
    assert quota.superseded_at
    assert dora_client.get(page).context["cl"].result_count == 0
    assert dora_client.get(page, {"versions": "replaced"}).context["cl"].result_count == 1
    assert quota.valid.lower == date(2025, 1, 1)


def test_nobody_edits_and_reps_do_not_enter(
    dora_client: Client, bob_client: Client, rep: Any
) -> None:
    dora_client.post(reverse(ADD), form(rep))
    page = reverse("admin:quotas_quota_change", args=[Quota.objects.get().pk])
    assert b'name="amount"' not in dora_client.get(page).content
    assert bob_client.get(page).status_code == 302
