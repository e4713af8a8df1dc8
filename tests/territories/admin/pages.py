"""Addresses of the administration of plans, and forms as they are sent."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from territories.models import (
    TerritoryModel,
)

START = date(2026, 1, 1)
FRANCE = [{"field": "country", "op": "in", "values": ["France"]}]
LISTS = [
    "accountexception",
    "accountlock",
    "hold",
    "namedaccount",
    "plannedterritory",
    "policy",
    "proposal",
    "proposedmove",
    "rule",
    "salesrole",
    "seat",
    "territorymodel",
]
ADDED = ["accountexception", "accountlock", "namedaccount", "plannedterritory", "rule", "salesrole"]


def url(model, act, *args):
    return reverse(f"admin:territories_{model}_{act}", args=args)


def text(response):
    return response.content.decode()


def begin(model, since=START):
    TerritoryModel.objects.filter(pk=model.pk).update(
        state="active", starts_on=since, active=DateRange(since, None)
    )


def no_rows(*but):
    """What the form of a territory sends for rows that stay as they are."""
    prefixes = {"seats", "seats-2", "rules", "named", "exceptions"} - set(but)
    return {
        f"{prefix}-{name}": "0" for prefix in prefixes for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }


def as_sent(territory, **changed):
    """The form of a territory when nothing is changed, but for `changed`."""
    said = {
        "name": territory.name,
        "parent": territory.parent_id or "",
        "role": territory.role_id,
        "target": territory.target,
        "country": territory.country,
        "state": territory.state,
    }
    return no_rows() | said | changed
