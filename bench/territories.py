"""Placing accounts by 300 rules: as many accounts as deals, up to a million.

The floor stores an answer that is there already: one INSERT of as many placements.
"""

import json
import statistics
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from bench.company import Size
from bench.frame import Figure, Spent, spending
from territories.services.placing import place

MOST = 1_000_000
SECONDS = 60  # for a million accounts on two cores
RUNS = 3
INDUSTRIES = ("Banking", "Chemicals", "Energy", "Food", "Health", "Logistics", "Retail", "Software")

# One account in twenty belongs to a family, one in a hundred is named.
ACCOUNTS = """
INSERT INTO crm_account (external_id, name, industry, segment, country, state, city, postcode,
    website, employees, potential)
SELECT 'T-' || n, 'Company ' || md5(n::text), (%(industries)s::text[])[1 + n * 7 %% 8],
    (ARRAY['Strategic', 'Mid', 'Small', ''])[1 + n * 13 %% 4], 'Country ' || (n * 31 %% 20),
    'State ' || (n * 17 %% 60), 'City ' || (n * 11 %% 5000),
    lpad((n * 7919 %% 90000)::text, 5, '0'),
    'www.' || md5(n::text) || '.example', n * 37 %% 20000, n * 101 %% 900000
FROM generate_series(1::bigint, %(accounts)s) n;
UPDATE crm_account a SET parent_id = p.id FROM crm_account p
WHERE substr(a.external_id, 3)::int %% 20 = 3 AND a.external_id LIKE 'T-%%'
    AND p.external_id = 'T-' || (substr(a.external_id, 3)::int - 1);
"""
PLAN = """
INSERT INTO territories_territorymodel (name, note, state, at) VALUES ('Bench', '', 'draft', now());
INSERT INTO territories_plannedterritory (model_id, slug, name, role_id, target, country, state)
SELECT m.id, 'bench-' || n, 'Bench ' || n, r.id, 1, '', ''
FROM generate_series(0, 99) n, territories_territorymodel m, territories_salesrole r
WHERE m.name = 'Bench' AND r.owns_accounts;
INSERT INTO territories_namedaccount (territory_id, account_id, why)
SELECT (SELECT min(id) FROM territories_plannedterritory) + a.id %% 100, a.id, ''
FROM crm_account a WHERE a.id %% 100 = 0;
ANALYZE;
"""
RULE = """
INSERT INTO territories_rule (territory_id, kind, number, include, exclude, note)
SELECT id, %s, %s, %s, %s, '' FROM territories_plannedterritory WHERE slug = %s
"""
MODEL = "SELECT id FROM territories_territorymodel WHERE name = 'Bench'"
FORGET = "DELETE FROM territories_placement"
KEEP = """
CREATE TEMP TABLE kept AS SELECT * FROM territories_placement ORDER BY account_id;
DELETE FROM territories_placement; ANALYZE kept;
"""
STORE = "INSERT INTO territories_placement SELECT * FROM kept"


def figures(size: Size) -> Iterable[Figure]:
    accounts = min(size.deals, MOST)
    model = make(accounts)
    told = f"{accounts:,} more accounts by 300 rules"
    limit = max(SECONDS * accounts / MOST, 5)
    first = timed(lambda: place(model), before=lambda: run(FORGET))
    run(KEEP)
    floor = timed(lambda: run(STORE), before=lambda: run(FORGET))
    yield figure("T7 place all", f"{told}; nothing was placed before.", first, floor, limit)
    second = timed(lambda: place(model))
    yield figure("T7 place again", f"{told}; nothing is written.", second, floor, limit)
    one = timed(lambda: place(model, accounts=[top()]))
    yield figure("T26 place one", "An account that has just come, and its family.", one, None, 1)


def make(accounts: int) -> int:
    """Accounts with places, sizes and families, a draft with rules; its id."""
    run(ACCOUNTS, {"accounts": accounts, "industries": list(INDUSTRIES)})
    run(PLAN)
    for n in range(300):
        kind, include, exclude = rule(n)
        both = [json.dumps(part) for part in (include, exclude)]
        run(RULE, [kind, 100, *both, f"bench-{n % 100}"])
    return one_number(MODEL)


def rule(n: int) -> tuple[int, list[Any], list[Any]]:
    """Of places, of postcodes, of kinds of customers, of names; the last takes the rest."""
    if n == 299:
        return 50, [], []
    if n < 120:
        country = asks("country", "in", f"Country {n % 20}")
        states = [f"State {(n * 3 + k) % 60}" for k in range(6)]
        return 40, [country, asks("state", "in", *states)], []
    if n < 180:
        return 40, [asks("postcode", "prefix", f"{n * 5 % 900:03}", f"{n * 7 % 900:03}")], []
    if n < 220:
        first = n * 400 % 80000
        excluded = [asks("city", "in", f"City {n}")]
        return 40, [asks("postcode", "between", f"{first:05}", f"{first + 900:05}")], excluded
    if n < 280:
        size = asks("employees", "between", n * 50, n * 50 + 99)
        return 30, [asks("industry", "in", INDUSTRIES[n % 8]), size], []
    return 30, [asks("name", "contains", f"{n:x}{n:x}")], []


def asks(field: str, op: str, *values: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "values": list(values)}


def timed(act: Callable[[], Any], before: Callable[[], Any] = lambda: None) -> list[Spent]:
    spent = []
    for _ in range(RUNS):
        before()
        with spending() as cost:
            act()
        spent.append(cost)
    return spent


def figure(
    name: str, about: str, spent: list[Spent], floor: list[Spent] | None, limit: float
) -> Figure:
    """Wall seconds, as the limit is told in them; CPU seconds beside those of the floor."""
    wall, cpu = (statistics.median(getattr(s, n) for s in spent) for n in ("wall", "cpu"))
    details: dict[str, Any] = {"queries": spent[-1].queries, "cpu": round(cpu, 3)}
    if floor:
        least = statistics.median(s.cpu for s in floor)
        details |= {"floor_cpu": round(least, 3), "cpu_ratio": round(cpu / least, 2)}
        about = f"{about} {cpu:.1f} CPU s, storing alone {least:.1f}."
    return Figure(name, about, round(wall, 3), "s", limit=limit, runs=len(spent), details=details)


def top() -> int:
    return one_number("SELECT max(id) FROM crm_account")


def one_number(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return int(cursor.fetchone()[0])


def run(text: str, params: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
