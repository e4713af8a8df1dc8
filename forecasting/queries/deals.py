"""The deals that a walk looks at, each with its states by day, from the tables of `known`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
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
    o.forecast_category, o.closed_on, t.days, t.fields, t.texts, t.happened, s.reps, s.shares
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
    omitted = status == "open" and _omitted(category)
    now = State("open", amount, currency, close_date, owner, omitted)
    final, base = (status, closed_on), max(created, since)
    by_day: dict[date, list[tuple[str, str, date | None]]] = {}
    for day, field, text, happened in zip(*row[9:13], strict=True):
        by_day.setdefault(day, []).append((field, text, happened))
    state = _with(now, by_day.pop(base, ()), base, final, people)
    found: list[tuple[date, State | None]] = [] if created <= since else [(created, state)]
    start = state if created <= since else None
    for day, changes in by_day.items():
        state = _with(state, changes, day, final, people)
        found.append((day, state))
    return Deal(pk, start, found, list(zip(row[13], row[14], strict=True)) if row[13] else ())


def _with(
    state: State,
    changes: Any,
    day: date,
    final: tuple[str, date | None],
    people: Mapping[str, int],
) -> State:
    """The state after the changes of a day. An empty text is no value, where there may be none."""
    new: dict[str, Any] = {}
    for field, text, happened in changes:
        if field == "amount":
            new["amount"] = Decimal(text) if text else None
        elif field == "close_date":
            new["close_date"] = date.fromisoformat(text) if text else None
        elif field == "forecast_category":
            new["omitted"] = _omitted(text)
        elif field == "currency" and text:
            new["currency"] = text
        elif field == "owner" and text in people:
            new["owner"] = people[text]
        elif field == "status" and text:
            new["status"] = text
            new["closed_on"] = None if text == "open" else _closed(text, happened, day, final)
    return replace(state, **new)


def _closed(status: str, happened: date | None, day: date, final: tuple[str, date | None]) -> date:
    if status == final[0] and final[1] is not None and final[1] <= day:
        return final[1]
    return min(happened or day, day)


def _omitted(category: str) -> bool:
    return category.lower() in LEFT_OUT
