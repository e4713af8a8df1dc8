"""The history of deals: what exports imply, what a CRM's own history says, in any order."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.models import LoadedRow, Sighting
from crm.models import DealChange, Opportunity
from crm.services import deals_as_of_sql, loads
from teams.services import loads as people
from tests.factories import teams as make
from tests.factories.staging import codes, counts, load

pytestmark = pytest.mark.django_db

DEAL = {
    "external_id": "D1",
    "owner": "B",
    "stage": "Lead",
    "status": "open",
    "amount": "100",
    "created_on": "2025-01-01",
    "close_date": "2025-02-15",
    "closed_on": None,
}


@pytest.fixture(autouse=True)
def world() -> None:
    make.company()
    load(
        people.merge_reps,
        {"external_id": "B", "name": "Bob"},
        {"external_id": "C", "name": "Charlie"},
    )
    load(
        loads.merge_stages,
        {"name": "Lead", "order": 1, "kind": "open", "qualifies": "false"},
        {"name": "Propose", "order": 2, "kind": "open", "qualifies": "true"},
        {"name": "Won", "order": 3, "kind": "won", "qualifies": "true"},
        {"name": "Lost", "order": 4, "kind": "lost", "qualifies": "false"},
    )


def export(day: date, **more: Any) -> None:
    load(loads.merge_opportunities, DEAL | more, as_of=day)


def change(field: str, old: str, new: str, at: str) -> dict[str, Any]:
    return {"opportunity": "D1", "field": field, "old": old, "new": new, "effective_at": at}


def story(field: str) -> list[tuple[str, str]]:
    """Day and value of the field's history, without repetitions."""
    rows = DealChange.objects.filter(field=field).order_by(
        "effective_at", "recorded_at", "-inferred", "pk"
    )
    found: list[tuple[str, str]] = []
    for row in rows:
        if not found or found[-1][1] != row.new:
            found.append((f"{row.effective_at:%m-%d}", row.new))
    return found


