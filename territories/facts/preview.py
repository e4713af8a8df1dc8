"""Which accounts a rule would move, before it is saved. Nothing is stored.

Only accounts that the rule claims now, or would claim, can move, with their families: so only those
are worked out, in the model as it stands and as it would be.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from territories.core.claims import Claim, fields_of
from territories.core.conditions import FIELDS
from territories.core.operators import Fragment
from territories.facts import answers, rules
from territories.models import PlannedTerritory, Rule, TerritoryModel

FIRST = 50


@dataclass(frozen=True, slots=True)
class Flow:
    """So many accounts from a territory to another (None: nobody's); their potential, if known."""

    source: str | None
    target: str | None
    accounts: int
    potential: Decimal | None


@dataclass(frozen=True, slots=True)
class MovedAccount:
    id: int
    name: str
    source: str | None
    target: str | None
    potential: Decimal | None


@dataclass(frozen=True, slots=True)
class Moves:
    """`claimed`: accounts that the rule would win. `first` are the largest, at most FIRST."""

    claimed: int
    accounts: int
    flows: tuple[Flow, ...]
    first: tuple[MovedAccount, ...]
    problems: tuple[str, ...] = ()


def moves_if(rule: Rule | int, model_id: int, *, removed: bool = False) -> Moves:
    """What saving this rule (a stored one's id, or a row as it would be saved) changes.

    `removed`: what deleting it changes.
    """
    row = Rule.objects.get(pk=rule) if isinstance(rule, int) else rule
    if problems := rules.problems(row):
        return Moves(0, 0, (), (), tuple(problems))
    model = TerritoryModel.objects.get(pk=model_id)
    before = rules.claims(model_id)
    new = rules.claim(row)
    after = [claim for claim in before if claim.rule_id != new.rule_id]
    stored = [claim for claim in before if claim.rule_id == new.rule_id and not claim.is_broken]
    touched = [new, *stored]
    after += [] if removed else [new]
    with transaction.atomic():
        _ask(model, before, touched, "before_")
        _ask(model, after, touched, "after_")
        found = _compare(model_id, new.rule_id)
        # Nothing of it is kept, and the temporary tables go at once.
        transaction.set_rollback(True)
    return found


def _ask(model: TerritoryModel, claims: list[Claim], touched: list[Claim], name: str) -> None:
    answers.work_out(answers.placing(model, claims=claims, accounts=_claimed(touched)))
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE answer_ RENAME TO {name}")


def _claimed(claims: list[Claim]) -> Fragment:
    """SQL of the accounts that meet one of these rules."""
    asked, params = list[str](), list[object]()
    for claim in claims:
        parts = []
        for slug in fields_of([claim]):
            text, told = claim.sql(slug, f"x.{slug}")
            parts.append(text)
            params += told
        asked.append(f"({' AND '.join(parts) or 'TRUE'})")
    compared = "".join(
        f", {FIELDS[slug].shape.sql.format(FIELDS[slug].column)} AS {slug}"
        for slug in fields_of(claims)
    )
    return (
        f"SELECT x.id FROM (SELECT id {compared} FROM crm_account OFFSET 0) x"
        f" WHERE {' OR '.join(asked)}",
        params,
    )


MOVED = """
SELECT n.account_id, b.territory_id AS source, n.territory_id AS target
FROM after_ n LEFT JOIN before_ b ON b.account_id = n.account_id AND b.role_id = n.role_id
WHERE b.territory_id IS DISTINCT FROM n.territory_id
"""
FLOWS = f"""
SELECT m.source, m.target, count(*), sum(a.potential)
FROM ({MOVED}) m JOIN crm_account a ON a.id = m.account_id GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
LARGEST = f"""
SELECT a.id, a.name, m.source, m.target, a.potential
FROM ({MOVED}) m JOIN crm_account a ON a.id = m.account_id
ORDER BY a.potential DESC NULLS LAST, a.name, a.id LIMIT {FIRST}
"""


def _compare(model_id: int, rule_id: int) -> Moves:
    named = dict(PlannedTerritory.objects.filter(model=model_id).values_list("pk", "name"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM after_ WHERE rule_id = %s", [rule_id])
        claimed = cursor.fetchone()[0]
        cursor.execute(FLOWS)
        flows = tuple(Flow(named.get(s), named.get(t), n, v) for s, t, n, v in cursor.fetchall())
        cursor.execute(LARGEST)
        first = tuple(
            MovedAccount(pk, name, named.get(s), named.get(t), v)
            for pk, name, s, t, v in cursor.fetchall()
        )
    return Moves(claimed, sum(flow.accounts for flow in flows), flows, first)
