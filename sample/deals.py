"""Deals as the files have them, with what is generated around them: how they came to be so."""

from datetime import timedelta

import numpy as np
import pandas as pd

from sample import organisation
from sample.source import CHANCES, RECURRING, STAGES, Source

LOST_BECAUSE = ("Price", "Competitor", "No decision", "Timing", "Missing feature", "")
SENDS_BACK, SENDING_BACK_DAYS = "commercial", 260
NEXT_STEPS = ("Send quote", "Call the buyer", "Demo", "Contract review", "Meet the sponsor")
TERM = 12  # months of what is recurring
COSTS = {"Devices": 0.64, "Accessories": 0.45, RECURRING: 0.2}  # parts of the amount
CATEGORIES = ("Pipeline", "Pipeline", "Best case", "Commit")


def opportunities(source: Source, contacts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row a deal; amounts, status, dates and people are original."""
    deals, n = source.deals, len(source.deals)
    is_open = (deals["status"] == "open").to_numpy()
    first = contacts.groupby("account")["external_id"].first()
    second = contacts.groupby("account")["external_id"].last()
    contact = np.where(
        rng.random(n) < 0.6, deals["account"].map(first), deals["account"].map(second)
    )
    stage = deals["stage"].to_numpy()
    categories = np.array(CATEGORIES)[stage]
    closed = np.where(deals["status"] == "won", "Closed", "Omitted")
    has_step = is_open & (rng.random(n) < 0.74)
    ahead = np.where(rng.random(n) < 0.85, rng.integers(0, 25, n), -rng.integers(1, 20, n))
    step_on = pd.Timestamp(source.today) + pd.to_timedelta(ahead, unit="D")
    reasons = rng.choice(LOST_BECAUSE, n, p=[0.27, 0.22, 0.24, 0.11, 0.08, 0.08])
    return pd.DataFrame(
        {
            "external_id": deals["id"],
            "name": deals["name"],
            "account": deals["account"],
            "contact": np.where(rng.random(n) < 0.85, contact, ""),
            "owner": deals["owner"],
            "territory": deals["territory"],
            "stage": np.array(STAGES)[stage],
            "status": deals["status"],
            "amount": deals["amount"],
            "currency": "USD",
            "probability": np.array(CHANCES)[stage],
            "forecast_category": np.where(is_open, categories, closed),
            "source": deals["source"],
            "term_months": deals["family"].map({RECURRING: TERM}).astype("Int64"),
            "created_on": deals["created"].dt.date,
            "close_date": deals["closes"].dt.date,
            "closed_on": deals["closes"].dt.date.where(~is_open, None),
            "lost_reason": np.where(deals["status"] == "lost", reasons, ""),
            "next_step": np.where(has_step, rng.choice(NEXT_STEPS, n), ""),
            "next_step_on": pd.Series(step_on.date).where(has_step, None),
        }
    )


def lines(source: Source) -> pd.DataFrame:
    """The one product of each deal; its cost is generated."""
    deals = source.deals
    return pd.DataFrame(
        {
            "external_id": "L" + deals["id"],
            "opportunity": deals["id"],
            "product": deals["product"],
            "quantity": 1,
            "unit_cost": (deals["amount"] * deals["family"].map(COSTS)).round(2),
            "amount": deals["amount"],
        }
    )


def splits(source: Source, rng: np.random.Generator) -> pd.DataFrame:
    """One deal in twenty-five is shared with a colleague of the team; some have a specialist."""
    deals = source.deals.sample(frac=0.04, random_state=rng)
    team = organisation.first_team(source.owners)
    present = [r for r in team if r not in (organisation.LEAVER, organisation.JOINER)]
    rows = []
    for deal, owner in zip(deals["id"], deals["owner"], strict=True):
        colleagues = [r for r in present if team[r] == team[owner] and r != owner]
        share = int(rng.choice([50, 60, 70, 75, 80]))
        rows.append((deal, owner, "revenue", share))
        rows.append((deal, str(rng.choice(colleagues)), "revenue", 100 - share))
        if rng.random() < 0.15:
            others = [r for r in present if team[r] != team[owner]]
            rows.append((deal, str(rng.choice(others)), "overlay", 50))
    return pd.DataFrame(rows, columns=["opportunity", "rep", "kind", "share"])


def changes(source: Source, rng: np.random.Generator) -> pd.DataFrame:
    """The history: through the stages, pushes, discounts, and deals that changed hands."""
    deals = source.deals.copy()
    last = pd.Timestamp(source.last_day)
    end = deals["closes"].where(deals["closes"] < last, last)
    deals["days"] = (end - deals["created"]).dt.days.clip(lower=0)
    team = organisation.first_team(source.owners)
    deals["sends_back"] = deals["owner"].map(team) == SENDS_BACK
    parts = [
        _stages(deals, rng),
        _close_dates(deals, rng),
        _amounts(deals, rng),
        _owners(source, deals, rng),
    ]
    columns = ["opportunity", "field", "old", "new", "effective_at"]
    return pd.concat(parts, ignore_index=True)[columns].sort_values(
        ["opportunity", "field", "effective_at"], ignore_index=True
    )


def _at(day: pd.Series, rng: np.random.Generator) -> pd.Series:
    """A moment of the working day, as text with its offset."""
    seconds = pd.to_timedelta(rng.integers(14 * 3600, 21 * 3600, len(day)), unit="s")
    return (day + seconds).dt.strftime("%Y-%m-%dT%H:%M:%SZ")


def _stages(deals: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A deal that reached the fourth stage entered three of them on the way, in this order."""
    parts = []
    cuts = np.sort(rng.beta(1.3, 1.6, (len(deals), 3)), axis=1)
    for reached in range(1, 4):
        here = deals["stage"] == reached
        for step in range(reached):
            some = deals[here]
            days = np.floor(cuts[here.to_numpy(), step] * some["days"]).astype(int)
            moved = some["created"] + pd.to_timedelta(days, unit="D")
            frame = pd.DataFrame({"opportunity": some["id"], "field": "stage"})
            frame["old"], frame["new"] = STAGES[step], STAGES[step + 1]
            seconds = pd.to_timedelta(
                50_400 + 6_000 * step + rng.integers(0, 5_999, len(some)), "s"
            )
            frame["effective_at"] = (moved + pd.to_timedelta(seconds, unit="s")).dt.strftime(
                "%Y-%m-%dT%H:%M:%SZ"
            )
            parts.append(frame)
    return pd.concat([*parts, *_sent_back(deals, cuts)])


def _sent_back(deals: pd.DataFrame, cuts: np.ndarray) -> list[pd.DataFrame]:
    """Since last year one team sends every third deal back from the third stage to the second for
    a while: something for the bottleneck finder to see."""
    since = deals["created"].max() - pd.Timedelta(days=SENDING_BACK_DAYS)
    third = pd.to_numeric(deals["id"].str.extract(r"(\d+)$")[0]) % 3 == 0
    theirs = third & deals["sends_back"] & (deals["created"] >= since) & (deals["stage"] >= 2)
    some, entered = deals[theirs], cuts[theirs.to_numpy(), 1]
    left = np.where(some["stage"] > 2, cuts[theirs.to_numpy(), 2], 1.0)
    parts = []
    for part, (old, new) in ((1 / 3, (2, 1)), (2 / 3, (1, 2))):
        days = np.floor((entered + (left - entered) * part) * some["days"]).astype(int)
        moved = some["created"] + pd.to_timedelta(days, unit="D") + pd.Timedelta(hours=22 + part)
        frame = pd.DataFrame({"opportunity": some["id"], "field": "stage"})
        frame["old"], frame["new"] = STAGES[old], STAGES[new]
        frame["effective_at"] = moved.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        parts.append(frame[(left - entered) * some["days"] > 9])
    return parts


def _close_dates(deals: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Four in ten deals were once expected earlier, a few later; each move is noticed in time."""
    times = rng.choice(4, len(deals), p=[0.6, 0.26, 0.1, 0.04])
    latest = deals["created"] + pd.to_timedelta(deals["days"], unit="D")
    final, seen = deals["closes"].copy(), latest.copy()
    parts = []
    for round_ in range(3):
        pulled = rng.random(len(deals)) < 0.12
        gap = np.where(pulled, -rng.integers(5, 40, len(deals)), rng.integers(8, 50, len(deals)))
        before = final - pd.to_timedelta(gap, unit="D")
        noticed = before - pd.to_timedelta(rng.integers(0, 12, len(deals)), unit="D")
        noticed = noticed.where(noticed < seen, seen - pd.Timedelta(days=1))
        ok = (times > round_) & (noticed > deals["created"]) & (before > deals["created"])
        frame = pd.DataFrame({"opportunity": deals["id"][ok], "field": "close_date"})
        frame["old"] = before[ok].dt.strftime("%Y-%m-%d")
        frame["new"] = final[ok].dt.strftime("%Y-%m-%d")
        frame["effective_at"] = _at(noticed[ok], rng)
        parts.append(frame)
        times = np.where(ok, times, 0)
        final, seen = before, noticed - pd.Timedelta(days=1)
    return pd.concat(parts)


def _amounts(deals: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One deal in seven had another amount at first; more often a higher one."""
    some = deals[(rng.random(len(deals)) < 0.14) & (deals["days"] > 4)]
    factor = np.where(
        rng.random(len(some)) < 0.7,
        rng.uniform(1.03, 1.3, len(some)),
        rng.uniform(0.8, 0.97, len(some)),
    )
    day = some["created"] + pd.to_timedelta(
        np.floor(some["days"] * rng.uniform(0.2, 0.95, len(some))).astype(int), unit="D"
    )
    frame = pd.DataFrame({"opportunity": some["id"], "field": "amount"})
    frame["old"] = np.round(some["amount"] * factor).astype(int).astype(str)
    frame["new"] = some["amount"].astype(str)
    frame["effective_at"] = _at(day, rng)
    return frame[frame["old"] != frame["new"]]


def _owners(source: Source, deals: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Deals of the person who left went to those who own them now."""
    gone = pd.Timestamp(organisation.left_on(source))
    team = organisation.first_team(source.owners)
    heirs = [r for r, t in team.items() if t == "commercial" and r != organisation.LEAVER]
    running = (deals["created"] < gone - timedelta(1)) & (deals["closes"] > gone + timedelta(1))
    some = deals[running & deals["owner"].isin(heirs)]
    some = some.sample(frac=0.35, random_state=rng)
    frame = pd.DataFrame({"opportunity": some["id"], "field": "owner"})
    frame["old"], frame["new"] = organisation.LEAVER, some["owner"]
    frame["effective_at"] = _at(pd.Series(gone, index=some.index), rng)
    return frame
