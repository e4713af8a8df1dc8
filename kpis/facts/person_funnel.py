"""The funnel of one person by segment, source or product, worked out when somebody asks.

Stored, it would have a row for nearly every visit of a stage: people have few deals, and every cut,
period and basis tells them apart anew. The visits of one person's deals are few enough to walk.
"""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection

from crm import facts as crm
from kernel.periods import Period
from kpis.core.funnel.parts import DIMS, keys
from kpis.core.funnel.rollup import Sums, roll_up
from kpis.core.funnel.tally import VALUES, Shape, tally
from kpis.core.funnel.visits import PLACES, Ints, Visits
from kpis.facts.funnel import FIELDS, Step, most_first, steps_of
from kpis.queries.rollup import read
from kpis.queries.visits import of_owner_sql
from teams import facts as teams

UNIT = 10_000


def parts(rep_id: int, period: Period, basis: str, dim: str) -> dict[str, list[Step]]:
    """As `kpis.facts.funnel.parts`; adds up to the person's stored funnel. One query."""
    stages = [stage.id for stage in crm.stages() if stage.kind == "open"]
    year = teams.company().calendar.year_of(period.start)
    rows = _read(rep_id, year)
    if rows.empty or not stages:
        return {}
    codes, names = keys(rows, dim)
    visits = _visits(rows, codes, period, year)
    counted = tally(visits, basis, Shape(1, 1, len(names), len(stages)))
    (sums,) = roll_up(counted, [[0]])
    found: dict[str, list[Any]] = defaultdict(list)
    for place, key in enumerate(sums.key):
        found[names[key]].append(_row(sums, place, stages))
    return most_first({key: steps_of(each) for key, each in found.items()})


def _read(rep_id: int, year: Period) -> pd.DataFrame:
    """Visits of the deals that were about in the fiscal year, by which the stored ones go too."""
    company = teams.company()
    asked = {"owner": rep_id, "start": year.start, "stop": year.end}
    asked |= {"today": teams.today(), "zone": company.time_zone}
    with connection.cursor() as cursor:
        return read(cursor, of_owner_sql(), asked, DIMS)


def _visits(rows: pd.DataFrame, codes: Ints, period: Period, year: Period) -> Visits:
    """One node, the person, and one month, the whole period."""
    first, stop = ((day - year.start).days for day in (period.start, period.end))
    whole = {
        name: rows[name].to_numpy(np.int64) for name in ("step", "bits", "days", "units", *PLACES)
    }
    return Visits(
        step=whole["step"] - 1,
        bits=whole["bits"],
        days=whole["days"],
        units=whole["units"],
        month={n: np.where((first <= whole[n]) & (whole[n] < stop), 0, -1) for n in PLACES},
        node={name: np.zeros(len(rows), np.int64) for name in PLACES},
        key=codes,
    )


def _row(sums: Sums, place: int, stages: list[int]) -> list[Any]:
    """As `Step` is stored; days are None where they are not known."""
    row: list[Any] = [stages[int(sums.step[place])]]
    for name in FIELDS[1:]:
        number = sums.values[name][place]
        if name in VALUES:
            row.append(Decimal(int(number)) / UNIT)
        else:
            row.append(None if np.isnan(number) else int(number))
    return row
