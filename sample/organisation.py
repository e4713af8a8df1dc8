"""Who is in the sample company, in which team and when, and which territory is whose.

Owners and their managers are original. Generated: the two regions with their heads, the days of
hire, one person who left, one who has just joined (the owner without deals), two who moved, and a
team that somebody else led at first.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from kernel.periods import FiscalCalendar
from sample.source import Source

LEAVER = "21"
JOINER = "15"
MANAGERS = {"M1": "Amelie Garner", "M2": "Ethan Brooks", "M3": "Peyton Davis"}
HEADS = {"H1": "Nora Whitfield", "H2": "Tomas Reyes"}
TEAMS = {  # id: name, parent, leader
    "field": ("Field sales", None, "H1"),
    "inside": ("Inside sales", None, "H2"),
    "enterprise": ("Enterprise", "field", "M1"),
    "mid-market": ("Mid-market", "field", "M2"),
    "commercial": ("Commercial", "inside", "M3"),
}
TEAM_OF = {
    "Amelie Garner": "enterprise",
    "Ethan Brooks": "mid-market",
    "Peyton Davis": "commercial",
}
PATCHES = {  # owner: the territory that has most of their accounts, below their region
    "1": "Iowa and Illinois", "2": "Great Lakes", "3": "Plains", "4": "Ohio and Wisconsin",
    "5": "New England", "6": "New York and Pennsylvania", "7": "Virginia and Alabama",
    "8": "Florida", "9": "Georgia and Kentucky", "10": "Louisiana and Maryland",
    "11": "North Carolina", "12": "Tennessee and South Carolina", "13": "Texas East",
    "14": "Texas West", "16": "Arizona", "17": "California", "18": "Rockies",
    "19": "Oregon and Nevada", "20": "Washington and Utah",
}  # fmt: skip
MOVED = {"17": "mid-market", "12": "commercial"}  # rep: where they were before


def calendar(today: date) -> FiscalCalendar:
    """Fiscal quarters such that today is in the middle month of one: there is something to see."""
    return FiscalCalendar(start_month=(today.month - 2) % 3 + 1)


def first_team(owners: pd.DataFrame) -> dict[str, str]:
    """The present team of every owner."""
    reps, managers = ([str(v) for v in owners[name]] for name in ("SystemUserSeq", "Manager"))
    return {rep: TEAM_OF[m] for rep, m in zip(reps, managers, strict=True)} | {LEAVER: "commercial"}


def moves(today: date) -> dict[str, date]:
    """When the two moved: at the start of a quarter, and in the middle of one."""
    start = calendar(today).quarter_of(today)
    three_back = calendar(today).back(start, 3).start
    return {"17": three_back, "12": start.start - timedelta(47)}


def left_on(source: Source) -> date:
    return source.first_day + timedelta(500)


def joined_on(source: Source) -> date:
    return source.last_day - timedelta(40)


def people(source: Source, rng: np.random.Generator) -> pd.DataFrame:
    """Reps with days of hire; managers and heads do not take part in comparisons."""
    rows: list[tuple[str, str, str, date, date | None, bool]] = []
    for pk, name in zip(source.owners["SystemUserSeq"], source.owners["Owner"], strict=True):
        hired = source.first_day - timedelta(int(rng.integers(60, 1500)))
        hired = joined_on(source) if pk == JOINER else hired
        rows.append((pk, name, "Account executive", hired, None, True))
    gone = source.first_day - timedelta(410)
    rows.append((LEAVER, "Priya Anand", "Account executive", gone, left_on(source), True))
    start = source.first_day - timedelta(1600)
    rows += [(pk, name, "Sales manager", start, None, False) for pk, name in MANAGERS.items()]
    rows += [(pk, name, "Head of sales", start, None, False) for pk, name in HEADS.items()]
    frame = pd.DataFrame(
        rows, columns=["external_id", "name", "title", "hired_on", "left_on", "participates"]
    )
    names = frame["name"].str.lower().str.replace(" ", ".")
    frame.insert(2, "email", names + "@northfield.example")
    segments = {pk: TEAMS[team][0] for pk, team in first_team(source.owners).items()}
    frame["segment"] = frame["external_id"].map(segments)
    return frame


def teams() -> pd.DataFrame:
    rows = [(pk, name, parent) for pk, (name, parent, _) in TEAMS.items()]
    return pd.DataFrame(rows, columns=["external_id", "name", "parent"])


def memberships(source: Source, reps: pd.DataFrame) -> pd.DataFrame:
    """Homes with their moves, and who leads."""
    hired: dict[str, date] = dict(zip(reps["external_id"], reps["hired_on"], strict=True))
    moved = moves(source.today)
    rows: list[tuple[str, str, bool, date, date | None]] = []
    for rep, team in first_team(source.owners).items():
        end = left_on(source) + timedelta(1) if rep == LEAVER else None
        if rep in MOVED:
            rows.append((rep, MOVED[rep], False, hired[rep], moved[rep]))
        rows.append((rep, team, False, moved.get(rep, hired[rep]), end))
    took_over = source.first_day + timedelta(220)
    for team, (_name, _parent, leader) in TEAMS.items():
        start = took_over if team == "commercial" else hired[leader]
        rows.append((leader, team, True, start, None))
    rows.append(("M2", "commercial", True, hired["M2"], took_over))
    return pd.DataFrame(rows, columns=["rep", "team", "leads", "valid_from", "valid_to"])


def territories(source: Source) -> pd.DataFrame:
    """Four regions, the states in them, and a territory for each owner with accounts."""
    regions = pd.DataFrame({"external_id": source.territories["Territory"].unique()})
    regions["name"], regions["parent"] = regions["external_id"], None
    states = source.territories.rename(
        columns={
            "TerritorySeq": "external_id",
            "State Or Province": "name",
            "Territory": "parent",
        }
    )
    patches = pd.DataFrame({"external_id": PATCHES.values(), "name": PATCHES.values()})
    patches["parent"] = pd.Series(PATCHES.keys()).map(region_of(source)).to_numpy()
    return pd.concat([regions, states[["external_id", "name", "parent"]], patches])


def region_of(source: Source) -> pd.Series:
    """Owner → the region in which most of their accounts are."""
    region = dict(
        source.territories[["TerritorySeq", "Territory"]].itertuples(index=False, name=None)
    )
    regions = source.accounts["TerritorySeq"].map(region)
    return regions.groupby(source.accounts["AccountOwnerSeq"]).agg(lambda r: r.mode().iloc[0])


def coverage(source: Source, reps: pd.DataFrame) -> pd.DataFrame:
    """Each owner covers the region in which most of their accounts are."""
    hired = dict(zip(reps["external_id"], reps["hired_on"], strict=True))
    rows = [(rep, territory, hired[rep]) for rep, territory in region_of(source).items()]
    return pd.DataFrame(rows, columns=["rep", "territory", "valid_from"])
