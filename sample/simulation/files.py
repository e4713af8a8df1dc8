"""The simulated company as files for the importer, and its truth beside them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from sample.simulation.deals import PUSHES, Deals, draw
from sample.simulation.surroundings import activities, organisation, quotas, rates, splits
from sample.simulation.truth import LOST, SEGMENTS, STAGES, WON, People, Truth, people

PIECE = 100_000  # deals turned into text at a time
USUAL_POTENTIAL = 2_000_000.0  # of a person's accounts, a year


def simulate(
    folder: Path, *, reps: int, deals: int, seed: int, as_of: date, **parameters: Any
) -> dict[str, Any]:
    """Write one CSV a target and truth.json; gives the truth. A seed gives the same files.

    `parameters` replace those of `Truth`: `skill=0` makes a company of equals.
    """
    rng = np.random.default_rng(seed)
    truth = Truth(as_of, **parameters)
    who = people(truth, reps, rng)
    drawn = draw(truth, who, deals, rng)
    tables: dict[str, Mapping[str, Any]] = {
        **organisation(truth, who),
        "stages": _stages(),
        "rates": rates(truth, rng),
        "accounts": _accounts(truth, who, drawn, rng),
        "splits": splits(truth, who, drawn, rng),
        "activities": activities(truth, drawn, rng),
        "quotas": quotas(truth, who, drawn),
    }
    for name, columns in tables.items():
        write_csv(folder / f"{name}.csv", [columns])
    pieces = [(n, drawn.part(n, n + PIECE)) for n in range(0, deals, PIECE)]
    accounts = len(tables["accounts"]["external_id"])
    write_csv(
        folder / "opportunities.csv",
        (_opportunities(truth, part, first, accounts) for first, part in pieces),
    )
    write_csv(folder / "deal_changes.csv", (_changes(truth, part, first) for first, part in pieces))
    document = _document(truth, who, drawn, seed)
    (folder / "truth.json").write_text(json.dumps(document, indent=1))
    return document


def write_csv(path: Path, pieces: Iterable[Mapping[str, Any]]) -> None:
    """Plain CSV; our texts hold no commas and no quotes, so that joining is enough."""
    with path.open("w", encoding="utf-8") as file:
        for n, columns in enumerate(pieces):
            if n == 0:
                file.write(",".join(columns) + "\n")
            for start in range(0, len(next(iter(columns.values()))), PIECE):
                cells = (np.asarray(c[start : start + PIECE]).astype(str) for c in columns.values())
                rows = zip(*(cell.tolist() for cell in cells), strict=True)
                file.writelines(",".join(row) + "\n" for row in rows)


def days(truth: Truth, numbers: np.ndarray) -> np.ndarray:
    """Days counted from the start as ISO texts."""
    return np.datetime_as_string(np.datetime64(truth.start) + numbers.astype("timedelta64[D]"))


# Tables ------------------------------------------------------------------------------------------


def _stages() -> dict[str, Sequence[object]]:
    names = (*STAGES, WON, LOST)
    return {
        "name": names,
        "order": range(1, len(names) + 1),
        "kind": ("open",) * len(STAGES) + ("won", "lost"),
        "qualifies": ("false", "true", "true", "true", "true", "false"),
        "chance": (0.18, 0.29, 0.49, 0.74, 1, 0),
    }


def _accounts(
    truth: Truth, who: People, deals: Deals, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """One account for eight deals; the owner is who has its first deal. Where potentials differ,
    an owner's accounts share it out."""
    n = max(1, len(deals.rep) // 8)
    ids, owner = np.arange(n).astype(str), deals.rep[:n]
    worth = USUAL_POTENTIAL * who.potential[owner] / np.bincount(owner)[owner]
    known = {"potential": np.round(worth, 2)} if truth.market else {}
    return known | {
        "external_id": np.char.add("A", ids),
        "name": np.char.add("Account ", ids),
        "owner": np.char.add("R", owner.astype(str)),
        "industry": rng.choice(["Retail", "Software", "Health", "Energy"], n),
        "country": rng.choice(["US", "FR", "DE"], n),
    }


def _opportunities(truth: Truth, deals: Deals, first: int, accounts: int) -> dict[str, np.ndarray]:
    n = len(deals.rep)
    number = np.arange(first, first + n)
    ids = number.astype(str)
    status = np.where(deals.open, "open", np.where(deals.won, "won", "lost"))
    names = np.array([*STAGES, WON, LOST])
    stage = np.where(deals.open, deals.reached, np.where(deals.won, 4, 5))
    ended = np.where(deals.open, 0, deals.ended)
    final = np.where(deals.open, deals.stated[np.arange(n), deals.pushes], ended)
    return {
        "external_id": np.char.add("D", ids),
        "name": np.char.add("Deal ", ids),
        "account": np.char.add("A", (number % accounts).astype(str)),
        "owner": np.char.add("R", deals.rep.astype(str)),
        "stage": names[stage],
        "status": status,
        "amount": np.char.mod("%.2f", deals.amount),
        "currency": np.where(deals.foreign, "EUR", "USD"),
        "created_on": days(truth, deals.created),
        "close_date": days(truth, final),
        "closed_on": np.where(deals.open, "", days(truth, ended)),
        "segment": np.array(SEGMENTS)[segments(number)],
        "lost_reason": np.where(status == "lost", np.array(_REASONS)[number % 4], ""),
    }


def segments(number: np.ndarray) -> np.ndarray:
    """The number of the segment of each deal: no chance in it, and nothing depends on it."""
    return number % len(SEGMENTS)


_REASONS = ("Price", "No decision", "Competitor", "Timing")


def _changes(truth: Truth, deals: Deals, first: int) -> dict[str, np.ndarray]:
    """Stages entered, dates pushed, amounts repriced, all on or before the as-of day."""
    n = len(deals.rep)
    every = np.arange(n)
    names = np.array([*STAGES, WON, LOST])
    parts: list[tuple[np.ndarray, str, np.ndarray, np.ndarray, np.ndarray]] = []
    for s in range(1, len(STAGES)):
        some = every[deals.reached >= s]
        old, new = np.full(len(some), names[s - 1]), np.full(len(some), names[s])
        parts.append((some, "stage", old, new, deals.entered[some, s]))
    some = every[~deals.open]
    new = np.where(deals.won[some], WON, LOST)
    parts.append((some, "stage", names[deals.reached[some]], new, deals.ended[some]))
    for k in range(PUSHES):
        some = every[deals.pushes > k]
        old, new = days(truth, deals.stated[some, k]), days(truth, deals.stated[some, k + 1])
        parts.append((some, "close_date", old, new, deals.stated[some, k]))
    stated = deals.stated[every, deals.pushes]
    some = every[~deals.open & (stated != deals.ended)]
    old, new = days(truth, stated[some]), days(truth, deals.ended[some])
    parts.append((some, "close_date", old, new, deals.ended[some]))
    some = every[deals.amount != deals.first_amount]
    old, new = (np.char.mod("%.2f", a[some]) for a in (deals.first_amount, deals.amount))
    parts.append((some, "amount", old, new, deals.entered[some, 2]))
    deal = np.concatenate([p[0] for p in parts])
    return {
        "opportunity": np.char.add("D", (first + deal).astype(str)),
        "field": np.concatenate([np.full(len(p[0]), p[1]) for p in parts]),
        "old": np.concatenate([p[2] for p in parts]),
        "new": np.concatenate([p[3] for p in parts]),
        "effective_at": np.char.add(
            days(truth, np.concatenate([p[4] for p in parts])), "T12:00:00Z"
        ),
    }


# Truth -------------------------------------------------------------------------------------------


def _document(truth: Truth, who: People, deals: Deals, seed: int) -> dict[str, Any]:
    """Parameters, people, and plain sums that need no database to be checked."""
    won = ~deals.open & deals.won
    cents = np.round(deals.amount * 100).astype(np.int64)
    month = (np.datetime64(truth.start) + deals.ended[won].astype("timedelta64[D]")).astype(
        "datetime64[M]"
    )
    local = {
        currency: int(cents[won & (deals.foreign == foreign)].sum())
        for currency, foreign in (("USD", False), ("EUR", True))
    }
    return {
        "seed": seed,
        "parameters": {**asdict(truth), "as_of": truth.as_of.isoformat()},
        "shock": [str(truth.start + timedelta(day)) for day in truth.shock],
        "reps": {
            f"R{n}": {"skill": round(float(who.skill[n]), 4), "team": f"T{who.team[n]}"}
            for n in range(len(who.skill))
        },
        "deals": len(deals.rep),
        "open": int(deals.open.sum()),
        "won": int(won.sum()),
        "won_cents": local,
        "won_by_month": {
            str(m): int(c) for m, c in zip(*np.unique(month, return_counts=True), strict=True)
        },
        "won_by_rep": {f"R{n}": int(c) for n, c in enumerate(np.bincount(deals.rep[won])) if c},
    }
