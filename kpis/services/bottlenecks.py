"""Look for bottlenecks as of today and keep what is found; a second look writes nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from kpis.core.bottlenecks import evidence
from kpis.core.bottlenecks.entries import (
    LATEST,
    LEAK,
    PAST,
    STALL,
    WINDOW,
    Cells,
    Entries,
    Size,
    cells,
)
from kpis.core.bottlenecks.findings import Finding, findings
from kpis.core.bottlenecks.search import Node
from kpis.models import Bottleneck
from kpis.queries import ground as tables
from kpis.queries import visits as ways
from kpis.queries.ground import Ground
from kpis.queries.rollup import read
from teams import facts as teams

COMPANY = 0
KEY = ("kind", "stage_id", "team_id", "segment")
# A cause is named when its share rose so clearly, and to so much.
SURE, MUCH = 0.05, 0.5
# So many new cases are wanted before one looks whether an action helped; and how soon and late.
WANTED, SOON, LATE = 30, 28, 180
REASONS = """
SELECT v.lost_reason, v.day >= %(now_from)s AS is_now, count(*) AS n
FROM kpis_visit v JOIN kpis_place p ON p.rep_id = v.owner_id AND p.day = v.day
WHERE v.step = %(step)s AND v.next_step = 0 AND NOT v.skipped
    AND v.next_day - v.day <= %(horizon)s AND v.day >= %(base_from)s AND v.day < %(now_to)s
    AND COALESCE(p.team_id, 0) = ANY(%(teams)s) AND (%(segment)s = '' OR v.segment = %(segment)s)
GROUP BY 1, 2
"""
STEPLESS = """
SELECT count(*), count(*) FILTER (WHERE o.next_step_on IS NULL OR o.next_step_on < %(today)s)
FROM kpis_visit v JOIN kpis_place p ON p.rep_id = v.owner_id AND p.day = v.day
JOIN crm_opportunity o ON o.id = v.id
WHERE v.step = %(step)s AND v.next_day IS NULL AND NOT v.skipped
    AND %(today)s::date - v.day > %(slow)s AND v.day >= %(now_from)s AND v.day < %(now_to)s
    AND COALESCE(p.team_id, 0) = ANY(%(teams)s) AND (%(segment)s = '' OR v.segment = %(segment)s)
"""


@dataclass(frozen=True)
class Look:
    """What a finding's numbers mean: teams by number, segments by number, stages by step."""

    today: date
    teams: Sequence[int]
    segments: Sequence[str]
    stages: dict[int, int]
    below: dict[int, list[int]]

    def team(self, finding: Finding) -> int | None:
        return finding.node or None

    def segment(self, finding: Finding) -> str:
        return "" if finding.segment is None else self.segments[finding.segment]

    def days(self, finding: Finding) -> tuple[date, date, date]:
        """The first day before, the first day now, and the day after."""
        wait = 0 if finding.kind == STALL else finding.horizon
        stop = self.today - timedelta(wait) + timedelta(1)
        return stop - timedelta(WINDOW * (PAST + 1)), stop - timedelta(WINDOW), stop


def keep() -> int:
    """Look, and bring the stored bottlenecks up to date; how many rows were written."""
    today = teams.today()
    first = today - timedelta(WINDOW * (PAST + 1) + LATEST)
    stop = today + timedelta(1)
    with tables.ground(lambda calendar: calendar.months(first, stop), hashed=True) as on:
        on.cursor.execute("SELECT pg_advisory_xact_lock(7416)")
        ways.gather(on, first, stop)
        frame = read(on.cursor, ways.entries_sql(), {"today": today}, ("segment",))
        look, counted, nodes = prepared(on, frame, today)
        rows = [_row(on, look, one) for one in findings(counted, nodes)] if len(frame) else []
        return _store(rows, today)


def prepared(on: Ground, frame: pd.DataFrame, today: date) -> tuple[Look, Cells, list[Node]]:
    tree = teams.team_tree()
    known = [COMPANY, *tree.walk()]
    number = {team: n for n, team in enumerate(known)}
    below = {team: list(tree.below(team)) for team in known[1:]}
    nodes = [Node(COMPANY, tuple(range(len(known))))]
    nodes += [Node(team, tuple(number[low] for low in below[team])) for team in known[1:]]
    on.cursor.execute("SELECT step, stage_id FROM kpis_step WHERE step BETWEEN 1 AND 999")
    stages = dict(on.cursor.fetchall())
    segments = sorted(frame["segment"].astype(object).where(frame["segment"].notna(), "").unique())
    look = Look(today, known, segments, stages, below | {COMPANY: known})
    size = Size(len(known), max(len(segments), 1), max(stages, default=1))
    return look, cells(_entries(frame, number, segments), size), nodes


