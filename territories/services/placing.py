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
    answers.work_out(answers.placing(model, day=day, accounts=few))
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


def turn(model: TerritoryModel, day: date, turned: Iterable[tuple[int, int]]) -> None:
    """Place accounts, each in a role, whose exception begins or ends in the model in force; and of
    a family the head of which it is, the members without a claim of their own.

    Nobody else is placed anew, though the rules may ask for moves that nobody has committed. So a
    member whose exception ends goes where its family is. Must be in a transaction.
    """
    pairs = sorted(turned)
    accounts, roles = ([pair[at] for pair in pairs] for at in (0, 1))
    few: Fragment = ("SELECT unnest(%s::bigint[])", [sorted(set(accounts))])
    answers.work_out(answers.placing(model, day=day, accounts=few))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS turned_")
        cursor.execute(TURNED, [accounts, roles])
        for text in (CONCERNED, TOGETHER, SCOPE, CHANGED, NEW):
            _run(cursor, text, model.pk)


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
TURNED = """
CREATE TEMP TABLE turned_ ON COMMIT DROP AS
SELECT * FROM unnest(%s::bigint[], %s::bigint[]) t(account_id, role_id)
"""
OWN = "SELECT FROM own_ o WHERE o.account_id = n.account_id AND o.role_id = n.role_id"
CONCERNED = f"""
DELETE FROM answer_ n USING scope_ s WHERE s.account_id = n.account_id AND NOT EXISTS (
    SELECT FROM turned_ t WHERE t.role_id = n.role_id AND (t.account_id = n.account_id
        OR t.account_id = s.top_id AND NOT EXISTS ({OWN})))
"""
TOGETHER = f"""
UPDATE answer_ n
SET territory_id = p.territory_id, level = p.level, rule_id = p.rule_id, rivals = p.rivals
FROM scope_ s JOIN territories_placement p ON p.account_id = s.top_id AND p.model_id = %(model)s
WHERE s.account_id = n.account_id AND p.role_id = n.role_id AND s.top_id <> n.account_id
    AND NOT EXISTS ({OWN}) AND NOT EXISTS (
        SELECT FROM turned_ t WHERE t.role_id = n.role_id AND t.account_id = s.top_id)
"""
SCOPE = """
DELETE FROM scope_ s WHERE NOT EXISTS (SELECT FROM answer_ n WHERE n.account_id = s.account_id)
"""
COUNTS = """
SELECT count(*), count(*) FILTER (WHERE territory_id IS NULL), count(*) FILTER (WHERE rivals > 0)
FROM answer_
"""
