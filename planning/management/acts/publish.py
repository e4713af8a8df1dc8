"""Publish a plan of the database: quotas come into force, people get letters. Twice is once."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from planning.facts.plans import plan_named
from planning.management.act import Act, Answer, CannotAct
from planning.models import Publication, QuotaPlan
from planning.services.publishing import publish
from teams.services.refused import Refused


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="name or number of an approved plan")
    parser.add_argument("--from", dest="start", metavar="DAY", help="first month, as 2026-10-01")
    parser.add_argument("--reason", default="", help="why, when it goes beyond the limits")


def _answer(options: dict[str, Any]) -> Answer:
    plan = plan_named(options["plan"])
    if plan is None:
        raise CannotAct(f"There is no plan {options['plan']!r}.")
    known = plan.publications.count()
    try:
        made = publish(plan, None, options["reason"], _day(options["start"]))
    except Refused as refused:
        told = {"plan": plan.name, "published": False, "problem": str(refused)}
        return Answer(told, [str(refused)], done=False)
    return Answer(_document(plan, made, is_new=made.number > known), list(_lines(made, known)))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CannotAct(f"{text!r} is no day. Write it like 2026-10-01.") from None


def _document(plan: QuotaPlan, made: Publication, *, is_new: bool) -> dict[str, Any]:
    return {
        "plan": plan.name,
        "published": True,
        "new": is_new,
        "publication": made.number,
        "digest": made.digest,
        "quotas_changed": made.changed if is_new else 0,
        "letters": made.letters.count() if is_new else 0,
        "beyond": made.beyond,
    }


def _lines(made: Publication, known: int) -> list[str]:
    if made.number <= known:
        return [f"Nothing differs from publication {made.number}."]
    letters = made.letters.count()
    return [f"Publication {made.number}: {made.changed} quotas changed, {letters} letters."]


ACT = Act("Publish an approved plan.", _arguments, _answer)
