"""What the texts in a staged column point at: found once per distinct text, not once per row."""

from django.db import connection

from audit.services.fields import Reference


def resolve(stage: str, column: str, reference: Reference) -> str:
    """Make the temporary table r_<column>(ref, id, n): n = 0 unknown, 1 found, more ambiguous."""
    name = f"r_{column}"
    first, *others = reference.by
    with connection.cursor() as cursor:
        cursor.execute(f"""
            DROP TABLE IF EXISTS {name};
            CREATE TEMP TABLE {name} AS
            SELECT d.ref, t.id, (t.id IS NOT NULL)::int AS n
            FROM (SELECT DISTINCT btrim({column}::text) AS ref FROM {stage}
                  WHERE btrim({column}::text) <> '') d
            LEFT JOIN {reference.table} t ON {first} = d.ref""")
        for by in others:
            if not _unresolved(name):
                break
            cursor.execute(f"""
                UPDATE {name} r SET id = x.id, n = x.n
                FROM (SELECT lower({by}) AS k, min(t.id) AS id, count(*) AS n
                      FROM {reference.table} t WHERE {by} <> '' GROUP BY 1) x
                WHERE r.n = 0 AND x.k = lower(r.ref)""")
        cursor.execute(f"ANALYZE {name}")
    return name


def unknown(name: str) -> list[str]:
    """The texts of a resolved column that point at nothing, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ref FROM {name} WHERE n = 0 ORDER BY ref")
        return [ref for (ref,) in cursor.fetchall()]


def _unresolved(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {name} WHERE n = 0)")
        row = cursor.fetchone()
    return bool(row and row[0])
