"""What a deal is worth in the base currency, when it qualified, and how often it was pushed.

- Value: the amount; of a foreign one the amount at the rate of the day it closed, of an open deal
  at today's rate, rounded half up to the base currency's decimals. Without a rate it is unknown.
  Amounts in the base currency keep all their decimals.
- Splits: parts of the value by largest remainder as in `kernel.money.split`, the larger share
  first, equal ones by the rep's CRM id; so they add up to the value whatever the order of loading.
- Qualified: the day of the first entry to a qualifying stage, and the amount of then at that
  day's rate. Without stage history, the day of creation: closed deals must have been qualified
  once, open ones are when their stage qualifies.
- Pushes: moves of the close date into a later fiscal month.

Nothing is written where nothing changes.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from audit.services.staging import analyse, ask, run
from crm.services import statistics
from kernel.money import digits
from teams import facts as teams

PIECE = 50_000  # deals valued in one transaction


def revalue_deals(deals: Iterable[int]) -> None:
    """Everything above for these deals."""
    if ids := ", ".join(map(str, deals)):
        revalue(f"SELECT id FROM crm_opportunity WHERE id IN ({ids})")


def revalue_currencies(currencies: Iterable[str]) -> list[int]:
    """After new rates: every deal in these currencies. Gives the deals looked at."""
    pks = [
        pk
        for (pk,) in ask(
            "SELECT id FROM crm_opportunity WHERE currency = ANY(%s)", [list(currencies)]
        )
    ]
    revalue_deals(pks)
    return pks


def revalue_everything(beat: Callable[[int], None]) -> int:
    """After a change of what values rest on; tells after each piece how many deals were looked at.

    In pieces by id, each stored at once: it may take minutes and be done again at any time.
    """
    ((first, last),) = ask("SELECT min(id), max(id) FROM crm_opportunity")
    looked = 0
    for start in range(first or 0, (last or -1) + 1, PIECE):
        with transaction.atomic():
            revalue(f"SELECT id FROM crm_opportunity WHERE id >= {start} AND id < {start + PIECE}")
            ((deals,),) = ask("SELECT count(*) FROM worth")
        looked += deals
        beat(looked)
    return looked


def revalue(ids: str) -> None:
    """The same for the deals that the SQL `ids` selects."""
    _gather(ids)
    _deals()
    _splits()


def resplit(ids: str) -> None:
    """Only the parts of the deals' values."""
    _gather(ids)
    _splits()


def _gather(ids: str) -> None:
    run("DROP TABLE IF EXISTS worth")
    deals = run(f"CREATE TEMP TABLE worth AS {ids}")
    analyse("worth", "id")
    statistics.refresh(deals)


def in_base_on(amount: str, day: str, currency: str) -> str:
    """SQL of an amount in the base currency on a day; all three are SQL over some row."""
    base = teams.company().currency
    return f"""CASE WHEN {currency} = '{base}' THEN {amount} ELSE round({amount} * (
        SELECT x.rate FROM teams_exchangerate x WHERE x.currency = {currency} AND x.day <= {day}
        ORDER BY x.day DESC LIMIT 1), {digits(base)}) END"""


def _deals() -> None:
    rate_day = "least(coalesce(o.closed_on, %(today)s), %(today)s)"
    run(
        f"""UPDATE crm_opportunity o
            SET value = n.value, qualified_on = n.qualified_on, pushes = n.pushes,
                qualified_value = n.qualified_value, last_activity_on = n.last_activity_on
            FROM (
                SELECT o.id, {_in_base("o.amount", rate_day)} AS value,
                       q.day AS qualified_on,
                       CASE WHEN q.day IS NOT NULL THEN {_in_base("a.amount", "q.day")} END
                           AS qualified_value,
                       coalesce(p.pushes, 0) AS pushes,
                       greatest(o.last_activity_on, l.day) AS last_activity_on
                FROM worth w JOIN crm_opportunity o USING (id)
                JOIN crm_stage s ON s.id = o.stage_id
                {_ENTRIES} {_PUSHES} {_LAST_ACTIVITY}
                CROSS JOIN LATERAL (SELECT
                    CASE WHEN e.opportunity_id IS NOT NULL
                         THEN (e.qualified AT TIME ZONE %(zone)s)::date
                         WHEN s.qualifies OR s.kind <> 'open' THEN o.created_on END AS day) q
                {_AMOUNT_THEN}
            ) n
            WHERE n.id = o.id AND ROW(o.value, o.qualified_on, o.pushes, o.qualified_value,
                                      o.last_activity_on)
                  IS DISTINCT FROM ROW(n.value, n.qualified_on, n.pushes, n.qualified_value,
                                       n.last_activity_on)""",
        {
            "today": teams.today(),
            "zone": teams.company().time_zone,
            "base": teams.company().currency,
            "digits": digits(teams.company().currency),
            "months": _month_starts(),
        },
    )


