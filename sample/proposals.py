"""The sample company's draft is ready for the optimiser: goals, what must stay, one question."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

import territories.facts.models as models
from crm import facts as crm
from sample.territories import DRAFT, FULL
from teams import facts as teams
from territories.core.holding import Terms
from territories.core.question import Question
from territories.services import goals, holds, proposing
from territories.services.editing import lock_account

GOALS = {"potential": Decimal("0.10"), "workload": Decimal("0.15")}
ASKED = 0.25  # a first step: what is protected leaves the goals out of reach
LOCKED, HELD = 0, 1  # of the fullest territory's accounts, the largest first
HOLD_DAYS = 45


def prepare() -> None:
    """Once: a draft that has goals, or is none any more, is left alone. Nobody waits for the
    answer: a worker makes it."""
    model = models.models().filter(name=DRAFT, state="draft").first()
    if model is None or model.goals.exists():
        return
    author = get_user_model().objects.filter(role="operations").order_by("pk").first()
    goals.agree(model.pk, GOALS, by=author)
    largest = list(_largest())
    reason = "The buyer asked for the same person until the renewal"
    lock_account(by=author, model_id=model.pk, account_id=largest[LOCKED].pk, reason=reason)
    _hold(largest[HELD], author)
    proposing.ask(model.pk, Question("disruption", dict.fromkeys(GOALS, ASKED)), by=author)


def _largest() -> Any:
    rows = crm.accounts().filter(owner__external_id=FULL, potential__isnull=False)
    return rows.order_by("-potential", "pk")[: HELD + 1]


def _hold(account: Any, author: Any) -> None:
    start = teams.today()
    end = start + timedelta(days=HOLD_DAYS)
    terms = Terms("late_deal", start, end, "A large deal is in its last weeks")
    holds.hold_account(account=account, terms=terms, by=author)
