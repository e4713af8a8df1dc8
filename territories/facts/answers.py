"""Where a model's rules put accounts: worked out by sets, into a temporary table.

`answer_` holds one row for each account and role: territory (none: a gap), level, rule, rivals. The
order: exception, named account, then the rules as `territories.core.claims` explains. The topmost
account of a family decides for all of it, except for members with a name or exception of their own.
What is asked here is stored by `territories.services.placing` and only looked at by a preview.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

import teams.facts
from territories.core.claims import Claim, bits, fields_of, in_order, marked, ties
from territories.core.conditions import FIELDS
from territories.core.operators import Fragment
from territories.core.precedence import Level
from territories.facts import rules
from territories.models import AccountException, NamedAccount, Rule, SalesRole, TerritoryModel

MEMORY = "64MB"  # for sorting and hashing of one statement


@dataclass(frozen=True, slots=True)
class Placing:
    """What is to be placed: by which claims, for which roles, on which day. `accounts`: SQL of ids;
    their whole families are asked."""

    model_id: int
    day: date
    claims: Sequence[Claim]
    roles: Sequence[int]
    accounts: Fragment | None = None


def placing(
    model: TerritoryModel,
    *,
    day: date | None = None,
    claims: Sequence[Claim] | None = None,
    accounts: Fragment | None = None,
) -> Placing:
    asked = rules.claims(model.pk) if claims is None else in_order(claims)
    roles = {claim.role_id for claim in asked} | set(sharing_roles(model.pk))
    return Placing(model.pk, day or day_of(model), asked, sorted(roles), accounts)


def day_of(model: TerritoryModel) -> date:
    """The day for which a model is worked out: its start, or today when it has begun."""
    today = teams.facts.today()
    return max(today, model.starts_on or today)


def sharing_roles(model_id: int) -> list[int]:
    """The roles whose territories share out accounts: those with a claim, and the owning role."""
    in_model = Q(territories__model=model_id)
    claimed = [
        Exists(kind.objects.filter(territory__model=model_id, territory__role=OuterRef("pk")))
        for kind in (Rule, NamedAccount, AccountException)
    ]
    shares = Q(claimed[0]) | Q(claimed[1]) | Q(claimed[2]) | Q(owns_accounts=True)
    return list(
        SalesRole.objects.filter(in_model).filter(shares).distinct().values_list("pk", flat=True)
    )


def work_out(asked: Placing) -> None:
    """Make `answer_`. Must be in a transaction; the tables go with its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, TRUE)", [MEMORY])
        for step in (_families, _scope, _values, _winners, _rivals, _own, _answer):
            step(cursor, asked)


def _make(cursor: Any, name: str, query: str, params: Any = ()) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}", params)
    cursor.execute(f"ANALYZE {name}")


def _families(cursor: Any, asked: Placing) -> None:
    """Members below the topmost account. Accounts in a circle have no topmost one: each its own."""
    tops: Fragment = ("SELECT id FROM crm_account WHERE parent_id IS NULL", [])
    if asked.accounts:
        text, params = asked.accounts
        tops = (
            f"""WITH RECURSIVE up(id, parent_id) AS (
                    SELECT id, parent_id FROM crm_account WHERE id IN ({text})
                    UNION SELECT a.id, a.parent_id FROM up JOIN crm_account a ON a.id = up.parent_id
                ) SELECT id FROM up WHERE parent_id IS NULL""",
            params,
        )
    _make(
        cursor,
        "family_",
        f"""WITH RECURSIVE below(account_id, top_id) AS (
                SELECT a.id, a.parent_id FROM crm_account a
                WHERE a.parent_id IN ({tops[0]})
                UNION ALL
                SELECT a.id, b.top_id FROM below b JOIN crm_account a ON a.parent_id = b.account_id
            ) SELECT * FROM below""",
        tops[1],
    )


def _scope(cursor: Any, asked: Placing) -> None:
    """All accounts that are answered, each with the account that decides for it."""
    who: Fragment = ("SELECT id FROM crm_account", [])
    if asked.accounts:
        families = "SELECT account_id FROM family_ UNION SELECT top_id FROM family_"
        who = (f"{asked.accounts[0]} UNION {families}", asked.accounts[1])
    _make(
        cursor,
        "scope_",
        f"""SELECT a.id AS account_id, COALESCE(f.top_id, a.id) AS top_id
            FROM ({who[0]}) a(id) LEFT JOIN family_ f ON f.account_id = a.id""",
        who[1],
    )


def _values(cursor: Any, asked: Placing) -> None:
    """For each field that is asked, its values and their bits; of few accounts only theirs."""
    few = "WHERE a.id IN (SELECT top_id FROM scope_)" if asked.accounts else ""
    for slug in fields_of(asked.claims):
        field = FIELDS[slug]
        if field.is_own:
            continue
        told, params = bits(slug, asked.claims, "v")
        compared = field.shape.sql.format("raw")
        _make(
            cursor,
            f"said_{slug}",
            f"""SELECT raw, {told} AS bits FROM (
                    SELECT raw, {compared} AS v FROM (
                        SELECT DISTINCT a.{field.column} AS raw FROM crm_account a {few}
                    ) d OFFSET 0) x""",
            params,
        )


