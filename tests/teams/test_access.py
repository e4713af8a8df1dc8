from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from teams import facts
from teams.access import ADMINISTRATORS, EVERYONE, LEADERS, Access, requires, scope_or_404
from teams.memory import remembering
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
Q1 = date(2026, 1, 1), date(2026, 4, 1)
BEFORE = date(2023, 1, 1), date(2023, 4, 1)


def request_of(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    request.access = Access(user)
    return request


def ids(*people):
    return {person.rep.id for person in people}


def test_those_above_see_everybody(dora, erin, frank, gina):
    for person in (dora, erin, frank, gina):
        access = Access(person)
        assert access.rep_ids is None
        assert access.team_ids is None
        assert access.sees_rep(None, *Q1)
        assert access.home_scope() == facts.company_scope()


def test_a_manager_sees_their_people_and_starts_with_their_team(
    alice, bob, charlie, emea, emea_north, americas
):
    access = Access(alice)
    assert access.rep_ids == ids(alice, bob)
    assert access.team_ids == {emea.id, emea_north.id}
    assert access.home_scope().key == "team:emea"
    assert access.sees_scope(facts.find_scope("rep:BOB"), *Q1)
    assert not access.sees_scope(facts.find_scope("rep:CHARLIE"), *Q1)
    assert not access.sees_scope(facts.find_scope("team:americas"), *Q1)
    assert not access.sees_rep(None, *Q1)


def test_a_manager_sees_nothing_of_the_time_before_they_led(alice, bob):
    access = Access(alice)
    assert access.rep_ids_on(*BEFORE) == ids(alice)
    assert access.team_ids_on(*BEFORE) == frozenset()
    assert not access.sees_scope(facts.find_scope("rep:BOB"), *BEFORE)


def test_a_manager_sees_totals_of_the_company_not_its_rows(alice, bob):
    company = facts.company_scope()
    assert Access(alice).sees_totals(company, *Q1)
    assert not Access(alice).sees_scope(company, *Q1)
    assert not Access(bob).sees_totals(company, *Q1)


def test_territories_cut_across_teams_so_they_are_for_those_who_see_all(alice, dora):
    west = build.territory("West")
    scope = facts.find_scope(f"territory:{west.slug}")
    assert Access(dora).sees_scope(scope, *Q1)
    assert not Access(alice).sees_scope(scope, *Q1)


def test_a_rep_sees_only_themselves(bob, charlie):
    access = Access(bob)
    assert access.rep_ids == ids(bob)
    assert access.team_ids == frozenset()
    assert access.home_scope().key == "rep:BOB"
    assert not access.sees_scope(facts.find_scope("team:emea-north"), *Q1)


def test_a_sign_in_without_a_rep_sees_nobody_and_starts_at_the_company(company):
    access = Access(build.user("New", "manager"))
    assert access.rep is None
    assert access.rep_ids == frozenset()
    assert access.home_scope().kind == "company"


def test_a_visitor_has_no_role(company):
    access = Access(AnonymousUser())
    assert access.roles == frozenset()
    assert access.rep_ids == frozenset()
    assert not access.may("see_all")


def test_three_queries_are_enough(alice, bob, django_assert_max_num_queries):
    scope = facts.find_scope("rep:BOB")
    access = Access(alice)
    with remembering(), django_assert_max_num_queries(3):
        assert access.sees_scope(scope, *Q1)
        assert access.rep_ids_on(*Q1) == ids(alice, bob)
        assert access.team_ids_on(*Q1)


def test_nobody_pays_for_what_they_do_not_ask(dora, django_assert_num_queries):
    with django_assert_num_queries(0):
        access = Access(dora)
        assert access.rep_ids is None
        assert access.may("load")


# Pages ------------------------------------------------------------------------------------------


@requires(*LEADERS)
def leaders_page(request):
    return HttpResponse("ok")


def test_a_page_opens_for_its_roles(alice):
    assert leaders_page(request_of(alice)).content == b"ok"
    assert leaders_page.access_rule == set(LEADERS)


def test_another_role_is_told_who_may(bob):
    with pytest.raises(PermissionDenied, match=r"Manager, Operations.* or Administrator.*as Rep"):
        leaders_page(request_of(bob))


def test_a_visitor_signs_in_first_and_comes_back(company):
    response = leaders_page(request_of(AnonymousUser(), "/teams/?p=FY2026"))
    assert response.status_code == 302
    assert response.url.endswith("?next=/teams/%3Fp%3DFY2026")


def test_a_rule_names_roles_that_exist():
    with pytest.raises(ValueError, match="king"):
        requires("rep", "king")
    with pytest.raises(ValueError, match="none given"):
        requires()
    assert requires(ADMINISTRATORS)(leaders_page).access_rule == {"administrator"}
    assert requires(EVERYONE)(leaders_page).access_rule == set(EVERYONE)


@pytest.mark.parametrize("key", ["rep:CHARLIE", "team:americas", "rep:NOBODY", "company"])
def test_not_yours_and_not_there_look_the_same(alice, charlie, key):
    with pytest.raises(Http404, match="no such page for you"):
        scope_or_404(request_of(alice), key, *Q1)


def test_those_who_see_all_are_told_what_is_near(dora, bob):
    with pytest.raises(Http404, match="did you mean rep:BOB"):
        scope_or_404(request_of(dora), "rep:BOBB", *Q1)


def test_your_own_is_found(alice, bob):
    assert scope_or_404(request_of(alice), "rep:BOB", *Q1).name == "Bob"
    assert scope_or_404(request_of(alice), "company", *Q1, totals=True).kind == "company"
