"""A made-up company of any size, written straight into an empty database by SQL.

Deterministic for a seed. Reps sit in eight teams of two regions and some move once; deals are in
two currencies, one in twenty is split; stages, close dates, amounts and states have a history;
quotas are quarterly. It is made for size, not for realism.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

STAGES = (
    "('lead','Lead',1,'open',FALSE,0.05),('qualify','Qualify',2,'open',TRUE,0.1),"
    "('propose','Propose',3,'open',TRUE,0.4),('negotiate','Negotiate',4,'open',TRUE,0.7),"
    "('won','Won',5,'won',TRUE,1),('lost','Lost',6,'lost',FALSE,0)"
)
MONTHS = 36


@dataclass(frozen=True, slots=True)
class Size:
    """`today` is the last day of data; deals begin MONTHS earlier."""

    deals: int
    reps: int
    today: date
    activities: int = 2

    @property
    def first(self) -> date:
        return self.today - timedelta(365 * MONTHS // 12)


PEOPLE = """
INSERT INTO teams_company (id, name, currency, time_zone, language, country, fiscal_year_start,
    fiscal_pattern, year_named_by_end, week_start, workdays, nightly_at, is_sample,
    names_in_comparison)
VALUES (1, 'Simulated', 'USD', 'UTC', 'en', '', 1, 'months', FALSE, 0, '{0,1,2,3,4}', '02:00',
    FALSE, FALSE) ON CONFLICT (id) DO NOTHING;
INSERT INTO teams_team (slug, external_id, name, parent_id)
SELECT 'region-' || r, 'region-' || r, 'Region ' || r, NULL FROM generate_series(1, 2) r;
INSERT INTO teams_team (slug, external_id, name, parent_id)
SELECT 'team-' || n, 'team-' || n, 'Team ' || n, p.id
FROM generate_series(1, 8) n JOIN teams_team p ON p.slug = 'region-' || (n %% 2 + 1);
INSERT INTO teams_territory (slug, external_id, name, parent_id)
SELECT 'land-' || r, 'land-' || r, 'Land ' || r, NULL FROM generate_series(1, 2) r;
INSERT INTO teams_territory (slug, external_id, name, parent_id)
SELECT 'area-' || n, 'area-' || n, 'Area ' || n, p.id
FROM generate_series(1, 12) n JOIN teams_territory p ON p.slug = 'land-' || (n %% 2 + 1);
INSERT INTO teams_rep (external_id, name, email, title, segment, participates)
SELECT 'S-' || n, 'Rep ' || n, '', '', '', TRUE FROM generate_series(1, %(reps)s) n;
INSERT INTO teams_membership (rep_id, team_id, leads, valid)
SELECT r.id, t.id, FALSE, daterange(%(first)s, CASE WHEN r.n %% 10 = 0 THEN %(middle)s::date END)
FROM (SELECT id, substr(external_id, 3)::int AS n FROM teams_rep) r
JOIN teams_team t ON t.slug = 'team-' || (r.n %% 8 + 1);
INSERT INTO teams_membership (rep_id, team_id, leads, valid)
SELECT r.id, t.id, FALSE, daterange(%(middle)s, NULL)
FROM (SELECT id, substr(external_id, 3)::int AS n FROM teams_rep) r
JOIN teams_team t ON t.slug = 'team-' || ((r.n + 3) %% 8 + 1)
WHERE r.n %% 10 = 0;
INSERT INTO teams_exchangerate (currency, day, rate)
SELECT 'EUR', %(first)s::date + 30 * n, 1.05 + (n %% 5) * 0.02 FROM generate_series(-2, 40) n;
INSERT INTO crm_stage (slug, name, "order", kind, qualifies, chance, needs_review)
SELECT v.*, FALSE FROM (VALUES {stages}) v;
INSERT INTO quotas_quota (measure, rep_id, valid, amount, recorded_at)
SELECT 'revenue', r.id, daterange(q::date, (q + interval '3 months')::date),
    10000 * (5 + r.n %% 7), %(first)s
