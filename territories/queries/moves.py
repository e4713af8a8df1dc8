"""Which accounts change hands when a model starts, or while it is in force, with what there is to
hand over.

Who comes to own an account is said in `territories.facts.owners`, of the day of its hand-over: what
is held moves when its hold ends.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from territories.facts.owners import SEATED, first_seated, sits_there

# Contacts and activities in a pack: what one reads; the rest is in the CRM.
MOST_CONTACTS, MOST_ACTIVITIES = 30, 5
EVER = date.min

_DAY = "COALESCE(held.until, %(day)s)"
OWNERS = f"""
CREATE TEMP TABLE territories_owned ON COMMIT DROP AS
WITH role AS (SELECT id FROM territories_salesrole WHERE owns_accounts),
held AS (
    SELECT account_id, upper(valid) AS until FROM territories_hold
    WHERE account_id IS NOT NULL AND valid @> %(day)s
)
SELECT a.id AS account_id, a.owner_id AS giver_id, p.territory_id, p.level, p.rule_id,
    {_DAY} AS starts_on, '' AS cause,
    CASE WHEN p.territory_id IS NULL OR {sits_there("a.owner_id", "p.territory_id", _DAY)}
            THEN a.owner_id
        WHEN held.until IS NULL THEN seated.rep_id
        ELSE {first_seated("p.territory_id", "held.until")} END AS taker_id
FROM crm_account a
LEFT JOIN territories_placement p ON p.account_id = a.id AND p.model_id = %(model)s
    AND p.role_id = (SELECT id FROM role)
LEFT JOIN ({SEATED}) seated ON seated.territory_id = p.territory_id
LEFT JOIN held ON held.account_id = a.id
WHERE %(accounts)s::bigint[] IS NULL OR a.id = ANY(%(accounts)s::bigint[])
"""

# In force: accounts that the SQL in `wanted` gives to somebody on the day, before it is done.
# `cause`: that a hold is over or who sits there changed; else the account itself moved.
WANTED = """
CREATE TEMP TABLE territories_owned ON COMMIT DROP AS
SELECT DISTINCT ON (a.id) a.id AS account_id, a.owner_id AS giver_id, p.territory_id, p.level,
    p.rule_id, %(day)s::date AS starts_on, w.owner_id AS taker_id,
    CASE WHEN EXISTS (SELECT FROM territories_hold h WHERE h.account_id = a.id
            AND upper(h.valid) = %(day)s) THEN 'hold'
        WHEN EXISTS (SELECT FROM territories_alignment l WHERE l.account_id = a.id
            AND l.role_id = p.role_id AND lower(l.valid) = %(day)s) THEN ''
        ELSE 'seat' END AS cause
FROM ({wanted}) w JOIN crm_account a ON a.id = w.account_id
JOIN territories_placement p ON p.account_id = a.id AND p.model_id = %(model)s
    AND p.role_id = (SELECT id FROM territories_salesrole WHERE owns_accounts)
WHERE NOT a.id = ANY(%(but)s::bigint[])
"""

# Why an open deal stays where it is although its account moves: it is somebody else's; or its
# owner, who is still there then, closes it by the policy of the company.
STAYS = """
CASE WHEN d.owner_id IS DISTINCT FROM m.giver_id THEN 'other'
    WHEN (SELECT w.left_on <= m.starts_on FROM teams_rep w WHERE w.id = d.owner_id) THEN NULL
    WHEN (SELECT open_deals = 'stay'
            OR open_deals = 'early' AND s."order" >= (SELECT first FROM late)
        FROM territories_policy) THEN 'closes' END
