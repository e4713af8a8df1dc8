"""The simulator: the same for a seed, what it states is what it draws, and it loads."""

import csv
import json
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Count, Sum

from crm.models import DealChange, Opportunity, Split
from sample.simulation import simulate
from sample.simulation.truth import STAGES, Truth
from tests.factories import teams as make

AS_OF = date(2026, 6, 30)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def test_a_seed_gives_the_same_files_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).mkdir()
        simulate(tmp_path / name, reps=6, deals=500, seed=seed, as_of=AS_OF)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name
    deals = "opportunities.csv"
    assert (tmp_path / "a" / deals).read_bytes() != (tmp_path / "c" / deals).read_bytes()


def test_the_stated_chances_are_recovered_from_the_history(tmp_path: Path) -> None:
    """Of deals that left a stage outside the shock, the stated share advanced."""
    truth = simulate(tmp_path, reps=40, deals=30_000, seed=5, as_of=AS_OF)
    entered: Counter[str] = Counter({STAGES[0]: truth["deals"]})
    left_upwards: Counter[str] = Counter()
    lost_from: Counter[str] = Counter()
    first, last = truth["shock"]
    for change in rows(tmp_path / "deal_changes.csv"):
        if change["field"] == "stage":
            entered[change["new"]] += 1
            shocked = first <= change["effective_at"][:10] < last
            lost = change["new"] == "Closed Lost"
            if not shocked:
                (lost_from if lost else left_upwards)[change["old"]] += 1
    for stage, chance in zip(STAGES, Truth(AS_OF).advance, strict=True):
        moved = left_upwards[stage] + lost_from[stage]
        assert left_upwards[stage] / moved == pytest.approx(chance, abs=0.025)


def test_totals_of_the_truth_are_those_of_the_files(tmp_path: Path) -> None:
    truth = simulate(tmp_path, reps=12, deals=3_000, seed=3, as_of=AS_OF)
    deals = rows(tmp_path / "opportunities.csv")
    won = [d for d in deals if d["status"] == "won"]
    assert len(won) == truth["won"]
    assert sum(d["status"] == "open" for d in deals) == truth["open"]
    for currency, cents in truth["won_cents"].items():
        total = sum((Decimal(d["amount"]) for d in won if d["currency"] == currency), Decimal(0))
        assert total * 100 == cents
    assert Counter(d["owner"] for d in won) == truth["won_by_rep"]
    assert all(d["created_on"] <= (d["closed_on"] or str(AS_OF)) <= str(AS_OF) for d in deals)
    assert len({d["stage"] for d in deals}) == 6


@pytest.mark.django_db(transaction=True)
def test_it_loads_without_a_problem_and_ends_where_the_truth_does(
    tmp_path: Path, capsys: Any
) -> None:
    options = {"reps": 12, "deals": 1_500, "seed": 7, "as_of": str(AS_OF), "out": str(tmp_path)}
    call_command("simulate", load=True, format="json", **options)
    document = json.loads(capsys.readouterr().out)
    assert document["load"]["status"] == "done", document["load"]["issues"][:3]
    truth = document["truth"]
    counts = dict(Opportunity.objects.order_by().values_list("status").annotate(Count("pk")))
    assert (counts["won"], counts["open"]) == (truth["won"], truth["open"])
    dollars = Opportunity.objects.filter(status="won", currency="USD")
    assert dollars.aggregate(Sum("value"))["value__sum"] * 100 == truth["won_cents"]["USD"]
    assert not Opportunity.objects.filter(value=None).exists()
    assert Opportunity.objects.filter(pushes__gt=2).exists()
    last = DealChange.objects.order_by("-effective_at").first()
    assert last.effective_at.date() <= AS_OF + timedelta(1)
    assert Split.objects.exclude(value=None).count() == Split.objects.count() > 0


@pytest.mark.django_db
def test_arguments_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--out"):
        call_command("simulate")
    with pytest.raises(CommandError, match="at least one"):
        call_command("simulate", out=str(tmp_path), deals=0)
    with pytest.raises(CommandError, match="not a day"):
        call_command("simulate", out=str(tmp_path), as_of="tomorrow")
    make.company()
    with pytest.raises(CommandError, match="company of its own"):
        call_command("simulate", load=True, deals=10)
