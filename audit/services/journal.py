"""What a load changed, so that it can be undone: before-images, and who stated what as of when.

A row that a load made carries its run and needs no image. Before a load changes or removes a row
of an earlier load, the row is copied here as JSON, in one statement. Undoing removes what the run
made and puts the images back; it is refused while a later load built upon it.
"""

from datetime import datetime

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _


class CannotUndo(Exception):
    """A later load uses or changed what this one brought; the message says which."""


# Writing -----------------------------------------------------------------------------------------


def keep(table: str, run_id: int, ids: str) -> None:
    """Copy rows before they are changed or removed; `ids` is SQL that selects their ids.

    The first time that a run changes the table, none of them can have been copied already.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT EXISTS (SELECT FROM audit_loadedrow WHERE run_id = %s AND "table" = %s)',
            [run_id, table],
        )
        again = "ON CONFLICT DO NOTHING" if cursor.fetchone()[0] else ""
        cursor.execute(
            f"""INSERT INTO audit_loadedrow (run_id, "table", pk_value, earlier_run_id, before)
                SELECT %s, %s, t.id, t.run_id, to_json(t) FROM {table} t
                WHERE t.id IN ({ids}) AND t.run_id IS DISTINCT FROM %s {again}""",
            [run_id, table, run_id],
        )


def keep_made(table: str, run_id: int, ids: list[int]) -> None:
    """Name rows of a table without a run column that this load made."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO audit_loadedrow (run_id, "table", pk_value)
               SELECT %s, %s, unnest(%s::bigint[]) ON CONFLICT DO NOTHING""",
            [run_id, table, ids],
        )


def saw(table: str, run_id: int, as_of: datetime, columns: list[str], ids: str) -> None:
    """Remember which rows the load stated, in pieces of ten thousand."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO audit_sighting (run_id, "table", as_of, columns, pks)
                SELECT %s, %s, %s, %s, array_agg(id)
                FROM (SELECT id, (row_number() OVER () - 1) / 10000 AS piece FROM ({ids}) x) y
                GROUP BY piece""",
            [run_id, table, as_of, columns],
        )


def is_older(table: str, as_of: datetime) -> bool:
    """Whether something about the table is known as of a later moment."""
    return _is_sighted(table, "as_of > %s", as_of)


def is_told(table: str, as_of: datetime) -> bool:
    """Whether something about the table is known as of this very moment."""
    return _is_sighted(table, "as_of = %s", as_of)


def _is_sighted(table: str, when: str, as_of: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT EXISTS (SELECT FROM audit_sighting WHERE "table" = %s AND {when})',
            [table, as_of],
        )
        return bool(cursor.fetchone()[0])


# Undoing -----------------------------------------------------------------------------------------


def undo_conflicts(run_id: int) -> list[str]:
    """Later loads that changed or use what this one brought, in words; empty when none."""
    found: dict[int, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT run_id, count(*) FROM audit_loadedrow WHERE earlier_run_id = %s GROUP BY 1",
            [run_id],
        )
        for later, rows in cursor.fetchall():
            found[later] = _("Load %(run)s changed %(rows)s of its rows.") % {
                "run": later,
                "rows": rows,
            }
        for model in _with_run():
            for later, rows in _users(model, run_id):
                kind = str(model._meta.verbose_name_plural)
                found.setdefault(later or 0, _in_the_way(later, rows, kind))
    return [found[key] for key in sorted(found)]


def refuse_conflicts(run_id: int) -> None:
    """Raise CannotUndo when a later load stands in the way."""
    if problems := undo_conflicts(run_id):
        raise CannotUndo(" ".join([*problems, _("Undo the later load first.")]))


def undo(run_id: int, tables: list[str]) -> None:
    """Remove what the run made in these tables and put back what it changed, in this order."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE audit_loadedrow")  # the load may have written it just now
        for table in tables:
            if _has_run(table):
                _let_go(table, run_id)
                cursor.execute(
                    f"DELETE FROM {table} WHERE id IN ({_MADE.format(table)})",
                    [run_id, run_id, table],
                )
            _delete_made(table, run_id)
        for table in reversed(tables):
            _put_back(table, run_id)
        cursor.execute(
            'DELETE FROM audit_sighting WHERE run_id = %s AND "table" = ANY(%s)', [run_id, tables]
        )
        cursor.execute(
            'DELETE FROM audit_loadedrow WHERE run_id = %s AND "table" = ANY(%s)', [run_id, tables]
        )


