"""Undo of a load: what it made goes, what it changed comes back, and what followed from it."""

from datetime import date

import pytest

from audit.models import Run
from audit.services import CannotUndo
from crm.models import Account, Activity, DealChange, Opportunity, Stage
from crm.services import loads, undo_load
from teams.models import Rep
from teams.services import loads as people
from tests.factories.loaded import DEAL, deal
from tests.factories.staging import counts, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_removes_what_was_made_and_puts_back_what_was_changed() -> None:
    load(loads.merge_opportunities, DEAL, as_of=date(2025, 2, 1))
    before = Opportunity.objects.values().get()
    run = Run.objects.create(kind="load").pk
    changed = deal(amount="2000", stage="Signed")
    load(loads.merge_opportunities, changed, deal(external_id="D2"), run=run,
         as_of=date(2025, 3, 1))  # fmt: skip
    assert DealChange.objects.count() == 4
    touched = undo_load(run)
    assert Opportunity.objects.values().get() == before
    assert not DealChange.objects.exists()
    assert not Stage.objects.filter(name="Signed").exists()
    assert touched.reps
    assert counts(load(loads.merge_opportunities, DEAL, as_of=date(2025, 2, 1)))[2] == 1


def test_of_activities_takes_back_the_last_day_of_activity() -> None:
    load(loads.merge_opportunities, DEAL)
    call = {"kind": "call", "rep": "B", "opportunity": "D1"}
    load(loads.merge_activities, call | {"external_id": "1", "happened_on": "2025-02-03"})
    run = Run.objects.create(kind="load").pk
    alone = {"external_id": "3", "kind": "call", "rep": "C", "happened_on": "2024-05-06"}
    load(
        loads.merge_activities,
        call | {"external_id": "2", "happened_on": "2025-03-04"},
        alone | {"opportunity": None},
        run=run,
    )
    assert Opportunity.objects.get().last_activity_on == date(2025, 3, 4)
    touched = undo_load(run)
    assert Opportunity.objects.get().last_activity_on == date(2025, 2, 3)
    assert touched.start == date(2024, 5, 6)
    assert touched.reps == {rep.pk for rep in Rep.objects.filter(external_id__in=["B", "C"])}
    undo_load(Activity.objects.get().run_id)
    assert Opportunity.objects.get().last_activity_on is None


def test_of_activities_leaves_the_day_that_an_export_stated() -> None:
    load(loads.merge_opportunities, deal(last_activity_on="2025-02-20"))
    run = Run.objects.create(kind="load").pk
    call = {"external_id": "1", "kind": "call", "rep": "B", "opportunity": "D1"}
    load(loads.merge_activities, call | {"happened_on": "2025-02-03"}, run=run)
    undo_load(run)
    assert Opportunity.objects.get().last_activity_on == date(2025, 2, 20)


def test_of_rates_values_the_deals_as_before() -> None:
    load(loads.merge_rates, {"currency": "EUR", "day": "2024-01-01", "rate": "1.5"})
    load(loads.merge_opportunities, deal(currency="EUR", amount="100"))
    run = Run.objects.create(kind="load").pk
    rates = [
        {"currency": "EUR", "day": "2024-01-01", "rate": "1.6"},
        {"currency": "EUR", "day": "2025-01-01", "rate": "2"},
    ]
    load(loads.merge_rates, *rates, run=run)
    assert Opportunity.objects.get().value == 200
    touched = undo_load(run)
    assert Opportunity.objects.get().value == 150
    assert touched.reps == {Rep.objects.get(name="Bob").pk}
    people.undo_load(run)
    assert Opportunity.objects.get().value == 150


def test_is_refused_while_later_rows_use_its_rows() -> None:
    first = Run.objects.create(kind="load").pk
    load(loads.merge_accounts, {"external_id": "A7", "name": "Seven"}, run=first)
    second = Run.objects.create(kind="load").pk
    load(loads.merge_opportunities, deal(account="A7"), run=second)
    with pytest.raises(CannotUndo, match=str(second)):
        undo_load(first)
    undo_load(second)
    undo_load(first)
    assert not Account.objects.filter(external_id="A7").exists()