FROM (SELECT id, substr(external_id, 3)::int AS n FROM teams_rep) r,
    generate_series(date_trunc('quarter', %(first)s::date),
    date_trunc('quarter', %(today)s::date) + interval '6 months', interval '3 months') q;
INSERT INTO crm_account (external_id, name, industry, segment, country, state, city, postcode,
    website)
SELECT 'A-' || n, 'Account ' || n, '', '', '', '', '', '', ''
FROM generate_series(1, GREATEST(%(deals)s / 20, 1)) n;
"""

# h1..h6: hashes of the deal's number, 0 to 1. A third each is won, lost, or open if young.
DEALS = """
CREATE TEMP TABLE made AS
WITH n AS (
    SELECT g AS n, %(first)s::date + (g::bigint * %(span)s / %(deals)s)::int AS created_on,
        (hashint8extended(g, %(seed)s + 1) & 1048575) / 1048576.0 AS h1,
        (hashint8extended(g, %(seed)s + 2) & 1048575) / 1048576.0 AS h2,
        (hashint8extended(g, %(seed)s + 3) & 1048575) / 1048576.0 AS h3,
        (hashint8extended(g, %(seed)s + 4) & 1048575) / 1048576.0 AS h4,
        (hashint8extended(g, %(seed)s + 5) & 1048575) / 1048576.0 AS h5
    FROM generate_series(1, %(deals)s) g
), m AS (
    SELECT *, created_on + (5 + h1 * 115)::int AS planned, (2 + h2 * 10)::int AS to_qualify,
        round((200 + 20000 * h3 * h3 * h3)::numeric, 2) AS amount,
        CASE WHEN h4 < 0.2 THEN 'EUR' ELSE 'USD' END AS currency,
        1 + (h5 * %(reps)s)::int %% %(reps)s AS who, (h5 * 1000)::int AS odd
    FROM n
)
SELECT m.*, CASE WHEN planned > %(today)s::date THEN 'open' WHEN odd %% 9 = 0
        AND created_on > %(today)s::date - 150 THEN 'open'
        WHEN (odd + n) %% 100 < 45 THEN 'won' ELSE 'lost' END AS status,
    CASE WHEN odd %% 4 = 0 THEN 1 + odd %% 2 ELSE 0 END AS pushes
FROM m;
INSERT INTO crm_opportunity (external_id, name, account_id, owner_id, territory_id, stage_id,
    status, amount, currency, value, forecast_category, kind, source, segment, created_on,
    qualified_on, qualified_value, close_date, closed_on, lost_reason, next_step, next_step_on,
    last_activity_on, pushes, row_hash)
SELECT 'D-' || n, 'Deal ' || n, a.id, r.id, t.id, s.id, m.status, m.amount, m.currency,
    CASE WHEN m.currency = 'USD' THEN m.amount ELSE round(m.amount * x.rate, 2) END,
    '', '', '', '', m.created_on,
    CASE WHEN odd %% 12 <> 0 THEN LEAST(m.created_on + to_qualify, planned) END,
    CASE WHEN odd %% 12 <> 0 THEN round(m.amount * (0.8 + 0.4 * h1)::numeric, 2) END,
    planned + CASE WHEN m.status = 'open' THEN pushes * 20 ELSE 0 END,
    CASE WHEN m.status <> 'open' THEN planned END,
    CASE WHEN m.status = 'lost' THEN (ARRAY['Price', 'No decision', '', 'Competitor'])[1 + odd %% 4]
        ELSE '' END, '', CASE WHEN odd %% 3 = 0 THEN %(today)s::date + 5 END,
    LEAST(%(today)s::date, m.created_on + 10), pushes, ''
FROM made m
JOIN crm_account a ON a.external_id = 'A-' || (1 + m.n %% GREATEST(%(deals)s / 20, 1))
JOIN teams_rep r ON r.external_id = 'S-' || m.who
JOIN teams_territory t ON t.slug = 'area-' || (1 + (m.who + odd %% 2) %% 12)
JOIN crm_stage s ON s.slug = CASE m.status WHEN 'open'
    THEN (ARRAY['lead', 'qualify', 'propose', 'negotiate'])[1 + odd %% 4] ELSE m.status END