def then(day: date) -> tuple:
    """Stage, status, amount, close date, owner as known at the end of the day."""
    moment = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT s.slug, d.status, d.amount, d.close_date, r.external_id
                FROM ({deals_as_of_sql()}) d JOIN crm_stage s ON s.id = d.stage_id
                JOIN teams_rep r ON r.id = d.owner_id""",
            [moment],
        )
        rows = cursor.fetchall()
    return rows[0] if rows else ()


def category(day: date) -> str:
    moment = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT forecast_category FROM ({deals_as_of_sql()}) d", [moment])
        return cursor.fetchone()[0]


class TestExports:
    def test_a_first_look_needs_no_rows(self) -> None:
        export(date(2025, 1, 20))
        assert not DealChange.objects.exists()
        assert then(date(2024, 12, 31)) == ()
        assert then(date(2025, 1, 1)) == ("lead", "open", 100, date(2025, 2, 15), "B")

    def test_a_closed_deal_was_open_until_it_closed(self) -> None:
        export(date(2025, 3, 1), stage="Won", status="won", closed_on="2025-02-10")
        assert then(date(2025, 2, 9))[1] == "open"
        assert then(date(2025, 2, 10))[1] == "won"

    def test_a_lost_deal_was_not_left_out_while_it_was_open(self) -> None:
        omitted = {"forecast_category": "Omitted"}
        export(date(2025, 3, 1), stage="Lost", status="lost", closed_on="2025-02-10", **omitted)
        assert category(date(2025, 2, 9)) == ""
        assert category(date(2025, 2, 10)) == "Omitted"

    def test_a_newer_export_writes_one_row_per_differing_field(self) -> None:
        export(date(2025, 1, 20))
        changed = {"stage": "Propose", "amount": "120.50", "close_date": "2025-03-20", "owner": "C"}
        export(date(2025, 2, 1), **changed)
        assert story("amount") == [("01-01", "100"), ("02-01", "120.5")]
        assert story("stage") == [("01-01", "lead"), ("02-01", "propose")]
        assert story("owner") == [("01-01", "B"), ("02-01", "C")]
        assert DealChange.objects.count() == 8
        export(date(2025, 2, 1), **changed)
        assert DealChange.objects.count() == 8
        assert then(date(2025, 1, 31)) == ("lead", "open", 100, date(2025, 2, 15), "B")
        deal = Opportunity.objects.get()
        assert (deal.pushes, deal.qualified_on) == (1, date(2025, 2, 1))
        assert deal.qualified_value == Decimal("120.5")

    def test_small_moves_and_pulls_are_no_pushes(self) -> None:
        for n, day in enumerate(["02-15", "02-20", "03-10", "01-31", "04-01"]):
            export(date(2025, 1, 10 + n), close_date=f"2025-{day}")
        assert Opportunity.objects.get().pushes == 2

    def test_a_deal_that_closes_and_reopens(self) -> None:
        export(date(2025, 1, 20))
        export(date(2025, 2, 1), stage="Won", status="won", closed_on="2025-01-28")
        export(date(2025, 3, 1), stage="Propose", status="open", closed_on=None)
        assert story("status") == [("01-01", "open"), ("02-01", "won"), ("03-01", "open")]
        assert [then(date(2025, m, 15))[1] for m in (1, 2, 3)] == ["open", "won", "open"]
        deal = Opportunity.objects.get()
        assert (deal.status, deal.closed_on) == ("open", None)

    def test_an_older_export_does_not_move_the_present_but_fills_the_past(self) -> None:
        export(date(2025, 3, 1), amount="300", stage="Propose")
        export(date(2025, 2, 1), amount="200")
        deal = Opportunity.objects.get()
        assert (deal.amount, deal.stage.slug) == (300, "propose")
        assert story("amount") == [("01-01", "200"), ("03-01", "300")]
        assert then(date(2025, 2, 15))[:3] == ("lead", "open", 200)


class TestOwnHistory:
    ROWS = (
        change("stage", "Lead", "Propose", "2025-01-10T09:00:00Z"),
        change("amount", "80", "100", "2025-01-12"),
        change("close_date", "2025-01-31", "2025-02-15", "2025-01-12"),
    )

    def test_is_kept_and_twice_is_once(self) -> None:
        export(date(2025, 1, 20), stage="Propose")
        assert counts(load(loads.merge_deal_changes, *self.ROWS)) == (3, 0, 0, 0)
        assert counts(load(loads.merge_deal_changes, *self.ROWS)) == (0, 0, 3, 0)
        assert story("stage") == [("01-01", "lead"), ("01-10", "propose")]
        assert story("amount") == [("01-01", "80"), ("01-12", "100")]
        deal = Opportunity.objects.get()
        assert (deal.qualified_on, deal.qualified_value) == (date(2025, 1, 10), 80)
        assert deal.pushes == 1

    def test_rows_that_cannot_be_taken(self) -> None:
        export(date(2025, 1, 20))
        rows = [
            change("stage", "", "Lead", "2025-01-10") | {"opportunity": "D9"},
            change("colour", "", "red", "2025-01-10"),
            change("owner", "", "nobody", "2025-01-10"),
            change("amount", "", "plenty", "2025-01-10"),
            change("close_date", "", "soon", "2025-01-10"),
            change("stage", "", "Lead", None),
        ]
        assert codes(load(loads.merge_deal_changes, *rows)) == [
            (2, "opportunity", "unknown_opportunity"),
            (3, "field", "untracked_field"),
            (4, "new", "unknown_owner"),
            (5, "new", "unreadable"),
            (6, "new", "unreadable"),
            (7, "effective_at", "missing"),
        ]
        assert not DealChange.objects.exists()

    def test_later_than_the_last_export_the_deal_follows_it(self) -> None:
        export(date(2025, 1, 20))
        load(loads.merge_deal_changes, change("stage", "Lead", "Won", "2025-01-25"))
        deal = Opportunity.objects.get()
        assert (deal.stage.slug, deal.status, deal.closed_on) == ("won", "won", date(2025, 1, 25))
        export(date(2025, 1, 22))
        deal.refresh_from_db()
        assert (deal.stage.slug, deal.status) == ("won", "won")
        export(date(2025, 2, 1), stage="Lost", status="lost", closed_on="2025-01-30")
        deal.refresh_from_db()
        assert (deal.stage.slug, deal.status) == ("lost", "lost")

    def test_unknown_stages_of_the_past_are_created_for_review(self) -> None:
        export(date(2025, 1, 20))
        load(loads.merge_deal_changes, change("stage", "Prospecting", "Lead", "2025-01-05"))
        assert then(date(2025, 1, 2))[0] == "prospecting"

    def test_the_past_does_not_change_when_later_rows_arrive(self) -> None:
        export(date(2025, 1, 20), stage="Propose")
        load(loads.merge_deal_changes, *self.ROWS)
        days = [date(2025, 1, 1) + timedelta(n) for n in range(25)]
        before = [then(day) for day in days]
        export(date(2025, 2, 1), amount="500", stage="Won", status="won", closed_on="2025-01-31")
        load(loads.merge_deal_changes, change("owner", "B", "C", "2025-02-03T08:00:00+00:00"))
        assert [then(day) for day in days] == before


# Order -------------------------------------------------------------------------------------------

VALUES = {
    "amount": st.sampled_from(["100", "200", "300"]),
    "close_date": st.sampled_from(["2025-02-15", "2025-03-15", "2025-04-01"]),
    "owner": st.sampled_from(["B", "C"]),
    "stage": st.sampled_from(["Lead", "Propose"]),
}
EXPORTS = st.lists(
    st.tuples(st.integers(1, 60), st.fixed_dictionaries(VALUES), st.booleans()),
    min_size=1,
    max_size=5,
    unique_by=lambda e: e[0],
)


@given(exports=EXPORTS, seed=st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_exports_does_not_matter(
    exports: list[tuple[int, dict, bool]], seed: random.Random
) -> None:
    """Two orders of the same exports end in the same deal and the same history."""
    files = []
    for day, values, won in exports:
        closing = {"status": "won", "closed_on": "2025-01-09"} if won else {}
        files.append((date(2025, 1, 10) + timedelta(day), values | closing))
    shuffled = files.copy()
    seed.shuffle(shuffled)
    first, second = end_of(sorted(files, key=lambda f: f[0])), end_of(shuffled)
    assert first == second


def end_of(files: list[tuple[date, dict]]) -> tuple[list, list]:
    for model in (DealChange, Opportunity, LoadedRow, Sighting):
        model.objects.all().delete()
    for day, values in files:
        export(day, **values)
    changes = DealChange.objects.order_by("field", "effective_at", "pk")
    deal = Opportunity.objects.values(
        "amount", "value", "close_date", "closed_on", "status", "owner_id", "stage_id", "pushes",
        "qualified_on", "qualified_value",
    )  # fmt: skip
    return list(deal), list(changes.values_list("field", "old", "new", "effective_at"))


def test_history_goes_with_its_deal() -> None:
    """The database does not look: whoever removes a deal takes its history along."""
    export(date(2025, 1, 10))
    export(date(2025, 1, 20), amount="200")
    assert DealChange.objects.exists()
    Opportunity.objects.get().delete()
    assert not DealChange.objects.exists()