def _in_base(amount: str, day: str) -> str:
    """SQL of an amount of deal o in the base currency, at the rate of a day."""
    return f"""CASE WHEN o.currency = %(base)s THEN {amount} ELSE round({amount} * (
        SELECT x.rate FROM teams_exchangerate x WHERE x.currency = o.currency AND x.day <= {day}
        ORDER BY x.day DESC LIMIT 1), %(digits)s) END"""


_ENTRIES = """LEFT JOIN (
    SELECT c.opportunity_id, min(c.effective_at) FILTER (
        WHERE g.kind = 'won' OR (g.qualifies AND g.kind = 'open')) AS qualified
    FROM worth w JOIN crm_dealchange c ON c.opportunity_id = w.id AND c.field = 'stage'
    JOIN crm_stage g ON g.slug = c.new GROUP BY 1) e ON e.opportunity_id = o.id"""

_PUSHES = """LEFT JOIN (
    SELECT opportunity_id, count(*) FILTER (
        WHERE width_bucket(new::date, %(months)s::date[]) >
              width_bucket(earlier::date, %(months)s::date[])) AS pushes
    FROM (SELECT c.opportunity_id, c.new, lag(c.new) OVER (
              PARTITION BY c.opportunity_id
              ORDER BY c.effective_at, c.recorded_at, c.inferred DESC, c.id) AS earlier
          FROM worth w JOIN crm_dealchange c ON c.opportunity_id = w.id
          WHERE c.field = 'close_date' AND c.new <> '') moves
    GROUP BY 1) p ON p.opportunity_id = o.id"""

_LAST_ACTIVITY = """LEFT JOIN (
    SELECT a.opportunity_id, max(a.happened_on) AS day
    FROM worth w JOIN crm_activity a ON a.opportunity_id = w.id WHERE a.done GROUP BY 1
    ) l ON l.opportunity_id = o.id"""

_AMOUNT_THEN = """LEFT JOIN LATERAL (
    SELECT c.new FROM crm_dealchange c
    WHERE c.opportunity_id = o.id AND c.field = 'amount' AND c.effective_at <=
          coalesce(e.qualified, o.created_on::timestamp AT TIME ZONE %(zone)s)
    ORDER BY c.effective_at DESC, c.recorded_at DESC, c.inferred, c.id DESC LIMIT 1) h ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN h.new IS NULL THEN o.amount
                                    ELSE nullif(h.new, '')::numeric END AS amount) a"""


def _splits() -> None:
    """Parts of each deal's value, see the module's words."""
    quantum = 10 ** digits(teams.company().currency)
    run(
        """WITH s AS MATERIALIZED (  -- few deals are split: these first
                SELECT * FROM crm_split WHERE opportunity_id IN (SELECT id FROM worth))
            UPDATE crm_split t SET value = n.value
            FROM (
                SELECT id, CASE WHEN kind = 'overlay' THEN round(v * share / 100, %(digits)s)
                    ELSE (part + CASE WHEN rank <= missing THEN sign(units) ELSE 0 END) / %(q)s
                         + CASE WHEN place = 1 THEN v - units / %(q)s ELSE 0 END END AS value
                FROM (
                    SELECT *, abs(units - sum(part) OVER deal) AS missing,
                           row_number() OVER (PARTITION BY opportunity_id, kind
                               ORDER BY abs(exact - part) DESC, place) AS rank
                    FROM (
                        SELECT *, trunc(exact) AS part
                        FROM (
                            SELECT s.id, s.opportunity_id, s.kind, s.share, o.value AS v,
                                   trunc(o.value * %(q)s) AS units,
                                   trunc(o.value * %(q)s) * s.share / sum(s.share) OVER (
                                       PARTITION BY s.opportunity_id, s.kind) AS exact,
                                   row_number() OVER (PARTITION BY s.opportunity_id, s.kind
                                       ORDER BY s.share DESC, r.external_id) AS place
                            FROM s JOIN crm_opportunity o ON o.id = s.opportunity_id
                            JOIN teams_rep r ON r.id = s.rep_id) a) b
                    WINDOW deal AS (PARTITION BY opportunity_id, kind)) c) n
            WHERE n.id = t.id AND n.value IS DISTINCT FROM t.value""",
        {"digits": digits(teams.company().currency), "q": quantum},
    )


def _month_starts() -> list[date]:
    """First days of the fiscal months that close dates of the history fall in."""
    ((first, last),) = ask(
        """SELECT min(c.new::date), max(c.new::date) FROM worth w
           JOIN crm_dealchange c ON c.opportunity_id = w.id
           WHERE c.field = 'close_date' AND c.new <> ''"""
    )
    if first is None:
        return [date(2000, 1, 1)]
    months = teams.company().calendar.months(first, last)
    return [m.start for m in months] or [first]
