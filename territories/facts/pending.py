"""Whether anything waits at all, so that quiet home pages ask no more than that."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import teams.facts
from teams.waiting import answers, bring
from territories.core.clock import FOLLOW, START
from territories.facts.appeals import NEWS_DAYS


@dataclass(frozen=True, slots=True)
class Pending:
    """Of anybody; who sees what is asked only where there is something."""

    hand_overs: bool
    appeals: bool
    holds: bool
    plans: bool
    seats: bool
    failed: bool


def pending() -> Pending:
    """Once a request."""
    return Pending(*answers("territories"))


# Answers to appeals are news for some days.
_QUESTIONS = (
    "EXISTS (SELECT FROM territories_handover WHERE given_at IS NULL OR taken_at IS NULL)",
    """EXISTS (SELECT FROM territories_appeal
        WHERE state = 'open' OR answered_at >= %(lately)s)""",
    "EXISTS (SELECT FROM territories_hold WHERE upper(valid) > %(today)s)",
    "EXISTS (SELECT FROM territories_territorymodel WHERE state = 'approved')",
    """EXISTS (SELECT FROM territories_territorymodel m
        JOIN territories_plannedterritory t ON t.model_id = m.id
        JOIN territories_seat s ON s.territory_id = t.id AND s.valid @> %(today)s::date
        JOIN territories_salesrole r ON r.id = s.role_id AND r.owns_accounts
        LEFT JOIN teams_rep w ON w.id = s.rep_id
        WHERE m.state = 'active' AND (w.id IS NULL OR w.left_on <= %(today)s))""",
    """(SELECT state FROM audit_run WHERE kind = ANY(%(clock)s) AND state IN ('done', 'failed')
        ORDER BY id DESC LIMIT 1) IS NOT DISTINCT FROM 'failed'""",
)


def _params() -> dict[str, Any]:
    today = teams.facts.today()
    lately = today - timedelta(NEWS_DAYS + 1)
    return {"today": today, "lately": lately, "clock": [START, FOLLOW]}


bring("territories", _QUESTIONS, _params)
