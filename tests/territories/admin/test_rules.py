"""A rule is written as rows, previewed before it is saved, numbered and copied."""

import pytest

from territories.models import Rule
from territories.services import editing
from tests.factories import crm
from tests.territories.admin.pages import FRANCE, text, url

pytestmark = pytest.mark.django_db

RULE = Rule.Kind.GEOGRAPHY


def written(territory, *rows, kind=RULE, number=10, exclude=(), **more):
    """The form as it is sent: rows of (field, question, values), then the empty ones."""
    sent = {"territory": territory.pk, "kind": int(kind), "number": number, "note": ""}
    for name, given in (("include", rows), ("exclude", exclude)):
        for n, part in enumerate(("field", "op", "values")):
            sent[f"{name}-{part}"] = [row[n] for row in (*given, ("", "in", ""))]
    return sent | more


def test_rows_become_conditions_and_come_back(gina_client, north):
    rows = [("country", "in", "France; Belgium"), ("postcode", "between", "75; ")]
    sent = written(north, *rows, exclude=[("industry", "contains", '"food; drink"')])
    assert gina_client.post(url("rule", "add"), sent).status_code == 302
    row = Rule.objects.get()
    assert row.include == [
        {"field": "country", "op": "in", "values": ["France", "Belgium"]},
        {"field": "postcode", "op": "between", "values": ["75", ""]},
    ]
    assert row.exclude == [{"field": "industry", "op": "contains", "values": ["food; drink"]}]
    body = text(gina_client.get(url("rule", "change", row.pk)))
    assert 'value="France; Belgium"' in body
    assert 'value="&quot;food; drink&quot;"' in body
    again = written(north, *rows, exclude=[("industry", "contains", '"food; drink"')])
    gina_client.post(url("rule", "change", row.pk), again)
    before = row.include, row.exclude
    row.refresh_from_db()
    assert (row.include, row.exclude) == before


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("employees", "between", "a; b"), "is no number"),
        (("country", "in", ""), "no value is given"),
        (("", "in", "France"), "no field"),
        (("country", "between", "a; b"), "can&#x27;t be asked"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(gina_client, north, row, says):
    body = text(gina_client.post(url("rule", "add"), written(north, row, note="Mine")))
    assert says in body
    assert 'value="Mine"' in body
    assert not Rule.objects.exists()


def test_a_preview_names_the_accounts_and_saves_nothing(gina_client, north, south, dora):
    editing.create_rule(by=dora, territory=south, kind=Rule.Kind.REST)
    crm.account("Acme Paris", country="France", potential=5000)
    crm.account("Acme Berlin", country="Germany")
    sent = written(north, ("country", "in", "France"), note="West", _preview="1")
    body = text(gina_client.post(url("rule", "add"), sent))
    assert "The rule would win 1 account." in body
    assert "Acme Paris" in body
    assert "Acme Berlin" not in body
    assert "Please correct" not in body
    assert 'value="France"' in body
    assert 'value="West"' in body
    assert Rule.objects.count() == 1
    del sent["_preview"]
    assert gina_client.post(url("rule", "add"), sent).status_code == 302
    assert Rule.objects.get(territory=north).note == "West"


def test_a_preview_of_a_change_says_that_nothing_moves(gina_client, north, dora):
    row = editing.create_rule(by=dora, territory=north, kind=RULE, include=FRANCE, number=10)
    crm.account("Acme Paris", country="France")
    sent = written(north, ("country", "in", "france"), number=20, _preview="1")
    body = text(gina_client.post(url("rule", "change", row.pk), sent))
    assert "No account would move." in body
    row.refresh_from_db()
    assert (row.number, row.include) == (10, FRANCE)


def test_rules_are_numbered_anew_in_their_order(gina_client, north, dora):
    rows = [
        editing.create_rule(by=dora, territory=north, kind=RULE, include=FRANCE, number=n)
        for n in (7, 3, 5)
    ]
    sent = {"action": "renumber", "_selected_action": [row.pk for row in rows]}
    assert "First number" in text(gina_client.post(url("rule", "changelist"), sent))
    sent |= {"act": "1", "start": 100, "step": 10}
    assert gina_client.post(url("rule", "changelist"), sent).status_code == 302
    numbers = [Rule.objects.get(pk=row.pk).number for row in rows]
    assert numbers == [120, 100, 110]


def test_rules_are_copied_to_another_territory(gina_client, north, south, dora):
    row = editing.create_rule(by=dora, territory=north, kind=RULE, include=FRANCE, number=10)
    sent = {"action": "copy", "_selected_action": [row.pk], "act": "1", "territory": south.pk}
    assert gina_client.post(url("rule", "changelist"), sent).status_code == 302
    assert Rule.objects.get(territory=south).include == FRANCE
