"""What stands around the simulated deals: people, rates, shared credit, activities, quotas."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from sample.simulation.deals import Deals
from sample.simulation.truth import FAR, TEAMS_OF_A_REGION, People, Truth


def iso(truth: Truth, day: int) -> str:
    return (truth.start + timedelta(int(day))).isoformat()


def organisation(truth: Truth, who: People) -> dict[str, Mapping[str, Sequence[Any]]]:
    """Reps in teams, teams in regions of five, a manager for each team."""
    reps, teams = len(who.skill), int(who.team.max()) + 1
    rows = [
        (
            f"R{n}",
            f"Rep {n}",
            f"rep{n}@simulated.example",
            iso(truth, who.hired[n]),
            iso(truth, who.left[n]) if who.left[n] < FAR else "",
            "true",
        )
        for n in range(reps)
    ]
    start = iso(truth, -400)
    rows += [
        (f"M{t}", f"Manager {t}", f"manager{t}@simulated.example", start, "", "false")
        for t in range(teams)
    ]
    names = ("external_id", "name", "email", "hired_on", "left_on", "participates")
    regions = [(f"G{g}", f"Region {g}", "") for g in range(-(-teams // TEAMS_OF_A_REGION))]
    nodes = regions + [(f"T{t}", f"Team {t}", f"G{t // TEAMS_OF_A_REGION}") for t in range(teams)]
    return {
        "teams": _columns(("external_id", "name", "parent"), nodes),
        "reps": _columns(names, rows),
        "memberships": _columns(
            ("rep", "team", "leads", "valid_from", "valid_to"), _belonging(truth, who, teams)
        ),
    }


def _belonging(truth: Truth, who: People, teams: int) -> list[tuple[str, ...]]:
    start = iso(truth, -400)
    rows: list[tuple[str, ...]] = [(f"M{t}", f"T{t}", "true", start, "") for t in range(teams)]
    for n in range(len(who.skill)):
        begins = iso(truth, who.hired[n])
        ends = iso(truth, who.left[n] + 1) if who.left[n] < FAR else ""
        if who.moved[n] >= 0:
            day = iso(truth, who.moved[n])
            rows.append((f"R{n}", f"T{who.before[n]}", "false", begins, day))
            begins = day
        rows.append((f"R{n}", f"T{who.team[n]}", "false", begins, ends))
    return rows


def rates(truth: Truth, rng: np.random.Generator) -> dict[str, Sequence[Any]]:
    """The euro on the first of each month: a random walk around 1.1 dollars."""
    months = np.arange(
        np.datetime64(truth.start, "M"), np.datetime64(truth.as_of, "M") + np.timedelta64(1, "M")
    )
    walk = 1.1 * np.exp(np.cumsum(rng.normal(0, 0.012, len(months))))
    firsts = np.datetime_as_string(months.astype("datetime64[D]"))
    return {
        "currency": ["EUR"] * len(months),
        "day": firsts.tolist(),
        "rate": [f"{rate:.6f}" for rate in walk],
    }


def splits(
    truth: Truth, who: People, deals: Deals, rng: np.random.Generator
) -> dict[str, Sequence[Any]]:
    """One deal in twenty is shared with the next person."""
    if len(who.skill) < 2:
        return _columns(("opportunity", "rep", "kind", "share"), [])
    some = np.flatnonzero(rng.random(len(deals.rep)) < truth.shared)
    share = rng.choice([50, 60, 70, 80], len(some))
    mates = (deals.rep[some] + 1) % len(who.skill)
    deal = np.char.add("D", some.astype(str))
    return {
        "opportunity": np.concatenate([deal, deal]),
        "rep": np.char.add("R", np.concatenate([deals.rep[some], mates]).astype(str)),
        "kind": np.full(2 * len(some), "revenue"),
        "share": np.concatenate([share, 100 - share]),
    }


def activities(truth: Truth, deals: Deals, rng: np.random.Generator) -> dict[str, Sequence[Any]]:
    """One or two an open or recent deal, between creation and end."""
    last = 365 * truth.years
    recent = np.flatnonzero(deals.ended > last - 400)
    deal = np.repeat(recent, rng.integers(1, 4, len(recent)))
    until = np.minimum(deals.ended[deal], last)
    span = until - deals.created[deal]
    day = until - np.floor(rng.beta(0.7, 1.6, len(deal)) * (span + 1)).astype(int)
    kind = rng.choice(["call", "email", "meeting"], len(deal), p=[0.4, 0.4, 0.2])
    start = np.datetime64(truth.start)
    happened = np.datetime_as_string(
        start + np.maximum(day, deals.created[deal]).astype("timedelta64[D]")
    )
    return {
        "external_id": np.char.add("V", np.arange(len(deal)).astype(str)),
        "kind": kind,
        "rep": np.char.add("R", deals.rep[deal].astype(str)),
        "opportunity": np.char.add("D", deal.astype(str)),
        "happened_on": happened,
        "done": np.full(len(deal), "true"),
        "two_way": np.where(rng.random(len(deal)) < 0.6, "true", "false"),
    }


def quotas(truth: Truth, who: People, deals: Deals) -> dict[str, Sequence[Any]]:
    """Quarterly: what an average person of this volume would win, and a tenth more."""
    won = ~deals.open & deals.won
    usual = deals.amount[won].sum() / (4 * truth.years) / who.volume.sum() * 1.1
    rows = []
    for n in range(len(who.skill)):
        for start, end in _quarters(truth):
            day = (start - truth.start).days
            if who.hired[n] <= day and who.left[n] > day:
                amount = f"{usual * who.volume[n]:.0f}"
                rows.append((f"R{n}", start.isoformat(), end.isoformat(), amount))
    return _columns(("rep", "valid_from", "valid_to", "amount"), rows)


def _quarters(truth: Truth) -> list[tuple[date, date]]:
    """Calendar quarters from the first full one to the one that holds the as-of day."""
    starts = [
        date(y, m, 1) for y in range(truth.start.year, truth.as_of.year + 2) for m in (1, 4, 7, 10)
    ]
    return [(a, b) for a, b in pairwise(starts) if a >= truth.start and a <= truth.as_of]


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return {name: [row[n] for row in rows] for n, name in enumerate(names)}
