"""How things stood: fill `kpis_open` for a day, then sum it for the periods that ask."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from kernel.periods import Period
from kpis.measures import SOURCES
from kpis.queries import ground, stays
from kpis.queries.ground import Ground
from kpis.queries.open_deals import TOUCH_DAYS, open_sql
from kpis.queries.relation import LIVE, Deals
from kpis.queries.source import Relations, Source
from kpis.queries.statements import of_state

# A period, how many of its months had gone, and when its outcome is known; and the day it is of.
Asked = tuple[Period, int, datetime | None]
Looked = tuple[Period, int, datetime | None, date]

# The three largest parts of credit of each seat and territory; three of those make a scope's.
TOP = """
INSERT INTO kpis_fresh (slug, grain, start, rep_id, team_id, territory_id, value)
SELECT 'top_' || place, kind, start, rep_id, team_id, territory_id, weighted
FROM (
    SELECT b.kind, b.start, s.rep_id, s.team_id, d.territory_id,
        round(d.value * d.chance, 4) AS weighted,
        row_number() OVER (PARTITION BY b.kind, b.start, s.id, d.territory_id
            ORDER BY d.value * d.chance DESC, d.id) AS place
    FROM kpis_open d
    JOIN kpis_period b ON b.day = d.day AND d.close_date >= b.start AND d.close_date < b.stop
    JOIN kpis_seat s ON s.rep_id = d.rep_id AND d.day >= s.start AND d.day < s.stop
    WHERE NOT d.omitted AND d.value * d.chance > 0
) ranked
WHERE place <= 3
"""


def gather(
    on: Ground,
    deals: Deals,
    day: date,
    people: Sequence[int] | None,
    limits: str = "kpis_stagestay",
) -> None:
    """Fill `kpis_open` with the deals open at the end of the day."""
    longest = stays.limits(on, [day], limits)
    params = {"day": day, "window": max(longest, TOUCH_DAYS) + 1, "reps": people}
    sql = Relations(deals=deals).fill(open_sql(deals))
    if people is not None:
        sql += " AND COALESCE(sp.rep_id, d.owner_id) = ANY(%(reps)s)"
    on.cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_open")
    on.cursor.execute(f"CREATE TEMP TABLE kpis_open ON COMMIT DROP AS {sql}", params)
    on.cursor.execute("ANALYZE kpis_open")


def sources(kind: str) -> list[Source]:
    return [source for source in SOURCES if source.kind == kind]


def at_end(on: Ground, day: date, asked: Iterable[Asked], people: Sequence[int] | None) -> None:
    """Sums of `kpis_open`, filled for one day, into `kpis_fresh` for the periods asked for."""
    at_ends(on, [(*one, day) for one in asked], people)


def at_ends(on: Ground, asked: Iterable[Looked], people: Sequence[int] | None) -> None:
    """The same of many days, each for its periods."""
    ground.periods(on.cursor, asked)
    params = {"reps": people}
    for source in sources("state"):
        on.cursor.execute(of_state(source, Relations()), params)
        if source.stage_sums:
            on.cursor.execute(of_state(source, Relations(), by_stage=True), params)
    on.cursor.execute(TOP, params)


def on_the_way(on: Ground, day: date, asked: Iterable[Asked], now: Deals = LIVE) -> None:
    """The same for periods that went on, with what became of the deals."""
    on_the_ways(on, [(*one, day) for one in asked], now)


def on_the_ways(on: Ground, asked: Iterable[Looked], now: Deals = LIVE) -> None:
    """The same of many days."""
    ground.periods(on.cursor, asked)
    for source in sources("lead"):
        on.cursor.execute(of_state(source, Relations(now=now.sql)), {})
