"""An administrator edits a plan: as far as its state allows, from a day, logged, nothing lost."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from audit.models import LogEntry
from teams import facts
from territories.models import (
    AccountException,
    AccountLock,
    NamedAccount,
    PlannedTerritory,
    Policy,
    Rule,
    SalesRole,
    Seat,
    TerritoryModel,
)
from territories.services import editing
from tests.factories import crm
from tests.factories import teams as people
from tests.query_counts import counted

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
FRANCE = [{"field": "country", "op": "in", "values": ["France"]}]
LISTS = [
    "accountexception",
    "accountlock",
    "hold",
    "namedaccount",
    "plannedterritory",
    "policy",
    "proposal",
    "proposedmove",
    "rule",
    "salesrole",
    "seat",
    "territorymodel",
]
ADDED = ["accountexception", "accountlock", "namedaccount", "plannedterritory", "rule", "salesrole"]


def url(model, act, *args):
    return reverse(f"admin:territories_{model}_{act}", args=args)


def text(response):
    return response.content.decode()


@pytest.fixture
def draft(dora):
    return TerritoryModel.objects.create(name="2027", by=dora)


@pytest.fixture
def north(draft, dora):
    return editing.create_territory(by=dora, model_id=draft.pk, name="North")


@pytest.fixture
def city(draft, north, dora):
    return editing.create_territory(by=dora, model_id=draft.pk, name="City", parent=north)


def begin(model, since=START):
    TerritoryModel.objects.filter(pk=model.pk).update(
        state="active", starts_on=since, active=DateRange(since, None)
    )


def no_rows(*but):
    """What the form of a territory sends for rows that stay as they are."""
    prefixes = {"seats", "seats-2", "rules", "named", "exceptions"} - set(but)
    return {
        f"{prefix}-{name}": "0" for prefix in prefixes for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }


def as_sent(territory, **changed):
    """The form of a territory when nothing is changed, but for `changed`."""
    said = {
        "name": territory.name,
        "parent": territory.parent_id or "",
        "role": territory.role_id,
        "target": territory.target,
        "country": territory.country,
        "state": territory.state,
    }
    return no_rows() | said | changed


# Who may, and when -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_every_list_opens_and_answers_a_search(dora_client, city, model):
    response = dora_client.get(url(model, "changelist"), {"q": "a"}, follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("model", ADDED)
def test_every_form_to_add_opens(dora_client, north, model):
    assert dora_client.get(url(model, "add")).status_code == 200


@pytest.mark.parametrize("who", ["finance", "executive", "manager", "rep"])
def test_others_stay_outside(cast, sign_in, city, who):
    client = sign_in(cast[who])
    for model in LISTS:
        page = client.get(url(model, "changelist"), follow=True)
        assert "site-name" not in text(page)
    client.post(url("plannedterritory", "change", city.pk), as_sent(city, name="Mine"))
    city.refresh_from_db()
    assert city.name == "City"


@pytest.mark.parametrize("state", ["in_review", "approved", "archived"])
def test_a_plan_that_is_no_draft_is_read(gina_client, draft, north, dora, state):
    row = editing.create_rule(
        by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    begin(draft)
    days = DateRange(START, None) if state == "archived" else None
    TerritoryModel.objects.update(state=state, active=days)
    for model, pk in (("plannedterritory", north.pk), ("rule", row.pk)):
        page = gina_client.get(url(model, "change", pk))
        assert page.status_code == 200
        assert 'name="_save"' not in text(page)
        assert gina_client.post(url(model, "change", pk), {"name": "South"}).status_code == 403
    assert "Country is France" in text(gina_client.get(url("rule", "change", row.pk)))


def test_pages_hold_no_inline_script_or_style(gina_client, north, dora):
    row = editing.create_rule(
        by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    pages = [
        url("plannedterritory", "change", north.pk),
        url("rule", "change", row.pk),
        url("territorymodel", "change", north.model_id),
        url("seat", "changelist"),
    ]
    for page in pages:
        body = text(gina_client.get(page))
        assert "<script>" not in body
        assert "<style" not in body
        assert " onclick=" not in body
        assert ' style="' not in body


# Territories -------------------------------------------------------------------------------------


def test_the_list_shows_one_tree_indented(gina_client, draft, city, dora):
    other = TerritoryModel.objects.create(name="2028")
    editing.create_territory(by=dora, model_id=other.pk, name="Elsewhere")
    page = gina_client.get(url("plannedterritory", "changelist"), follow=True)
    assert page.redirect_chain[0][0].endswith(f"model__id__exact={other.pk}")
    body = text(gina_client.get(page.request["PATH_INFO"], {"model__id__exact": draft.pk}))
    assert body.index(">North<") < body.index("— City")
    assert "Elsewhere" not in body


def test_a_territory_is_added_and_changed(gina_client, gina, draft, north):
    said = {"model": draft.pk, "name": "South", "slug": "", "parent": north.pk}
    said |= {"role": north.role_id, "target": "2"}
    assert gina_client.post(url("plannedterritory", "add"), said).status_code == 302
    south = PlannedTerritory.objects.get(name="South")
    assert (south.slug, south.parent, south.target) == ("south", north, 2)
    sent = as_sent(south, name="South and isles", parent="")
    page = url("plannedterritory", "change", south.pk)
    assert gina_client.post(page, sent).status_code == 302
    south.refresh_from_db()
    assert (south.name, south.parent) == ("South and isles", None)
    acts = LogEntry.objects.filter(by=gina, object_id=str(south.pk)).values_list("act", flat=True)
    assert set(acts) == {"create", "change", "place"}
    history = text(gina_client.get(url("plannedterritory", "history", south.pk)))
    assert "South and isles" in history


def test_what_the_service_refuses_stands_in_the_form(gina_client, north, city):
    page = gina_client.post(
        url("plannedterritory", "change", north.pk), as_sent(north, parent=city.pk)
    )
    assert "can&#x27;t be above it" in text(page)
    north.refresh_from_db()
    assert north.parent is None


def test_several_move_under_another(gina_client, draft, north, city, dora):
    isle = editing.create_territory(by=dora, model_id=draft.pk, name="Isle")
    chosen = {"action": "move", "_selected_action": [city.pk, isle.pk]}
    page = gina_client.post(url("plannedterritory", "changelist"), chosen)
    assert "Part of" in text(page)
    sent = chosen | {"act": "1", "parent": north.pk, "reason": "New region"}
    assert gina_client.post(url("plannedterritory", "changelist"), sent).status_code == 302
    assert set(north.children.values_list("name", flat=True)) == {"City", "Isle"}


def test_a_whole_branch_is_removed_but_a_parent_alone_is_not(gina_client, north, city):
    page = url("plannedterritory", "delete", north.pk)
    gina_client.post(page, {"post": "yes"}, follow=True)
    assert PlannedTerritory.objects.count() == 2
    chosen = {"action": "delete_selected", "_selected_action": [city.pk, north.pk], "post": "yes"}
    gina_client.post(url("plannedterritory", "changelist"), chosen)
    assert not PlannedTerritory.objects.exists()


def test_of_several_all_go_or_none(gina_client, draft, north, city, dora):
    """City could go, North not: it would leave Isle behind."""
    editing.create_territory(by=dora, model_id=draft.pk, name="Isle", parent=north)
    chosen = {"action": "delete_selected", "_selected_action": [city.pk, north.pk], "post": "yes"}
    page = gina_client.post(url("plannedterritory", "changelist"), chosen, follow=True)
    assert "Isle would be left without North" in text(page)
    assert PlannedTerritory.objects.count() == 3


def test_no_number_in_the_address_is_no_error(gina_client, north):
    page = gina_client.get(url("plannedterritory", "changelist"), {"model__id__exact": "²"})
    assert page.status_code in (200, 302)


# Seats -------------------------------------------------------------------------------------------


def seats(territory, *rows):
    """The form of a territory with these seats: (pk or "", rep, share, from, to)."""
    sent = {"seats-TOTAL_FORMS": len(rows), "seats-INITIAL_FORMS": sum(1 for r in rows if r[0])}
    for n, (pk, rep, share, start, end) in enumerate(rows):
        cells = {"id": pk, "territory": territory.pk, "role": territory.role_id, "share": share}
        cells |= {"rep": rep.pk if rep else "", "valid_0": start, "valid_1": end or ""}
        sent |= {f"seats-{n}-{name}": value for name, value in cells.items()}
    return as_sent(territory, **sent)


def test_seats_are_shared_out_on_the_page_of_the_territory(gina_client, north, bob):
    carl = people.rep("Carl")
    page = url("plannedterritory", "change", north.pk)
    wrong = seats(north, ("", bob.rep, "50", START, None), ("", carl, "40", START, None))
    assert "add up to 90 percent" in text(gina_client.post(page, wrong))
    assert not Seat.objects.exists()
    right = seats(north, ("", bob.rep, "60", START, None), ("", carl, "40", START, None))
    assert gina_client.post(page, right).status_code == 302
    assert set(Seat.objects.values_list("rep__name", "share")) == {("Bob", 60), ("Carl", 40)}
    assert "Bob 60 %" in text(gina_client.get(url("plannedterritory", "history", north.pk)))


def test_in_force_the_past_of_a_seat_stays(gina_client, draft, north, bob, dora):
    today, carl = facts.today(), people.rep("Carl")
    since = today - timedelta(100)
    editing.add_seat(by=dora, territory=north, role_id=north.role_id, rep_id=bob.rep.pk, on=since)
    begin(draft, since)
    row, page = Seat.objects.get(), url("plannedterritory", "change", north.pk)
    body = text(gina_client.get(page))
    assert 'name="name"' not in body
    assert 'name="seats-0-share"' in body
    wrong = seats(north, (row.pk, carl, "100", since, None))
    assert "is in force: what was before" in text(gina_client.post(page, wrong))
    right = seats(north, (row.pk, bob.rep, "100", since, today), ("", carl, "100", today, None))
    assert gina_client.post(page, right).status_code == 302
    assert set(Seat.objects.values_list("rep__name", "valid")) == {
        ("Bob", DateRange(since, today)),
        ("Carl", DateRange(today, None)),
    }


@pytest.mark.parametrize(("act", "then"), [("end", None), ("hand_over", "Carl")])
def test_seats_end_or_are_handed_over_from_a_day(gina_client, north, city, bob, dora, act, then):
    for place in (north, city):
        editing.add_seat(
            by=dora, territory=place, role_id=place.role_id, rep_id=bob.rep.pk, on=START
        )
    carl, chosen = people.rep("Carl"), list(Seat.objects.values_list("pk", flat=True))
    sent = {"action": act, "_selected_action": chosen}
    assert "First day" in text(gina_client.post(url("seat", "changelist"), sent)) or then
    sent |= {"act": "1", "on": "2026-06-01", "leave_open": "on", "rep": carl.pk}
    assert gina_client.post(url("seat", "changelist"), sent).status_code == 302
    later = Seat.objects.filter(valid__startswith=date(2026, 6, 1))
    assert list(later.values_list("rep__name", flat=True)) == [then, then]


def test_one_seat_has_its_ways(gina_client, north, bob, dora):
    editing.add_seat(by=dora, territory=north, role_id=north.role_id, rep_id=bob.rep.pk, on=START)
    row = Seat.objects.get()
    body = text(gina_client.get(url("seat", "change", row.pk)))
    assert url("seat", "hand_over", row.pk) in body
    gina_client.post(url("seat", "end", row.pk), {"act": "1", "on": "2025-06-01"})
    assert Seat.objects.get() == row
    gina_client.post(url("seat", "end", row.pk), {"act": "1", "on": "2026-06-01"})
    assert Seat.objects.get().valid.upper == date(2026, 6, 1)


# Accounts ----------------------------------------------------------------------------------------


def test_accounts_are_named_locked_and_excepted(gina_client, draft, north):
    acme = crm.account("Acme")
    days = {"valid_0": "2026-01-01", "valid_1": "2026-06-01"}
    sent = {"territory": north.pk, "account": acme.pk, "model": draft.pk}
    sent |= {"why": "Old friends", "reason": "Promised", **days}
    for model in ("namedaccount", "accountlock", "accountexception"):
        assert gina_client.post(url(model, "add"), sent).status_code == 302
    assert NamedAccount.objects.get().why == "Old friends"
    assert AccountLock.objects.get().reason == "Promised"
    row = AccountException.objects.get()
    endless = {"reason": "Promised", "valid_0": "2026-01-01", "valid_1": ""}
    body = text(gina_client.post(url("accountexception", "change", row.pk), endless))
    assert "an end after it" in body
    sooner = {"reason": "Promised", "valid_0": "2026-01-01", "valid_1": "2026-03-01"}
    assert gina_client.post(url("accountexception", "change", row.pk), sooner).status_code == 302
    row.refresh_from_db()
    assert row.valid.upper == date(2026, 3, 1)


def test_rows_of_a_territory_are_edited_with_it(gina_client, north, dora):
    acme, ajax = crm.account("Acme"), crm.account("Ajax")
    row = editing.create_rule(
        by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    sent = {
        "rules-TOTAL_FORMS": 1,
        "rules-INITIAL_FORMS": 1,
        "rules-0-id": row.pk,
        "rules-0-territory": north.pk,
        "rules-0-number": 30,
        "rules-0-note": "later",
        "named-TOTAL_FORMS": 1,
        "named-INITIAL_FORMS": 0,
        "named-0-territory": north.pk,
        "named-0-account": acme.pk,
        "named-0-why": "Old friends",
        "exceptions-TOTAL_FORMS": 1,
        "exceptions-INITIAL_FORMS": 0,
        "exceptions-0-territory": north.pk,
        "exceptions-0-account": ajax.pk,
        "exceptions-0-reason": "Promised",
        "exceptions-0-valid_0": "2026-01-01",
        "exceptions-0-valid_1": "2026-06-01",
    }
    page = url("plannedterritory", "change", north.pk)
    assert gina_client.post(page, as_sent(north, **sent)).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.note, row.include) == (30, "later", FRANCE)
    assert NamedAccount.objects.get().account == acme
    assert AccountException.objects.get().account == ajax


# Roles, policy, models ---------------------------------------------------------------------------


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


def test_how_much_the_pages_ask(gina_client, draft, north, city, bob, dora):
    for n, place in enumerate((north, city)):
        editing.add_seat(
            by=dora, territory=place, role_id=place.role_id, rep_id=bob.rep.pk, on=START
        )
        editing.create_rule(
            by=dora, territory=place, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=n
        )
        editing.name_account(by=dora, territory=place, account_id=crm.account().pk)
    tree = f"{url('plannedterritory', 'changelist')}?model__id__exact={draft.pk}"
    counted("admin:territories_plannedterritory list", gina_client, tree)
    one = url("plannedterritory", "change", north.pk)
    counted("admin:territories_plannedterritory one", gina_client, one)
    counted("admin:territories_rule list", gina_client, url("rule", "changelist"))
    counted("admin:territories_seat list", gina_client, url("seat", "changelist"))