def _winners(cursor: Any, asked: Placing) -> None:
    """`won_`: the first rule that each deciding account meets, and the bits of its equals."""
    claims, slugs = asked.claims, fields_of(asked.claims)
    alive = marked(claims, (claim for claim in claims if not claim.is_broken))
    shared = [slug for slug in slugs if not FIELDS[slug].is_own]
    joins = " ".join(
        f"LEFT JOIN said_{slug} ON said_{slug}.raw = a.{FIELDS[slug].column}" for slug in shared
    )
    unknown = "(SELECT u.bits FROM said_{0} u WHERE u.raw IS NULL)"
    met = "".join(f" & COALESCE(said_{s}.bits, {unknown.format(s)})" for s in shared)
    own, compared, params = "", "", list[object]()
    for slug in slugs:
        if FIELDS[slug].is_own:
            told, values = bits(slug, claims, f"a.v_{slug}")
            own += f" & {told}"
            params += values
            compared += f", {FIELDS[slug].shape.sql.format(FIELDS[slug].column)} AS v_{slug}"
    _claims(cursor, asked)
    _make(
        cursor,
        "met_",
        f"""SELECT a.id AS account_id, %s::varbit{met}{own} AS bits
            FROM (SELECT * {compared} FROM crm_account
                WHERE id IN (SELECT top_id FROM scope_) OFFSET 0) a {joins}""",
        [alive, *params],
    )
    _make(
        cursor,
        "won_",
        """SELECT m.account_id, c.role_id, c.rule_id, c.territory_id, c.level,
               CASE WHEN bit_count(m.bits & c.ties) > 0 THEN m.bits & c.ties END AS ties
           FROM met_ m CROSS JOIN (SELECT role_id, bit_or(own) AS bits FROM claim_ GROUP BY 1) r
           JOIN claim_ c ON c.place = position(B'1' IN m.bits & r.bits)""",
    )


def _claims(cursor: Any, asked: Placing) -> None:
    claims = asked.claims
    columns = (
        list(range(1, len(claims) + 1)),
        *([getattr(c, n) for c in claims] for n in ("rule_id", "role_id", "territory_id", "level")),
        [marked(claims, [claim]) for claim in claims],
        ties(claims),
    )
    _make(
        cursor,
        "claim_",
        """SELECT place, rule_id, role_id, territory_id, level, own::varbit, ties::varbit
           FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::text[],
               %s::text[]) c(place, rule_id, role_id, territory_id, level, own, ties)""",
        columns,
    )


def _rivals(cursor: Any, asked: Placing) -> None:
    """How many territories stand behind each set of equals that occurs."""
    _make(
        cursor,
        "rivals_",
        """SELECT t.ties, count(DISTINCT c.territory_id) AS rivals
           FROM (SELECT DISTINCT ties FROM won_ WHERE ties IS NOT NULL) t
           JOIN claim_ c ON get_bit(t.ties, c.place - 1) = 1 GROUP BY 1""",
    )


def _own(cursor: Any, asked: Placing) -> None:
    """Exceptions of the day and named accounts; the lowest id of several names wins."""
    few = ""
    if asked.accounts:
        few = "WHERE account_id IN (SELECT account_id FROM scope_ UNION SELECT top_id FROM scope_)"
    _make(
        cursor,
        "own_",
        f"""WITH own AS (
               SELECT e.account_id, e.role_id, %(exception)s::int AS level, e.territory_id, e.id
               FROM territories_accountexception e
               WHERE e.model_id = %(model)s AND e.valid @> %(day)s::date
               UNION ALL
               SELECT n.account_id, t.role_id, %(named)s, n.territory_id, n.id
               FROM territories_namedaccount n
               JOIN territories_plannedterritory t ON t.id = n.territory_id
               WHERE t.model_id = %(model)s
           )
           SELECT DISTINCT ON (account_id, role_id) account_id, role_id, level, territory_id,
               count(*) OVER (PARTITION BY account_id, role_id, level) - 1 AS rivals
           FROM own {few} ORDER BY account_id, role_id, level, id""",
        {
            "exception": int(Level.EXCEPTION),
            "named": int(Level.NAMED),
            "model": asked.model_id,
            "day": asked.day,
        },
    )


def _answer(cursor: Any, asked: Placing) -> None:
    """An account's own claim, else that of who decides for it, else the rule met there."""
    _make(
        cursor,
        "answer_",
        """SELECT s.account_id, r.role_id,
               COALESCE(o.territory_id, t.territory_id, w.territory_id) AS territory_id,
               COALESCE(o.level, t.level, w.level) AS level,
               CASE WHEN COALESCE(o.level, t.level) IS NULL THEN w.rule_id END AS rule_id,
               COALESCE(o.rivals, t.rivals, v.rivals, 0) AS rivals
           FROM scope_ s CROSS JOIN unnest(%s::bigint[]) AS r(role_id)
           LEFT JOIN own_ o ON o.account_id = s.account_id AND o.role_id = r.role_id
           LEFT JOIN own_ t ON t.account_id = s.top_id AND t.role_id = r.role_id
           LEFT JOIN won_ w ON w.account_id = s.top_id AND w.role_id = r.role_id
           LEFT JOIN rivals_ v ON v.ties = w.ties""",
        [list(asked.roles)],
    )
