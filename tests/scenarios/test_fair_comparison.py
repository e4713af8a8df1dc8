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

from kpis import services
from kpis.core.fair.ranking import places
from kpis.core.fair.shrinkage import by_share
from sample.services import load_simulated
from sample.simulation import simulate
from sample.simulation.deals import draw
from sample.simulation.truth import Truth, people
from teams.models import User

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 6, 30)


def true_rate(skill):
    chances = np.array(Truth(AS_OF).advance[1:])
    odds = chances / (1 - chances) * np.exp(skill)
    return float(np.prod(odds / (1 + odds)))


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


def drawn(seed, skill, reps=40, deals=12_000):
    """True rates, deals closed after qualification and deals won of the last half year."""
    truth, rng = Truth(AS_OF, skill=skill), np.random.default_rng(seed)
    who = people(truth, reps, rng)
    deals_of = draw(truth, who, deals, rng)
    first = (date(2026, 1, 1) - truth.start).days
    judged = ~deals_of.open & (deals_of.ended >= first) & (deals_of.reached >= 1)
    n, won = (
        np.bincount(deals_of.rep[which], minlength=reps).astype(float)
        for which in (judged, judged & deals_of.won)
    )
    some = n > 0
    return np.array([true_rate(one) for one in who.skill[some]]), n[some], won[some]


@pytest.mark.parametrize("skill", [0.25, 0.4])
def test_many_companies(skill):
    """Nearer to the truth in at least 18 of 20, and ranges of 95 % that hold it."""
    better, errors, inside = 0, [], []
    for seed in range(20):
        rates, n, won = drawn(seed, skill)
        found = by_share(list(won), list(n)).estimates
        raw, fair = (
            np.mean((np.array(x) - rates) ** 2) for x in (won / n, [e.value for e in found])
        )
        better += fair < raw
        errors.append((raw, fair))
        inside += [e.low <= rate <= e.high for e, rate in zip(found, rates, strict=True)]
    raw, fair = np.sqrt(np.mean(errors, axis=0))
    print(f"skill {skill}: root mean squared error raw {raw:.4f}, fair {fair:.4f}")
    assert better >= 18
    assert fair < 0.8 * raw
    assert 0.9 <= np.mean(inside) <= 0.99


def test_many_companies_of_equals():
    """Nobody is ranked in at least 18 of 20."""
    silent = 0
    for seed in range(20):
        _rates, n, won = drawn(seed, 0.0)
        silent += not any(place.rank for place in places(by_share(list(won), list(n))))
    assert silent >= 18


def test_equals_are_not_ranked(tmp_path):
    _truth, lines = compared(tmp_path, seed=1, skill=0.0)
    assert len(lines) > 25
    assert {row["Rank"] for row in lines.values()} <= {"No real differences", "Too few data"}


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
