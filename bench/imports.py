"""Imports: deals that are new, changed, or as they are stored, beside COPY and one statement.

The files are exports of the bench's own deals, in canonical columns. The product does all that a
load does: reads and checks every cell, sets rows aside, keeps history and what it changes for an
undo, counts. The floor knows that the file is right: COPY into a temporary table, one INSERT …
ON CONFLICT behind a guard, into a copy of the table with its indexes and foreign keys. Both check
their foreign keys and are rolled back, so the rest of the bench sees the same deals. Before the
unchanged rows are measured, the same export was loaded once, as it is the night before.
"""

import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from bench.company import Size
from bench.frame import Figure, beside, spending
from crm.services import value
from intake.services import load_path

ROWS = {5_000: 2_000, 100_000: 20_000, 1_000_000: 100_000}  # deals of the bench → rows of a file
MOST = 200_000
WORDS = ("external_id", "name", "currency", "status", "lost_reason", "next_step")
DAYS = ("created_on", "close_date", "closed_on", "next_step_on", "last_activity_on")
REFERENCES = {
    "account": "crm_account",
    "owner": "teams_rep",
    "territory": "teams_territory",
    "stage": "crm_stage",
}
COLUMNS = {
    **dict.fromkeys(WORDS, "text"),
    **dict.fromkeys(REFERENCES, "text"),
    "amount": "numeric",
    **dict.fromkeys(DAYS, "date"),
}
PLAIN = [name for name in COLUMNS if name not in REFERENCES]
WRITTEN = ("crm_opportunity", "floor_deal", "crm_dealchange", "audit_loadedrow", "audit_sighting",
           "audit_readrows", "audit_readtexts")  # fmt: skip
STORED = [*PLAIN, *(f"{name}_id" for name in REFERENCES)]


def figures(size: Size) -> Iterable[Figure]:
    rows = ROWS.get(size.deals, MOST)
    make_consistent(rows)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, floor_table():
        for kind, changes in FILES.items():
            path = Path(folder) / f"{kind}.csv"
            export(path, rows, changes)
            first = night_before(path, rows) if kind == "unchanged" else ""
            yield figure(kind, path, rows, first)


FILES: dict[str, dict[str, str]] = {
    "new": {"external_id": "'N-' || o.external_id"},
    "changed": {"amount": "round(o.amount * 1.1, 2)", "next_step": "'Call ' || o.id"},
    "unchanged": {},
}


def make_consistent(rows: int) -> None:
    """Days and values that follow from the history as they really do: the bench makes them up."""
    newest = f"SELECT id FROM crm_opportunity ORDER BY id DESC LIMIT {rows}"
    with transaction.atomic():
        value.revalue(newest)


def night_before(path: Path, rows: int) -> str:
    """The load that reads every row, though it changes nothing; it stays."""
    with spending() as cost:
        product(path)
    return f" Never read before: {round(rows / cost.cpu):,} rows per CPU second."


