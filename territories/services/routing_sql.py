"""The statements of `routing`, over `answer_` (what the rules say) and what is in force.

`today` is the company's; `day` the one from which a new account has its place, perhaps earlier.
"""

from territories.facts.owners import OWNERS

NEWCOMERS = """
DROP TABLE IF EXISTS newcomer_;
CREATE TEMP TABLE newcomer_ ON COMMIT DROP AS
SELECT n.* FROM answer_ n WHERE NOT EXISTS (
    SELECT FROM territories_placement p
    WHERE p.model_id = %(model)s AND p.account_id = n.account_id AND p.role_id = n.role_id);
ANALYZE newcomer_
"""
KEEP_NEW = """
INSERT INTO territories_placement
    (model_id, role_id, account_id, territory_id, level, rule_id, rivals)
SELECT %(model)s, role_id, account_id, territory_id, level, rule_id, rivals
FROM newcomer_ ORDER BY account_id
"""
ALIGN = """
INSERT INTO territories_alignment
    (account_id, role_id, territory_id, model_id, level, why, valid, run_id)
SELECT n.account_id, n.role_id, t.territory_id, %(model)s, n.level, '',
    daterange(%(day)s, NULL), %(run)s
FROM newcomer_ n JOIN territories_plannedterritory t ON t.id = n.territory_id
WHERE t.territory_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM territories_alignment a WHERE a.account_id = n.account_id
    AND a.role_id = n.role_id AND a.valid && daterange(%(day)s, NULL))
ORDER BY n.account_id
"""
# While a plan is in force an account is where the plan has it: what a load stated of a territory is
# kept as a statement. {few}: of all accounts, or of those that were looked at.
AGREE = """
SELECT a.id, l.territory_id FROM crm_account a
LEFT JOIN territories_alignment l ON l.account_id = a.id AND l.role_id = %(role)s
    AND l.valid @> %(today)s::date
WHERE a.territory_id IS DISTINCT FROM l.territory_id {few}
"""
LOOKED_AT = "AND a.id IN (SELECT account_id FROM scope_)"
# Whose they are: who sits where they came to.
OWNERS_OF_NEW = f"{OWNERS} AND a.id IN (SELECT account_id FROM newcomer_)"
# Accounts that a person holds where they are.
KEPT = """
EXISTS (SELECT FROM territories_accountlock l
        WHERE l.model_id = %(model)s AND l.account_id = p.account_id)
OR EXISTS (SELECT FROM territories_hold h
           WHERE h.account_id = p.account_id AND h.valid @> %(today)s::date)
"""
ASKED = f"""
SELECT p.role_id, p.account_id, p.territory_id AS source_id, n.territory_id AS target_id, n.level,
    n.rule_id
FROM territories_placement p
JOIN answer_ n ON n.account_id = p.account_id AND n.role_id = p.role_id
WHERE p.model_id = %(model)s AND p.territory_id IS DISTINCT FROM n.territory_id AND NOT ({KEPT})
"""
# What is asked of accounts that were looked at, and no longer so, or otherwise.
SETTLED = f"""
DELETE FROM territories_routedmove m USING scope_ s
WHERE m.model_id = %(model)s AND m.account_id = s.account_id AND m.decision = 'open'
    AND NOT EXISTS (SELECT FROM ({ASKED}) a WHERE a.account_id = m.account_id
        AND a.role_id = m.role_id AND a.source_id IS NOT DISTINCT FROM m.source_id
        AND a.target_id IS NOT DISTINCT FROM m.target_id)
"""
ASK = f"""
INSERT INTO territories_routedmove
    (model_id, role_id, account_id, source_id, target_id, level, rule_id, decision, run_id, at)
SELECT %(model)s, a.role_id, a.account_id, a.source_id, a.target_id, a.level, a.rule_id, 'open',
    %(run)s, now()
FROM ({ASKED}) a
WHERE NOT EXISTS (
    SELECT FROM (
        SELECT m.decision, m.target_id FROM territories_routedmove m
        WHERE m.model_id = %(model)s AND m.account_id = a.account_id AND m.role_id = a.role_id
        ORDER BY m.id DESC LIMIT 1
    ) latest WHERE decision = 'open'
        OR (decision = 'declined' AND target_id IS NOT DISTINCT FROM a.target_id))
ORDER BY a.account_id
"""

# Committing ----------------------------------------------------------------------------------

PLACE_MOVED = """
UPDATE territories_placement p
SET territory_id = m.target_id, level = m.level, rule_id = m.rule_id, rivals = 0
FROM territories_routedmove m
WHERE m.id = ANY(%(moves)s) AND p.model_id = m.model_id AND p.role_id = m.role_id
    AND p.account_id = m.account_id
"""
# A place that begins today has no past: it goes. Others end today.
CLOSE = """
WITH gone AS (
    DELETE FROM territories_alignment a USING territories_routedmove m
    WHERE m.id = ANY(%(moves)s) AND a.account_id = m.account_id AND a.role_id = m.role_id
        AND lower(a.valid) >= %(day)s
)
UPDATE territories_alignment a SET valid = daterange(lower(a.valid), %(day)s)
FROM territories_routedmove m
WHERE m.id = ANY(%(moves)s) AND a.account_id = m.account_id AND a.role_id = m.role_id
    AND a.valid @> %(day)s::date AND lower(a.valid) IS DISTINCT FROM %(day)s
"""
OPEN = """
INSERT INTO territories_alignment
    (account_id, role_id, territory_id, model_id, level, why, valid, run_id)
SELECT m.account_id, m.role_id, t.territory_id, m.model_id, m.level, '', daterange(%(day)s, NULL),
    m.run_id
FROM territories_routedmove m JOIN territories_plannedterritory t ON t.id = m.target_id
WHERE m.id = ANY(%(moves)s) AND t.territory_id IS NOT NULL
"""
OWNERS_OF_MOVED = f"""
{OWNERS} AND a.id IN (SELECT account_id FROM territories_routedmove WHERE id = ANY(%(moves)s))
"""

# Undoing a load ------------------------------------------------------------------------------

# Accounts that the load made: they carry its run and nothing is kept of an earlier state.
MADE = """
SELECT a.id FROM crm_account a WHERE a.run_id = %(run)s AND NOT EXISTS (
    SELECT FROM audit_loadedrow j WHERE j.run_id = %(run)s AND j."table" = 'crm_account'
        AND j.pk_value = a.id AND j.before IS NOT NULL)
"""
FORGET_ALIGNMENTS = f"DELETE FROM territories_alignment WHERE account_id IN ({MADE})"
FORGET_PLACEMENTS = f"DELETE FROM territories_placement WHERE account_id IN ({MADE})"
FORGET_MOVES = f"""
DELETE FROM territories_routedmove
WHERE run_id = %(run)s AND decision = 'open' OR account_id IN ({MADE})
"""
