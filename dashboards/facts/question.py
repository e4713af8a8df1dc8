"""What one page asks, read once and shared by its panels.

A panel gets a Question and takes what it needs; each fact is one query, made when the first panel
asks. Everything is stored results: nothing is added up here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone

import kpis.facts
import kpis.facts.history
import quotas.facts
from dashboards.core.leaning import WEIGHTS, Usual, usual
from dashboards.core.next_steps import Deal
from dashboards.core.run_rate import LATELY, lately
from dashboards.facts.deals import open_deals
from dashboards.facts.months import whole_months
from dashboards.facts.numbers import number, value_of
from dashboards.facts.people import PeopleTree, people_tree
from kernel.dated import days_of
from kernel.periods import FiscalCalendar, Period
from kpis.core.metrics import METRICS
from kpis.facts.attention import KPIS as ATTENTION_KPIS
from kpis.facts.beside_team import BesideTeam, Halves, beside_team
from kpis.facts.own_goals import beyond_members
from teams.core.scope import Scope
from ui import links

# What a row of people shows; the page's own figures are all KPIs of the scope.
ROW_KPIS = [
    "won_value",
    "quota",
    "attainment",
    "expected_share",
    "open_pipeline",
    "coverage",
    "needed_coverage",
]
# What is drawn over the last periods.
TREND_KPIS = [
    "won_value",
    "quota",
    "win_rate",
    "sales_cycle",
    "deal_value",
    "pipeline_generated",
]
# Of a person's month, quarter and year.
GOAL_KPIS = ["won_value", "quota", "attainment", "expected_share"]
PAST_PERIODS = 8
# Older changes of goals are no news.
CHANGED = timedelta(days=90)
# So many scopes are read in one query with all that any panel asks of them.
FEW = 30
SORTS = ("quota", "booked", "att", "pace", "open", "cov")


@dataclass(frozen=True)
class Question:
    """One scope over one period, seen by one person; `query` is what links take along."""

    access: Any
    scope: Scope
    period: Period
    against: Period | None
    company: Any
    today: date
    query: str = ""
    params: QueryDict | None = None

    def changed(self, **changes: Any) -> str:
        """The query string of this page with some parameters changed."""
        return links.changed(self.params or QueryDict(), **changes)

    @property
    def sort(self) -> tuple[str, bool]:
        """What rows are sorted by, and whether the largest comes first."""
        word = (self.params.get("sort") if self.params else "") or "-att"
        slug = word.lstrip("-")
        return (slug, word.startswith("-")) if slug in SORTS else ("att", True)

    @property
    def calendar(self) -> FiscalCalendar:
        return self.company.calendar

    @property
    def is_running(self) -> bool:
        return self.today in self.period

    @property
    def is_over(self) -> bool:
        return self.period.end <= self.today

    @property
    def last_day(self) -> date:
        """The last day of the period that has begun: today, or the end of a past period."""
        return min(self.today, self.period.end - timedelta(1))

    @cached_property
    def _stored(self) -> kpis.facts.history.Latest:
        if self.scope.kind == "rep":
            own = self.beside.own
            histories = {slug: [own[at][slug] for at in self.past] for slug in TREND_KPIS}
            return kpis.facts.history.Latest(own[self.period], histories)
        return kpis.facts.history.latest(self.scope, TREND_KPIS, self.past)

    @property
    def values(self) -> dict[str, Any]:
        return self._stored.values

    @cached_property
    def table(self) -> dict[str, dict[str, Any]]:
        """What rows show, by key and slug, of those that were read: see `read`."""
        return {}

    @property
    def is_small(self) -> bool:
        """Whether there are so few people and teams that all of them are read at once."""
        return len(self.tree.scopes) <= FEW

    def read(self, keys: Iterable[str]) -> None:
        """Numbers of scopes below, all teams with the first; one query for those not read yet.

        A page shows few of hundreds of people: the numbers of the others are not asked for. Where
        there are few, all are read at once.
        """
        if not self.table:
            scopes, small = self.tree.scopes, self.is_small
            upper = [key for key, one in scopes.items() if small or one.kind != "rep"]
            below = self.tree.children.get(self.scope.key, ())
            self._read([self.scope.key, *below, *upper], [*ROW_KPIS, *ATTENTION_KPIS])
        self._read(keys, ROW_KPIS)

    def _read(self, keys: Iterable[str], slugs: list[str]) -> None:
        missing = [self.tree.scopes[key] for key in dict.fromkeys(keys) if key not in self.table]
        if missing:
            self.table.update(kpis.facts.table(missing, self.period, dict.fromkeys(slugs)))

    @cached_property
    def beyond(self) -> dict[int, Decimal]:
        """Teams with a goal of their own → what it is beyond the goals below it."""
        if self.scope.kind == "company":
            return beyond_members(self.period)
        teams = (one.id for one in self.tree.scopes.values() if one.kind == "team")
        return beyond_members(self.period, teams)

    @property
    def attention(self) -> list[Any]:
        """What deserves a look, in the scope or one step below it."""
        keys = [self.scope.key, *self.tree.children.get(self.scope.key, ())]
        self.read(keys)
        values = {self.tree.scopes[key]: self.table[key] for key in keys}
        return kpis.facts.attention(self.scope, self.period, values=values)

    def value(self, slug: str) -> Decimal | None:
        """A stored value of the page's scope; None is unknown."""
        return value_of(self.values, slug)

    @cached_property
    def past(self) -> list[Period]:
        """The last eight periods of the kind, oldest first, the asked one last."""
        found = [self.period]
        while len(found) < PAST_PERIODS:
            found.append(self.calendar.previous(found[-1]))
        return found[::-1]

    @cached_property
    def histories(self) -> dict[str, list[Decimal | None]]:
        """Values of the last eight periods, oldest first."""
        found = self._stored.histories
        return {slug: [number(v.value) for v in values] for slug, values in found.items()}

    @property
    def has_numbers(self) -> bool:
        """Whether anything is stored for the scope and period."""
        return any(found.value is not None for found in self.values.values())

    @cached_property
    def daily(self) -> list[tuple[date, Decimal]]:
        """Booked so far at the end of each day, up to today; empty before the period begins."""
        won = dict(self._won)
        so_far, found = Decimal(0), []
        for day in days_of(self.period.start, self.last_day + timedelta(1)):
            so_far += won.get(day, Decimal(0))
            found.append((day, so_far))
        return found

    @cached_property
    def usual_path(self) -> list[Any]:
        return kpis.facts.usual_path(self.scope, self.period)

    @cached_property
    def booked_before(self) -> Decimal | None:
        """Booked in the compared period by the same day of it: like with like."""
        if self.against is None:
            return None
        until = self.against.start + (self.last_day - self.period.start)
        last = self.against.end if self.is_over else min(until + timedelta(1), self.against.end)
        won = [value for day, value in self._won if self.against.start <= day < last]
        return sum(won, Decimal(0)) if won else None

    @cached_property
    def _won(self) -> list[tuple[date, Decimal]]:
        """Won value of single days: of the asked period, of the one it is compared with, and of
        the last weeks of a person."""
        spans = [self.period, *([self.against] if self.against else [])]
        if self.scope.kind == "rep" and self.is_running:
            spans.append(Period(self.today - LATELY, self.today, "range"))
        return kpis.facts.won_by_day(self.scope, *spans)

    @cached_property
    def tree(self) -> PeopleTree:
        return people_tree(self.scope, self.period, self.access)

    @cached_property
    def people(self) -> list[dict[str, Decimal]]:
        """Known values of everybody below who takes part in comparisons; one query."""
        tree = self.tree
        reps = [
            one.id
            for key, one in tree.scopes.items()
            if one.kind == "rep" and key not in tree.idle and key != self.scope.key
        ]
        slugs = ["attainment", "expected_share", "won_value"]
        return list(kpis.facts.known_values("rep", reps, self.period, slugs).values())

    @cached_property
    def _promised(self) -> quotas.facts.Promised:
        """Goals of the scope and who is below it that were changed lately, or are of anything but
        all revenue."""
        found = [self.scope]
        if self.scope.kind != "rep":
            found += [one for key, one in self.tree.scopes.items() if key != self.scope.key]
        return quotas.facts.promised(
            timezone.now() - CHANGED,
            self.period.start,
            self.period.end,
            rep_ids=[one.id for one in found if one.kind == "rep"],
            team_ids=[one.id for one in found if one.kind == "team"],
        )

    @property
    def goal_changes(self) -> list[quotas.facts.Change]:
        """The latest first."""
        return self._promised.changes

    # A rep's own page --------------------------------------------------------------------------

    @property
    def yours(self) -> bool:
        """Whether the reader is the rep: then the page says "you"."""
        return self.scope.kind == "rep" and self.access.rep_id == self.scope.id

    @property
    def goal_periods(self) -> list[Period]:
        """The month, quarter and year that hold the last day of the period that has begun."""
        day = max(self.period.start, self.last_day)
        return [self.calendar.of(kind, day) for kind in ("month", "quarter", "year")]

    @cached_property
    def past_months(self) -> list[Period]:
        return whole_months(self.calendar, self.period, self.today)

    @cached_property
    def beside(self) -> BesideTeam:
        """All that is stored of the period, past ones, the three goals and past months; and what
        was usual in the team over the past periods."""
        return beside_team(
            self.scope,
            self.period,
            own=(
                (METRICS.slugs(), [self.period]),
                (TREND_KPIS, self.past),
                (GOAL_KPIS, self.goal_periods),
                (["attainment"], self.past_months),
            ),
            team=(list(WEIGHTS), self.past),
        )

    @property
    def other_quotas(self) -> list[quotas.facts.OtherQuota]:
        """The person's quotas of anything but all revenue."""
        return self._promised.others

    def usual(self, slug: str) -> Usual | None:
        """Over the last eight periods; drawn to the team's where their own cases are few."""
        own, team = Halves.of(self._stored.histories[slug]), self.beside.team[slug]
        return usual((own.top, own.bottom), (team.top, team.bottom), WEIGHTS[slug])

    @property
    def won_lately(self) -> Decimal | None:
        """Won a working day over the 90 days before today."""
        return lately(self.calendar, self._won, self.today)

    @cached_property
    def all_open_deals(self) -> list[Deal]:
        """Every open deal of the rep, the earliest close date first."""
        return open_deals(self.scope.id, self.access)

    @property
    def open_deals(self) -> list[Deal]:
        """Those that are to close before the period ends, also those whose date is past."""
        return [d for d in self.all_open_deals if d.close_date and d.close_date < self.period.end]

    @property
    def picked(self) -> set[int]:
        """The deals ticked in the URL."""
        texts = self.params.getlist("if") if self.params else []
        return {int(text) for text in texts if text.isdecimal()}
