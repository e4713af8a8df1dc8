"""What each person is told of a publication: their months, what differs, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import quotas.facts
import teams.facts
from kernel.dated import Days
from planning.core.figures import Figures, Goal, Slot, quantum, total
from planning.core.letters import Adjusted, Away, GoalSaid, MonthSaid, Told
from planning.core.proration import Piece, Prorated
from planning.core.relief import Relief, relief
from planning.facts.figures import Derived, goal_of, part_of, reading
from planning.facts.policy import policy
from planning.models import Publication, QuotaLine
from territories.core.deadlines import working_days_after


def told(
    publication: Publication, found: Derived, before: Figures, rep_ids: Iterable[int]
) -> dict[int, Told]:
    """By person. `before`: what held until now in the same months."""
    reps = {rep.pk: rep for rep in teams.facts.reps().filter(pk__in=list(rep_ids))}
    ends = _ends(found.figures)
    today, company = teams.facts.today(), teams.facts.company()
    slots, lines = _by_person(found.figures, before), _lines(found)
    earlier, homes = _last_year(reps, *ends), _homes(today)
    answer_by = working_days_after(company.calendar, today, policy().answer_days)
    said = {}
    for pk, rep in reps.items():
        goals = [
            _goal(found, goal, slots[pk, goal], lines[pk, goal], before, earlier.get((pk, goal)))
            for goal in sorted((g for who, g in slots if who == pk), key=reading)
        ]
        team, manager = homes.get(pk, ("", ""))
        said[pk] = Told(
            company=company.name,
            currency=company.currency,
            person=rep.name,
            title=rep.title,
            team=team,
            manager=manager,
            plan=publication.plan.name,
            number=publication.number,
            by=publication.by.name if publication.by else "",
            start=ends[0],
            end=ends[1],
            published_on=today,
            answer_by=answer_by,
            goals=goals,
        )
    return said


def _ends(figures: Figures) -> tuple[date, date]:
    return min(slot.start for slot in figures), max(slot.end for slot in figures)


def _by_person(*figures: Figures) -> dict[tuple[int, Goal], dict[Slot, Decimal | None]]:
    """Slots with the amounts that hold now."""
    found: dict[tuple[int, Goal], dict[Slot, Decimal | None]] = defaultdict(dict)
    for slot in sorted({s for each in figures for s in each if s.kind == "rep"}):
        found[slot.holder_id, slot.goal][slot] = figures[0].get(slot)
    return found


def _lines(found: Derived) -> dict[tuple[int, Goal], list[tuple[QuotaLine, Prorated]]]:
    by_person: dict[tuple[int, Goal], list[Any]] = defaultdict(list)
    for line, amounts in found.lines:
        by_person[line.rep_id or 0, goal_of(line.goal)].append((line, amounts))
    return by_person


def _goal(
    found: Derived,
    goal: Goal,
    slots: Mapping[Slot, Decimal | None],
    lines: list[tuple[QuotaLine, Prorated]],
    before: Figures,
    last_year: Decimal | None,
) -> GoalSaid:
    step, lost, pieces = quantum(goal.measure, found.ground.digits), Relief(), list[Piece]()
    planned = list[Decimal]()
    for line, _amounts in lines:
        part, own = part_of(found.ground, line, [Days(s.start, s.end) for s in slots])
        lost += relief(part, own, step)
        pieces += own
        planned.append(part)
    person = found.ground.people.get(lines[0][0].rep_id or 0) if lines else None
    return GoalSaid(
        goal.measure,
        goal.product_family,
        goal.segment,
        planned=total(planned),
        months=[MonthSaid(s.start, s.end, amount, before.get(s)) for s, amount in slots.items()],
        before=total(before.get(s) for s in slots),
        last_year=last_year,
        relief=lost,
        hired_on=person.hired_on if person else None,
        left_on=person.left_on if person else None,
        away=_away(pieces),
        adjusted=_adjusted(found, lines),
    )


def _away(pieces: Iterable[Piece]) -> list[Away]:
    """Absences as people know them: not cut by months, nor said once for each seat."""
    found: list[Away] = []
    for one in sorted({(p.start, p.end) for p in pieces if p.presence < 1}):
        if found and one[0] <= found[-1].end:
            found[-1] = Away(found[-1].start, max(one[1], found[-1].end))
        else:
            found.append(Away(*one))
    return found


def _adjusted(found: Derived, lines: list[tuple[QuotaLine, Prorated]]) -> list[Adjusted]:
    known = [c for line, _ in lines for c in found.ground.corrections.get(line.pk, ())]
    return [Adjusted(c.start, c.end, c.amount, c.why) for c in known]


def _last_year(reps: Iterable[int], start: date, end: date) -> dict[tuple[int, Goal], Decimal]:
    """Quotas in force over the same months a fiscal year earlier, by the days of each that lie in
    them."""
    calendar = teams.facts.company().calendar
    first = calendar.year_before(calendar.month_of(start)).start
    last = calendar.year_before(calendar.month_of(end - timedelta(1))).end
    rows = quotas.facts.quotas().filter(rep__in=list(reps), valid__overlap=(first, last))
    found: dict[tuple[int, Goal], Decimal] = defaultdict(Decimal)
    for row in rows:
        lower, upper = row.valid.lower, row.valid.upper
        days = (min(upper, last) - max(lower, first)).days
        key = row.rep_id or 0, Goal(row.measure, row.product_family, row.segment)
        found[key] += row.amount * days / (upper - lower).days
    return {key: amount.quantize(Decimal("0.01")) for key, amount in found.items()}


def _homes(day: date) -> dict[int, tuple[str, str]]:
    """Rep → the name of their team, and of who leads it (or the nearest team above) today."""
    names = {team.id: team.name for team in teams.facts.team_facts()}
    leads, tree = teams.facts.leaders(names, day), teams.facts.team_tree()
    found = {}
    for one in teams.facts.memberships(day, day + timedelta(1)):
        if not one.leads:
            way = [one.team_id, *tree.above(one.team_id)]
            found[one.rep_id] = (
                names[one.team_id],
                next((leads[team] for team in way if team in leads), ""),
            )
    return found
