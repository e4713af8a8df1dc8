"""People compared in one KPI: read for the whole company, shown for those whom the reader sees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import teams.facts
import territories.facts.potentials as territories
from dashboards.facts.months import whole_months
from dashboards.facts.question import Question
from dashboards.facts.tenure import has_tenure
from kernel.inequality import gini
from kernel.periods import Period
from kpis.core.fair import ramp
from kpis.core.fair.compare import Comparison, compare, weakest_links
from kpis.core.fair.consistency import Steadiness, steadiness
from kpis.core.fair.evidence import Seller
from kpis.core.fair.methods import METHODS
from kpis.core.fair.peers import Group, group_of
from kpis.core.fair.shrinkage import LEAST_PEERS
from kpis.core.fair.weakest import Link
from kpis.core.metrics import METRICS
from kpis.facts import fair
from kpis.facts.fair import Person
from kpis.facts.kept import Kept, kept
from teams.core.access import REP

MOST_BESIDE = 5
KPIS = (*METHODS, "activities_per_day")


@dataclass(frozen=True)
class Compared:
    """One page: a KPI of the peers `group` asks for, in the scope and period of the question."""

    ask: Question
    kpi: str
    wanted: str = ""
    picked: tuple[int, ...] = ()
    tenure: str = ""

    # Everyone ----------------------------------------------------------------------------------

    @cached_property
    def everyone(self) -> list[Person]:
        return fair.people(self.ask.period.start, self.ask.period.end)

    @cached_property
    def group_of(self) -> dict[int, Group]:
        return {one.id: group_of(one.title, one.segment) for one in self.everyone}

    @cached_property
    def past_months(self) -> list[Period]:
        return whole_months(self.ask.calendar, self.ask.period, self.ask.today)

    @cached_property
    def months(self) -> dict[int, list[fair.PastMonth]]:
        return fair.months(self.past_months)

    @cached_property
    def kept(self) -> Kept:
        """What is worked out of stored numbers and of the people, who may be edited between.

        Ids stand in it and no names; whoever the reader does not see gets none on the page.
        """
        people = [(one.id, self.group_of[one.id], one.hired_on) for one in self.everyone]
        known = kept(self.ask.calendar, self.ask.period, self.ask.today, people)
        return known.also(territories.mark()) if known.basis else known

    @cached_property
    def sellers(self) -> dict[Group, list[Seller]]:
        """All peers by group, with what is known about each."""
        return self.kept.get("sellers", self._sellers)

    def _sellers(self) -> dict[Group, list[Seller]]:
        period = self.ask.period
        figures, squares = fair.figures(period, KPIS), fair.squares(period)
        deals = fair.closed(period.start, period.end, self.kept)
        held = territories.potentials(period.start, self._until)
        found: dict[Group, list[Seller]] = {}
        for one in self.everyone:
            seller = Seller(
                one.id,
                self.group_of[one.id],
                figures.get(one.id, {}),
                self._ramp(one),
                squares.get(one.id, 0.0),
                deals.get(one.id, {}),
                held[one.id].potential if one.id in held else None,
            )
            found.setdefault(seller.group, []).append(seller)
        return found

    @cached_property
    def curves(self) -> dict[Group, tuple[float, ...]]:
        """The ramp of each group, from its own past months."""
        seen: dict[Group, list[ramp.SoldMonth]] = {}
        for one in self.everyone:
            seen.setdefault(self.group_of[one.id], []).extend(self.sold_months(one))
        return {group: ramp.curve(sold) for group, sold in seen.items()}

    def sold_months(self, one: Person) -> list[ramp.SoldMonth]:
        return [
            ramp.SoldMonth(ramp.tenure(one.hired_on, m.start), m.won, m.quota)
            for m in self.months.get(one.id, ())
        ]

    def _ramp(self, one: Person) -> float:
        months = self.ask.calendar.months(self.ask.period.start, self._until)
        tenures = [ramp.tenure(one.hired_on, m.start) for m in months]
        there = [t for t in tenures if t is None or t >= 0]
        return ramp.expected(self.curves[self.group_of[one.id]], there)

    @property
    def _until(self) -> date:
        """Results are of the days up to today."""
        period, today = self.ask.period, self.ask.today
        return max(period.start, min(period.end, today + timedelta(1)))

    # Whom the reader sees ----------------------------------------------------------------------

    @cached_property
    def seen(self) -> list[Person]:
        """Those of the scope whom the reader may see, of every group, with the asked tenure."""
        if self.shows_names:
            return self._alike
        start, end = self.ask.period.start, self.ask.period.end
        allowed = self.ask.access.rep_ids_on(start, end)
        return [
            one
            for one in self.everyone
            if (allowed is None or one.id in allowed)
            and self._in_scope(one)
            and (self.is_own or has_tenure(one.hired_on, self.ask.last_day, self.tenure))
        ]

    @property
    def shows_names(self) -> bool:
        """Whether a rep sees their peers by name: only where the company wants it so."""
        asks_rep = self.is_own and self.ask.access.role == REP
        return asks_rep and bool(self.ask.company.names_in_comparison)

    @property
    def me(self) -> Person | None:
        """Whom one's own page is about."""
        return next((one for one in self.everyone if one.id == self.ask.scope.id), None)

    @property
    def _alike(self) -> list[Person]:
        mine = self.group_of.get(self.ask.scope.id)
        return [one for one in self.everyone if self.group_of[one.id] == mine]

    def may_open(self, one: Person) -> bool:
        """Whether the person's page is the reader's to open."""
        return not self.is_own or one.id == self.ask.scope.id

    def _in_scope(self, one: Person) -> bool:
        scope = self.ask.scope
        if self.is_own:
            return one.id == scope.id
        return scope.kind != "team" or bool(self._teams & set(one.team_ids))

    @cached_property
    def _teams(self) -> set[int]:
        return set(teams.facts.sub_team_ids(self.ask.scope.id))

    @cached_property
    def groups(self) -> list[tuple[Group, int]]:
        """Groups of the people seen with how many, the largest first."""
        sizes: dict[Group, int] = {}
        for one in self.seen:
            sizes[self.group_of[one.id]] = sizes.get(self.group_of[one.id], 0) + 1
        return sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def group(self) -> Group | None:
        """The one asked for, else that of the first picked person, else the largest."""
        known = {group.key: group for group, _n in self.groups}
        if self.wanted in known:
            return known[self.wanted]
        mine = {one.id for one in self.seen}
        first = next((who for who in self.picked if who in mine), None)
        if first is not None:
            return self.group_of[first]
        return self.groups[0][0] if self.groups else None

    @property
    def shown(self) -> list[Person]:
        """The people of the table: seen, and of the group."""
        return [one for one in self.seen if self.group_of[one.id] == self.group]

    @property
    def named(self) -> list[Person]:
        """Peers whose names the reader may read."""
        return self.shown

    @property
    def group_people(self) -> list[Person]:
        """All peers as people, also those whom the reader does not see."""
        peers = {seller.id for seller in self.peers}
        return [one for one in self.everyone if one.id in peers]

    @cached_property
    def beside(self) -> list[Person]:
        """Picked people of the group, in the order of picking, at most five."""
        known = {one.id: one for one in self.shown}
        return [known[who] for who in self.picked if who in known][:MOST_BESIDE]

    @cached_property
    def unlike(self) -> list[Person]:
        """Picked people whom the reader sees, but who do something else."""
        known = {one.id: one for one in self.seen if self.group_of[one.id] != self.group}
        return [known[who] for who in self.picked if who in known]

    # What is said about them -------------------------------------------------------------------

    @property
    def is_own(self) -> bool:
        """Whether the page is about one person."""
        return self.ask.scope.kind == "rep"

    @cached_property
    def peers(self) -> list[Seller]:
        """Everybody of the group; who looks at themselves among very few sees nobody else,
        because a dot without a name would have one."""
        if self.is_alone:
            return [seller for seller in self._like if seller.id == self.ask.scope.id]
        return self._like

    @cached_property
    def is_alone(self) -> bool:
        return self.is_own and not self.shows_names and len(self._like) < LEAST_PEERS

    @property
    def _like(self) -> list[Seller]:
        return self.sellers.get(self.group, []) if self.group else []

    @cached_property
    def found(self) -> Comparison:
        return self.of(self.kpi)

    def of(self, kpi: str) -> Comparison:
        lower = METRICS[kpi].better == "lower"
        return self.of_peers(
            f"compare {kpi}", lambda: compare(kpi, self.peers, lower_is_better=lower)
        )

    def of_peers[Found](self, name: str, work_out: Callable[[], Found]) -> Found:
        """What is kept of the whole group; who is alone among very few has it of themselves."""
        if self.is_alone:
            return work_out()
        return self.kept.get(f"{name} of {self.group}", work_out)

    @cached_property
    def figures(self) -> dict[int, Seller]:
        return {seller.id: seller for seller in self.peers}

    @cached_property
    def past_periods(self) -> list[Period]:
        return self.ask.past

    @cached_property
    def histories(self) -> dict[int, list[float | None]]:
        """The figure of everyone over the past periods."""
        return self.kept.get(f"past {self.kpi}", self._histories)

    def _histories(self) -> dict[int, list[float | None]]:
        starts = [period.start for period in self.past_periods]
        found = fair.past(self.kpi, self.past_periods)
        return {who: [known.get(start) for start in starts] for who, known in found.items()}

    def history(self, who: int) -> list[float | None]:
        return self.histories.get(who) or [None] * len(self.past_periods)

    @cached_property
    def steady(self) -> dict[int, Steadiness]:
        """Of all peers, over their past whole months."""
        return self.of_peers("steady", self._steady)

    def _steady(self) -> dict[int, Steadiness]:
        peers = {seller.id for seller in self.peers}
        return steadiness(
            {
                who: [m.won / m.quota for m in months]
                for who, months in self.months.items()
                if who in peers
            }
        )

    def months_of(self, who: int) -> list[fair.PastMonth]:
        return self.kept.get(f"months of {who}", lambda: self.months.get(who, []))

    @property
    def inequality(self) -> float | None:
        """Gini of the attainment of all peers."""
        values = (seller.figure("attainment").value for seller in self.peers)
        return gini([value for value in values if value is not None])

    @property
    def weakest(self) -> list[Link]:
        """Those whom the reader sees."""
        mine = {one.id for one in self.shown}
        links = self.of_peers("weakest", lambda: weakest_links(self.peers))
        return [link for link in links if link.person in mine]