def figure(kind: str, path: Path, rows: int, more: str) -> Figure:
    proven: set[str] = set()
    found = beside(
        f"W1 import, {kind} rows",
        f"{rows:,} deals of {len(COLUMNS)} columns in a CSV file.",
        floor=lambda: undone(lambda: floor(path), "floor_deal", proven),
        product=lambda: undone(lambda: product(path), "crm_opportunity", proven),
        same=lambda floor, product: floor == product,
        limit=2,
        before_each=vacuum,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found.details |= {"rows_per_cpu_s": round(rows / found.value), "peak_mb": peak}
    found.about += f" {round(rows / found.value):,} rows per CPU second; {peak} MB.{more}"
    return found


def export(path: Path, rows: int, changes: dict[str, str]) -> None:
    """What a CRM would give: ids of people and accounts, the stage by its name."""
    cells = {name: f"o.{name}" for name in PLAIN} | {
        name: f"(SELECT {'name' if name == 'stage' else 'external_id'} FROM {table} r"
        f" WHERE r.id = o.{name}_id)"
        for name, table in REFERENCES.items()
    }
    cells |= changes
    texts = ", ".join(f"{cells[name]} AS {name}" for name in COLUMNS)
    with connection.cursor() as cursor, path.open("w", encoding="utf-8") as file:
        cursor.copy_expert(
            f"""COPY (SELECT {texts} FROM crm_opportunity o ORDER BY o.id
                DESC LIMIT {rows}) TO STDOUT WITH (FORMAT csv, HEADER)""",
            file,
        )


@contextmanager
def floor_table() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE floor_deal (LIKE crm_opportunity INCLUDING ALL)")
        for name, table in REFERENCES.items():
            cursor.execute(
                f"ALTER TABLE floor_deal ADD FOREIGN KEY ({name}_id) REFERENCES {table} (id)"
                " DEFERRABLE INITIALLY DEFERRED"
            )
        cursor.execute(
            """SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
               WHERE attrelid = 'crm_opportunity'::regclass AND attnum > 0
               AND attgenerated = '' AND NOT attisdropped"""
        )
        names = cursor.fetchone()[0]
        cursor.execute(
            f"""INSERT INTO floor_deal ({names}) OVERRIDING SYSTEM VALUE
                SELECT {names} FROM crm_opportunity"""
        )
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('floor_deal', 'id'), max(id)) FROM floor_deal"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE floor_deal")


def floor(path: Path) -> int:
    """Rows written."""
    types = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    cells = {name: f"coalesce(s.{name}, '')" if name in WORDS else f"s.{name}" for name in PLAIN}
    cells |= {f"{name}_id": f"{name}_.id" for name in REFERENCES}
    joins = " ".join(
        f"LEFT JOIN {table} {name}_ ON {name}_.{'name' if name == 'stage' else 'external_id'}"
        f" = s.{name}"
        for name, table in REFERENCES.items()
    )
    ours = ", ".join(f"v.{name}" for name in STORED)
    theirs = ", ".join(f"t.{name}" for name in STORED)
    sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in STORED if name != "external_id")
    with connection.cursor() as cursor, path.open(encoding="utf-8") as file:
        cursor.execute(f"CREATE TEMP TABLE floor_stage ({types}) ON COMMIT DROP")
        cursor.copy_expert("COPY floor_stage FROM STDIN WITH (FORMAT csv, HEADER)", file)
        cursor.execute(
            f"""INSERT INTO floor_deal ({", ".join(STORED)}, value, forecast_category, kind,
                    source, segment, pushes, row_hash)
                SELECT {ours}, v.amount, '', '', '', '', 0, ''
                FROM (SELECT {", ".join(f"{sql} AS {n}" for n, sql in cells.items())}
                      FROM floor_stage s {joins}) v
                LEFT JOIN floor_deal t ON t.external_id = v.external_id
                WHERE ROW({ours}) IS DISTINCT FROM ROW({theirs})
                ON CONFLICT (external_id) DO UPDATE SET {sets}, value = EXCLUDED.value
"""
        )
        return int(cursor.rowcount)


def product(path: Path) -> int:
    document = load_path(path)
    assert document["status"] == "done", document["issues"][:3]
    counts = document["files"][0]
    return int(counts["created"] + counts["updated"])


def undone(act: Callable[[], int], table: str, proven: set[str]) -> tuple[Any, ...]:
    """Rows written and, the first time, what the table then holds; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        written, held = act(), None
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if table not in proven:
            proven.add(table)
            cursor.execute(
                f"""SELECT count(*), sum(amount), sum(hashtext(concat_ws('|', {", ".join(STORED)})))
                    FROM {table}"""
            )
            held = cursor.fetchone()
        transaction.set_rollback(True)
    return written, held


def vacuum() -> None:
    """Rows that were rolled back would slow down whoever comes next."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {', '.join(WRITTEN)}")
