import pytest
from django.urls import reverse

from audit.models import LogEntry, Run
from audit.services import log, queue_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(dora):
    return queue_run(kind="load", params={"file": "deals.csv"}, by=dora)


@pytest.fixture
def entry(dora, bob):
    return log(by=dora, act="move", obj=bob, reason="<b>grew</b>")


@pytest.mark.parametrize("model", ["run", "logentry"])
def test_both_are_listed_and_searched(dora_client, run, entry, model):
    page = dora_client.get(reverse(f"admin:audit_{model}_changelist"), {"q": "o"})
    assert page.status_code == 200
    assert "Dora" in page.content.decode()


def test_they_are_read_and_never_written(gina_client, run, entry):
    for name, row in (("run", run), ("logentry", entry)):
        page = gina_client.get(reverse(f"admin:audit_{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        for act in ("change", "delete"):
            address = reverse(f"admin:audit_{name}_{act}", args=[row.pk])
            assert gina_client.post(address, {"post": "yes"}).status_code == 403
        assert gina_client.get(reverse(f"admin:audit_{name}_add")).status_code == 403
    assert Run.objects.count() == LogEntry.objects.count() == 1


def test_what_people_wrote_is_shown_as_text(gina_client, entry):
    page = gina_client.get(reverse("admin:audit_logentry_changelist")).content.decode()
    assert "<b>grew</b>" not in page
    assert "&lt;b&gt;grew" in page


@pytest.mark.parametrize("who", ["rep", "manager", "finance", "executive"])
def test_others_do_not_enter(cast, sign_in, run, who):
    response = sign_in(cast[who]).get(reverse("admin:audit_run_changelist"))
    assert response.status_code in (302, 403)
