"""Quotas of the sample: generated, per quarter, so that a little more than half are attained.

Past quarters: what was won, divided by a drawn attainment; some people are steadily better than
others, and one team had three hard quarters. The current quarter: what was won so far, scaled up by
the usual path of a quarter, and the same draws. Team quotas are a little below the sum of their
members' quotas: managers keep a reserve.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from kernel.periods import FiscalCalendar, Period
from sample import organisation
from sample.source import Source

TROUBLED = "mid-market"
RESERVE = {"enterprise": 0.95, "mid-market": 0.94, "commercial": 0.96}
REGIONS = {"field": ("enterprise", "mid-market"), "inside": ("commercial",)}


def quotas(source: Source, rng: np.random.Generator) -> pd.DataFrame:
    """Of reps and teams, from the second full quarter of the data to the one after this."""
    calendar = organisation.calendar(source.today)
    won = source.deals[source.deals["status"] == "won"].assign(
        start=lambda d: d["closes"].dt.date.map(lambda day: calendar.quarter_of(day).start)
    )
    actual = won.groupby(["owner", "start"])["amount"].sum().to_dict()
    now = calendar.quarter_of(source.today)
    past = _quarters(calendar, source, now)
    team = organisation.first_team(source.owners)
    steady = {rep: rng.normal(0.06, 0.09) for rep in sorted(team)}
    amounts: dict[tuple[str, date], int] = {}
    for rep in sorted(set(team) - {organisation.LEAVER, organisation.JOINER}):
        for n, quarter in enumerate(past):
            hard = -0.36 if team[rep] == TROUBLED and n >= len(past) - 3 else 0.0
            drawn = np.exp(rng.normal(steady[rep] + hard, 0.2))
            amounts[rep, quarter.start] = _round(actual.get((rep, quarter.start), 0) / drawn)
    scale = 1 / _usual_share(won, past, now, source.last_day)
    last = past[-1].start
    for rep in sorted(set(team) - {organisation.LEAVER, organisation.JOINER}):
        own = actual.get((rep, now.start), 0) * scale
        likely = 1.1 * (0.6 * own + 0.4 * actual.get((rep, last), own))
        hard = -0.25 if team[rep] == TROUBLED else 0.0
        amounts[rep, now.start] = _round(likely / np.exp(rng.normal(steady[rep] + hard, 0.14)))
    following = calendar.next(now)
    for rep in sorted(set(team) - {organisation.LEAVER, organisation.JOINER}):
        amounts[rep, following.start] = _round(amounts[rep, now.start] * 1.06)
    return _rows(source, [*past, now, following], amounts, team)


def _quarters(calendar: FiscalCalendar, source: Source, now: Period) -> list[Period]:
    found = [calendar.previous(now)]
    while calendar.previous(found[0]).start > source.first_day + timedelta(60):
        found.insert(0, calendar.previous(found[0]))
    return found


def _usual_share(won: pd.DataFrame, past: list[Period], now: Period, day: date) -> float:
    """Share of a quarter's value that was usually won by the same day, over the last four."""
    elapsed = (day - now.start).days + 1
    shares = []
    for quarter in past[-4:]:
        days = won[won["start"] == quarter.start]
        cut = pd.Timestamp(quarter.start + timedelta(elapsed))
        shares.append(days[days["closes"] < cut]["amount"].sum() / days["amount"].sum())
    return max(float(np.mean(shares)), 0.05)


def _rows(
    source: Source,
    quarters: list[Period],
    amounts: Mapping[tuple[str, date], int],
    team: Mapping[str, str],
) -> pd.DataFrame:
    rows: list[tuple[str | None, str | None, date, date, int]] = []
    moved = organisation.moves(source.today)
    for quarter in quarters:
        sums: dict[str, int] = dict.fromkeys(RESERVE, 0)
        for rep, start in amounts:
            if start == quarter.start and amounts[rep, start]:
                rows.append((rep, None, quarter.start, quarter.end, amounts[rep, start]))
                before = rep in moved and quarter.start < moved[rep]
                sums[organisation.MOVED[rep] if before else team[rep]] += amounts[rep, start]
        joined = organisation.joined_on(source)
        if quarter.end > joined:
            mine = _round(sums["commercial"] / 7 * (0.25 if joined >= quarter.start else 0.6))
            rows.append((organisation.JOINER, None, max(joined, quarter.start), quarter.end, mine))
            sums["commercial"] += mine
        kept = {t: _round(sums[t] * RESERVE[t]) for t in RESERVE}
        kept |= {region: _round(sum(kept[t] for t in of) * 0.99) for region, of in REGIONS.items()}
        rows += [(None, t, quarter.start, quarter.end, amount) for t, amount in kept.items()]
    return pd.DataFrame(rows, columns=["rep", "team", "valid_from", "valid_to", "amount"])


def _round(amount: float) -> int:
    """To what a person would write: 500s, then thousands, then five thousands."""
    step = 500 if amount < 10_000 else 1_000 if amount < 100_000 else 5_000
    return int(round(amount / step) * step)
