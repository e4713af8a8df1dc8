"""The deals that a walk looks at, each with its states by day, from the tables of `known`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from forecasting.core.deals import LEFT_OUT, Deal, State
from forecasting.core.movement import Question

# Deals that were expected in the period on some day, or closed in it. Dates of the history are
# ISO texts, which stand in the order of their days.
DEALS = """
SELECT o.id, o.created_on, o.status, o.amount, o.currency, o.close_date, o.owner_id,
    o.forecast_category, o.closed_on, t.days, t.fields, t.texts, t.happened, s.reps, s.shares,
    o.territory_id
FROM (
    SELECT deal, array_agg(day ORDER BY day) AS days, array_agg(field ORDER BY day) AS fields,
        array_agg(text ORDER BY day) AS texts, array_agg(happened ORDER BY day) AS happened,
        bool_or(field = 'close_date' AND text >= %(start)s AND text < %(stop)s) AS near
    FROM forecasting_told GROUP BY deal
) t
JOIN crm_opportunity o ON o.id = t.deal
LEFT JOIN (
    SELECT p.opportunity_id, array_agg(p.rep_id ORDER BY p.share DESC, r.external_id) AS reps,
        array_agg(p.share ORDER BY p.share DESC, r.external_id) AS shares
    FROM crm_split p JOIN teams_rep r ON r.id = p.rep_id
    WHERE p.kind = 'revenue' GROUP BY p.opportunity_id
) s ON s.opportunity_id = o.id
WHERE near OR (o.close_date >= %(start)s::date AND o.close_date < %(stop)s::date)
    OR (o.closed_on >= %(start)s::date AND o.closed_on < %(stop)s::date)
"""
CHUNK = 5000


def deals(asked: Question, people: Mapping[str, int]) -> Iterator[Deal]:
    """Every deal that may move; `people` by CRM id, as the history names them."""
    params = {"start": asked.start.isoformat(), "stop": asked.stop.isoformat()}
    with connection.chunked_cursor() as cursor:
        cursor.execute(DEALS, params)
        while rows := cursor.fetchmany(CHUNK):
            for row in rows:
                yield deal_of(row, asked.since, people)


def deal_of(row: tuple[Any, ...], since: date, people: Mapping[str, int]) -> Deal:
    """States from a row: what the deal says now, with what the history says over it.

    The category of a closed deal (CRMs leave out the lost) says nothing of when it was open.
    """
    pk, created, status, amount, currency, close_date, owner, category, closed_on = row[:9]
    omitted = status == "open" and category.lower() in LEFT_OUT
    now = State("open", amount, currency, close_date, owner, omitted)
    base = max(created, since)
    by_day: dict[date, list[tuple[str, str, date | None]]] = {}
    for day, field, text, happened in zip(*row[9:13], strict=True):
        by_day.setdefault(day, []).append((field, text, happened))
    says = Says(now, status, closed_on, people)
    state = _with(now, by_day.pop(base, ()), base, says)
    found: list[tuple[date, State | None]] = [] if created <= since else [(created, state)]
    start = state if created <= since else None
    for day, changes in by_day.items():
        state = _with(state, changes, day, says)
        found.append((day, state))
    shares = list(zip(row[13], row[14], strict=True)) if row[13] else ()
    return Deal(pk, start, found, shares, row[15])


@dataclass(frozen=True, slots=True)
class Says:
    """What a deal says now: while open, and how it closed; and people by their CRM id."""

    open: State
    status: str
    closed_on: date | None
    people: Mapping[str, int]


def _with(state: State, changes: Any, day: date, says: Says) -> State:
    """The state after the changes of a day. An empty text is no value, where there may be none;
    None is what the deal says now."""
    new: dict[str, Any] = {}
    now = says.open
    for field, text, happened in changes:
        if field == "amount":
            new["amount"] = now.amount if text is None else Decimal(text) if text else None
        elif field == "close_date":
            new["close_date"] = (
                now.close_date if text is None else date.fromisoformat(text) if text else None
            )
        elif field == "forecast_category":
            new["omitted"] = now.omitted if text is None else text.lower() in LEFT_OUT
        elif field == "currency" and text != "":
            new["currency"] = text or now.currency
        elif field == "owner":
            new["owner"] = says.people.get(text, now.owner) if text else now.owner
        elif field == "status" and text != "":
            new["status"], new["closed_on"] = _status(text, happened, day, says)
    return replace(state, **new)


def _status(
    text: str | None, happened: date | None, day: date, says: Says
) -> tuple[str, date | None]:
    """With the day on which it closed: as it is kept, else as it was told, at the latest `day`."""
    kept = says.closed_on
    if text is None:
        text = "open" if kept is not None and kept > day else says.status
    if text == "open":
        return text, None
    if text == says.status and kept is not None and kept <= day:
        return text, kept
    return text, min(happened or day, day)
