"""The policy is one row, changed by whoever plans, and logged."""

import pytest

from audit.models import LogEntry
from planning.models import Policy

pytestmark = pytest.mark.django_db
URL = "/admin/planning/policy/"


def test_the_list_leads_to_the_one_row(dora_client):
    assert dora_client.get(URL).url == f"{URL}1/change/"
    assert Policy.objects.count() == 1
    assert dora_client.get(f"{URL}add/").status_code == 403


def test_a_limit_is_changed_and_logged(dora_client, dora):
    dora_client.get(URL)
    row = Policy.objects.get()
    said = {f.name: getattr(row, f.name) for f in Policy._meta.fields} | {"least_chance": "0.6"}
    dora_client.post(f"{URL}1/change/", said)
    assert str(Policy.objects.get().least_chance) == "0.6000"
    entry = LogEntry.objects.filter(object_kind="planning.policy").latest("pk")
    assert entry.after == {"least_chance": "0.6"}
    assert entry.by == dora


def test_a_share_is_at_most_one(dora_client):
    dora_client.get(URL)
    row = Policy.objects.get()
    said = {f.name: getattr(row, f.name) for f in Policy._meta.fields} | {"least_chance": "1.5"}
    assert dora_client.post(f"{URL}1/change/", said).status_code == 200
    assert Policy.objects.get().least_chance == row.least_chance