"""
# `up` climbs from an account to those it is part of: a name or exception holds for a family.
PACKS = f"""
CREATE TEMP TABLE territories_fresh ON COMMIT DROP AS
WITH RECURSIVE moved AS (
    SELECT * FROM territories_owned WHERE giver_id IS DISTINCT FROM taker_id
), up AS (
    SELECT account_id, account_id AS above_id, 0 AS steps FROM moved WHERE level IN (10, 20)
    UNION ALL
    SELECT up.account_id, a.parent_id, steps + 1 FROM up JOIN crm_account a ON a.id = up.above_id
    WHERE a.parent_id IS NOT NULL AND steps < 20
), late AS (
    SELECT min("order") AS first FROM crm_stage, territories_policy
    WHERE kind = 'open' AND chance >= late_stage_chance
), said AS (
    SELECT DISTINCT ON (m.account_id) m.account_id, up.above_id, COALESCE(e.reason, n.why) AS words
    FROM moved m JOIN up ON up.account_id = m.account_id
    LEFT JOIN territories_accountexception e ON m.level = 10 AND e.model_id = %(model)s
        AND e.account_id = up.above_id AND e.territory_id = m.territory_id
    LEFT JOIN territories_namedaccount n ON m.level = 20
        AND n.account_id = up.above_id AND n.territory_id = m.territory_id
    WHERE e.id IS NOT NULL OR n.id IS NOT NULL
    ORDER BY m.account_id, up.steps
)
SELECT m.account_id, m.giver_id, m.taker_id, m.starts_on, jsonb_build_object(
    'value', deals.value::text,
    'deals', COALESCE(deals.rows, '[]'),
    'contacts', COALESCE(contacts.rows, '[]'),
    'activities', COALESCE(activities.rows, '[]'),
    'why', jsonb_build_object(
        'territory', t.name, 'level', m.level, 'number', r.number, 'note', COALESCE(r.note, ''),
        'words', COALESCE(said.words, ''),
        'family', CASE WHEN said.above_id <> m.account_id
            THEN (SELECT name FROM crm_account WHERE id = said.above_id) ELSE '' END)
        || jsonb_strip_nulls(jsonb_build_object('cause', NULLIF(m.cause, '')))) AS pack
FROM moved m
JOIN territories_plannedterritory t ON t.id = m.territory_id
LEFT JOIN territories_rule r ON r.id = m.rule_id
LEFT JOIN said ON said.account_id = m.account_id
LEFT JOIN LATERAL (
    SELECT sum(d.value) FILTER (WHERE h.id IS NULL AND keeps.why IS NULL) AS value,
        jsonb_agg(jsonb_strip_nulls(jsonb_build_object('stays', keeps.why)) || jsonb_build_object(
        'id', d.id, 'name', d.name, 'owner', o.name, 'stage', s.name, 'value', d.value::text,
        'close_date', d.close_date, 'next_step', d.next_step, 'next_step_on', d.next_step_on,
        'held_until', upper(h.valid), 'credit_until', h.credit_until)
        ORDER BY d.value DESC NULLS LAST, d.id) AS rows
    FROM crm_opportunity d JOIN crm_stage s ON s.id = d.stage_id
    JOIN teams_rep o ON o.id = d.owner_id
    LEFT JOIN territories_hold h ON h.deal_id = d.id AND h.valid @> m.starts_on
    CROSS JOIN LATERAL (SELECT {STAYS} AS why) keeps
    WHERE d.account_id = m.account_id AND d.status = 'open'
) deals ON true
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('name', c.name, 'title', c.title, 'email', c.email,
        'phone', c.phone) ORDER BY c.name, c.id) AS rows
    FROM (SELECT * FROM crm_contact WHERE account_id = m.account_id
        ORDER BY name, id LIMIT %(contacts)s) c
) contacts ON true
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('kind', x.kind, 'on', x.happened_on, 'subject', x.subject,
        'rep', x.name) ORDER BY x.happened_on DESC, x.id DESC) AS rows
    FROM (SELECT v.id, v.kind, v.happened_on, v.subject, w.name
        FROM (SELECT id FROM crm_activity WHERE account_id = m.account_id
            UNION SELECT a.id FROM crm_opportunity d
            JOIN crm_activity a ON a.opportunity_id = d.id WHERE d.account_id = m.account_id) own
        JOIN crm_activity v ON v.id = own.id JOIN teams_rep w ON w.id = v.rep_id
        WHERE v.done ORDER BY v.happened_on DESC, v.id DESC LIMIT %(activities)s) x
) activities ON true
"""

# Of a plan in force what was before `since` is over: it is neither changed nor removed.
_OPEN = """h.model_id = %(model)s AND h."on" >= %(since)s
    AND (%(accounts)s::bigint[] IS NULL OR h.account_id = ANY(%(accounts)s::bigint[]))"""
_UNSIGNED = "h.given_at IS NULL AND h.taken_at IS NULL"
# What nobody has signed and what is no longer so.
REMOVE = f"""
DELETE FROM territories_handover h WHERE {_OPEN} AND {_UNSIGNED}
    AND NOT EXISTS (SELECT 1 FROM territories_fresh f WHERE f.account_id = h.account_id)
