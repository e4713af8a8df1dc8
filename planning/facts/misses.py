"""Teams that missed their goals again and again, with what it came from; and whether the people
they have now can sell what is asked of them.

Quarters are looked at. Capacity is what the people who were there usually sold, by ramp; a usual
month is the mean of the team's ramped people over the year before. A team's seats are the most
people whom it had in the year before: whoever left and was not replaced is an open one.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.cache import cache

from kernel.periods import Period
from kpis.core.fair.ramp import tenure
from kpis.facts import won
from kpis.facts.kept import kept
from planning.core import misses as core
from planning.core.ramp import share_at
from planning.facts.ramps import in_use
from teams import facts as teams

QUARTERS = 6
YEAR, RAMPED = 12, 12
TOLD, TOLD_SECONDS = "planning.misses.told", 3600
ZERO = Decimal(0)


@dataclass(frozen=True)
class Team:
    """`run`: the misses in a row up to the last quarter; `ratio`: capacity of the people there now
    ÷ the goal of the running quarter (None: one of both is not known)."""

    id: int
    slug: str
    name: str
    run: core.Run
    ratio: Decimal | None


def teams_now() -> list[Team]:
    """Every team with a goal; worked out once after each recompute and day."""
    basis = kept("planning.misses", teams.today(), in_use())
    return basis.get("misses", lambda: _Ground(teams.today()).found())


def again(team_ids: frozenset[int] | None) -> list[Team]:
    """Those of these teams (None: of all) that missed three quarters running or more."""
    return [t for t in seen(team_ids) if t.run.again]


def remember() -> None:
    """Keep who missed again for the greeting pages, which neither ask nor work it out."""
    cache.set(TOLD, again(None), TOLD_SECONDS)


def told(team_ids: frozenset[int] | None) -> list[Team]:
    """Like `again`, as last remembered; nothing when that is too long ago."""
    found: list[Team] = cache.get(TOLD, [])
    return [t for t in found if team_ids is None or t.id in team_ids]


def seen(team_ids: frozenset[int] | None) -> list[Team]:
    return [t for t in teams_now() if team_ids is None or t.id in team_ids]


class _Ground:
    def __init__(self, today: date) -> None:
        calendar = teams.company().calendar
        self.now = calendar.quarter_of(today)
        self.past = [calendar.back(self.now, n) for n in range(QUARTERS, 0, -1)]
        quarters = [*self.past, self.now]
        month = calendar.month_of(self.past[0].start)
        first = calendar.back(month, YEAR)
        self.months = calendar.months(first.start, self.now.end)
        self.by_quarter = won.results(quarters)
        self.by_month = won.results(self.months)
        self.hired = dict(teams.reps().values_list("pk", "hired_on"))
        self.left = dict(teams.reps().values_list("pk", "left_on"))
        self.homes = [m for m in teams.memberships(first.start, self.now.end) if not m.leads]
        self.shares = in_use()

    def found(self) -> list[Team]:
        rows = [self._team(team) for team in teams.team_facts()]
        return [row for row in rows if row.run.periods or row.ratio is not None]

    def _team(self, team: teams.TeamFact) -> Team:
        below = frozenset(teams.sub_team_ids(team.id))
        run = core.run([self._period(team.id, below, quarter) for quarter in self.past])
        now = self._period(team.id, below, self.now)
        ratio = now.capacity / now.goal if now.goal and now.capacity is not None else None
        return Team(team.id, team.slug, team.name, run, ratio)

    def _period(self, pk: int, below: frozenset[int], quarter: Period) -> core.Period:
        one = self.by_quarter.get(("team", pk), {}).get(quarter.start, won.Result())
        months = [m for m in self.months if quarter.start <= m.start < quarter.end]
        usual = self._usual(below, quarter.start)
        there = staffed = None
        if usual is not None:
            there = usual * sum((self._rre(below, month) for month in months), ZERO)
            staffed = usual * len(months) * self._seats(below, quarter)
        goal = one.quota
        result = None if goal is None else one.won or ZERO
        return core.Period(quarter.slug, goal, result, there, staffed)

    def _usual(self, below: frozenset[int], before: date) -> Decimal | None:
        """A month of the team's people past the ramp, over the year before."""
        year = [m for m in self.months if m.end <= before][-YEAR:]
        sums: dict[int, list[Decimal]] = defaultdict(list)
        for month in year:
            for rep in self._members(below, month):
                months = tenure(self.hired.get(rep), month.start)
                result = self.by_month.get(("rep", rep), {}).get(month.start)
                if result is not None and (months is None or months >= RAMPED):
                    sums[rep].append(result.won or ZERO)
        every = [amount for each in sums.values() for amount in each]
        return sum(every, ZERO) / len(every) if every else None

    def _rre(self, below: frozenset[int], month: Period) -> Decimal:
        """Ramped equivalents of the people of a month."""
        found = (tenure(self.hired.get(rep), month.middle) for rep in self._members(below, month))
        return sum((share_at(self.shares, months) for months in found), ZERO)

    def _seats(self, below: frozenset[int], quarter: Period) -> int:
        year = [m for m in self.months if m.start < quarter.end][-(YEAR + 3) :]
        return max((len(self._members(below, month)) for month in year), default=0)

    def _members(self, below: frozenset[int], month: Period) -> set[int]:
        """Who was at home there in the middle of the month, and had not left."""
        day = month.start + timedelta(14)
        return {
            one.rep_id
            for one in self.homes
            if one.team_id in below and day in one.days and self._is_there(one.rep_id, day)
        }

    def _is_there(self, rep_id: int, day: date) -> bool:
        hired, left = self.hired.get(rep_id), self.left.get(rep_id)
        return (hired is None or hired <= day) and (left is None or day < left)
