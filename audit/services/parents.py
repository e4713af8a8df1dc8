"""Trees in staged files: children get their parents once all rows are there, without cycles."""

from audit.services import journal
from audit.services.fields import Reference
from audit.services.references import resolve
from audit.services.staging import Staging, ask, run
from kernel.tree import cycles


def link_parents(staging: Staging, reference: Reference) -> None:
    """Set `parent_id` of the merged rows; unknown, ambiguous and circular ones are remarked.

    The same parent as before writes nothing. A row that only got another parent counts as
    updated. Older exports leave the parent alone.
    """
    if not staging.has("parent"):
        return
    table, key = staging.target.table, staging.target.key[0]
    resolve(staging.stage, "parent", reference)
    rows = ask(
        f"""SELECT i.row, t.id, t.parent_id, r.id, r.n, btrim(s.parent::text), i.same_
            FROM i JOIN {staging.stage} s USING (row) JOIN {table} t ON t.{key} = i.{key}
            LEFT JOIN r_parent r ON r.ref = btrim(s.parent::text)
            WHERE NOT EXISTS (SELECT FROM audit_sighting g WHERE g."table" = '{table}'
                AND g.as_of > %s AND 'parent_id' = ANY(g.columns) AND t.id = ANY(g.pks))
            ORDER BY i.row""",
        [staging.as_of],
    )
    wanted: dict[int, int | None] = {}
    for row, pk, _before, parent, n, text, _same in rows:
        if n is not None and n != 1:
            code = f"{'unknown' if n == 0 else 'ambiguous'}_parent"
            staging.refuse(row, "parent", text, code, "warning")
        wanted[pk] = parent if n == 1 else None
    looped = cycles(dict(ask(f"SELECT id, parent_id FROM {table}")) | wanted)
    changes: dict[int, int | None] = {}
    for row, pk, before, _parent, _n, text, same in rows:
        if pk in looped and wanted[pk] is not None:
            staging.refuse(row, "parent", text, "cycle", "warning")
            wanted[pk] = None
        if wanted[pk] != before:
            changes[pk] = wanted[pk]
            if same:
                staging.merged.unchanged -= 1
                staging.merged.updated += 1
    _store(staging, changes)


def _store(staging: Staging, changes: dict[int, int | None]) -> None:
    table = staging.target.table
    if changes:
        ids = ", ".join(map(str, changes))
        journal.keep(table, staging.run_id, ids)
        run(
            f"""UPDATE {table} t SET parent_id = x.parent, run_id = %s
                FROM unnest(%s::bigint[], %s::bigint[]) x(id, parent) WHERE t.id = x.id""",
            [staging.run_id, list(changes), list(changes.values())],
        )
    stated = f"SELECT t.id FROM i JOIN {table} t USING ({staging.target.key[0]})"
    journal.saw(table, staging.run_id, staging.as_of, ["parent_id"], stated)
