"""Running the rules of a model: each account gets its place, or is a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

import audit.services
from teams.services.refused import Refused
from territories.core.operators import Fragment
from territories.facts import answers
from territories.models import Placement, TerritoryModel
from territories.services.mapping import map_out
from territories.services.weighing import follow


@dataclass(frozen=True, slots=True)
class Placed:
    """Of the asked accounts and roles: how many there are, how many have no territory, how many
    have rivals, and how many placements were written or removed because the answer is another."""

    accounts: int
    gaps: int
    overlaps: int
    changed: int


@transaction.atomic
def place(model_id: int, *, by: Any = None, accounts: Iterable[int] | None = None) -> Placed:
    """Work out where accounts belong, and store what differs; a second run writes nothing.

    `accounts`: only these and their families. Two runs of one model wait for each other. Placements
    of the model in force are those that are in force; `routing` changes them, and never silently.
    """
    model = TerritoryModel.objects.select_for_update(no_key=True).get(pk=model_id)
    if model.active is not None:
        raise Refused(_("This plan is in force or over: its accounts are not placed anew."))
    placed = settle(model, accounts=accounts)
    if by is not None and placed.changed:
        audit.services.log(by=by, act="place", obj=model, after={"changed": placed.changed})
    return placed


def settle(
    model: TerritoryModel, *, day: date | None = None, accounts: Iterable[int] | None = None
) -> Placed:
    """The same without asking whether the model may change: also for the clock, on whose days
    exceptions of the model in force begin and end. Must be in a transaction."""
    few: Fragment | None = None
    if accounts is not None:
        few = ("SELECT unnest(%s::bigint[])", [sorted(accounts)])
    answers.work_out(answers.question(model, day=day, accounts=few))
    with connection.cursor() as cursor:
        changed = sum(_run(cursor, text, model.pk) for text in (GONE[few is None], CHANGED, NEW))
        cursor.execute(COUNTS)
        found, gaps, overlaps = cursor.fetchone()
        placed = Placed(found, gaps, overlaps, changed)
        if changed > placed.accounts // 10:
            cursor.execute(f"ANALYZE {Placement._meta.db_table}")
    if accounts is None:
        map_out(model.pk)
        if changed:
            follow(model.pk)
    return placed


def _run(cursor: Any, text: str, model_id: int) -> int:
    cursor.execute(text, {"model": model_id})
    return int(cursor.rowcount)


SAID = "p.role_id = n.role_id AND p.account_id = n.account_id"
# Whether everything was asked, or only some accounts.
GONE = {
    True: f"""DELETE FROM territories_placement p WHERE p.model_id = %(model)s
        AND NOT EXISTS (SELECT FROM answer_ n WHERE {SAID})""",
    False: f"""DELETE FROM territories_placement p USING scope_ s WHERE p.model_id = %(model)s
        AND p.account_id = s.account_id AND NOT EXISTS (SELECT FROM answer_ n WHERE {SAID})""",
}
CHANGED = f"""
UPDATE territories_placement p
SET territory_id = n.territory_id, level = n.level, rule_id = n.rule_id, rivals = n.rivals
FROM answer_ n WHERE p.model_id = %(model)s AND {SAID}
    AND (p.territory_id, p.level, p.rule_id, p.rivals)
        IS DISTINCT FROM (n.territory_id, n.level, n.rule_id, n.rivals)
"""
NEW = f"""
INSERT INTO territories_placement
    (model_id, role_id, account_id, territory_id, level, rule_id, rivals)
SELECT %(model)s, n.role_id, n.account_id, n.territory_id, n.level, n.rule_id, n.rivals
FROM answer_ n WHERE NOT EXISTS (
    SELECT FROM territories_placement p WHERE p.model_id = %(model)s AND {SAID})
ORDER BY n.account_id
"""
COUNTS = """
SELECT count(*), count(*) FILTER (WHERE territory_id IS NULL), count(*) FILTER (WHERE rivals > 0)
FROM answer_
"""