_MADE = """SELECT t.id FROM {0} t WHERE t.run_id = %s AND NOT EXISTS (
    SELECT FROM audit_loadedrow j WHERE j.run_id = %s AND j."table" = %s AND j.pk_value = t.id
    AND j.before IS NOT NULL)"""


def _let_go(table: str, run_id: int) -> None:
    """Rows of no load that point at what goes, like stored results, go too or point nowhere."""
    every = _model(table)._meta.get_fields(include_hidden=True)
    for relation in (f for f in every if isinstance(f, models.ManyToOneRel)):
        other = relation.related_model._meta
        if _has_run(other.db_table):
            continue
        act = f"DELETE FROM {other.db_table} WHERE"
        if relation.on_delete is models.SET_NULL:
            act = f"UPDATE {other.db_table} SET {relation.field.column} = NULL WHERE"
        with connection.cursor() as cursor:
            cursor.execute(
                f"{act} {relation.field.column} IN ({_MADE.format(table)})",
                [run_id, run_id, table],
            )


def _delete_made(table: str, run_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""DELETE FROM {table} WHERE id IN (SELECT pk_value FROM audit_loadedrow
                WHERE run_id = %s AND "table" = %s AND before IS NULL)""",
            [run_id, table],
        )


def _put_back(table: str, run_id: int) -> None:
    """What an image does not know, because the column is younger, stays as it is."""
    columns = [f.column for f in _model(table)._meta.concrete_fields if not f.generated]
    names = ", ".join(f'"{c}"' for c in columns)
    values = ", ".join(f'(r)."{c}"' for c in columns)
    sets = ", ".join(f'"{c}" = EXCLUDED."{c}"' for c in columns if c != "id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {table} ({names})
                SELECT {values} FROM (
                    SELECT json_populate_record(t, before) AS r
                    FROM audit_loadedrow j LEFT JOIN {table} t ON t.id = j.pk_value
                    WHERE j.run_id = %s AND j."table" = %s AND before IS NOT NULL
                    ORDER BY j.id) x
                ON CONFLICT (id) DO UPDATE SET {sets}""",
            [run_id, table],
        )


# Which tables a load writes ----------------------------------------------------------------------


def _with_run() -> list[type[models.Model]]:
    """Every model whose rows remember the load that made them."""
    return [
        m
        for m in apps.get_models()
        if any(
            f.name == "run" and f.related_model is apps.get_model("audit.Run")
            for f in m._meta.concrete_fields
        )
        and m._meta.app_label in {"teams", "crm", "quotas"}
    ]


def _in_the_way(later: int | None, rows: int, kind: str) -> str:
    words = {"run": later, "rows": rows, "kind": kind}
    if later is None:
        return _("%(rows)s %(kind)s that were made by hand use its rows.") % words
    return _("%(rows)s %(kind)s of load %(run)s use its rows.") % words


def _users(model: type[models.Model], run_id: int) -> list[tuple[int | None, int]]:
    """(run, rows) of other loads whose rows of `model` point at rows of this load."""
    table, found = model._meta.db_table, []
    targets = {m._meta.db_table for m in _with_run()}
    for f in model._meta.concrete_fields:
        other = f.related_model
        if other is None or isinstance(other, str) or other._meta.db_table not in targets:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT u.run_id, count(*) FROM {table} u
                    JOIN {other._meta.db_table} o ON o.id = u.{f.column}
                    WHERE o.run_id = %s AND (u.run_id > %s OR u.run_id IS NULL) AND NOT EXISTS (
                        SELECT FROM audit_loadedrow j WHERE j.run_id = %s AND j.pk_value = o.id
                        AND j."table" = %s)
                    GROUP BY 1""",
                [run_id, run_id, run_id, other._meta.db_table],
            )
            found += cursor.fetchall()
    return found


def _model(table: str) -> type[models.Model]:
    return next(m for m in apps.get_models() if m._meta.db_table == table)


def _has_run(table: str) -> bool:
    return any(f.column == "run_id" for f in _model(table)._meta.concrete_fields)
