"""Roles, the policy and models in the administration."""

from datetime import date

import pytest

from territories.models import (
    Policy,
    SalesRole,
)
from tests.territories.admin.pages import url

pytestmark = pytest.mark.django_db


def test_roles_and_the_policy_are_set(gina_client, company):
    said = {"name": "Specialist", "slug": "specialist", "parent": ""}
    assert gina_client.post(url("salesrole", "add"), said).status_code == 302
    role = SalesRole.objects.get(slug="specialist")
    assert not role.owns_accounts
    said = {"name": "Specialist", "parent": "", "owns_accounts": "on"}
    gina_client.post(url("salesrole", "change", role.pk), said)
    assert SalesRole.objects.get(owns_accounts=True) == role
    row = Policy.objects.get()
    said = {f.name: getattr(row, f.name) for f in Policy._meta.fields} | {"hold_days": 45}
    assert gina_client.post(url("policy", "change", 1), said).status_code == 302
    assert Policy.objects.get().hold_days == 45


def test_a_draft_gets_another_first_day(gina_client, draft):
    said = {"name": "2027", "note": "", "starts_on": "2027-01-01"}
    said |= {"events-TOTAL_FORMS": 0, "events-INITIAL_FORMS": 0}
    assert gina_client.post(url("territorymodel", "change", draft.pk), said).status_code == 302
    draft.refresh_from_db()
    assert draft.starts_on == date(2027, 1, 1)
