"""KPIs worked out a second time, in plain pandas from the raw tables, one rule after the other.

Written from the definitions, without a line of the product's SQL or cores.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from django.db import connection

from kernel.periods import Period
from teams import facts as teams
from teams.core.scope import Scope


def read(sql: str) -> pd.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column[0] for column in cursor.description]
        return pd.DataFrame(cursor.fetchall(), columns=names)


@dataclass
class Opinion:
    """Credited deals, each with the team of the day that matters; then the KPIs of a period."""

    today: date

    @cached_property
    def deals(self) -> pd.DataFrame:
        """One row per deal and person credited: share 0..1, the credited value."""
        deals = read("SELECT * FROM crm_opportunity").astype(
            {"value": float, "qualified_value": float}
        )
        splits = read("SELECT opportunity_id, rep_id, share, value FROM crm_split"
                      " WHERE kind = 'revenue'")  # fmt: skip
        splits["share"] = splits["share"].astype(float) / 100
        splits["part"] = splits["value"].astype(float)
        whole = deals[~deals["id"].isin(splits["opportunity_id"])]
        whole = whole.assign(rep=whole["owner_id"], share=1.0, part=whole["value"])
        shared = deals.merge(
            splits[["opportunity_id", "rep_id", "share", "part"]],
            left_on="id", right_on="opportunity_id",
        ).assign(rep=lambda d: d["rep_id"])  # fmt: skip
        return pd.concat([whole, shared], ignore_index=True)

    @cached_property
    def homes(self) -> pd.DataFrame:
        return read("SELECT rep_id, team_id, lower(valid) AS start, upper(valid) AS stop"
                    " FROM teams_membership WHERE NOT leads")  # fmt: skip

    def team_on(self, rep: int, day: date) -> int | None:
        mine = self.homes[self.homes["rep_id"] == rep]
        for home in mine.itertuples():
            if (home.start is None or home.start <= day) and (home.stop is None or day < home.stop):
                return int(home.team_id)
        return None

    def inside(self, rows: pd.DataFrame, scope: Scope, day: str | date) -> pd.DataFrame:
        """The rows that count for the scope; `day` is a column, or one day for all."""
        if scope.kind == "company":
            return rows
        if scope.kind == "rep":
            return rows[rows["rep"] == scope.id]
        if scope.kind == "territory":
            parents = dict(teams.territories().values_list("pk", "parent_id"))
            below = {t for t in parents if t == scope.id or parents[t] == scope.id}
            return rows[rows["territory_id"].isin(below)]
        below = set(teams.sub_team_ids(scope.id))
        days = rows[day] if isinstance(day, str) else [day] * len(rows)
        return rows[
            true(self.team_on(r, d) in below for r, d in zip(rows["rep"], days, strict=True))
        ]

    def closed(self, scope: Scope, period: Period) -> pd.DataFrame:
        rows = self.deals[self.deals["status"] != "open"]
        rows = rows[true(period.start <= day < period.end for day in rows["closed_on"])]
        return self.inside(rows, scope, "closed_on")

    @cached_property
    def dates(self) -> pd.DataFrame:
        """Every close date that was told: on which day it became true, and what it replaced."""
        rows = read("SELECT * FROM crm_dealchange WHERE field = 'close_date'")
        zone = teams.company().time_zone
        rows["day"] = [at.astimezone(ZoneInfo(zone)).date() for at in rows["effective_at"]]
        return rows

    def due_at(self, deal: int, now: date, day: date) -> date | None:
        """The close date that the deal had when the day began, as is known now."""
        rows = self.dates[self.dates["opportunity_id"] == deal]
        told = rows[true(d < day for d in rows["day"])]
        if len(told):
            text = told.sort_values(["effective_at", "recorded_at", "id"])["new"].iloc[-1]
        elif len(rows):
            text = rows.sort_values(["recorded_at", "effective_at", "id"])["old"].iloc[0]
        else:
            return now
        return date.fromisoformat(text) if text else None

    def late(self, won: pd.DataFrame, period: Period) -> float:
        """The part of won value in the last third of the days, which is rounded down."""
        if won["share"].sum().round() < 5:
            return np.nan
        last = period.end - timedelta(days=period.days // 3)
        return ratio(
            won["part"][true(d >= last for d in won["closed_on"])].sum(), won["part"].sum()
        )

    def pulled_in(self, won: pd.DataFrame, period: Period) -> float:
        """Credited value of the won deals that were due after the period when it began."""
        total = 0.0
        for deal in won.itertuples():
            due = self.due_at(deal.id, deal.close_date, period.start)
            if deal.created_on < period.start and due is not None and due >= period.end:
                total += deal.part
        return total

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Every move out of an open stage but to lost, walked deal by deal: deal, day, back."""
        stages = read('SELECT slug, kind, "order" FROM crm_stage').set_index("slug")
        told = read("SELECT * FROM crm_dealchange WHERE field = 'stage'")
        zone = ZoneInfo(teams.company().time_zone)
        whole = self.deals.drop_duplicates("id").set_index("id")
        found = []
        for deal, rows in told.groupby("opportunity_id"):
            rows = rows.sort_values(["effective_at", "recorded_at", "id"])
            way = rows.drop_duplicates("effective_at", keep="last")
            steps = [(n.new, n.effective_at.astimezone(zone).date()) for n in way.itertuples()]
            if whole.loc[deal, "status"] != "open":
                steps.append((whole.loc[deal, "status"], whole.loc[deal, "closed_on"]))
            for (old, _), (new, day) in pairwise(steps):
                kinds = [stages["kind"].get(one, one) for one in (old, new)]
                if kinds[0] != "open" or kinds[1] == "lost" or old == new:
                    continue
                back = kinds[1] == "open" and stages["order"][new] < stages["order"][old]
                found.append((deal, day, back))
        return pd.DataFrame(found, columns=["deal", "moved_on", "back"])

    def regress(self, scope: Scope, period: Period) -> float:
        """Moves back, of the moves in the period, by credit."""
        rows = self.deals.merge(self.moves, left_on="id", right_on="deal")
        rows = rows[true(period.start <= day < period.end for day in rows["moved_on"])]
        rows = self.inside(rows, scope, "moved_on")
        return ratio(rows[rows["back"]]["share"].sum(), rows["share"].sum())

    def cohort(self, generated: pd.DataFrame, horizon: int = 180) -> float:
        """Day by day: who is still open, and the part of them that is won on the day."""
        if not len(generated):
            return np.nan
        days = [(self.today - day).days for day in generated["qualified_on"]]
        ripe = generated[true(n >= horizon for n in days)]["share"].sum()
        if ripe / generated["share"].sum() < 0.5:
            return np.nan
        ends = [
            ((self.today if row.status == "open" else row.closed_on) - row.qualified_on).days
            for row in generated.itertuples()
        ]
        rows = generated.assign(lasted=ends)
        still, chance = 1.0, 0.0
        for day in range(horizon + 1):
            there = rows[rows["lasted"] >= day]["share"].sum()
            over = rows[(rows["lasted"] == day) & (rows["status"] != "open")]
            if there:
                won = over[over["status"] == "won"]["share"].sum()
                chance += still * won / there
                still *= 1 - over["share"].sum() / there
        return chance

    def flows(self, scope: Scope, period: Period) -> dict[str, float]:
        """KPIs of what happened in the period."""
        closed = self.closed(scope, period)
        won, lost = closed[closed["status"] == "won"], closed[closed["status"] == "lost"]
        real = lost[lost["qualified_on"].notna()]
        generated = self.deals[self.deals["qualified_on"].notna()]
        generated = generated[
            true(period.start <= d < period.end for d in generated["qualified_on"])
        ]
        generated = self.inside(generated, scope, "qualified_on")
        created = won[true(day >= period.start for day in won["created_on"])]
        whole = won.drop_duplicates("id")
        cycle = whole[whole["qualified_on"].notna()]
        days = [
            (c - q).days for c, q in zip(cycle["closed_on"], cycle["qualified_on"], strict=True)
        ]
        drift = whole[whole["qualified_value"] > 0]
        undecided = lost[lost["lost_reason"] == "No decision"]
        return {
            "won_value": won["part"].sum(),
            "won_count": won["share"].sum(),
            "win_rate": ratio(won["share"].sum(), won["share"].sum() + real["share"].sum()),
            "win_rate_value": ratio(won["part"].sum(), won["part"].sum() + real["part"].sum()),
            "pipeline_generated": (generated["qualified_value"] * generated["share"]).sum(),
            "created_and_won_share": ratio(created["part"].sum(), won["part"].sum()),
            "linearity": self.late(won, period),
            "pull_in_rate": ratio(self.pulled_in(won, period), won["part"].sum()),
            "regress_rate": self.regress(scope, period),
            "cohort_win_rate": self.cohort(generated),
            "no_decision_rate": ratio(undecided["share"].sum(), lost["share"].sum()),
            "pushes_per_deal": ratio(
                (closed["pushes"] * closed["share"]).sum(), closed["share"].sum()
            ),
            "sales_cycle": float(np.median(days)) if days else np.nan,
            "deal_value": float(whole["value"].median()),
            "amount_drift": float((drift["value"] / drift["qualified_value"]).median()),
            "quota": self.quota(scope, period),
        }

    def quota(self, scope: Scope, period: Period) -> float:
        """Each quota over its working days, one by one; no quota has a territory."""
        quotas = read("SELECT rep_id, lower(valid) AS start, upper(valid) AS stop, amount"
                      " FROM quotas_quota WHERE superseded_at IS NULL")  # fmt: skip
        found = np.nan
        below = set(teams.sub_team_ids(scope.id)) if scope.kind == "team" else set()
        for quota in quotas.itertuples():
            works = [d for d in days_of(quota.start, quota.stop) if d.weekday() < 5]
            for day in works:
                if day in period and (
                    scope.kind == "company"
                    or (scope.kind == "rep" and quota.rep_id == scope.id)
                    or (scope.kind == "team" and self.team_on(quota.rep_id, day) in below)
                ):
                    found = np.nansum([found, float(quota.amount) / len(works)])
        return float(found)

    def states(self, scope: Scope, period: Period) -> dict[str, float]:
        """KPIs of how things stand today."""
        rows = self.inside(self.deals[self.deals["status"] == "open"], scope, self.today)
        due = rows[
            true(d is not None and period.start <= d < period.end for d in rows["close_date"])
        ]
        late = rows[true(d is not None and d < self.today for d in rows["close_date"])]
        did = read("SELECT opportunity_id, happened_on, two_way FROM crm_activity WHERE done")
        recent = did[did["two_way"] & (did["happened_on"] > self.today - timedelta(14))]
        touched = rows[rows["id"].isin(recent["opportunity_id"])]
        step = rows[true(d is not None and d >= self.today for d in rows["next_step_on"])]
        return {
            "open_pipeline": due["part"].sum(),
            "overdue_share": ratio(late["part"].sum(), rows["part"].sum()),
            "touch_coverage": ratio(touched["share"].sum(), rows["share"].sum()),
            "next_step_coverage": ratio(step["share"].sum(), rows["share"].sum()),
        }

    def activities_per_day(self, scope: Scope, period: Period) -> float:
        did = read(
            "SELECT a.rep_id AS rep, a.happened_on, o.territory_id FROM crm_activity a"
            " JOIN crm_opportunity o ON o.id = a.opportunity_id WHERE NOT a.automatic"
        )
        did = did[
            true(period.start <= d < period.end and d <= self.today for d in did["happened_on"])
        ]
        count = len(self.inside(did, scope, "happened_on"))
        last = min(period.end, self.today + timedelta(1))
        below = set(teams.sub_team_ids(scope.id)) if scope.kind == "team" else set()
        days = 0
        for rep in teams.reps().values_list("pk", flat=True):
            for day in days_of(period.start, last):
                team = self.team_on(rep, day)
                if day.weekday() < 5 and team is not None:
                    days += (
                        scope.kind == "company"
                        or (scope.kind == "rep" and rep == scope.id)
                        or team in below
                    )
        return ratio(count, days)


def true(marks: Iterable[bool]) -> np.ndarray:
    """Marks of rows; none of no rows."""
    return np.array(list(marks), dtype=bool)


def days_of(start: date, stop: date) -> list[date]:
    return [start + timedelta(n) for n in range(max(0, (stop - start).days))]


def ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom else np.nan
