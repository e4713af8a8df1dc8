"""Loads of people and structure: what is taken, what is set aside and why, and doing it twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from audit.models import Run
from audit.services import CannotUndo, undo_conflicts
from kpis.models import Measure
from teams.models import Coverage, ExchangeRate, Membership, Rep, Team, Territory
from teams.services import loads
from tests.factories import teams as make
from tests.factories.staging import codes, counts, load

pytestmark = pytest.mark.django_db

ALICE = {"external_id": "A", "name": "Alice", "email": "alice@acme.test", "manager": "F"}
BOB = {"external_id": "B", "name": "Bob", "email": "bob@acme.test", "manager": "A"}
CHARLIE = {"external_id": "C", "name": "Charlie", "email": "", "manager": "D"}
DORA = {"external_id": "D", "name": "Dora", "email": "dora@acme.test", "manager": "F"}
FRANK = {"external_id": "F", "name": "Frank", "email": "frank@acme.test", "manager": None}
EVERYBODY = (ALICE, BOB, CHARLIE, DORA, FRANK)


def home(name: str, day: date) -> str | None:
    """Name of the team where the rep is at home on the day."""
    found = Membership.objects.filter(rep__name=name, leads=False, valid__contains=day)
    return found.values_list("team__name", flat=True).first()


class TestReps:
    def test_are_created_and_a_second_time_unchanged(self) -> None:
        assert counts(load(loads.merge_reps, *EVERYBODY)) == (5, 0, 0, 0)
        assert counts(load(loads.merge_reps, *EVERYBODY)) == (0, 0, 5, 0)
        assert Rep.objects.get(external_id="C").email == ""

    def test_a_column_that_the_file_lacks_is_not_touched(self) -> None:
        load(loads.merge_reps, BOB)
        merged = load(loads.merge_reps, {"external_id": "B", "name": "Bobby"})
        assert counts(merged) == (0, 1, 0, 0)
        assert Rep.objects.get().email == "bob@acme.test"

    def test_rows_without_id_or_with_too_long_names_are_set_aside(self) -> None:
        merged = load(loads.merge_reps, {"external_id": "", "name": "x" * 201}, FRANK)
        assert codes(merged) == [(2, "external_id", "missing"), (2, "name", "too_long")]
        assert counts(merged) == (1, 0, 0, 1)

    def test_equal_rows_count_once_and_different_ones_of_an_id_are_all_set_aside(self) -> None:
        merged = load(loads.merge_reps, FRANK, FRANK, BOB, {**BOB, "name": "Bobby"})
        assert codes(merged) == [(4, "external_id", "duplicate"), (5, "external_id", "duplicate")]
        assert counts(merged) == (1, 0, 1, 2)

    def test_leaving_before_hire_is_refused_and_leaving_closes_the_membership(self) -> None:
        merged = load(
            loads.merge_reps,
            {**ALICE, "hired_on": "2024-05-01", "left_on": "2024-04-01"},
            {**BOB, "hired_on": "2024-01-15", "left_on": "2024-06-30"},
            {**DORA, "hired_on": None, "left_on": None},
            {**CHARLIE, "hired_on": "2024-01-15", "left_on": "2024-06-30"},
        )
        assert codes(merged)[0] == (2, "left_on", "left_before_hired")
        assert home("Charlie", date(2024, 6, 30)) == "Dora’s team"
        assert home("Charlie", date(2024, 7, 1)) is None

    def test_an_older_export_does_not_turn_the_clock_back(self) -> None:
        load(loads.merge_reps, {**BOB, "title": "Senior"}, as_of=date(2025, 3, 1))
        load(loads.merge_reps, {**BOB, "title": "Junior"}, as_of=date(2025, 1, 1))
        assert Rep.objects.get().title == "Senior"

    def test_a_full_export_lists_who_is_missing(self) -> None:
        load(loads.merge_reps, *EVERYBODY)
        assert load(loads.merge_reps, ALICE, BOB, full=True).missing == ["C", "D", "F"]


class TestManagers:
    def test_become_nested_teams_with_homes_and_leaders(self) -> None:
        load(loads.merge_reps, *EVERYBODY)
        tree = dict(Team.objects.values_list("name", "parent__name"))
        assert tree == {
            "Alice’s team": "Frank’s team",
            "Dora’s team": "Frank’s team",
            "Frank’s team": None,
        }
        day = date(2025, 1, 1)
        assert home("Bob", day) == home("Alice", day) == "Alice’s team"
        assert home("Frank", day) == "Frank’s team"
        leaders = Membership.objects.filter(leads=True).values_list("rep__name", "team__name")
        assert ("Alice", "Alice’s team") in leaders
        assert Team.objects.get(name="Alice’s team").slug == "alice-team"

    def test_cycles_and_self_managers_are_flagged_and_not_followed(self) -> None:
        merged = load(
            loads.merge_reps,
            {**ALICE, "manager": "B"},
            BOB,
            {**CHARLIE, "manager": "C"},
            {**DORA, "manager": "nobody"},
        )
        assert codes(merged) == [
            (2, "manager", "manager_cycle"),
            (3, "manager", "manager_cycle"),
            (4, "manager", "own_manager"),
            (5, "manager", "unknown_manager"),
        ]
        assert counts(merged) == (4, 0, 0, 0)
        assert not Team.objects.exists()

    def test_a_new_manager_takes_effect_on_the_day_of_the_export(self) -> None:
        load(loads.merge_reps, *EVERYBODY, as_of=date(2025, 1, 1))
        load(loads.merge_reps, {**BOB, "manager": "D"}, as_of=date(2025, 3, 1))
        assert home("Bob", date(2025, 2, 28)) == "Alice’s team"
        assert home("Bob", date(2025, 3, 1)) == "Dora’s team"
        load(loads.merge_reps, BOB, as_of=date(2025, 2, 1))
        assert home("Bob", date(2025, 3, 1)) == "Dora’s team"

    def test_managers_are_found_by_mail_or_unique_name(self) -> None:
        load(loads.merge_reps, {**FRANK}, {**ALICE, "manager": "FRANK@acme.test"})
        load(loads.merge_reps, {**BOB, "manager": "alice"})
        assert home("Bob", date(2025, 1, 1)) == "Alice’s team"


class TestTeamsAndMemberships:
    TEAMS = (
        {"external_id": "t1", "name": "EMEA", "parent": None},
        {"external_id": "t2", "name": "Paris", "parent": "t1"},
        {"external_id": "t3", "name": "Lyon", "parent": "EMEA"},
    )

    def test_trees_are_linked_and_cycles_flagged(self) -> None:
        load(loads.merge_teams, *self.TEAMS)
        assert Team.objects.get(slug="lyon").parent.slug == "emea"
        merged = load(loads.merge_teams, {**self.TEAMS[0], "parent": "t2"})
        assert codes(merged) == [(2, "parent", "cycle")]
        assert Team.objects.get(slug="emea").parent is None

    def test_days_are_cut_out_of_what_was_known(self) -> None:
        load(loads.merge_reps, BOB)
        load(loads.merge_teams, *self.TEAMS)
        row = {"rep": "bob@acme.test", "team": "Paris", "valid_from": "2024-01-01"}
        load(loads.merge_memberships, row)
        move = {
            "rep": "B",
            "team": "t3",
            "valid_from": "2024-06-01",
            "valid_to": "2024-09-01",
        }
        assert counts(load(loads.merge_memberships, move)) == (1, 0, 0, 0)
        assert counts(load(loads.merge_memberships, move)) == (0, 0, 1, 0)
        days = [date(2024, 5, 31), date(2024, 6, 1), date(2024, 8, 31), date(2024, 9, 1)]
        assert [home("Bob", day) for day in days] == ["Paris", "Lyon", "Lyon", "Paris"]

    def test_overlaps_within_a_file_and_backward_days_are_set_aside(self) -> None:
        load(loads.merge_reps, BOB)
        load(loads.merge_teams, *self.TEAMS)
        rows = [
            {"rep": "B", "team": "t2", "valid_from": "2024-01-01", "valid_to": "2024-07-01"},
            {"rep": "B", "team": "t3", "valid_from": "2024-06-01", "valid_to": None},
            {"rep": "B", "team": "t3", "valid_from": "2023-06-01", "valid_to": "2023-06-01"},
            {"rep": "X", "team": "t9", "valid_from": None, "valid_to": None},
        ]
        assert codes(load(loads.merge_memberships, *rows)) == [
            (2, "valid_from", "overlap"),
            (3, "valid_from", "overlap"),
            (4, "valid_to", "ends_before_start"),
            (5, "rep", "unknown_rep"),
            (5, "team", "unknown_team"),
            (5, "valid_from", "missing"),
        ]

    def test_missing_people_and_teams_are_created_when_allowed(self) -> None:
        row = {"rep": "new@acme.test", "team": "Berlin", "valid_from": "2024-01-01"}
        assert counts(load(loads.merge_memberships, row, create_missing=True)) == (1, 0, 0, 0)
        assert Rep.objects.get().email == "new@acme.test"
        assert Team.objects.get().slug == "berlin"


class TestTerritoriesAndRates:
    def test_names_may_repeat_and_several_matches_are_ambiguous(self) -> None:
        rows = [{"external_id": str(n), "name": "New York"} for n in (1, 2)]
        load(loads.merge_territories, *rows)
        load(loads.merge_reps, BOB)
        assert sorted(Territory.objects.values_list("slug", flat=True)) == [
            "new-york",
            "new-york-2",
        ]
        rows = [{"rep": "B", "territory": t, "valid_from": "2024-01-01"} for t in ("new york", "2")]
        assert codes(load(loads.merge_coverage, *rows)) == [(2, "territory", "ambiguous_territory")]
        assert Coverage.objects.get().territory.external_id == "2"

    def test_rates_are_positive_and_of_a_currency(self) -> None:
        rows = [
            {"currency": "eur", "day": "2025-01-01", "rate": "1.0812345678"},
            {"currency": "EUR", "day": "2025-02-01", "rate": "0"},
            {"currency": "euro", "day": "2025-02-01", "rate": "1"},
        ]
        assert codes(load(loads.merge_rates, *rows)) == [
            (3, "rate", "not_positive"),
            (4, "currency", "not_a_currency"),
        ]
        assert ExchangeRate.objects.get().rate == Decimal("1.0812345678")


class TestUndo:
    def test_puts_back_what_was_changed_and_removes_what_was_made(self) -> None:
        load(loads.merge_reps, *EVERYBODY[:2])
        second = Run.objects.create(kind="load").pk
        load(loads.merge_reps, *EVERYBODY[2:], {**BOB, "name": "Robert"}, run=second)
        loads.undo_load(second)
        assert list(Rep.objects.values_list("external_id", "name").order_by("pk")) == [
            ("A", "Alice"),
            ("B", "Bob"),
        ]
        assert set(Team.objects.values_list("name", flat=True)) == {"Alice’s team"}

    def test_stored_results_of_the_people_go_with_them(self) -> None:
        run = Run.objects.create(kind="load").pk
        load(loads.merge_reps, BOB, run=run)
        rep = Rep.objects.get()
        Measure.objects.create(slug="won_value", start=date(2025, 1, 1), rep=rep, value=1)
        make.user("Bob", "rep")
        loads.undo_load(run)
        connection.check_constraints()
        assert not Rep.objects.exists()
        assert not Measure.objects.exists()

    def test_is_refused_while_a_later_load_builds_upon_it(self) -> None:
        first = Run.objects.create(kind="load").pk
        load(loads.merge_reps, BOB, run=first)
        second = Run.objects.create(kind="load").pk
        load(loads.merge_reps, {**BOB, "name": "Robert"}, run=second)
        assert str(second) in undo_conflicts(first)[0]
        with pytest.raises(CannotUndo, match=str(second)):
            loads.undo_load(first)
        loads.undo_load(second)
        loads.undo_load(first)
        assert not Rep.objects.exists()
