"""What the sample manager asked the sample rep about deals that slipped, and one answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm import facts as crm
from operations.facts import plans as facts
from operations.services import plans


@dataclass(frozen=True, slots=True)
class Question:
    """`days` until the answer is due; the reason and words of the answer, if there is one."""

    text: str
    days: int
    reason: str = ""
    answer: str = ""


QUESTIONS = (
    Question("What does the buyer still need, and by when?", 3),
    Question(
        "Who signs, and have we met them?",
        1,
        "legal",
        "Their lawyers have had the contract since Monday. Call with both on Thursday.",
    ),
    Question("Is the date agreed with the customer?", 5),
)


def ask(*, manager: Any, rep: Any, today: date) -> None:
    """About the open deals of the rep that were pushed most; each is asked about once."""
    deals = crm.opportunities().filter(owner=rep.pk).open()
    pushed = deals.order_by("-pushes", "-value", "external_id")
    for one, deal in zip(QUESTIONS, pushed[: len(QUESTIONS)], strict=False):
        if facts.last_of(deal.pk) is not None:
            continue
        due_on = today + timedelta(one.days)
        plan = plans.ask(
            deal_id=deal.pk, rep_id=rep.pk, by=manager.user, text=one.text, due_on=due_on
        )
        if one.reason:
            said = {"reason": one.reason, "text": one.answer}
            plans.answer(plan=plan, by=rep.user, expected_on=today + timedelta(25), **said)
