"""AdventureWorks: attainment of everybody in every quarter, whose first days are irregular.

Quarters are those of the quotas' own days. What the product says of a person and a quarter is held
against a plain walk over the files; all people together, and all quarters of a person together,
against the published totals.
"""

import csv
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from intake.services import load_path
from kpis.facts import won
from kpis.services import recompute
from planning.core.attainment import attainment
from quotas import facts as quotas
from teams import facts as teams
from tests.factories import teams as make
from tests.scenarios.test_adventureworks import DATA, EXPECTED, START

FOLDER = DATA / "adventureworks"
pytestmark = pytest.mark.django_db
QUARTERS = [date.fromisoformat(one["start"]) for one in EXPECTED["quarters"]]

type Cell = tuple[str, int]  # a person, and the number of a quarter
type Both = tuple[Decimal, Decimal]  # quota, result


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[Cell, Both]]:
    """What the product says, from stored results and the quotas in force."""
    with django_db_blocker.unblock():
        make.company(name="Adventure Works")
        load_path(FOLDER, mapping=FOLDER / "mapping.yaml", as_of=date(2014, 7, 1))
        recompute()
        yield cells()
        call_command("flush", interactive=False, verbosity=0)


def cells() -> dict[Cell, Both]:
    names = dict(teams.reps().values_list("pk", "external_id"))
    found = {}
    for one in quotas.quotas().filter(rep__isnull=False):
        reached = won.won_between(one.valid.lower, one.valid.upper)
        result = reached.get(("rep", one.rep_id), Decimal(0))
        found[names[one.rep_id], quarter_of(one.valid.lower)] = one.amount, result
    return found


def quarter_of(day: date) -> int:
    """The nearest: first days differ by up to two days between people."""
    return min(range(len(QUARTERS)), key=lambda n: abs((QUARTERS[n] - day).days))


def walked() -> dict[Cell, Both]:
    """Each order counts for the last quota of its person that had begun."""
    amounts: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for row in rows("SalesPersonQuotaHistory.csv"):
        amounts[row["BusinessEntityID"]][day_of(row["QuotaDate"])] = Decimal(row["SalesQuota"])
    days = {person: sorted(each) for person, each in amounts.items()}
    results: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for row in rows("SalesOrderHeader_reseller.csv"):
        person = row["SalesPersonID"]
        begun = bisect_right(days[person], day_of(row["OrderDate"]))
        if begun:
            results[person, days[person][begun - 1]] += Decimal(row["SubTotal"])
    return {
        (person, quarter_of(day)): (quota, results[person, day])
        for person, each in amounts.items()
        for day, quota in each.items()
    }


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open() as file:
        return list(csv.DictReader(file))


def day_of(text: str) -> date:
    return date.fromisoformat(text[:10])


def test_no_quota_is_lost_to_the_first_day_of_a_quarter(said: dict[Cell, Both]) -> None:
    expected = walked()
    assert len(expected) == len(rows("SalesPersonQuotaHistory.csv"))
    assert set(said) == set(expected)


def test_attainment_by_person_and_quarter(said: dict[Cell, Both]) -> None:
    for cell, (quota, result) in walked().items():
        assert attainment(said[cell][1], said[cell][0]) == result / quota, cell


@pytest.mark.parametrize("n", range(len(QUARTERS)))
def test_people_of_a_quarter_are_the_published_total(said: dict[Cell, Both], n: int) -> None:
    quarter = EXPECTED["quarters"][n]
    people = [both for (_person, at), both in said.items() if at == n]
    quota, result = (sum(each, Decimal(0)) for each in zip(*people, strict=True))
    assert (len(people), quota) == (quarter["reps"], quarter["quota"])
    assert result == Decimal(str(quarter["actual"]))
    found = attainment(result, quota)
    assert found is not None
    assert round(float(found), 4) == quarter["attainment"]


@pytest.mark.parametrize("person", sorted(EXPECTED["rep_quota_total"]))
def test_quarters_of_a_person_are_the_published_totals(said: dict[Cell, Both], person: str) -> None:
    own = {n: both for (who, n), both in said.items() if who == person}
    assert sum(quota for quota, _result in own.values()) == EXPECTED["rep_quota_total"][person]
    since = sum(result for n, (_quota, result) in own.items() if QUARTERS[n] >= START)
    assert since == Decimal(EXPECTED["since_2013-05-30"][person])
