"""Changes of goals as a feed: publications, adjustments, quotas by hand, each with the difference.

Everybody reads what concerns them: a rep their own, a manager their people's and teams'.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import quotas.facts
from audit import facts as audit
from planning.core.figures import Goal
from planning.facts import published
from planning.facts.adjustments import State, adjustments
from planning.facts.checklist import changed, names_of

PUBLISHED, ADJUSTED, BY_HAND = "published", "adjusted", "by_hand"
# Publications and changes by hand that the feed looks back at.
MOST_PUBLICATIONS, MOST_BY_HAND = 40, 400


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are sums over the days; None: nothing was promised, or not known.

    `plan_id` 0: not of a plan. `state`: of an adjustment.
    """

    at: datetime
    kind: str
    holder: str
    holder_id: int
    name: str
    goal: Goal
    before: Decimal | None
    after: Decimal | None
    why: str
    by: str
    plan_id: int = 0
    about: str = ""
    state: str = ""

    @property
    def difference(self) -> Decimal | None:
        if self.after is None and self.before is None:
            return None
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


def changes(access: Any) -> list[Change]:
    """The latest first."""
    found = [*_published(access), *_adjusted(access), *_by_hand(access)]
    return sorted(found, key=lambda one: (one.at, one.kind, one.name), reverse=True)


def sees(access: Any, kind: str, holder_id: int) -> bool:
    seen = access.rep_ids if kind == "rep" else access.team_ids
    return seen is None or holder_id in seen


def _published(access: Any) -> Iterator[Change]:
    """Each publication against the one before; all are replayed once."""
    rows = list(published.publications().order_by("-at", "-pk")[:MOST_PUBLICATIONS])
    standing: published.Figures = {}
    if rows:
        standing = published.before(rows[-1])
    for row in reversed(rows):
        own = published.figures_of(row)
        days = published.days_of(own)
        before = {slot: amount for slot, amount in standing.items() if slot.start in days}
        for one in changed(before, own):
            if sees(access, one.kind, one.holder_id):
                yield Change(
                    row.at,
                    PUBLISHED,
                    one.kind,
                    one.holder_id,
                    one.name,
                    one.goal,
                    one.before,
                    one.after,
                    row.reason,
                    row.by.name if row.by else "",
                    row.plan_id,
                    f"{row.plan.name} · {row.number}",
                )
        standing = {s: amount for s, amount in standing.items() if s.start not in days} | own


def _adjusted(access: Any) -> Iterator[Change]:
    """What was asked and refused; an approved one is told by its publication, too."""
    for row in adjustments(access):
        goal, last = row.line.goal, row.decided_by or row.by
        asked = row.state == State.ASKED
        yield Change(
            row.at if asked else row.decided_at or row.at,
            ADJUSTED,
            "rep",
            row.line.rep_id or 0,
            row.line.rep.name if row.line.rep else "",
            Goal(goal.measure, goal.product_family, goal.segment),
            None,
            row.amount,
            row.why if asked else row.words or row.why,
            last.name if last else "",
            goal.plan_id,
            goal.plan.name,
            row.get_state_display(),
        )


def _by_hand(access: Any) -> Iterator[Change]:
    """From the log: the versions that a change closed and the one that it made."""
    rows = quotas.facts.by_hand().order_by("-recorded_at", "-pk")[:MOST_BY_HAND]
    seen = {str(row.pk): row for row in rows if sees(access, *_holder(row))}
    names = names_of({_holder(row) for row in seen.values()})
    for entry in audit.acts_on(seen.values()):
        row = seen[entry.object_id]
        kind, holder = _holder(row)
        withdrawn = "amount" not in entry.after
        yield Change(
            entry.at,
            BY_HAND,
            kind,
            holder,
            names.get((kind, holder), ""),
            Goal(row.measure, row.product_family, row.segment),
            row.amount if withdrawn else _sum(entry.before.get("amounts", ())),
            None if withdrawn else Decimal(entry.after["amount"]),
            entry.reason,
            entry.by.name if entry.by else "",
            about=f"{row.valid.lower}..{row.valid.upper}",
        )


def _holder(row: Any) -> tuple[str, int]:
    return ("rep", row.rep_id) if row.rep_id else ("team", row.team_id)


def _sum(amounts: Iterable[str]) -> Decimal | None:
    known = [Decimal(amount) for amount in amounts]
    return sum(known, Decimal(0)) if known else None
