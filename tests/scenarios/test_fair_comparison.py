"""Companies whose truth is known: equals are not ranked; real differences are seen more truly.

The true win rate of a person, from qualification on, is the product of the chances to advance from
each later stage; the year compared lies after the shock.
"""

import csv
import io
from datetime import date

import numpy as np
import pytest
from django.test import Client

from bench import fair_territories
from bench.fair import drawn, figures, seen, true_rate
from bench.fair_territories import Case
from kpis import services
from kpis.core.fair.ranking import thirds
from kpis.core.fair.shrinkage import by_share
from sample.services import load_simulated
from sample.simulation import simulate
from teams.models import User

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 6, 30)


def compared(folder, *, seed, skill):
    """The truth, and the lines of the exported page, by rep."""
    truth = simulate(folder, reps=40, deals=10_000, seed=seed, as_of=AS_OF, skill=skill)
    assert load_simulated(folder, as_of=AS_OF)["status"] == "done"
    assert services.recompute(start=date(2025, 1, 1), end=AS_OF).state == "done"
    client = Client()
    client.force_login(User.objects.get(role="executive"))
    asked = {"kpi": "win_rate", "p": "FY2026", "export": "csv"}
    text = b"".join(client.get("/compare/", asked)).decode("utf-8-sig")
    lines = {row["Rep"].replace("Rep ", "R"): row for row in csv.DictReader(io.StringIO(text))}
    return truth, {rep: row for rep, row in lines.items() if row["Fair"]}


@pytest.mark.parametrize("skill", [0.25, 0.4])
def test_many_companies(skill):
    """Nearer to the truth in at least 18 of 20, and ranges of 95 % that hold it."""
    found = [seen(seed, skill) for seed in range(20)]
    raw, fair = (np.sqrt(np.mean([getattr(one, s) ** 2 for one in found])) for s in ("raw", "fair"))
    print(f"skill {skill}: root mean squared error raw {raw:.4f}, fair {fair:.4f}")
    assert sum(one.fair < one.raw for one in found) >= 18
    assert fair < 0.8 * raw
    assert 0.9 <= np.mean([one.inside for one in found]) <= 0.99


def test_many_companies_of_equals():
    """Nobody is ranked in at least 18 of 20, and no chance of a third is said."""
    silent = [seed for seed in range(20) if not seen(seed, 0.0).ranked]
    assert len(silent) >= 18
    _rates, n, won = drawn(silent[0], 0.0)
    assert {one.top for one in thirds(by_share(list(won), list(n)))} == {None}


def test_the_report_says_both_errors():
    """Of the bench: raw as the floor, fair as the value."""
    found = list(figures(None))
    assert len(found) == 3
    assert all(0 < one.value < one.floor for one in found[:2])
    assert all(one.holds for one in found)
    assert all(one.holds for one in fair_territories.figures(None))


@pytest.mark.parametrize(
    ("case", "sure"),
    [
        (Case(elasticity=0.5), 10),
        (Case(elasticity=1.0), 19),
        (Case(), 0),
        (Case(elasticity=1.0, quotas_follow=True), 0),
    ],
    ids=["counts by half", "counts fully", "does not count", "quotas follow"],
)
def test_many_companies_with_unequal_territories(case, sure):
    """Nearer where the market counts, and what it was where it does not."""
    found = [fair_territories.seen(seed, case) for seed in range(20)]
    without, adjusted = (
        np.sqrt(np.mean([getattr(one, s) ** 2 for one in found])) for s in ("without", "adjusted")
    )
    print(f"{case}: root mean squared error without {without:.4f}, adjusted {adjusted:.4f}")
    assert sum(one.adjusted < one.without for one in found) >= sure
    assert adjusted < (0.85 if sure else 1.05) * without
    assert sure or sum(one.made for one in found) <= 2


def test_equals_are_not_ranked_for_their_territories():
    """Without the adjustment nearly everywhere somebody would be."""
    for elasticity, ranked_without in ((0.0, range(3)), (1.0, range(15, 21))):
        case = Case(skill=0.0, elasticity=elasticity)
        found = [fair_territories.seen(seed, case) for seed in range(20)]
        assert sum(one.ranked for one in found) <= 2
        assert sum(one.ranked_without for one in found) in ranked_without


def test_equals_are_not_ranked(tmp_path):
    _truth, lines = compared(tmp_path, seed=1, skill=0.0)
    assert len(lines) > 25
    assert {row["Rank"] for row in lines.values()} <= {"No real differences", "Too few data"}


def test_territories_are_read_from_the_accounts(tmp_path):
    """From the files to the page: potential stated by account, adjusted for by person."""
    unequal = {"skill": 0.1, "market": 0.7, "elasticity": 1.0}
    simulate(tmp_path, reps=20, deals=6_000, seed=3, as_of=AS_OF, **unequal)
    assert load_simulated(tmp_path, as_of=AS_OF)["status"] == "done"
    assert services.recompute(start=date(2025, 1, 1), end=AS_OF).state == "done"
    client = Client()
    client.force_login(User.objects.get(role="executive"))
    said = client.get("/compare/", {"kpi": "attainment", "p": "FY2026"}).content.decode()
    assert "Adjusted for the potential of territories." in said


def test_real_differences_are_seen_more_truly(tmp_path):
    truth, lines = compared(tmp_path, seed=2, skill=0.3)
    assert len(lines) > 25
    rates = np.array([true_rate(truth["reps"][rep]["skill"]) for rep in lines])
    raw, fair, low, high = (
        np.array([float(row[name]) for row in lines.values()])
        for name in ("Raw", "Fair", "Low", "High")
    )
    raw_error, fair_error = (np.sqrt(np.mean((x - rates) ** 2)) for x in (raw, fair))
    print(f"root mean squared error: raw {raw_error:.4f}, fair {fair_error:.4f}")
    assert fair_error < raw_error
    assert np.mean((low <= rates) & (rates <= high)) >= 0.85  # forty people; below, many more
    assert any(" of " in row["Rank"] for row in lines.values())
