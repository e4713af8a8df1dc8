"""What of a plan falls to each person, month by month: derived from dated pieces, never typed.

A person's line says what they are to reach over the whole plan, ramped and at work on every day. It
is divided into months by the goal's weights. A day counts where the person sits in the plan's
territory model (in the line's territory, if it has one; a smaller share than their largest counts
less), or, where no model was in force or they have no seat in it, where they belong to a team: to
the line's own when they have a line in several. Before the hire, after leaving and while away it
does not count; while ramping a part does. What does not count is relief of the team.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import teams.facts
import territories.facts.seats as seating
from kernel.dated import Days
from kernel.money import digits
from planning.core import proration, season
from planning.core.figures import quantum
from planning.core.proration import Absence, Correction, Month, Piece, Prorated, Seat
from planning.core.spells import Spell, outside, relative, spells
from planning.models import Adjustment, PlanGoal, QuotaLine, QuotaPlan, RampCurve

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    hired_on: date | None
    left_on: date | None


@dataclass(frozen=True)
class Ground:
    """All that the quotas of a plan rest on, read once."""

    start: date
    end: date
    months: Sequence[Days]
    digits: int
    people: Mapping[int, Person]
    homes: Mapping[int, Sequence[tuple[int, Days]]]
    lines_of: Mapping[tuple[int, int | None], int]
    absences: Mapping[int, Sequence[Absence]]
    seats: Sequence[seating.SeatFact] = ()
    seated: Days = field(default_factory=Days)
    ramps: Mapping[int | None, Sequence[Decimal]] = field(default_factory=dict)
    corrections: Mapping[int, Sequence[Correction]] = field(default_factory=dict)

    @cached_property
    def by_rep(self) -> Mapping[int, list[seating.SeatFact]]:
        found = defaultdict(list)
        for seat in self.seats:
            if seat.rep_id is not None:
                found[seat.rep_id].append(seat)
        return found

    # Amounts -----------------------------------------------------------------------------------

    def monthly(self, goal: PlanGoal, amount: Decimal) -> list[Month]:
        """An amount for the whole plan by the weights of its months; they add up to it exactly."""
        weights = [Decimal(w) for w in goal.weights]
        step = quantum(goal.measure, self.digits)
        parts = season.amounts(amount, weights, len(self.months), step)
        return [
            Month(days.start, days.end, part)  # type: ignore[arg-type]
            for days, part in zip(self.months, parts, strict=True)
        ]

    def prorated(self, line: QuotaLine) -> Prorated:
        """With the approved adjustments; of a line without person or amount: nothing else."""
        corrections = [
            part
            for one in self.corrections.get(line.pk, ())
            for part in proration.spread(one, self.months)
        ]
        step = quantum(line.goal.measure, self.digits)
        return proration.prorate(self.pieces(line), corrections, step)

    def pieces(self, line: QuotaLine) -> list[Piece]:
        person = self.people.get(line.rep_id) if line.rep_id else None
        if person is None or line.planned is None:
            return []
        months = self.monthly(line.goal, line.planned)
        found = []
        for spell in self.spells(line):
            seat = Seat(spell.start, spell.end, months, spell.share)
            found += proration.cut(
                [seat],
                hired_on=person.hired_on,
                left_on=person.left_on,
                shares=self.ramp(spell.role_id),
                absences=self.absences.get(line.rep_id or 0, ()),
            )
        return found

    def ramp(self, role_id: int | None) -> Sequence[Decimal]:
        """That of the role, else everybody's; without any curve people count as ramped."""
        return self.ramps.get(role_id) or self.ramps.get(None) or ()

    # Days --------------------------------------------------------------------------------------

    def spells(self, line: QuotaLine) -> list[Spell]:
        """When the holder of a person's line has how much of it."""
        own = self.by_rep.get(line.rep_id or 0, ())
        if not own:
            return self._in_team(line, [Days(self.start, self.end)])
        territory = line.parent.territory_id if line.parent else None
        here = [s for s in own if territory is None or s.territory_id == territory]
        known = [(days, s.share, s.role_id) for s in here if (days := s.days.overlap(self.seated))]
        seated = relative(spells(known, self.start, self.end))
        before = outside(self.seated, self.start, self.end)
        return sorted([*seated, *self._in_team(line, before)], key=lambda one: one.start)

    def _in_team(self, line: QuotaLine, over: Iterable[Days]) -> list[Spell]:
        """Days at home in a team. Of whom no team is known, all days: hired is there."""
        homes = self.homes.get(line.rep_id or 0, ())
        team = line.parent.team_id if line.parent else None
        if team is not None and self.lines_of.get((line.goal_id, line.rep_id), 0) > 1:
            below = set(teams.facts.sub_team_ids(team))
            there = [days for one, days in homes if one in below]
        else:
            there = [days for _, days in homes] or [Days()]
        held = [
            (both, ONE, None) for days in there for part in over if (both := days.overlap(part))
        ]
        return spells(held, self.start, self.end)


def ground(plan: QuotaPlan, lines: Iterable[QuotaLine] | None = None) -> Ground:
    """In a few queries, however many people the plan has. `lines`: all of the plan, where they are
    at hand."""
    start, end = plan.days.lower, plan.days.upper
    if lines is None:
        lines = QuotaLine.objects.filter(goal__plan=plan).only("goal_id", "rep_id")
    lines_of: Counter[tuple[int, int | None]] = Counter(
        (line.goal_id, line.rep_id) for line in lines if line.rep_id is not None
    )
    rep_ids = {rep for _goal, rep in lines_of if rep is not None}
    model = plan.territory_model
    company = teams.facts.company()
    return Ground(
        start=start,
        end=end,
        months=[Days(m.start, m.end) for m in company.calendar.months(start, end)],
        digits=digits(company.currency),
        people=_people(rep_ids),
        homes=_homes(start, end),
        lines_of=lines_of,
        absences=_absences(rep_ids, start, end),
        seats=seating.seats(model.pk) if model else (),
        seated=seating.days_of(model) if model else Days(),
        ramps={row.role_id: [Decimal(s) for s in row.shares] for row in RampCurve.objects.all()},
        corrections=_corrections(plan),
    )


def prorated(line: QuotaLine) -> Prorated:
    """Of one line; see `Ground.prorated`."""
    return ground(line.goal.plan).prorated(line)


def _people(rep_ids: Iterable[int]) -> dict[int, Person]:
    rows = teams.facts.reps().filter(pk__in=list(rep_ids))
    return {
        pk: Person(name, hired, left)
        for pk, name, hired, left in rows.values_list("pk", "name", "hired_on", "left_on")
    }


def _homes(start: date, end: date) -> dict[int, list[tuple[int, Days]]]:
    found: dict[int, list[tuple[int, Days]]] = defaultdict(list)
    for one in teams.facts.memberships(start, end):
        if not one.leads:
            found[one.rep_id].append((one.team_id, one.days))
    return found


def _absences(rep_ids: Iterable[int], start: date, end: date) -> dict[int, list[Absence]]:
    return {
        rep: [Absence(days.start or start, days.end, why=why) for days, why in known]
        for rep, known in teams.facts.absences(rep_ids, start, end).items()
    }


def _corrections(plan: QuotaPlan) -> dict[int, list[Correction]]:
    rows: Any = Adjustment.objects.filter(
        line__goal__plan=plan, state=Adjustment.State.APPROVED
    ).order_by("decided_at", "pk")
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in rows:
        one = Correction(row.days.lower, row.days.upper, row.amount, row.why)
        found[row.line_id].append(one)
    return found
