"""The accounts of a model: who sees which, filters, files, and any day of a plan in force."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from territories.models import Alignment, TerritoryModel
from tests.factories import teams as people
from tests.factories import territories as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def at(drawn, query=""):
    return f"/territories/{drawn.model.pk}/accounts/{query}"


def test_all_accounts_with_their_territory(drawn, dora_client):
    page = counted("territories:accounts operations", dora_client, at(drawn))
    assert "Bergen AS" in page.text
    assert "Turku Oy" in page.text
    assert f"/accounts/{drawn.lyon.pk}/territory/?model={drawn.model.pk}" in page.text


def test_a_territory_with_all_below_it(drawn, dora_client):
    below = build.territory(drawn.model, "Far North", parent=drawn.north)
    build.named(below, drawn.lyon)
    from territories.services.placing import place

    place(drawn.model.pk)
    page = dora_client.get(at(drawn, "?territory=north"))
    assert ("Lyon SA" in page.text, "Bergen AS" in page.text) == (True, True)
    page = dora_client.get(at(drawn, "?territory=far-north"))
    assert ("Lyon SA" in page.text, "Bergen AS" in page.text) == (True, False)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?territory=-", {"Turku Oy", "Nowhere Ltd"}),
        ("?rivals=yes", {"Oslo AS"}),
        ("?level=40&territory=south", {"Lyon SA"}),
        ("?q=turku", {"Turku Oy"}),
        ("?sort=-potential&territory=-", {"Turku Oy", "Nowhere Ltd"}),
    ],
)
def test_narrowing(drawn, dora_client, query, shown):
    page = dora_client.get(at(drawn, query)).text
    every = {"Bergen AS", "Oslo AS", "Lyon SA", "Turku Oy", "Nowhere Ltd"}
    assert {name for name in every if name in page} == shown


def test_files(drawn, dora_client):
    text = b"".join(dora_client.get(at(drawn, "?export=csv&q=turku")).streaming_content).decode()
    assert text.splitlines()[1].startswith("Turku Oy,,,")
    assert dora_client.get(at(drawn, "?export=xlsx")).status_code == 200


def test_a_manager_reads_of_their_people_and_no_drafts(drawn, alice, sign_in):
    client = sign_in(alice)
    assert client.get(at(drawn)).status_code == 404
    TerritoryModel.objects.update(state="in_review", starts_on=date(2027, 1, 1))
    page = client.get(at(drawn)).text
    assert ("Bergen AS" in page, "Lyon SA" in page, "Turku Oy" in page) == (True, False, False)


def test_in_force_it_is_as_of_a_day(drawn, dora_client):
    TerritoryModel.objects.update(
        state="active", starts_on=date(2026, 1, 1), active=DateRange(date(2026, 1, 1), None)
    )
    role, areas = build.owning_role(), [people.territory(name) for name in ("North", "South")]
    turn = date(2026, 3, 1)
    spans = [DateRange(date(2026, 1, 1), turn), DateRange(turn, None)]
    for area, valid in zip(areas, spans, strict=True):
        Alignment.objects.create(
            account=drawn.oslo, role=role, territory=area, level=40, valid=valid, model=drawn.model
        )
    before = dora_client.get(at(drawn, "?as_of=2026-02-28&territory=north")).text
    after = dora_client.get(at(drawn, "?as_of=2026-03-01&territory=north")).text
    assert ("Oslo AS" in before, "Oslo AS" in after) == (True, False)
    assert "As of" in before
