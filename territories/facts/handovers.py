"""Hand-overs as somebody may see them, and who signs which side."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, Min, Q, QuerySet, Sum, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, NullIf

from teams.core.access import MANAGER, OPERATORS
from territories.core.signing import GIVE, SIDES, Signed
from territories.facts.policy import policy
from territories.models import HandOver
from versions.core import states

MONEY = DecimalField(max_digits=19, decimal_places=4)
TO_GIVE = Q(given_at=None, giver__isnull=False)
TO_TAKE = Q(taken_at=None, taker__isnull=False)


def hand_overs(access: Any) -> QuerySet[HandOver]:
    """Columns: all of `HandOver` with model, account, giver and taker; `value` of the open deals
    that move, in the company's currency. Those of people whom one sees today: one's own, a manager
    also those of their people on either side."""
    rows = HandOver.objects.select_related("model", "account", "giver", "taker").annotate(
        value=Cast(NullIf(KT("pack__value"), Value("")), MONEY)
    )
    seen = access.rep_ids
    return rows if seen is None else rows.filter(Q(giver__in=seen) | Q(taker__in=seen))


def waiting(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """Those that somebody still has to sign."""
    return rows.filter(TO_GIVE | TO_TAKE)


def to_sign(rows: QuerySet[HandOver], rep_id: int | None) -> QuerySet[HandOver]:
    """Those that this very person has still to sign."""
    return rows.filter(Q(giver=rep_id, given_at=None) | Q(taker=rep_id, taken_at=None))


def done(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    return rows.exclude(TO_GIVE | TO_TAKE)


def with_state(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """`state`: 0 to hand over, 1 to take over, 2 signed by all; to sort by."""
    when = Case(When(TO_GIVE, then=Value(0)), When(TO_TAKE, then=Value(1)), default=Value(2))
    return rows.annotate(state=when)


@dataclass(frozen=True, slots=True)
class Progress:
    """`value` of the open deals that move, in the company's currency; None when none is known."""

    rows: int
    signed: int
    value: Decimal | None


def progress(rows: QuerySet[HandOver]) -> Progress:
    """How far the hand-overs are."""
    missing = Count("pk", filter=TO_GIVE | TO_TAKE)
    found = rows.order_by().aggregate(n=Count("pk"), missing=missing, sum=Sum("value"))
    return Progress(found["n"], found["n"] - found["missing"], found["sum"])


def signed(row: HandOver) -> Signed:
    return Signed(
        row.giver_id is not None,
        row.taker_id is not None,
        row.given_at is not None,
        row.taken_at is not None,
    )


def side_of(row: HandOver, side: str) -> Any:
    """The person of a side, or None."""
    return row.giver if side == GIVE else row.taker


def signs_for(access: Any, row: HandOver, today: date) -> tuple[str, ...]:
    """The sides that somebody may sign: their own; for a person who has left or cannot sign in,
    whoever leads them, or operations."""
    return tuple(side for side in SIDES if _signs(access, side_of(row, side), today))


def _signs(access: Any, rep: Any, today: date) -> bool:
    if rep is None:
        return False
    if rep.pk == access.rep_id:
        return True
    is_gone = rep.user_id is None or (rep.left_on is not None and rep.left_on <= today)
    leads = access.role == MANAGER and rep.pk in (access.rep_ids or ())
    return is_gone and (leads or access.role in OPERATORS)


# What waits --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many hand-overs of a plan; the first is on `first`."""

    model_id: int
    model: str
    n: int
    first: date


def waiting_for(rep_id: int) -> list[Waiting]:
    """Those that this very person has still to sign, by plan."""
    return _by_plan(to_sign(_alive(HandOver.objects.all()), rep_id))


def waiting_near(access: Any, today: date) -> list[Waiting]:
    """Those of people whom one sees that lack a signature and are near: see `remind_days`."""
    rows = hand_overs(access).filter(on__lte=today + timedelta(policy().remind_days))
    return _by_plan(waiting(_alive(rows)))


def _alive(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    return rows.filter(model__state__in=(states.APPROVED, states.ACTIVE))


def _by_plan(rows: QuerySet[HandOver]) -> list[Waiting]:
    found = rows.order_by("model__starts_on", "model").values("model", "model__name")
    counted = found.annotate(n=Count("pk"), first=Min("on"))
    return [Waiting(row["model"], row["model__name"], row["n"], row["first"]) for row in counted]
