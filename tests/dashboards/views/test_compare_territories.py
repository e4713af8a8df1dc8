"""Comparing people whose territories differ: what the page allows for, and says of it."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import AccountOwner
from teams.models import Rep
from territories.models import Alignment, Seat
from territories.models.alignment import Won
from tests.dashboards.views.test_compare import COMPARE, eight, recomputed, rows
from tests.dashboards.views.test_performance import page, text_of
from tests.factories import crm
from tests.factories import teams as build
from tests.factories import territories as plans

__all__ = ["eight"]
ALWAYS = DateRange(date(2000, 1, 1), None)


def held(rep, potential):
    """An account of theirs, without a plan in force, as far back as is known."""
    one = crm.account(owner=rep, potential=potential)
    AccountOwner.objects.create(account=one, rep=rep, valid=ALWAYS)


def test_territories_that_explain_it_are_allowed_for(frank_client, eight, cast):
    """Everybody sells what their accounts let them; so nobody is behind for it."""
    for n, rep in enumerate([cast["rep"].rep, *eight]):
        held(rep, 300 + 100 * n)
    held(cast["rep elsewhere"].rep, 1000)
    said = text_of(page(frank_client, COMPARE))
    assert "Adjusted for the potential of territories." in said
    assert "Territory: less potential than peers have" in said
    assert {row["Rank"] for row in rows(frank_client)} == {"No real differences"}
    assert "Territory potential" not in text_of(page(frank_client, COMPARE, kpi="win_rate"))


def test_territories_that_are_alike_change_nothing(frank_client, eight, cast):
    before = rows(frank_client)
    for rep in [cast["rep"].rep, *eight, cast["rep elsewhere"].rep]:
        held(rep, 500)
    assert rows(frank_client) == before
    said = text_of(page(frank_client, COMPARE))
    assert "Territory potential is known, and makes no difference here." in said


def test_potential_of_a_few_is_said_to_be_too_little(frank_client, eight):
    for rep in eight:
        Rep.objects.filter(pk=rep.pk).update(title="Account executive")
    for rep in eight[:5]:
        held(rep, 500)
    Rep.objects.filter(pk=eight[5].pk).update(title="Specialist")
    said = text_of(page(frank_client, COMPARE))
    assert "Territory potential is known, but too few people show what it does." in said


def test_what_is_kept_rests_on_the_seats_of_the_plan(frank_client, eight, cast):
    """Without a recompute between: who sits where is asked, and what follows is worked out anew."""
    recomputed()
    assert "Territory potential is not known." in text_of(page(frank_client, COMPARE))
    model = plans.model(state="active", starts_on=ALWAYS.lower, active=ALWAYS)
    everyone = [cast["rep"].rep, *eight, cast["rep elsewhere"].rep]
    for n, rep in enumerate(everyone):
        kept_by = build.territory(f"Land {n}")
        place = plans.territory(model, f"Land {n}", territory=kept_by)
        always = {"role": place.role, "valid": ALWAYS}
        Seat.objects.create(territory=place, rep=rep, **always)
        account = crm.account(potential=300 + 100 * min(n, 7))
        Alignment.objects.create(account=account, territory=kept_by, level=Won.REST, **always)
    said = text_of(page(frank_client, COMPARE))
    assert "Adjusted for the potential of territories." in said
