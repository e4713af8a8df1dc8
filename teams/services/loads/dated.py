"""Dated rows from a file: [valid_from, valid_to). A statement about days replaces what stood there.

A row that is known with the same days is unchanged. A new one cuts its days out of the stored
rows that would overlap: the days outside of it stay as they were.
"""

from collections.abc import Callable, Mapping

from audit.services import journal
from audit.services.fields import Check, Field
from audit.services.staging import Staging, ask, run

BEGINNING = "2000-01-01"  # of what has been true as far back as is known

CHECKS = (Check("ends_before_start", "valid_to", "c_valid_to <= c_valid_from", ("valid_to",)),)
DAYS = (
    Field("valid_from", "date", required=True, column="-"),
    Field("valid_to", "date", column="-"),
)


def valid_field(has_end: bool) -> Field:
    """The stored range; without a column of ends, every row lasts until further notice.

    A row that ends before it starts becomes empty here and is set aside by CHECKS.
    """
    start, end = "s.valid_from::date", "s.valid_to::date" if has_end else "NULL"
    shape = f"CASE WHEN {end} <= {start} THEN 'empty' ELSE daterange({start}, {end}) END"
    return Field("valid", shape=shape, needs=("valid_from",))


def merge_days(
    staging: Staging,
    *,
    same: str,
    columns: str,
    create: Mapping[str, Callable[[list[str], int], None]],
) -> None:
    """All steps for rows that say who belongs where over which days.

    `same` is SQL over {0} and {1}: two rows that cannot both stand on a day. `create` makes what
    the file only names, by column.
    """
    missing = staging.refer()
    made = [column for column in create if missing.get(column)]
    for column in made:
        create[column](missing[column], staging.run_id)
    if made:
        staging.refer()
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    set_overlaps_aside(staging, same.format("a", "b"))
    staging.merged.touched.reps |= reps_of_new_rows()
    cut_out(staging, same.format("n", "t"), columns)
    staging.write()


def set_overlaps_aside(staging: Staging, same: str) -> None:
    """Rows of one file that claim the same days; `same` is SQL over a and b."""
    rows = ask(f"""
        SELECT DISTINCT a.row, a.valid::text FROM i a JOIN i b
        ON a.row <> b.row AND a.valid && b.valid AND {same} ORDER BY 1""")
    for row, days in rows:
        staging.refuse(row, "valid_from", days, "overlap")
    staging.remove([row for row, _ in rows])


def cut_out(staging: Staging, same: str, columns: str) -> None:
    """Take the days of the new rows of `i` out of the stored ones; `same` is SQL over n and t."""
    table = staging.target.table
    run("DROP TABLE IF EXISTS pieces")
    run(f"""
        CREATE TEMP TABLE pieces AS
        SELECT t.id, p.piece, row_number() OVER (PARTITION BY t.id ORDER BY p.piece) AS n
        FROM {table} t
        CROSS JOIN LATERAL (SELECT range_agg(n.valid) AS days FROM i n
                            WHERE n.id_ IS NULL AND n.valid && t.valid AND {same}) c
        LEFT JOIN LATERAL unnest(datemultirange(t.valid) - c.days) p(piece) ON true
        WHERE c.days IS NOT NULL""")
    journal.keep(table, staging.run_id, "SELECT id FROM pieces")
    run(f"DELETE FROM {table} WHERE id IN (SELECT id FROM pieces WHERE piece IS NULL)")
    run(
        f"""UPDATE {table} t SET valid = p.piece, run_id = %s
            FROM pieces p WHERE p.id = t.id AND p.n = 1""",
        [staging.run_id],
    )
    run(
        f"""INSERT INTO {table} ({columns}, valid, run_id)
            SELECT {", ".join("t." + c.strip() for c in columns.split(","))}, p.piece, %s
            FROM pieces p JOIN {table} t ON t.id = p.id WHERE p.n > 1""",
        [staging.run_id],
    )


def reps_of_new_rows() -> set[int]:
    """Whose days the file changes."""
    return {rep for (rep,) in ask("SELECT DISTINCT rep_id FROM i WHERE id_ IS NULL")}