LEFT JOIN LATERAL (
    SELECT rate FROM teams_exchangerate e WHERE e.currency = m.currency
        AND e.day <= CASE WHEN m.status = 'open' THEN %(today)s ELSE planned END
    ORDER BY e.day DESC LIMIT 1
) x ON m.currency <> 'USD';
"""
MORE = """
INSERT INTO crm_split (opportunity_id, rep_id, kind, share, value)
SELECT o.id, o.owner_id, 'revenue', 60, round(o.value * 0.6, 2)
FROM crm_opportunity o WHERE o.id %% 20 = 0
UNION ALL
SELECT o.id, (SELECT min(id) FROM teams_rep WHERE id > o.owner_id), 'revenue', 40,
    o.value - round(o.value * 0.6, 2)
FROM crm_opportunity o WHERE o.id %% 20 = 0
    AND o.owner_id < (SELECT max(id) FROM teams_rep);
UPDATE crm_split s SET share = 100, value = o.value FROM crm_opportunity o
WHERE o.id = s.opportunity_id AND NOT EXISTS (
    SELECT 1 FROM crm_split t WHERE t.opportunity_id = s.opportunity_id AND t.id <> s.id);
INSERT INTO crm_dealchange (opportunity_id, field, old, new, effective_at, recorded_at, actor,
    inferred)
SELECT o.id, c.field, c.old, c.new, c.at, c.at, '', FALSE FROM crm_opportunity o
JOIN made m ON 'D-' || m.n = o.external_id
CROSS JOIN LATERAL (VALUES
    ('stage', '', 'lead', m.created_on + time '09:00', TRUE),
    ('stage', 'lead', 'qualify', o.qualified_on + time '10:00', o.qualified_on IS NOT NULL),
    ('stage', 'qualify', 'propose', o.qualified_on + 8 + time '10:00',
        o.qualified_on + 8 < COALESCE(o.closed_on, %(today)s)),
    ('stage', 'propose', o.status, o.closed_on + time '16:00', o.status <> 'open'),
    ('status', 'open', o.status, o.closed_on + time '16:00', o.status <> 'open'),
    ('close_date', (m.planned - 30)::text, m.planned::text, m.created_on + 12 + time '12:00',
        m.pushes > 0 AND m.created_on + 12 < COALESCE(o.closed_on, %(today)s)),
    ('amount', round(m.amount * 0.9, 2)::text, m.amount::text, m.created_on + 15 + time '12:00',
        m.odd %% 5 = 0 AND m.created_on + 15 < COALESCE(o.closed_on, %(today)s))
) c (field, old, new, at, exists)
WHERE c.exists AND c.at IS NOT NULL;
INSERT INTO crm_activity (external_id, kind, rep_id, opportunity_id, account_id, subject,
    happened_on, done, two_way, automatic)
SELECT 'T-' || o.id || '-' || k, (ARRAY['call', 'email', 'meeting'])[1 + (o.id + k) %% 3],
    o.owner_id, o.id, o.account_id, '',
    LEAST(o.created_on + k * 9, COALESCE(o.closed_on, %(today)s)), TRUE, (o.id + k) %% 2 = 0,
    (o.id + k) %% 5 = 0
FROM crm_opportunity o, generate_series(1, %(activities)s) k;
DROP TABLE made;
ANALYZE;
"""


def make(size: Size, seed: int = 1) -> None:
    """Fill the database; it must hold no company data yet."""
    params: dict[str, Any] = {
        "deals": size.deals,
        "reps": size.reps,
        "first": size.first,
        "middle": size.first + timedelta(365 * MONTHS // 24),
        "today": size.today,
        "span": (size.today - size.first).days,
        "activities": size.activities,
        "seed": seed,
    }
    with connection.cursor() as cursor:
        # What is made here holds together; checking each reference would take most of the time.
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        trusted = cursor.fetchone()[0]
        if trusted:
            cursor.execute("SET session_replication_role = replica")
        for text in (PEOPLE.replace("{stages}", STAGES), DEALS, MORE):
            cursor.execute(text, params)
        if trusted:
            cursor.execute("RESET session_replication_role")
