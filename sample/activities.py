"""Calls, e-mails, meetings and tasks around the deals; all of it is generated."""

import numpy as np
import pandas as pd

from sample.source import Source

KINDS = ("call", "email", "meeting", "task", "other")
SHARES = (0.34, 0.36, 0.16, 0.1, 0.04)
TWO_WAY = {"call": 0.6, "email": 0.4, "meeting": 1.0, "task": 0.0, "other": 0.2}
SUBJECTS = {
    "call": "Call about the offer",
    "email": "E-mail with details",
    "meeting": "Meeting with the buyer",
    "task": "Prepare the offer",
    "other": "Note",
}


def activities(
    source: Source, opportunities: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """What was done, up to today, and what is planned for open deals."""
    deals = source.deals.assign(contact=opportunities["contact"])
    frame = pd.concat([_done(source, deals, rng), _planned(source, deals, rng)], ignore_index=True)
    frame.insert(0, "external_id", [f"ACT{n:06d}" for n in range(len(frame))])
    frame["subject"] = frame["kind"].map(SUBJECTS)
    return frame


def _done(source: Source, deals: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Spread over each deal's time; the last one of open deals is of late, most within two weeks,
    and one deal in six has gone quiet."""
    is_open = (deals["status"] == "open").to_numpy()
    times = 1 + np.where(is_open, rng.poisson(1.1, len(deals)), rng.poisson(1.7, len(deals)))
    deals = deals.assign(pause=np.where(rng.random(len(deals)) < 0.17, 50, 9))
    many = deals.loc[deals.index.repeat(times)].reset_index(drop=True)
    open_now = (many["status"] == "open").to_numpy()
    end = many["closes"].where(~open_now, pd.Timestamp(source.today))
    span = (end - many["created"]).dt.days.clip(lower=0).to_numpy()
    latest = open_now & ~many["id"].duplicated().to_numpy()
    back = np.floor(rng.random(len(many)) * (span + 1))
    back = np.where(latest, np.floor(rng.exponential(many["pause"])), back)
    day = end - pd.to_timedelta(np.minimum(back, span).astype(int), unit="D")
    day = day - pd.to_timedelta((day.dt.day_of_week - 4).clip(lower=0), unit="D")
    kind = rng.choice(KINDS, len(many), p=SHARES)
    chance = pd.Series(kind).map(TWO_WAY).to_numpy()
    return pd.DataFrame(
        {
            "kind": kind,
            "rep": many["owner"],
            "opportunity": many["id"],
            "account": many["account"],
            "contact": many["contact"],
            "happened_on": day.where(day >= many["created"], many["created"]).dt.date,
            "due_on": None,
            "done": True,
            "two_way": rng.random(len(many)) < chance,
            "automatic": (kind == "email") & (rng.random(len(many)) < 0.6),
        }
    )


def _planned(source: Source, deals: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A meeting or task ahead for six in ten open deals; a few are overdue."""
    some = deals[(deals["status"] == "open") & (rng.random(len(deals)) < 0.6)]
    ahead = np.where(
        rng.random(len(some)) < 0.9, rng.integers(0, 25, len(some)), -rng.integers(1, 15, len(some))
    )
    due = pd.Timestamp(source.today) + pd.to_timedelta(ahead, unit="D")
    return pd.DataFrame(
        {
            "kind": rng.choice(["meeting", "task", "call"], len(some)),
            "rep": some["owner"].to_numpy(),
            "opportunity": some["id"].to_numpy(),
            "account": some["account"].to_numpy(),
            "contact": some["contact"].to_numpy(),
            "happened_on": None,
            "due_on": due.date,
            "done": False,
            "two_way": False,
            "automatic": False,
        }
    )
