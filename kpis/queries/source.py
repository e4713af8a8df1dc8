"""What a measure source declares.

In its texts `d` is the relation of deals (live, or as of a day), `sp` the split (absent for
undivided deals), `b` the period that a row falls into, `s` the seat of the rep on the day.
`{value}` is the credited part of the deal's value, `{share}` that of the deal itself, 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kpis.queries.relation import LIVE, Deals

Kind = Literal["flow", "state", "lead"]
SPLITS = "LEFT JOIN crm_split sp ON sp.opportunity_id = d.id AND sp.kind = 'revenue'"
SHARE = "COALESCE(sp.share / 100, 1)"
DEAL_REP = "COALESCE(sp.rep_id, d.owner_id)"


@dataclass(frozen=True, slots=True)
class Sum:
    """`amount` summed over the rows where `where` holds; `words` name it for people.

    A scope that is known in the period but has no rows has 0, unless `unknown_without` rows.
    """

    amount: str
    where: str
    words: str
    unknown_without: bool = False


@dataclass(frozen=True)
class Source:
    """Rows of one kind with a day, a rep and a territory, and what is summed over them.

    flow: what happened on a day; stored by month (`by_day` names those also stored by day).
    state: how things stood at the end of a day, `d.day`, for the periods of `kpis_period` that
    are looked at then, by `period`.
    lead: the same, seen from the middle of a period that has since gone on.
    `row_kind`, `row_id`: what a listed row is, for the link to it.
    """

    about: str
    sums: Mapping[str, Sum]
    tables: str
    day: str
    kind: Kind = "flow"
    period: str = ""
    where: str = "TRUE"
    rep: str = DEAL_REP
    territory: str = "d.territory_id"
    share: str = SHARE
    row_kind: str = "deal"
    row_id: str = "d.id"
    by_day: tuple[str, ...] = ()
    stage_sums: Mapping[str, Sum] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relations:
    """What the relations of a source's texts are called in one statement.

    `deals`: as of when the question is asked. `open`: open deals with their marks. `now`: the
    deals that tell the outcome of leads.
    """

    deals: Deals = LIVE
    open: str = "kpis_open"
    now: str = LIVE.sql

    def fill(self, sql: str) -> str:
        words = {
            "{deals}": self.deals.sql,
            "{open}": self.open,
            "{now}": self.now,
            "{splits}": SPLITS,
            "{value}": f"COALESCE({self.deals.split_value}, d.value)",
            "{share}": SHARE,
        }
        for word, meaning in words.items():
            sql = sql.replace(word, meaning)
        return sql
