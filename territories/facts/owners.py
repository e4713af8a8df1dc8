"""Who owns an account by a model: SQL for whoever moves accounts, or asks what would move.

Whoever owns it already and has a seat in the territory keeps it: that two people share a territory
is no reason to hand over half of it. Else the person with the largest share (then the lower id);
nobody while the seat is open. Accounts that no territory claims, and those that are held, stay.
"""

_SEATS = """
territories_seat s
JOIN territories_salesrole r ON r.id = s.role_id AND r.owns_accounts
"""
# Nobody who has left by then gets an account; who owns one keeps it until the seat is another's.
_THERE = "s.valid @> {day}::date AND NOT EXISTS (SELECT FROM teams_rep w WHERE w.id = s.rep_id \
AND w.left_on <= {day}::date)"
_LARGEST = "s.rep_id IS NULL, s.share DESC, s.rep_id"


def first_seated(territory: str, day: str) -> str:
    """SQL: who comes first there on a day; NULL for an open seat, or none."""
    return f"""(SELECT s.rep_id FROM {_SEATS}
        WHERE s.territory_id = {territory} AND {_THERE.format(day=day)}
        ORDER BY {_LARGEST} LIMIT 1)"""


def sits_there(owner: str, territory: str, day: str) -> str:
    """SQL: whether an owner has a seat there on a day, however small."""
    return f"""EXISTS (SELECT FROM {_SEATS}
        WHERE s.territory_id = {territory} AND s.rep_id = {owner} AND s.valid @> {day}::date)"""


# Parameters: model, day. Columns: territory_id (planned), rep_id (NULL: open).
SEATED = f"""
SELECT DISTINCT ON (s.territory_id) s.territory_id, s.rep_id
FROM {_SEATS}
JOIN territories_plannedterritory t ON t.id = s.territory_id AND t.model_id = %(model)s
WHERE {_THERE.format(day="%(day)s")}
ORDER BY s.territory_id, {_LARGEST}
"""
HELD = """
EXISTS (SELECT FROM territories_hold h WHERE h.account_id = a.id AND h.valid @> %(day)s::date)
"""
# Columns: account_id, owner_id. Accounts as they are aligned on the day.
OWNERS = f"""
SELECT a.id AS account_id, seated.rep_id AS owner_id
FROM territories_alignment l
JOIN territories_salesrole owning ON owning.id = l.role_id AND owning.owns_accounts
JOIN territories_plannedterritory t ON t.territory_id = l.territory_id AND t.model_id = %(model)s
JOIN crm_account a ON a.id = l.account_id
LEFT JOIN ({SEATED}) seated ON seated.territory_id = t.id
WHERE l.valid @> %(day)s::date AND a.owner_id IS DISTINCT FROM seated.rep_id
    AND NOT {sits_there("a.owner_id", "t.id", "%(day)s")} AND NOT {HELD}
"""
# Parameter account: the same for one.
OWNER_OF = f"{OWNERS} AND a.id = %(account)s"
# Parameters since, run: the same for accounts about which the plan says something new: from that
# day on a seat of the territory begins or ends, or a hold ends; or this run brought them there.
TURNED = f"""
{OWNERS} AND (
    EXISTS (SELECT FROM territories_seat s WHERE s.territory_id = t.id
        AND (lower(s.valid) BETWEEN %(since)s AND %(day)s
            OR upper(s.valid) BETWEEN %(since)s AND %(day)s))
    OR EXISTS (SELECT FROM territories_hold h WHERE h.account_id = a.id
        AND upper(h.valid) BETWEEN %(since)s AND %(day)s)
    OR l.run_id = %(run)s)
"""
