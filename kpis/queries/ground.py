"""Small temporary tables that statements join: the calendar, seats, what is below what.

They live in the session of one transaction; `ground` makes them anew and drops them at the end.
Joining them by equality keeps the planner's estimates right, which ranges would not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from psycopg2.extras import execute_values

from kernel.periods import FiscalCalendar, Period
from kernel.tree import Tree
from kpis.core.seats import Seat, seats
from teams import facts as teams
from teams.core.scope import Scope

TABLES = (
    "kpis_bucket",
    "kpis_month",
    "kpis_seat",
    "kpis_below",
    "kpis_period",
    "kpis_late",
    "kpis_candidate",
    "kpis_told",
    "kpis_then",
    "kpis_deal",
    "kpis_open",
    "kpis_now",
    "kpis_limit",
    "kpis_visits",
    "kpis_quota",
    "kpis_fresh",
    "kpis_old",
)
# As known now: nothing was recorded after it.
ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(1995, 1, 1), date(2050, 1, 1)


@dataclass(frozen=True)
class Ground:
    """What is known once the tables stand. `cursor` is inside their transaction; `months` are the
    first days of fiscal months."""

    cursor: Any
    calendar: FiscalCalendar
    currency: str
    zone: ZoneInfo
    seats: Sequence[Seat]
    months: Sequence[date]

    def cut(self, day: date) -> datetime:
        """The first moment after the day, where the company is."""
        return datetime.combine(day + timedelta(1), time(), self.zone)

    def start_of(self, day: date) -> datetime:
        """The first moment of the day, where the company is."""
        return datetime.combine(day, time(), self.zone)


@contextmanager
def ground(pieces: Callable[[FiscalCalendar], Sequence[Period]]) -> Iterator[Ground]:
    """The tables; `pieces` are the months (or ranges) that days are gathered into."""
    company = teams.company()
    found = seats(
        teams.reps().values_list("pk", flat=True),
        teams.memberships(date(1900, 1, 1), date(2999, 12, 31)),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # The tables that matter are in memory while we work; sums need some of it too.
        cursor.execute("SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '128MB'")
        drop(cursor)
        buckets(cursor, company.calendar, pieces(company.calendar))
        months = [month.start for month in company.calendar.months(FIRST_DAY, LAST_DAY)]
        _months(cursor, months)
        _seats(cursor, found)
        _below(cursor)
        fresh(cursor)
        zone = ZoneInfo(company.time_zone)
        yield Ground(cursor, company.calendar, company.currency, zone, found, months)
        drop(cursor)


def drop(cursor: Any) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in TABLES)}")


def buckets(cursor: Any, calendar: FiscalCalendar, pieces: Sequence[Period]) -> None:
    """Each day of the pieces (months, or ranges) with the first days of what it falls into.

    `start`: of the piece; `quarter`, `year`: of the fiscal quarter and year, of the piece itself
    for a range. `works`: a working day.
    """
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_bucket;"
        "CREATE TEMP TABLE kpis_bucket (day date PRIMARY KEY, start date, quarter date, year date,"
        " works boolean) ON COMMIT DROP"
    )
    rows = [
        (
            piece.start,
            piece.end,
            piece.start if piece.kind == "range" else calendar.quarter_of(piece.start).start,
            piece.start if piece.kind == "range" else calendar.year_of(piece.start).start,
            sorted(calendar.workdays),
            sorted(calendar.holidays),
        )
        for piece in pieces
    ]
    if rows:
        execute_values(
            cursor,
            "INSERT INTO kpis_bucket SELECT day::date, v.start, v.quarter, v.year,"
            " extract(isodow FROM day)::int - 1 = ANY(v.workdays) AND NOT day::date = ANY(v.off)"
            " FROM (VALUES %s) v (start, stop, quarter, year, workdays, off), LATERAL"
            " generate_series(v.start, v.stop - 1, interval '1 day') day",
            rows,
            template="(%s::date, %s::date, %s::date, %s::date, %s::int[], %s::date[])",
            page_size=len(rows),
        )
    cursor.execute("ANALYZE kpis_bucket")


def fresh(cursor: Any) -> None:
    """Where sums are gathered before they are stored, or rolled up at once."""
    cursor.execute(
        "CREATE TEMP TABLE kpis_fresh (slug text, grain text, start date, rep_id bigint,"
        " team_id bigint, territory_id bigint, stage_id bigint, value numeric) ON COMMIT DROP"
    )


def periods(cursor: Any, found: Iterable[tuple[Period, int, datetime | None]]) -> None:
    """The periods that state statements work for, each with how many of its months had gone and
    the cut at which its outcome is known."""
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_period;"
        "CREATE TEMP TABLE kpis_period (kind text, start date, stop date, lead int,"
        " cut timestamptz) ON COMMIT DROP"
    )
    rows = [(p.kind, p.start, p.end, lead, cut) for p, lead, cut in found]
    if rows:
        sql = "INSERT INTO kpis_period VALUES %s"
        execute_values(cursor, sql, rows, page_size=len(rows))
    cursor.execute("ANALYZE kpis_period")


def _months(cursor: Any, months: Sequence[date]) -> None:
    """The first day of every fiscal month there may be."""
    cursor.execute("CREATE TEMP TABLE kpis_month (start date PRIMARY KEY) ON COMMIT DROP")
    rows = [(month,) for month in months]
    execute_values(cursor, "INSERT INTO kpis_month VALUES %s", rows, page_size=len(rows))
    cursor.execute("ANALYZE kpis_month")


def _seats(cursor: Any, found: Sequence[Seat]) -> None:
    cursor.execute(
        "CREATE TEMP TABLE kpis_seat (id int PRIMARY KEY, rep_id bigint, team_id bigint,"
        " start date, stop date) ON COMMIT DROP"
    )
    rows = [(n, s.rep_id, s.team_id, s.start, s.stop) for n, s in enumerate(found)]
    if rows:
        sql = "INSERT INTO kpis_seat VALUES %s"
        execute_values(cursor, sql, rows, page_size=1000)
    cursor.execute("ANALYZE kpis_seat")


def _below(cursor: Any) -> None:
    """Every node with everything under it, itself included; `kind` is team or territory."""
    cursor.execute(
        "CREATE TEMP TABLE kpis_below (kind text, above bigint, below bigint) ON COMMIT DROP"
    )
    rows = [("team", *pair) for pair in pairs(teams.team_tree())]
    rows += [("territory", *pair) for pair in pairs(territory_tree())]
    if rows:
        execute_values(cursor, "INSERT INTO kpis_below VALUES %s", rows, page_size=1000)
    cursor.execute("ANALYZE kpis_below")


def territory_tree() -> Tree[int]:
    return Tree(dict(teams.territories().values_list("pk", "parent_id")))


def pairs(tree: Tree[int]) -> list[tuple[int, int]]:
    """Node and each node under it, itself included."""
    return [(node, low) for node in tree.walk() for low in tree.below(node)]


def scope_filter(scope: Scope, rep: str, team: str, territory: str) -> tuple[str, dict[str, Any]]:
    """A condition on rows that have a rep, a team and a territory; and its parameters."""
    if scope.kind == "team":
        return f"{team} = ANY(%(inside)s)", {"inside": teams.sub_team_ids(scope.id)}
    if scope.kind == "rep":
        return f"{rep} = %(inside)s", {"inside": scope.id}
    if scope.kind == "territory":
        return f"{territory} = ANY(%(inside)s)", {"inside": territory_tree().below(scope.id)}
    return "TRUE", {}
