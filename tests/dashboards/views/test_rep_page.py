"""The rep's page, by the rep and by those who lead them."""

from decimal import Decimal

import pytest

import teams.facts
from planning.models import Chance
from quotas.services import set_quota
from tests.dashboards.views.test_performance import page, text_of
from tests.factories import crm
from tests.factories import kpis as numbers
from ui import formats


@pytest.fixture
def bobs_page(cast):
    return f"/performance/reps/{cast['rep'].rep.pk}/"


def test_a_rep_reads_about_themselves(bob_client, numbers_of_quarter, open_deals):
    said = text_of(page(bob_client, "/me/"))
    assert "My quarter" in said
    assert "You are far behind the usual path." in said
    assert "To go $450.0k" in said
    assert "About 15 more deals of your usual size ($30.0k)" in said
    assert "You win 25% of your deals, so plan on about 60 open ones." in said
    assert "lean on your team" not in said


def test_where_they_stand_is_said_by_the_chance(bob_client, numbers_of_quarter):
    said = text_of(page(bob_client, "/me/"))
    assert "At risk" in said
    assert "Chance of quota 42%" in said
    assert "Needed a working day $9.0k" in said


def test_three_views_of_the_chance_stand_beside_one_another(
    bob_client, numbers_of_quarter, quarter, bob
):
    said = {"rep": bob.rep, "days": (quarter.start, quarter.end), "amount": 600_000}
    for as_of, chances in (
        (quarter.start, {"run_rate": "0.9"}),
        (teams.facts.today(), {"run_rate": "0.31", "pipeline": "0.62", "history": None}),
    ):
        for view, chance in chances.items():
            Chance.objects.create(view=view, chance=chance, as_of=as_of, **said)
    year = teams.facts.company().calendar.year_of(quarter.start)
    shown = text_of(page(bob_client, "/me/"))
    assert "Three views of the chance" in shown
    assert "As you sell now 31%" in shown
    assert "With the open deals 62%" in shown
    assert "As comparable people did not known" in shown
    assert "Three views" not in text_of(page(bob_client, "/me/", p=year.slug))


def test_their_path_is_drawn(bob_client, numbers_of_quarter):
    said = text_of(page(bob_client, "/me/"))
    assert "Bookings are $90k behind the usual path" in said


def test_few_deals_of_their_own_lean_on_the_team(
    charlie_client, charlie, americas, numbers_of_quarter, quarter
):
    numbers.halves(charlie.rep, quarter, "deal_value", 255_000, 1)
    numbers.halves(americas, quarter, "deal_value", 1_005_000, 7)
    said = text_of(page(charlie_client, "/me/"))
    size = formats.money(Decimal(255_000 + 5 * 1_005_000 / 7) / 6)
    assert f"of your usual size ({size})" in said
    assert "You have few closed deals yet, so these figures lean on your team" in said


def test_the_month_the_quarter_and_the_year_are_one_step_away(bob_client, numbers_of_quarter):
    response = page(bob_client, "/me/")
    calendar, today = teams.facts.company().calendar, teams.facts.today()
    for kind in ("month", "quarter", "year"):
        assert f'href="?p={calendar.of(kind, today).slug}"' in response.content.decode()


def test_a_deal_that_could_close_it_opens(bob_client, numbers_of_quarter, open_deals):
    assert f'href="/deals/{open_deals.fine.pk}/' in page(bob_client, "/me/").content.decode()


def test_a_manager_reads_about_the_rep(alice_client, numbers_of_quarter, open_deals, bobs_page):
    said = text_of(page(alice_client, bobs_page))
    assert "Bob" in said
    assert "25% of the deals are won" in said
    assert "You win" not in said


def test_three_goals_stand_beside_one_another(bob_client, numbers_of_quarter, quarter, bob):
    calendar = teams.facts.company().calendar
    today = teams.facts.today()
    for period, share in ((calendar.month_of(today), "0.11"), (calendar.year_of(today), "0.77")):
        numbers.stored(bob.rep, period, quota=100, won_value=10, attainment=share)
    said = text_of(page(bob_client, "/me/"))
    assert "11%" in said
    assert "25%" in said
    assert "77%" in said


def test_a_goal_in_units_stands_below_them(bob_client, numbers_of_quarter, quarter, dora, bob):
    readers = crm.product(family="Readers")
    won = crm.deal(bob.rep, stage="won", created_on=quarter.start, closed_on=quarter.start)
    crm.line(won, product=readers, quantity=6)
    set_quota(
        by=dora,
        rep_id=bob.rep.pk,
        amount=Decimal(40),
        start=quarter.start,
        end=quarter.end,
        measure="units",
        product_family="Readers",
    )
    said = text_of(page(bob_client, "/me/"))
    assert "Units · Readers 6 of 40" in said
    assert "15%" in said


def test_what_needs_doing_is_listed_with_its_reason(bob_client, numbers_of_quarter, open_deals):
    said = text_of(page(bob_client, "/me/"))
    assert "Do next" in said
    assert "The close date passed on" in said
    assert "Vale Polymers" not in said


def test_ticked_deals_change_the_outcome_and_nothing_else(
    bob_client, numbers_of_quarter, open_deals
):
    said = text_of(page(bob_client, "/me/", **{"if": open_deals.fine.pk}))
    assert "32.0%" in said
    assert "$192.0k" in said
    assert "$408.0k" in said
    assert "25.0%" in text_of(page(bob_client, "/me/"))


def test_deals_of_others_cannot_be_ticked(bob_client, numbers_of_quarter, open_deals):
    said = text_of(page(bob_client, "/me/", **{"if": open_deals.elsewhere.pk}))
    assert "Booked $150.0k To go $450.0k" in said


def test_without_a_quota_the_page_says_so(charlie_client, charlie, quarter):
    numbers.stored(charlie.rep, quarter, won_value=5_000)
    said = text_of(page(charlie_client, "/me/"))
    assert "No quota is set for this period." in said
    assert "To go" not in said


def test_a_rep_finds_themselves_and_nobody_else(bob_client, bob, cast, bobs_page):
    assert bob_client.get(f"/performance/reps/{bob.rep.pk}/").status_code == 200
    assert bob_client.get(f"/performance/reps/{cast['rep elsewhere'].rep.pk}/").status_code == 404


def test_a_manager_finds_only_their_own_people(alice_client, cast, bobs_page):
    assert alice_client.get(f"/performance/reps/{cast['rep elsewhere'].rep.pk}/").status_code == 404
    assert alice_client.get("/performance/reps/999999/").status_code == 404
    assert alice_client.get(bobs_page).status_code == 200


def test_who_does_not_sell_has_no_own_quarter(frank_client):
    response = frank_client.get("/me/")
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_it_costs_at_most_fifteen_queries(
    bob_client, numbers_of_quarter, open_deals, django_assert_max_num_queries
):
    page(bob_client, "/me/")  # whether a recompute runs is asked every few seconds at most
    with django_assert_max_num_queries(15):
        response = page(bob_client, "/me/")
    assert len(response.content) < 60_000
