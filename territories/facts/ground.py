"""The one statement beneath all numbers about balance: accounts of a model with what they weigh.

`GROUND` gives one row per placed account, to be read as `FROM weighed w`: account, territory,
family (the account that decides for it), a column per measure, one per protection, and its open
deals. It is read account by account for a question (`units`) and summed by territory for pages
(`weighing`).
"""

from datetime import date, timedelta
from typing import Any

import teams.facts
from territories.core.metrics import MEASURES
from territories.core.protections import PROTECTIONS
from territories.models import Policy

# `own`: accounts that the plan places by themselves, whatever their family does.
_ACCOUNTS = """
WITH RECURSIVE excepted AS (
    SELECT account_id FROM territories_accountexception
    WHERE model_id = %(model)s AND role_id = %(role)s AND valid @> %(day)s::date
), own AS (
    SELECT n.account_id FROM territories_namedaccount n
    JOIN territories_plannedterritory t ON t.id = n.territory_id
    WHERE t.model_id = %(model)s AND t.role_id = %(role)s
    UNION SELECT account_id FROM excepted
), family AS (
    SELECT id, id AS top FROM crm_account WHERE parent_id IS NULL
    UNION ALL
    SELECT c.id, CASE WHEN c.id IN (SELECT account_id FROM own) THEN c.id ELSE f.top END
    FROM family f JOIN crm_account c ON c.parent_id = f.id
), placed AS (
    SELECT p.account_id, p.territory_id, COALESCE(f.top, p.account_id) AS family
    FROM territories_placement p LEFT JOIN family f ON f.id = p.account_id
    WHERE p.model_id = %(model)s AND p.role_id = %(role)s
      AND (%(territories)s::bigint[] IS NULL OR p.territory_id = ANY(%(territories)s))
)"""

_DEALS = """, deals AS (
    SELECT o.account_id,
        count(*) FILTER (WHERE o.status = 'open') AS open_count,
        sum(o.value) FILTER (WHERE o.status = 'open') AS open_value,
        count(*) FILTER (WHERE o.status = 'won') AS won_count,
        sum(o.value) FILTER (WHERE o.status = 'won') AS won_value,
        max(s."order") FILTER (WHERE o.status = 'open') AS furthest,
        bool_or(o.status = 'open' AND s.chance >= %(late)s) AS late
    FROM crm_opportunity o JOIN placed USING (account_id) JOIN crm_stage s ON s.id = o.stage_id
    WHERE o.status = 'open'
       OR (o.status = 'won' AND o.closed_on >= %(year_ago)s AND o.closed_on < %(day)s)
    GROUP BY o.account_id
)"""

# Changed hands lately: another territory or owner than before, since less than the settled days.
# Not where the owner stayed: a plan that only draws other territories around people moves nobody.
_SHIELDS = """, settled AS (
    SELECT n.account_id FROM territories_alignment n JOIN territories_alignment b
      ON b.account_id = n.account_id AND b.role_id = n.role_id
     AND upper(b.valid) = lower(n.valid) AND b.territory_id <> n.territory_id
    WHERE n.role_id = %(role)s AND lower(n.valid) > %(settled)s AND lower(n.valid) <= %(day)s
      AND NOT EXISTS (
        SELECT FROM crm_accountowner o JOIN territories_salesrole r ON r.owns_accounts
        WHERE o.account_id = n.account_id AND r.id = n.role_id
          AND o.valid @> lower(n.valid) AND o.valid @> lower(n.valid) - 1)
    UNION
    SELECT n.account_id FROM crm_accountowner n JOIN crm_accountowner b
      ON b.account_id = n.account_id AND upper(b.valid) = lower(n.valid) AND b.rep_id <> n.rep_id
    WHERE lower(n.valid) > %(settled)s AND lower(n.valid) <= %(day)s
), held AS (
    SELECT COALESCE(h.account_id, o.account_id) AS account_id
    FROM territories_hold h LEFT JOIN crm_opportunity o ON o.id = h.deal_id
    WHERE h.valid @> %(day)s::date
)"""

_SHIELD = {
    "lock": "a.id IN (SELECT account_id FROM territories_accountlock WHERE model_id = %(model)s)",
    "exception": "a.id IN (SELECT account_id FROM excepted)",
    "hold": "a.id IN (SELECT account_id FROM held)",
    "late_deal": "COALESCE(d.late, FALSE)",
    "renewal": "COALESCE(a.renews_on >= %(day)s AND a.renews_on < %(renewal)s, FALSE)",
    "settled": "a.id IN (SELECT account_id FROM settled)",
}


def ground() -> str:
    """The common table expressions; `weighed` is the last."""
    measures = "".join(f", ({one.value})::numeric AS {slug}" for slug, one in MEASURES.items())
    shields = "".join(f", {_SHIELD[each]} AS shield_{each}" for each in PROTECTIONS)
    return f"""{_ACCOUNTS}{_DEALS}{_SHIELDS}, weighed AS (
    SELECT p.account_id, p.territory_id, p.family, a.name, a.owner_id,
        a.country, a.state,
        COALESCE(d.open_count, 0) AS open_deals, d.furthest{measures}{shields}
    FROM placed p JOIN crm_account a ON a.id = p.account_id LEFT JOIN deals d ON d.account_id = a.id
)"""


def parameters(model: int, role: int, territories: list[int] | None) -> dict[str, Any]:
    """What `ground` asks for; without territories: every account that the model looks at."""
    policy, today = Policy.objects.get(pk=1), teams.facts.today()
    return {
        "model": model,
        "role": role,
        "territories": territories,
        "day": today,
        "year_ago": _year_before(today),
        "late": policy.late_stage_chance,
        "renewal": today + timedelta(days=policy.renewal_days),
        "settled": today - timedelta(days=policy.settled_days),
    }


def _year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