def _entries(frame: pd.DataFrame, number: dict[int, int], segments: Sequence[str]) -> Entries:
    texts = frame["segment"].astype(object).where(frame["segment"].notna(), "")
    places = {text: n for n, text in enumerate(segments)}
    whole = {n: frame[n].to_numpy(np.int64) for n in frame.columns if n != "segment"}
    return Entries(
        team=np.array([number[team] for team in frame["team"]], np.int64),
        segment=np.array([places[text] for text in texts], np.int64),
        step=whole["step"] - 1,
        age=whole["age"],
        days=whole["days"],
        end=whole["end"],
        skipped=whole["skipped"] > 0,
        units=whole["units"],
    )


def _row(on: Ground, look: Look, finding: Finding) -> dict[str, Any]:
    base_from, now_from, now_to = look.days(finding)
    numbers = asdict(finding)
    for name in ("node", "segment", "step"):
        del numbers[name]
    for name in ("money", "money_low", "money_high"):
        if (value := numbers[name]) is not None:
            numbers[name] = Decimal(str(round(value, 2)))
    for name in ("now", "before", "rise", "rise_low", "rise_high"):
        numbers[name] = round(numbers[name], 6)
    days = {"base_from": base_from, "now_from": now_from, "now_to": now_to}
    return {
        **numbers,
        **days,
        "stage_id": look.stages[finding.step + 1],
        "team_id": look.team(finding),
        "segment": look.segment(finding),
        "check_on": look.today + timedelta(check_after(finding)),
        **_cause(on, look, finding, days),
    }


def check_after(finding: Finding) -> int:
    """Days until enough new cases can be judged: as many come as came of late."""
    wait = 0 if finding.kind == STALL else finding.horizon
    enough = ceil(WINDOW * WANTED / max(finding.cases, 1))
    return int(min(LATE, wait + max(SOON, enough)))


def _cause(on: Ground, look: Look, finding: Finding, days: dict[str, date]) -> dict[str, Any]:
    """What the records say about it; nothing where they say nothing clear."""
    params = days | {
        "today": look.today,
        "step": finding.step + 1,
        "horizon": finding.horizon,
        "slow": finding.slow,
        "teams": look.below[finding.node],
        "segment": look.segment(finding),
    }
    if finding.kind == LEAK:
        on.cursor.execute(REASONS, params)
        return _risen(on.cursor.fetchall())
    if finding.kind == STALL:
        on.cursor.execute(STEPLESS, params)
        slow, stepless = on.cursor.fetchone()
        if slow and stepless / slow >= MUCH:
            return _told("no_next_step", "", stepless / slow, None)
    return _told("", "", None, None)


def _risen(rows: Sequence[tuple[str, bool, int]]) -> dict[str, Any]:
    """The reason whose share of the losses rose most clearly."""
    now = {reason: n for reason, is_now, n in rows if is_now}
    before = {reason: n for reason, is_now, n in rows if not is_now}
    all_now, all_before = sum(now.values()), sum(before.values())
    found = [
        (evidence.worse_share(n, all_now, before.get(reason, 0), all_before), reason)
        for reason, n in sorted(now.items())
    ]
    p, reason = min(found, default=(1.0, ""))
    if p >= SURE / max(len(found), 1):
        return _told("", "", None, None)
    shares = now[reason] / all_now, before.get(reason, 0) / all_before
    return _told("reason" if reason else "unreasoned", reason, *shares)


def _told(cause: str, about: str, share: float | None, before: float | None) -> dict[str, Any]:
    rounded = [None if one is None else round(one, 6) for one in (share, before)]
    return {
        "cause": cause,
        "cause_about": about,
        "cause_share": rounded[0],
        "cause_share_before": rounded[1],
    }


def _store(rows: Sequence[dict[str, Any]], today: date) -> int:
    known = {_key(one): one for one in Bottleneck.objects.filter(gone_on=None)}
    written = 0
    for row in rows:
        old = known.pop(tuple(row[name] for name in KEY), None)
        if old is None:
            Bottleneck.objects.create(**row, first_seen=today, last_seen=today)
            written += 1
        elif any(getattr(old, name) != value for name, value in row.items()):
            Bottleneck.objects.filter(pk=old.pk).update(**row, last_seen=today)
            written += 1
    gone = Bottleneck.objects.filter(pk__in=[one.pk for one in known.values()])
    return written + gone.update(gone_on=today)


def _key(one: Bottleneck) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in KEY)