"""
WRITE = f"""
WITH changed AS (
    UPDATE territories_handover h SET giver_id = f.giver_id, taker_id = f.taker_id,
        "on" = f.starts_on, pack = f.pack, outdated = false,
        giver_reminded_on = CASE WHEN h.giver_id = f.giver_id THEN h.giver_reminded_on END,
        taker_reminded_on = CASE WHEN h.taker_id = f.taker_id THEN h.taker_reminded_on END
    FROM territories_fresh f WHERE f.account_id = h.account_id AND {_OPEN} AND {_UNSIGNED}
        AND (h.giver_id, h.taker_id, h."on", h.pack) IS DISTINCT FROM
            (f.giver_id, f.taker_id, f.starts_on, f.pack)
    RETURNING h.id
), new AS (
    INSERT INTO territories_handover
        (model_id, account_id, giver_id, taker_id, "on", pack, words, outdated)
    SELECT %(model)s, f.account_id, f.giver_id, f.taker_id, f.starts_on, f.pack, '', false
    FROM territories_fresh f
    WHERE NOT EXISTS (SELECT FROM territories_handover h
        WHERE h.account_id = f.account_id AND {_OPEN})
    RETURNING id
)
SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM new)
"""
# What happened on an account in the meantime is no reason to read the pack again.
OUTDATE = f"""
UPDATE territories_handover k SET outdated = NOT k.outdated
FROM (
    SELECT h.id, f.account_id IS NULL
        OR (h.giver_id, h.taker_id, h."on", h.pack - 'activities') IS DISTINCT FROM
            (f.giver_id, f.taker_id, f.starts_on, f.pack - 'activities') AS differs
    FROM territories_handover h LEFT JOIN territories_fresh f ON f.account_id = h.account_id
    WHERE {_OPEN} AND NOT ({_UNSIGNED})
) now
WHERE now.id = k.id AND k.outdated <> now.differs
"""


type Accounts = list[int] | None
type Kept = tuple[int, int, int]


def fresh(cursor: Any, model_id: int, day: date, accounts: Accounts = None) -> None:
    """Temporary tables `territories_owned` (accounts and both owners) and `territories_fresh`
    (those that move, with their packs); of all accounts, or of some."""
    _forget(cursor)
    cursor.execute(OWNERS, {"model": model_id, "day": day, "accounts": accounts})
    cursor.execute("ANALYZE territories_owned")
    pack(cursor, model_id)


def wanted(
    cursor: Any, model_id: int, day: date, text: str, params: Mapping[str, Any], but: list[int]
) -> list[int]:
    """The same for a day of a model in force: of the accounts that the SQL gives to another owner,
    but for some; which ones."""
    _forget(cursor)
    asked = {**params, "model": model_id, "day": day, "but": but}
    cursor.execute(WANTED.format(wanted=text), asked)
    pack(cursor, model_id)
    cursor.execute("SELECT account_id FROM territories_owned")
    return [pk for (pk,) in cursor.fetchall()]


def _forget(cursor: Any) -> None:
    cursor.execute("DROP TABLE IF EXISTS territories_owned, territories_fresh")


def pack(cursor: Any, model_id: int) -> None:
    limits = {"contacts": MOST_CONTACTS, "activities": MOST_ACTIVITIES}
    cursor.execute(PACKS, {"model": model_id, **limits})
    cursor.execute("ANALYZE territories_fresh")


def collect(cursor: Any) -> None:
    """Packs of several days are added up in `territories_all`."""
    cursor.execute(
        """DROP TABLE IF EXISTS territories_all;
        CREATE TEMP TABLE territories_all (account_id bigint, giver_id bigint, taker_id bigint,
            starts_on date, pack jsonb) ON COMMIT DROP"""
    )


def add_up(cursor: Any) -> None:
    cursor.execute("INSERT INTO territories_all SELECT * FROM territories_fresh")


def collected(cursor: Any) -> None:
    """They are `territories_fresh` now."""
    cursor.execute(
        """DROP TABLE IF EXISTS territories_fresh;
        ALTER TABLE territories_all RENAME TO territories_fresh; ANALYZE territories_fresh"""
    )


def keep(cursor: Any, model_id: int, accounts: Accounts = None, since: date = EVER) -> Kept:
    """The hand-overs of `since` and later as they are now: rows written, removed, and marked or no
    longer marked."""
    asked = {"model": model_id, "accounts": accounts, "since": since}
    cursor.execute(REMOVE, asked)
    removed = cursor.rowcount
    cursor.execute(WRITE, asked)
    written = cursor.fetchone()[0]
    cursor.execute(OUTDATE, asked)
    return written, removed, cursor.rowcount
