"""Who owns an account by a model: SQL for whoever moves accounts, or asks what would move.

Whoever owns it already and has a seat in the territory keeps it: that two people share a territory
is no reason to hand over half of it. Else the person with the largest share (then the lower id).
While a seat is open, whoever led the person who sat there last looks after it (ADR 0018); nobody
where nobody ever sat there. Accounts that no territory claims, and those that are held, stay.
"""

_SEATS = """
territories_seat s
JOIN territories_salesrole r ON r.id = s.role_id AND r.owns_accounts
"""
# Nobody who has left by then gets an account, or keeps one.
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
        WHERE s.territory_id = {territory} AND s.rep_id = {owner} AND {_THERE.format(day=day)})"""


# Who sat in each territory last, in this plan or one that was in force before, and until when.
_GONE = """
SELECT DISTINCT ON (t.id) t.id AS territory_id, s.rep_id, over.until
FROM territories_plannedterritory t
JOIN territories_plannedterritory b ON b.id = t.id OR b.territory_id = t.territory_id
JOIN territories_territorymodel of ON of.id = b.model_id
JOIN territories_seat s ON s.territory_id = b.id
JOIN territories_salesrole r ON r.id = s.role_id AND r.owns_accounts
JOIN teams_rep w ON w.id = s.rep_id
CROSS JOIN LATERAL (SELECT LEAST(upper(s.valid), w.left_on,
    CASE WHEN b.id <> t.id THEN COALESCE(upper(of.active), %(day)s::date) END) AS until) over
WHERE t.model_id = %(model)s AND (b.id = t.id OR of.active IS NOT NULL)
    AND over.until <= %(day)s AND COALESCE(lower(s.valid), '-infinity') <= over.until
ORDER BY t.id, over.until DESC, s.share DESC, s.rep_id
"""
# Who led them on their last day, in their team or the next one above that has a lead, and is
# still there.
_LEADS = f"""
SELECT DISTINCT ON (g.territory_id) g.territory_id, l.rep_id
FROM ({_GONE}) g
JOIN teams_membership m ON m.rep_id = g.rep_id AND COALESCE(lower(m.valid), '-infinity') < g.until
JOIN (WITH RECURSIVE up(team_id, above_id, steps) AS (
        SELECT id, id, 0 FROM teams_team
        UNION ALL SELECT up.team_id, n.parent_id, steps + 1
        FROM up JOIN teams_team n ON n.id = up.above_id
        WHERE n.parent_id IS NOT NULL AND steps < 20
    ) SELECT * FROM up) up ON up.team_id = m.team_id
JOIN teams_membership l ON l.team_id = up.above_id AND l.leads AND l.rep_id <> g.rep_id
    AND l.valid @> %(day)s::date
JOIN teams_rep w ON w.id = l.rep_id AND (w.left_on IS NULL OR w.left_on > %(day)s)
ORDER BY g.territory_id, upper(m.valid) DESC NULLS FIRST, up.steps, l.rep_id
"""
# Parameters: model, day. Columns: territory_id (planned), rep_id (NULL: open, and nobody looks
# after it).
SEATED = f"""
SELECT s.territory_id, COALESCE(s.rep_id, leads.rep_id) AS rep_id
FROM (
    SELECT DISTINCT ON (t.id) t.id AS territory_id, s.rep_id
    FROM territories_plannedterritory t
    LEFT JOIN ({_SEATS}) ON s.territory_id = t.id AND {_THERE.format(day="%(day)s")}
    WHERE t.model_id = %(model)s
    ORDER BY t.id, {_LARGEST}
) s LEFT JOIN ({_LEADS}) leads ON leads.territory_id = s.territory_id
"""
# A hold is with a person: it is over when they have left.
HELD = """
EXISTS (SELECT FROM territories_hold h JOIN teams_rep w ON w.id = h.rep_id
    WHERE h.account_id = a.id AND h.valid @> %(day)s::date
    AND (w.left_on IS NULL OR w.left_on > %(day)s))
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
# day on a seat of the territory begins or ends, or a hold ends; the owner has left, whenever that
# became known; or this run brought them there.
TURNED = f"""
{OWNERS} AND (
    EXISTS (SELECT FROM territories_seat s WHERE s.territory_id = t.id
        AND (lower(s.valid) BETWEEN %(since)s AND %(day)s
            OR upper(s.valid) BETWEEN %(since)s AND %(day)s))
    OR EXISTS (SELECT FROM territories_hold h WHERE h.account_id = a.id
        AND upper(h.valid) BETWEEN %(since)s AND %(day)s)
    OR EXISTS (SELECT FROM teams_rep w WHERE w.id = a.owner_id AND w.left_on <= %(day)s)
    OR l.run_id = %(run)s)
"""
# Parameters territories (planned), held, left: those for which a later day says something new.
AHEAD = f"""
{OWNERS} AND t.id = ANY(%(territories)s::bigint[])
UNION {OWNERS} AND a.id = ANY(%(held)s::bigint[])
UNION {OWNERS} AND a.owner_id = ANY(%(left)s::bigint[])
"""
