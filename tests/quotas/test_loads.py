"""Quotas from files: ends that follow, versions that replace, and what is set aside."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from audit.models import Run
from quotas import facts
from quotas.models import Quota
from quotas.services import merge_quotas, undo_load
from quotas.services.loads import same_length
from teams.services import loads as people
from tests.factories import teams as make
from tests.factories.staging import codes, counts, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    make.company()
    load(people.merge_reps, {"external_id": "B", "name": "Bob", "email": "bob@acme.test"})
    load(people.merge_teams, {"external_id": "t1", "name": "EMEA"})


def quota(start: str, amount: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"rep": "B", "valid_from": start, "valid_to": end, "amount": amount} | more


def standing() -> list[tuple[date, date, Decimal]]:
    return [(q.valid.lower, q.valid.upper, q.amount) for q in facts.quotas().order_by("valid")]


class TestEnds:
    def test_irregular_starts_end_where_the_next_begins_the_last_is_as_long(self) -> None:
        rows = [quota("2013-08-30", "3"), quota("2013-05-30", "2"), quota("2013-11-30", "4")]
        assert counts(load(merge_quotas, *rows)) == (3, 0, 0, 0)
        assert [(start, end) for start, end, _ in standing()] == [
            (date(2013, 5, 30), date(2013, 8, 30)),
            (date(2013, 8, 30), date(2013, 11, 30)),
            (date(2013, 11, 30), date(2014, 3, 2)),
        ]

    @pytest.mark.parametrize(
        ("earlier", "start", "end"),
        [
            (date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)),
            (date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)),
            (date(2024, 1, 29), date(2024, 2, 29), date(2024, 3, 31)),
            (date(2025, 11, 30), date(2026, 3, 1), date(2026, 5, 31)),
        ],
    )
    def test_same_length(self, earlier: date, start: date, end: date) -> None:
        assert same_length(earlier, start) == end

    def test_a_single_quota_needs_an_end(self) -> None:
        assert codes(load(merge_quotas, quota("2025-01-01", "5"))) == [
            (2, "valid_to", "without_end")
        ]
        assert counts(load(merge_quotas, quota("2025-01-01", "5", "2025-04-01"))) == (1, 0, 0, 0)


class TestVersions:
    Q1 = ("2025-01-01", "2025-04-01")

    def test_the_same_twice_writes_nothing(self) -> None:
        row = quota(self.Q1[0], "100", self.Q1[1])
        load(merge_quotas, row)
        before = list(Quota.objects.values())
        assert counts(load(merge_quotas, row, row)) == (0, 0, 2, 0)
        assert list(Quota.objects.values()) == before

    def test_another_amount_replaces_and_the_earlier_stays_known(self) -> None:
        load(merge_quotas, quota(self.Q1[0], "100", self.Q1[1]), as_of=date(2025, 1, 5))
        run = Run.objects.create(kind="load").pk
        later = quota(self.Q1[0], "120", self.Q1[1])
        load(merge_quotas, later, as_of=date(2025, 2, 10), run=run)
        assert standing() == [(date(2025, 1, 1), date(2025, 4, 1), Decimal(120))]
        known = facts.quotas(datetime(2025, 2, 1, tzinfo=UTC))
        assert [q.amount for q in known] == [100]
        assert len(facts.versions(facts.quotas().get().pk)) == 2
        undo_load(run)
        assert [amount for _, _, amount in standing()] == [100]

    def test_an_older_file_adds_a_version_that_was_replaced(self) -> None:
        load(merge_quotas, quota(self.Q1[0], "120", self.Q1[1]), as_of=date(2025, 2, 10))
        older = quota(self.Q1[0], "100", self.Q1[1])
        for expected in [(1, 0, 0, 0), (0, 0, 1, 0)]:
            assert counts(load(merge_quotas, older, as_of=date(2025, 1, 5))) == expected
        assert [amount for _, _, amount in standing()] == [120]
        known = facts.quotas(datetime(2025, 2, 1, tzinfo=UTC))
        assert [q.amount for q in known] == [100]

    def test_quarters_replace_a_year(self) -> None:
        load(merge_quotas, quota("2025-01-01", "400", "2026-01-01"))
        load(merge_quotas, quota(self.Q1[0], "90", self.Q1[1]))
        assert standing() == [(date(2025, 1, 1), date(2025, 4, 1), Decimal(90))]


class TestRefusals:
    def test_rows_that_cannot_be_taken(self) -> None:
        rows = [
            quota("2025-01-01", "1", "2025-02-01", team="t1"),
            quota("2025-01-01", "1", "2025-02-01", rep=None, team=None),
            quota("2025-01-01", "1", "2025-01-01", team=None),
            quota("2025-01-01", "-1", "2025-02-01", team=None),
            quota("2025-01-01", "1", "2025-02-01", rep="X", team=None),
            quota("2025-01-01", "1", "2025-02-01", team=None, measure="margin"),
            quota("2025-06-01", "1", "2025-08-01", team=None),
            quota("2025-07-01", "1", "2025-09-01", team=None),
        ]
        assert codes(load(merge_quotas, *rows)) == [
            (2, "rep", "one_holder"),
            (3, "rep", "one_holder"),
            (4, "valid_to", "ends_before_start"),
            (5, "amount", "below_zero"),
            (6, "rep", "unknown_rep"),
            (7, "measure", "unknown_measure"),
            (8, "valid_from", "overlap"),
            (9, "valid_from", "overlap"),
        ]
        assert not Quota.objects.exists()

    def test_teams_have_quotas_too(self) -> None:
        row = {"team": "emea", "valid_from": "2025-01-01", "valid_to": "2025-04-01", "amount": "9"}
        merged = load(merge_quotas, row)
        assert merged.created == 1
        assert merged.touched.reps
        assert facts.quotas().get().team.name == "EMEA"
