"""An administrator runs the organisation without a shell; operations all of it but the people."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from audit.models import LogEntry
from teams import facts
from teams.models import (
    Absence,
    Coverage,
    Membership,
    Rep,
    Team,
    User,
)
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
MODELS = ["absence", "coverage", "exchangerate", "holiday", "membership", "rep", "team"]
MODELS += ["territory", "user", "company"]
APRIL = date(2026, 4, 1)


def url(model, act, *args):
    return reverse(f"admin:teams_{model}_{act}", args=args)


def text(response):
    return response.content.decode()


def days(start, end=""):
    return {"valid_0": start, "valid_1": end}


def person(user):
    """What the form sends when nothing is changed."""
    return {
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "is_active": "on",
        "theme": "auto",
    }


def no_inlines(*prefixes):
    return {
        f"{prefix}-{name}": "0" for prefix in prefixes for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }


# Who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_and_answers_a_search(gina_client, cast, model):
    build.rate("EUR", APRIL, "1.1")
    build.holiday(APRIL)
    response = gina_client.get(url(model, "changelist"), {"q": "a"}, follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("model", [m for m in MODELS if m != "company"])
def test_every_form_to_add_opens(gina_client, model):
    assert gina_client.get(url(model, "add")).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("operations", 200),
        ("finance", 403),
        ("executive", 403),
        ("manager", 403),
        ("rep", 403),
    ],
)
def test_only_administrators_and_operations_enter(cast, sign_in, who, status):
    response = sign_in(cast[who]).get("/admin/", follow=True)
    assert (response.status_code, response.request["PATH_INFO"]) in [
        (status, "/admin/"),
        (403, "/admin/"),
        (status, "/admin/login/"),
    ]
    assert ("site-name" in text(response)) == (status == 200)


def test_operations_see_people_but_change_neither_role_nor_password(dora_client, bob):
    page = dora_client.get(url("user", "change", bob.pk))
    assert page.status_code == 200
    assert 'name="role"' not in text(page)
    assert (
        dora_client.post(url("user", "change", bob.pk), {"role": "administrator"}).status_code
        == 403
    )
    assert dora_client.get(url("user", "add")).status_code == 403
    assert dora_client.get(f"/admin/teams/user/{bob.pk}/password/").status_code == 403
    assert dora_client.get("/admin/auth/group/").status_code in (403, 404)


def test_pages_hold_no_inline_script_or_style(gina_client, bob, emea):
    pages = [
        url("rep", "change", bob.rep.pk),
        url("team", "change", emea.pk),
        url("membership", "add"),
        url("rep", "changelist"),
        reverse("admin:teams_rep_move", args=[bob.rep.pk]),
    ]
    for page in pages:
        body = text(gina_client.get(page))
        assert "<script>" not in body
        assert "<style" not in body
        assert " onclick=" not in body
        assert ' style="' not in body


# People -----------------------------------------------------------------------------------------


def test_somebody_new_gets_a_role_and_sets_a_password_later(gina_client):
    new = {"email": "Hana@Acme.test", "name": "Hana", "role": "finance", "usable_password": "false"}
    assert gina_client.post(url("user", "add"), new).status_code == 302
    hana = User.objects.get(email="hana@acme.test")
    assert (hana.role, hana.has_usable_password()) == ("finance", False)
    assert LogEntry.objects.get(object_id=str(hana.pk)).act == "create"


def test_a_role_is_changed_and_logged(gina_client, gina, bob):
    fields = {
        "email": bob.email,
        "name": "Bob",
        "role": "manager",
        "is_active": "on",
        "theme": "auto",
    }
    assert gina_client.post(url("user", "change", bob.pk), fields).status_code == 302
    entry = LogEntry.objects.get(act="change", object_id=str(bob.pk))
    assert (entry.by, entry.before, entry.after) == (gina, {"role": "rep"}, {"role": "manager"})


def test_the_last_administrator_stays(gina_client, gina):
    fields = {
        "email": gina.email,
        "name": "Gina",
        "role": "rep",
        "is_active": "on",
        "theme": "auto",
    }
    page = gina_client.post(url("user", "change", gina.pk), fields)
    assert "Gina is the last administrator" in text(page)
    assert gina_client.post(url("user", "delete", gina.pk), {"post": "yes"}).status_code == 403


def test_reps_are_found_by_their_team_of_today(gina_client, bob, charlie):
    build.rep("Nowhere")
    page = text(gina_client.get(url("rep", "changelist"), {"team": "emea-north"}))
    assert "BOB" in page
    assert "CHARLIE" not in page
    page = text(gina_client.get(url("rep", "changelist"), {"team": "none"}))
    assert "Nowhere" in page
    assert "BOB" not in page


def test_the_list_of_reps_costs_the_same_for_many(gina_client, emea, django_assert_max_num_queries):
    for _ in range(30):
        build.member(build.rep(user=None), emea)
    with django_assert_max_num_queries(14):
        gina_client.get(url("rep", "changelist"))


# Dated edits ------------------------------------------------------------------------------------


def test_an_overlap_names_the_membership_in_the_way(gina_client, bob, americas):
    form = {"rep": bob.rep.pk, "team": americas.pk, **days("2026-04-01")}
    page = text(gina_client.post(url("membership", "add"), form))
    assert "Bob already belongs to a team" in page
    assert "EMEA North since 1 January 2024" in page
    assert Membership.objects.filter(rep=bob.rep).count() == 1


def test_an_end_before_the_start_is_explained(gina_client, bob, americas):
    form = {"rep": bob.rep.pk, "team": americas.pk, **days("2026-04-01", "2026-03-01")}
    page = gina_client.post(url("membership", "add"), form)
    assert page.status_code == 200
    assert "errorlist" in text(page)
    form |= days("2026-04-01", "2026-04-01")
    assert "The end must be after the start" in text(
        gina_client.post(url("membership", "add"), form)
    )


def test_a_stored_membership_is_read_and_changed_only_from_a_date(gina_client, bob, americas):
    row = bob.rep.memberships.get()
    page = text(gina_client.get(url("membership", "change", row.pk)))
    assert 'name="valid_0"' not in page
    assert reverse("admin:teams_rep_move", args=[bob.rep.pk]) in page
    gina_client.post(
        url("membership", "change", row.pk), {"team": americas.pk, **days("2020-01-01")}
    )
    row.refresh_from_db()
    assert (row.team.slug, row.valid.lower) == ("emea-north", build.START)


def test_a_rep_moves_from_a_date(gina_client, gina, bob, americas):
    there = reverse("admin:teams_rep_move", args=[bob.rep.pk])
    assert "Bob" in text(gina_client.get(there))
    move = {"team": americas.pk, "on": "2026-04-01", "reason": "grew", "act": "1"}
    page = gina_client.post(there, move, follow=True)
    assert "1 moved" in text(page)
    homes = Membership.objects.filter(rep=bob.rep).order_by("valid")
    assert [(m.team.slug, m.valid.upper) for m in homes] == [
        ("emea-north", APRIL),
        ("americas", None),
    ]
    assert LogEntry.objects.filter(by=gina, reason="grew").count() == 2


def test_the_history_of_a_rep_tells_of_moves(gina_client, bob, americas):
    history = url("rep", "history", bob.rep.pk)
    assert "Nobody changed it by hand yet" in text(gina_client.get(history))
    move = {"team": americas.pk, "on": "2026-04-01", "reason": "grew", "act": "1"}
    gina_client.post(reverse("admin:teams_rep_move", args=[bob.rep.pk]), move)
    page = text(gina_client.get(history))
    assert "team: americas" in page
    assert "2026-04-01" in page
    assert "grew" in page


def test_several_reps_move_by_the_list_and_failures_are_told(gina_client, bob, charlie, americas):
    chosen = {"action": "move", "_selected_action": [bob.rep.pk, charlie.rep.pk]}
    asked = gina_client.post(url("rep", "changelist"), chosen)
    assert f'value="{bob.rep.pk}"' in text(asked)
    details = {"team": americas.pk, "on": "2026-04-01", "act": "1"}
    page = text(gina_client.post(url("rep", "changelist"), chosen | details, follow=True))
    assert "1 moved" in page
    assert "Charlie is there already: Americas since 1 January 2024" in page


def test_a_refused_move_keeps_what_was_typed(gina_client, charlie, americas):
    there = reverse("admin:teams_rep_move", args=[charlie.rep.pk])
    details = {"team": americas.pk, "on": "2026-04-01", "reason": "grew", "act": "1"}
    page = text(gina_client.post(there, details))
    assert "Charlie is there already" in page
    assert 'value="2026-04-01"' in page
    assert 'value="grew"' in page


def test_a_move_without_a_date_asks_for_it(gina_client, bob, americas):
    there = reverse("admin:teams_rep_move", args=[bob.rep.pk])
    page = gina_client.post(there, {"team": americas.pk, "act": "1"})
    assert "errorlist" in text(page)
    assert bob.rep.memberships.count() == 1


def test_a_membership_ends_on_a_date(gina_client, bob):
    row = bob.rep.memberships.get()
    there = reverse("admin:teams_membership_end", args=[row.pk])
    assert "1 ended" in text(gina_client.post(there, {"on": "2026-04-01", "act": "1"}, follow=True))
    row.refresh_from_db()
    assert row.valid.upper == APRIL


def test_dated_edits_are_not_for_those_who_may_not(bob, erin_client, alice_client):
    there = reverse("admin:teams_rep_move", args=[bob.rep.pk])
    for client in (erin_client, alice_client):
        assert client.post(there, {"act": "1"}).status_code in (302, 403)
    assert bob.rep.memberships.get().valid.upper is None


def test_memberships_are_added_beside_the_rep(gina_client, company, emea, americas):
    rep = build.rep("Hana", external_id="HANA")
    form = no_inlines("memberships", "memberships-2", "absences") | {
        "external_id": "HANA",
        "name": "Hana",
        "participates": "on",
        "memberships-2-TOTAL_FORMS": "2",
        "memberships-2-0-team": emea.pk,
        "memberships-2-0-valid_0": "2026-01-01",
        "memberships-2-0-valid_1": "2026-04-01",
        "memberships-2-1-team": americas.pk,
        "memberships-2-1-valid_0": "2026-03-01",
    }
    page = gina_client.post(url("rep", "change", rep.pk), form)
    assert "Two of the new memberships share some days" in text(page)
    form |= {"memberships-2-1-valid_0": "2026-04-01"}
    assert gina_client.post(url("rep", "change", rep.pk), form).status_code == 302
    assert rep.memberships.count() == 2


def test_coverage_and_absence_name_what_is_in_the_way(gina_client, bob):
    west = build.territory("West")
    Coverage.objects.create(rep=bob.rep, territory=west, valid=DateRange(APRIL, None))
    Absence.objects.create(rep=bob.rep, valid=DateRange(APRIL, date(2026, 5, 1)))
    form = {"rep": bob.rep.pk, "territory": west.pk, **days("2026-04-10")}
    for model in ("coverage", "absence"):
        page = text(gina_client.post(url(model, "add"), form))
        assert "There is one already on some of these days" in page
        assert "1 April 2026" in page


# Teams ------------------------------------------------------------------------------------------


def test_teams_are_listed_as_a_tree_with_their_leaders(gina_client, alice, bob, charlie):
    page = text(gina_client.get(url("team", "changelist")))
    assert page.index("Americas") < page.index(">EMEA<") < page.index("— EMEA North")
    assert "Alice" in page


def test_a_team_is_not_hung_below_itself(gina_client, emea, emea_north):
    form = no_inlines("children", "memberships", "memberships-2") | {
        "name": "EMEA",
        "slug": "emea",
        "parent": emea_north.pk,
    }
    page = gina_client.post(url("team", "change", emea.pk), form)
    assert "EMEA North is EMEA itself or below it" in text(page)
    assert Team.objects.get(pk=emea.pk).parent is None


def test_an_empty_list_of_teams_opens(gina_client, company):
    assert gina_client.get(url("team", "changelist")).status_code == 200


# History ----------------------------------------------------------------------------------------


def test_history_is_visible(gina_client, bob):
    gina_client.post(
        url("rep", "change", bob.rep.pk),
        no_inlines("memberships", "memberships-2", "absences")
        | {
            "external_id": "BOB",
            "name": "Robert",
            "user": bob.pk,
            "participates": "on",
        },
    )
    assert Rep.objects.get(external_id="BOB").name == "Robert"
    page = text(gina_client.get(url("rep", "history", bob.rep.pk)))
    assert "name: Bob" in page
    assert "name: Robert" in page
    assert LogEntry.objects.get(act="change").after == {"name": "Robert"}


@pytest.mark.parametrize(
    ("now", "team"), [("now", "americas"), ("past", "emea-north"), ("planned", "emea")]
)
def test_memberships_are_found_by_where_they_stand_today(
    gina_client, bob, emea, americas, now, team
):
    today = facts.today()
    row = bob.rep.memberships.get()
    row.valid = DateRange(build.START, today)
    row.save()
    later = today + timedelta(30)
    build.member(bob.rep, americas, today, later)
    build.member(bob.rep, emea, later)
    page = gina_client.get(url("membership", "changelist"), {"now": now})
    assert [found.team.slug for found in page.context["cl"].result_list] == [team]
