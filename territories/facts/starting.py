"""Whether plans start on their day and dated changes happen; if not, what is in the way."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils import timezone

import audit.facts
import teams.facts
from territories.core.clock import FOLLOW, START
from territories.models import TerritoryModel
from versions.core import states

# The clock asks every five minutes: by then something is wrong.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A plan that could not start ("failed"), was not even tried to ("late"), or whose changes of
    a day failed ("day"). `why` is the first line of what the run says; `day` when it was due."""

    kind: Literal["failed", "late", "day"]
    plan: str
    day: date
    run_id: int | None = None
    why: str = ""


def troubles(today: date) -> list[Trouble]:
    """Of plans that are due, the earliest first; else of the one in force."""
    rows = TerritoryModel.objects.filter(state=states.APPROVED, starts_on__lte=today)
    found = [one for row in rows.order_by("starts_on", "pk") if (one := _start(row, today))]
    return found or _day(today)


def _start(row: TerritoryModel, today: date) -> Trouble | None:
    assert row.starts_on is not None
    if failed := _failed(START, row.pk):
        return Trouble("failed", row.name, row.starts_on, *failed)
    if row.starts_on < today or _since_midnight() > PATIENCE:
        return Trouble("late", row.name, row.starts_on)
    return None


def _day(today: date) -> list[Trouble]:
    row = TerritoryModel.objects.filter(active__contains=today).first()
    failed = _failed(FOLLOW, row.pk) if row else None
    return [Trouble("day", row.name, today, *failed)] if row and failed else []


def _failed(kind: str, model_id: int) -> tuple[int, str] | None:
    """The newest run about the model, if it failed."""
    rows = audit.facts.runs().filter(kind=kind, params__model=model_id)
    last = rows.filter(state__in=("done", "failed")).order_by("-pk").first()
    if last is None or last.state != "failed":
        return None
    said = last.error.strip().splitlines()
    return last.pk, said[0] if said else ""


def _since_midnight() -> timedelta:
    """Where the company is."""
    now = timezone.now().astimezone(ZoneInfo(teams.facts.company().time_zone))
    return timedelta(hours=now.hour, minutes=now.minute)
