"""The accounts of a model as a question to the optimiser needs them."""

import pandas as pd
from django.db import connection

from territories.core.metrics import MEASURES
from territories.core.protections import PROTECTIONS
from territories.facts.ground import ground, parameters
from territories.facts.parts import Part, part_of
from territories.models import PlannedTerritory, TerritoryModel

_READ = """
SELECT w.account_id, w.name, w.owner_id, w.family, w.territory_id, w.country, w.state,
    w.open_deals, w.furthest,
    (SELECT s.name FROM crm_stage s WHERE s."order" = w.furthest AND s.kind = 'open' LIMIT 1),
    {columns}
FROM weighed w ORDER BY w.account_id
"""
HEAD = [
    "account", "name", "owner", "family", "territory", "country", "state",
    "open_deals", "stage_order", "stage",
]  # fmt: skip


def units(model_id: int, below: int | None = None) -> pd.DataFrame:
    """One row per account that a leaf territory (below `below`) holds.

    Columns: account, name, owner (rep), family (the account that decides), territory; country
    and state as written; open_deals and the stage of the furthest; each measure by its slug, a
    float in base currency, hours or accounts, NaN where unknown; each protection by its slug, true
    or false.
    """
    within = PlannedTerritory.objects.get(pk=below, model=model_id) if below else None
    return units_of(part_of(TerritoryModel.objects.get(pk=model_id), within))


def units_of(part: Part) -> pd.DataFrame:
    metrics, shields = MEASURES.slugs(), list(PROTECTIONS)
    columns = [f"w.{m}::float8" for m in metrics] + [f"w.shield_{s}" for s in shields]
    asked = parameters(part.model.pk, part.role.pk, part.ids)
    with connection.cursor() as cursor:
        cursor.execute(ground() + _READ.format(columns=", ".join(columns)), asked)
        frame = pd.DataFrame(cursor.fetchall(), columns=[*HEAD, *metrics, *shields])
    return frame.astype(dict.fromkeys(metrics, float) | dict.fromkeys(shields, bool))
