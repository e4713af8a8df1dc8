"""Deals as they stood, and were known to stand, at an earlier moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

COLUMNS = (
    "opportunity_id, owner_id, stage_id, status, amount, currency, value, close_date, "
    "forecast_category"
)


@dataclass(frozen=True, slots=True)
class DealThen:
    """`value` is in the base currency at the rate of then; None where amount or rate is unknown."""

    id: int
    owner_id: int
    stage_id: int
    status: str
    amount: Decimal | None
    currency: str
    value: Decimal | None
    close_date: date | None
    category: str


def deal_state(as_of: datetime, *, only: int | None = None) -> Iterator[DealThen]:
    """The deals that existed on the day of `as_of` (or only one of them), as then known.

    The rule is the database function `crm_deals_as_of`, so that SQL statements can ask the same.
    """
    where = "" if only is None else "WHERE opportunity_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM crm_deals_as_of(%s) {where}",
            [as_of] if only is None else [as_of, only],
        )
        for row in cursor:
            yield DealThen(*row)
