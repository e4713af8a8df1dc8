"""Loads of the CRM: what is taken, what is set aside and why; twice is once; undo."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import Run
from crm.models import (
    Account,
    AccountOwner,
    Activity,
    Contact,
    DealChange,
    Opportunity,
    Product,
    Split,
    Stage,
)
from crm.services import loads, undo_load
from teams import facts as teams
from teams.models import Rep
from tests.factories.loaded import DEAL, deal
from tests.factories.staging import codes, counts, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


class TestAccounts:
    def test_second_owner_takes_over_on_the_day_of_the_export(self) -> None:
        row = {"external_id": "A1", "name": "Fay Inc", "owner": "C"}
        assert counts(load(loads.merge_accounts, row, as_of=date(2025, 4, 2))) == (0, 1, 0, 0)
        assert counts(load(loads.merge_accounts, row, as_of=date(2025, 4, 3))) == (0, 0, 1, 0)
        days = [(o.rep.name, o.valid.lower, o.valid.upper) for o in AccountOwner.objects.all()]
        assert days == [
            ("Bob", date(2000, 1, 1), date(2025, 4, 2)),
            ("Charlie", date(2025, 4, 2), None),
        ]

    def test_owners_are_unknown_ambiguous_or_created(self) -> None:
        rows = [
            {"external_id": "A2", "name": "Two", "owner": "nobody"},
            {"external_id": "A3", "name": "Three", "owner": "charlie"},
        ]
        merged = load(loads.merge_accounts, *rows)
        assert codes(merged) == [(2, "owner", "unknown_owner"), (3, "owner", "ambiguous_owner")]
        assert "nobody" in merged.rejections[0].message
        assert load(loads.merge_accounts, rows[0], create_missing=True).created == 1
        assert Account.objects.get(external_id="A2").owner.name == "nobody"

    def test_names_may_repeat_and_parents_are_linked(self) -> None:
        merged = load(
            loads.merge_accounts,
            {"external_id": "A4", "name": "Fay Inc", "parent": "A1"},
            {"external_id": "A5", "name": "Five", "parent": "A4", "employees": "-3"},
            {"external_id": "A6", "name": "Six", "parent": "A6"},
        )
        assert codes(merged) == [(3, "employees", "negative"), (4, "parent", "cycle")]
        assert Account.objects.get(external_id="A4").parent.external_id == "A1"

    def test_what_accounts_could_be_is_kept_and_never_below_zero(self) -> None:
        said = {"potential": "48000.50", "workload": "6.5", "renews_on": "2027-03-31"}
        load(loads.merge_accounts, {"external_id": "A7", "name": "Seven"} | said)
        found = Account.objects.get(external_id="A7")
        assert (found.potential, found.workload) == (Decimal("48000.50"), Decimal("6.5"))
        assert found.renews_on == date(2027, 3, 31)
        merged = load(
            loads.merge_accounts,
            {"external_id": "A8", "name": "Eight", "potential": "-1", "workload": "2"},
            {"external_id": "A9", "name": "Nine", "potential": None, "workload": "-2"},
        )
        assert codes(merged) == [(2, "potential", "below_zero"), (3, "workload", "below_zero")]

    def test_contacts_and_products(self) -> None:
        contact = {"external_id": "K", "name": "Kim", "account": "fay inc", "email": "k@fay.test"}
        assert counts(load(loads.merge_contacts, contact)) == (1, 0, 0, 0)
        assert Contact.objects.get().account.external_id == "A1"
        assert codes(load(loads.merge_contacts, contact | {"account": "A9"})) == [
            (2, "account", "unknown_account")
        ]
        quoted = {"external_id": "1", "name": 'Pen 6" x', "family": None}
        assert counts(load(loads.merge_products, quoted, quoted)) == (1, 0, 1, 0)
        assert Product.objects.get().name == 'Pen 6" x'


class TestDeals:
    def test_a_deal_is_taken_with_its_value(self) -> None:
        assert counts(load(loads.merge_opportunities, DEAL)) == (1, 0, 0, 0)
        found = Opportunity.objects.get()
        assert (found.status, found.value, found.currency) == ("open", Decimal("1000.5"), "USD")
        assert (found.qualified_on, found.qualified_value) == (date(2025, 1, 10), found.value)
        assert found.owner.name == "Bob"
        assert not DealChange.objects.exists()

    def test_the_same_file_again_writes_nothing(self) -> None:
        load(loads.merge_opportunities, DEAL)
        before = list(Opportunity.objects.values())
        assert counts(load(loads.merge_opportunities, DEAL)) == (0, 0, 1, 0)
        assert list(Opportunity.objects.values()) == before
        assert not DealChange.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "column", "code"),
        [
            ({"external_id": None}, "external_id", "missing"),
            ({"owner": None}, "owner", "missing"),
            ({"owner": "x"}, "owner", "unknown_owner"),
            ({"owner": "Charlie"}, "owner", "ambiguous_owner"),
            ({"account": "x"}, "account", "unknown_account"),
            ({"amount": "1e15"}, "amount", "too_large"),
            ({"currency": "Euro"}, "currency", "not_a_currency"),
            ({"probability": "25"}, "probability", "not_a_share"),
            ({"status": "maybe"}, "status", "unknown_status"),
            ({"status": "lost", "closed_on": "2025-01-09"}, "closed_on", "closed_before_created"),
            ({"name": "x" * 251}, "name", "too_long"),
            ({"term_months": "-1"}, "term_months", "negative"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_rows_that_cannot_be_taken(self, wrong: dict, column: str, code: str) -> None:
        merged = load(loads.merge_opportunities, deal(**wrong))
        assert codes(merged) == [(2, column, code)]
        assert merged.rejections[0].message
        assert not Opportunity.objects.exists()

    def test_missing_owners_and_accounts_are_created_when_allowed(self) -> None:
        row = deal(owner="new@acme.test", account="New account", contact="Kim", territory="West")
        assert counts(load(loads.merge_opportunities, row, create_missing=True)) == (1, 0, 0, 0)
        found = Opportunity.objects.get()
        assert (found.owner.email, found.account.name) == ("new@acme.test", "New account")
        assert (found.contact.name, found.territory.slug) == ("Kim", "west")

    def test_the_stage_says_the_status_unless_the_file_does(self) -> None:
        load(
            loads.merge_opportunities,
            deal(external_id="1", stage="Closed Won", status=None),
            deal(external_id="2", stage="Propose", status="Lost", closed_on="2025-02-01"),
        )
        rows = Opportunity.objects.order_by("external_id")
        assert [(d.status, d.closed_on) for d in rows] == [
            ("won", date(2025, 6, 30)),
            ("lost", date(2025, 2, 1)),
        ]

    def test_days_that_an_export_lacks_come_from_what_is_known(self) -> None:
        nothing = {"created_on": None, "close_date": None, "closed_on": None}
        row = deal(stage="Closed Won", **nothing)
        load(loads.merge_opportunities, row, as_of=date(2025, 3, 5))
        load(loads.merge_opportunities, row, as_of=date(2025, 4, 5))
        early = deal(external_id="2", stage="Closed Won", **nothing) | {"closed_on": "2025-02-01"}
        load(loads.merge_opportunities, early, as_of=date(2025, 3, 5))
        days = Opportunity.objects.order_by("pk").values_list("created_on", "closed_on")
        assert list(days) == [(date(2025, 3, 5),) * 2, (date(2025, 2, 1),) * 2]

    def test_unknown_stages_are_created_for_review_and_flags_decide(self) -> None:
        load(
            loads.merge_opportunities,
            deal(external_id="1", stage="Signed", status="won"),
            deal(external_id="2", stage="Develop", status="won"),
            deal(external_id="3", stage="Develop", status="open"),
            deal(external_id="4", stage="Closed Lost", status=None, closed_on="2025-02-02"),
        )
        new = Stage.objects.filter(needs_review=True).order_by("order")
        assert [(s.name, s.kind) for s in new] == [
            ("Closed Lost", "lost"),
            ("Develop", "open"),
            ("Signed", "won"),
        ]
        load(loads.merge_stages, {"name": "Signed", "order": 9, "kind": "won"})
        assert not Stage.objects.get(name="Signed").needs_review

    def test_columns_that_the_file_lacks_stay(self) -> None:
        load(loads.merge_opportunities, deal(next_step="Call", lost_reason=None))
        partial = {k: DEAL[k] for k in ("external_id", "owner", "stage", "created_on")}
        assert counts(load(loads.merge_opportunities, partial)) == (0, 0, 1, 0)
        load(loads.merge_opportunities, partial | {"stage": "Lead"})
        found = Opportunity.objects.get()
        assert (found.next_step, found.amount, found.stage.name) == (
            "Call",
            Decimal("1000.5"),
            "Lead",
        )

    def test_deals_missing_from_a_full_export_are_listed_not_deleted(self) -> None:
        load(loads.merge_opportunities, deal(), deal(external_id="D2"))
        merged = load(loads.merge_opportunities, deal(), full=True)
        assert merged.missing == ["D2"]
        assert Opportunity.objects.count() == 2

    def test_what_a_load_touches(self) -> None:
        merged = load(loads.merge_opportunities, DEAL)
        touched = merged.touched
        assert touched.reps == {Rep.objects.get(name="Bob").pk}
        assert touched.start == date(2025, 1, 10)
        assert touched.end == teams.today() + timedelta(1)  # it is open, though overdue
        again = load(loads.merge_opportunities, DEAL).touched
        assert (again.reps, again.start) == (set(), None)
        moved = load(loads.merge_opportunities, deal(owner="C")).touched
        assert moved.reps == set(
            Rep.objects.filter(external_id__in="BC").values_list("pk", flat=True)
        )


class TestParts:
    def test_lines(self) -> None:
        load(loads.merge_opportunities, DEAL)
        row = {"external_id": "L1", "opportunity": "D1", "product": "Pen", "amount": "99.99"}
        assert codes(load(loads.merge_lines, row)) == [(2, "product", "unknown_product")]
        assert counts(load(loads.merge_lines, row, create_missing=True)) == (1, 0, 0, 0)
        assert codes(load(loads.merge_lines, row | {"opportunity": "D9"})) == [
            (2, "opportunity", "unknown_opportunity")
        ]

    def test_splits_must_add_up_or_none_is_taken(self) -> None:
        load(loads.merge_opportunities, DEAL, deal(external_id="D2"))
        rows = [
            {"opportunity": "D1", "rep": "B", "kind": None, "share": "60"},
            {"opportunity": "D1", "rep": "C", "kind": "Revenue", "share": "40"},
            {"opportunity": "D1", "rep": "C2", "kind": "overlay", "share": "50"},
            {"opportunity": "D2", "rep": "B", "kind": None, "share": "60"},
            {"opportunity": "D2", "rep": "C2", "kind": None, "share": "30"},
        ]
        merged = load(loads.merge_splits, *rows)
        assert codes(merged) == [
            (5, "share", "shares_incomplete"),
            (6, "share", "shares_incomplete"),
        ]
        values = dict(Split.objects.values_list("rep__external_id", "value"))
        assert values == {"B": Decimal("600.30"), "C": Decimal("400.20"), "C2": Decimal("500.25")}

    def test_values_of_splits_add_up_to_the_last_decimal(self) -> None:
        load(loads.merge_opportunities, deal(amount="100.0001"))
        shares = {"B": "33.3334", "C": "33.3333", "C2": "33.3333"}
        load(
            loads.merge_splits,
            *({"opportunity": "D1", "rep": r, "share": s} for r, s in shares.items()),
        )
        values = dict(Split.objects.values_list("rep__external_id", "value"))
        assert sum(values.values()) == Decimal("100.0001")
        assert values["B"] == Decimal("33.3401")

    def test_a_newer_set_of_shares_replaces_the_earlier(self) -> None:
        load(loads.merge_opportunities, DEAL)
        first = [{"opportunity": "D1", "rep": r, "share": "50"} for r in "BC"]
        load(loads.merge_splits, *first)
        run = Run.objects.create(kind="load").pk
        load(loads.merge_splits, {"opportunity": "D1", "rep": "C2", "share": "100"}, run=run)
        assert Split.objects.get().value == Decimal("1000.5")
        undo_load(run)
        assert sorted(Split.objects.values_list("rep__external_id", "share")) == [
            ("B", Decimal(50)),
            ("C", Decimal(50)),
        ]

    def test_the_database_refuses_incomplete_shares_when_the_transaction_ends(self) -> None:
        load(loads.merge_opportunities, DEAL)
        found, bob = Opportunity.objects.get(), Rep.objects.get(name="Bob")
        split = Split.objects.create(opportunity=found, rep=bob, share=60)
        with pytest.raises(IntegrityError, match="add up to 60"), transaction.atomic():
            connection.check_constraints()
        split.delete()

    def test_activities_move_the_last_day_of_activity(self) -> None:
        load(loads.merge_opportunities, DEAL)
        rows = [
            {"external_id": "1", "kind": "Call", "rep": "B", "opportunity": "D1",
             "happened_on": "2025-02-03", "due_on": None},
            {"external_id": "2", "kind": "task", "rep": "B", "opportunity": "D1",
             "happened_on": None, "due_on": "2025-05-01"},
            {"external_id": "3", "kind": "fax", "rep": "B", "opportunity": "D1",
             "happened_on": "2025-02-03", "due_on": None},
            {"external_id": "4", "kind": "call", "rep": "B", "opportunity": "D9",
             "happened_on": "2025-02-03", "due_on": None},
        ]  # fmt: skip
        assert codes(load(loads.merge_activities, *rows)) == [
            (4, "kind", "unknown_activity_kind"),
            (5, "opportunity", "unknown_opportunity"),
        ]
        assert Opportunity.objects.get().last_activity_on == date(2025, 2, 3)
        assert list(Activity.objects.order_by("external_id").values_list("done", flat=True)) == [
            True,
            False,
            True,
        ]
        assert counts(load(loads.merge_activities, *rows))[:3] == (0, 0, 3)


class TestCurrencies:
    def test_closed_deals_use_the_rate_of_their_day_and_open_ones_the_latest(self) -> None:
        rows = [
            {"currency": "EUR", "day": "2025-01-01", "rate": "1.1"},
            {"currency": "EUR", "day": "2025-03-01", "rate": "1.2"},
        ]
        load(loads.merge_rates, *rows)
        load(
            loads.merge_opportunities,
            deal(external_id="1", currency="EUR", status="won", closed_on="2025-02-28"),
            deal(external_id="2", currency="eur", status="open"),
            deal(external_id="3", currency="GBP", status="open"),
            deal(external_id="4", currency=None, amount="10.1234", status=None),
        )
        values = Opportunity.objects.order_by("external_id").values_list("value", flat=True)
        assert list(values) == [
            Decimal("1100.55"),
            Decimal("1200.60"),
            None,
            Decimal("10.1234"),
        ]

    def test_without_a_rate_the_value_is_unknown_and_said_so(self) -> None:
        merged = load(loads.merge_opportunities, deal(currency="EUR"))
        assert codes(merged) == [(2, "currency", "no_rate")]
        assert (merged.created, merged.rejected) == (1, 0)
        rate = {"currency": "EUR", "day": "2024-01-01", "rate": "1.5"}
        assert load(loads.merge_rates, rate).touched.reps
        assert Opportunity.objects.get().value == Decimal("1500.75")
