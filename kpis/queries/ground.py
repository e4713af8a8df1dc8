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

from kernel.periods import FiscalCalendar, Period
from kernel.tree import Tree
from kpis.core.seats import Seat, seats
from teams import facts as teams
from teams.core.scope import Scope

TABLES = (
    "kpis_bucket",
    "kpis_month",
    "kpis_seat",
    "kpis_who",
    "kpis_place",
    "kpis_below",
    "kpis_period",
    "kpis_late",
    "kpis_spans",
    "kpis_domain",
    "kpis_candidate",
    "kpis_told",
    "kpis_then",
    "kpis_deal",
    "kpis_open",
    "kpis_now",
    "kpis_limit",
    "kpis_visits",
    "kpis_way",
    "kpis_step",
    "kpis_visit",
    "kpis_funnel",
    "kpis_quota",
    "kpis_fresh",
    "kpis_cut",
    "kpis_rate",
    "kpis_differs",
    "kpis_changed",
    "kpis_checked",
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
def ground(
    pieces: Callable[[FiscalCalendar], Sequence[Period]],
    *,
    sums: bool = True,
    flows: bool = True,
    hashed: bool = False,
) -> Iterator[Ground]:
    """The tables; `pieces` are the months (or ranges) that days are gathered into.

    Without `sums` only what rows are listed with: buckets and seats. Without `flows` not those
    that sums of what happened need.
    """
    company = teams.company()
    found = seats(
        teams.reps().values_list("pk", flat=True),
        teams.memberships(date(1900, 1, 1), date(2999, 12, 31)),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # The tables that matter are in memory while we work; sums need some of it too. Sums look
        # at whole tables: hashing them beats sorting them or looking up each row.
        # Few rows tell enough of temporary tables. One processor is ours, the others are for pages.
        cursor.execute(
            "SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '128MB';"
            " SET LOCAL default_statistics_target = 10;"
            " SET LOCAL max_parallel_workers_per_gather = 0;"
            " SET LOCAL max_parallel_maintenance_workers = 0"
        )
        if hashed:
            cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off")
        drop(cursor)
        buckets(cursor, company.calendar, pieces(company.calendar))
        months = [month.start for month in company.calendar.months(FIRST_DAY, LAST_DAY)]
        _seats(cursor, found)
        if sums:
            _sums(cursor, months)
        if sums and flows:
            places(cursor)
        zone = ZoneInfo(company.time_zone)
        yield Ground(cursor, company.calendar, company.currency, zone, found, months)
        drop(cursor)


def drop(cursor: Any) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in TABLES)}")


def buckets(cursor: Any, calendar: FiscalCalendar, pieces: Sequence[Period]) -> None:
    """Each day of the pieces (months, or ranges) with the first days of what it falls into.

    `start`: of the piece; `quarter`, `year`: of the fiscal quarter and year, of the piece itself
    for a range; with `stop` the first days after them, and with `last` the first days of their
    last thirds. `works`: a working day.
    """
    ranges = [p for p in pieces if p.kind == "range"]
    quarters = ranges or [calendar.quarter_of(p.start) for p in pieces]
    years = ranges or [calendar.year_of(p.start) for p in pieces]
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_bucket;"
        " CREATE TEMP TABLE kpis_bucket ON COMMIT DROP AS"
        " SELECT day::date, v.*,"
        " stop - (stop - start) / 3 AS last,"
        " quarter_stop - (quarter_stop - quarter) / 3 AS quarter_last,"
        " year_stop - (year_stop - year) / 3 AS year_last,"
        " extract(isodow FROM day)::int - 1 = ANY(%s::int[])"
        " AND NOT day::date = ANY(%s::date[]) AS works"
        " FROM unnest(%s::date[], %s::date[], %s::date[], %s::date[], %s::date[], %s::date[])"
        " v (start, stop, quarter, quarter_stop, year, year_stop),"
        " LATERAL generate_series(v.start, v.stop - 1, interval '1 day') day;"
        " CREATE UNIQUE INDEX ON kpis_bucket (day); ANALYZE kpis_bucket",
        [
            sorted(calendar.workdays),
            sorted(calendar.holidays),
            [p.start for p in pieces],
            [p.end for p in pieces],
            [p.start for p in quarters],
            [p.end for p in quarters],
            [p.start for p in years],
            [p.end for p in years],
        ],
    )


def places(cursor: Any) -> None:
    """Where each rep counts, and into which month it falls, on each day of the buckets."""
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_place;"
        " CREATE TEMP TABLE kpis_place ON COMMIT DROP AS"
        " SELECT s.id AS seat, s.rep_id, s.team_id, b.day, b.start, b.quarter, b.year, b.works,"
        " b.last, b.quarter_last, b.year_last"
        " FROM kpis_seat s"
        " JOIN kpis_bucket b ON b.day >= s.start AND b.day < s.stop; ANALYZE kpis_place"
    )


def periods(cursor: Any, found: Iterable[tuple[Period, int, datetime | None, date | None]]) -> None:
    """The periods that state statements work for, each with how many of its months had gone, the
    cut at which its outcome is known, and the day at whose end it is looked at."""
    rows = list(found)
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_period;"
        " CREATE TEMP TABLE kpis_period ON COMMIT DROP AS SELECT * FROM unnest("
        "%s::text[], %s::date[], %s::date[], %s::int[], %s::timestamptz[], %s::date[])"
        " v (kind, start, stop, lead, cut, day); ANALYZE kpis_period",
        [
            [p.kind for p, *_ in rows],
            [p.start for p, *_ in rows],
            [p.end for p, *_ in rows],
            [lead for _, lead, _, _ in rows],
            [cut for _, _, cut, _ in rows],
            [day for *_, day in rows],
        ],
    )


def _seats(cursor: Any, found: Sequence[Seat]) -> None:
    """One row per seat; those of a rep in the same team share an id, which `kpis_who` explains."""
    cursor.execute(
        "CREATE TEMP TABLE kpis_seat ON COMMIT DROP AS"
        " SELECT (dense_rank() OVER (ORDER BY rep_id, team_id))::int AS id, v.*"
        " FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[]) v"
        " (rep_id, team_id, start, stop);"
        " CREATE TEMP TABLE kpis_who ON COMMIT DROP AS"
        " SELECT DISTINCT id, rep_id, team_id FROM kpis_seat; ANALYZE kpis_seat; ANALYZE kpis_who",
        [
            [s.rep_id for s in found],
            [s.team_id for s in found],
            [s.start for s in found],
            [s.stop for s in found],
        ],
    )


def _sums(cursor: Any, months: Sequence[date]) -> None:
    """The first day of every fiscal month there may be; every node with everything under it,
    itself included; and where sums are gathered before they are stored, or rolled up at once."""
    below = [("team", *pair) for pair in pairs(teams.team_tree())]
    below += [("territory", *pair) for pair in pairs(territory_tree())]
    cursor.execute(
        "CREATE TEMP TABLE kpis_month ON COMMIT DROP AS SELECT * FROM unnest(%s::date[]) v (start);"
        " CREATE TEMP TABLE kpis_below ON COMMIT DROP AS SELECT *"
        " FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) v (kind, above, below);"
        " CREATE TEMP TABLE kpis_fresh (slug text, grain text, start date, rep_id bigint,"
        " team_id bigint, territory_id bigint, stage_id bigint, value numeric) ON COMMIT DROP;"
        " ANALYZE kpis_month; ANALYZE kpis_below",
        [
            months,
            [kind for kind, _, _ in below],
            [above for _, above, _ in below],
            [low for _, _, low in below],
        ],
    )


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
