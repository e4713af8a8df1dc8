"""What tests of loads begin with: three reps, an account, stages; and a deal to vary."""

from typing import Any

import pytest

from crm.services import loads
from teams.services import loads as people
from tests.factories import teams as make
from tests.factories.staging import load

DEAL = {
    "external_id": "D1",
    "name": "Big one",
    "account": "A1",
    "owner": "bob@acme.test",
    "stage": "Propose",
    "amount": "1000.5",
    "created_on": "2025-01-10",
    "close_date": "2025-06-30",
}


def deal(**more: Any) -> dict[str, Any]:
    return DEAL | more


@pytest.fixture
def world(db) -> None:
    """Bob, two Charlies, an account of Bob's, and three stages."""
    make.company()
    load(
        people.merge_reps,
        {"external_id": "B", "name": "Bob", "email": "bob@acme.test"},
        {"external_id": "C", "name": "Charlie", "email": "charlie@acme.test"},
        {"external_id": "C2", "name": "Charlie", "email": "charlie2@acme.test"},
    )
    load(loads.merge_accounts, {"external_id": "A1", "name": "Fay Inc", "owner": "B"})
    load(
        loads.merge_stages,
        {"name": "Lead", "order": 1, "qualifies": "false"},
        {"name": "Propose", "order": 2, "qualifies": None},
        {"name": "Closed Won", "order": 3, "kind": "won", "qualifies": None},
    )
