"""What was known on the morning of a day about amounts to reach by the end of a period.

Deals are as they stood at the end of the day before; results are those of the days before it. So a
past morning can be looked at again, and gives the same but for what was entered late.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from crm import facts as crm
from forecasting.facts.snapshots import fates, open_deals
from kernel.periods import FiscalCalendar, Period
from kpis.core.fair.peers import Group, group_of
from kpis.core.fair.shrinkage import posterior_rate
from kpis.facts import won
from planning.core.chance.history import Past
from planning.core.chance.run_rate import Peers
from planning.core.known import Known, peers_of, stretch
from planning.facts.asked import Asked
from teams import facts as teams

USUAL = 12  # months that a usual month is the mean of
LEAST_MONTHS = 3
MORNINGS = 6  # past month-ends that stage chances are learnt from
LIKE_DEALS = 4.0  # a stage is drawn to all stages as if so many deals like theirs had been seen
PAST = {"month": 12, "quarter": 8, "year": 3}
ONE = timedelta(1)
CENT, WHOLE = Decimal("0.01"), Decimal(1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days [start, end) seen on the morning of `as_of`; `kind` of period, the nearest one."""

    start: date
    end: date
    kind: str
    as_of: date

    @property
    def first(self) -> date:
        """The first day that is still to come."""
        return max(self.start, self.as_of)

    @property
    def horizon(self) -> int:
        """Days from the morning to the end."""
        return (self.end - self.as_of).days


def mornings(span: Span, calendar: FiscalCalendar) -> list[date]:
    """First days of past months from which as long a time as is left was over by `as_of`; the
    latest first. Stage chances are learnt from how deals stood on them."""
    found: list[date] = []
    month = calendar.month_of(span.as_of - timedelta(span.horizon))
    while len(found) < MORNINGS:
        found.append(month.start)
        month = calendar.previous(month)
    return found


def days_needed(span: Span, calendar: FiscalCalendar) -> list[date]:
    """The days whose snapshots the evidence reads: ends of the days before."""
    return [day - ONE for day in (span.as_of, *mornings(span, calendar))]


@dataclass(frozen=True, slots=True)
class StageChance:
    """How many of the deals that stood in a stage were won in as long a time."""

    deals: int
    won: int
    chance: float


class Evidence:
    """Of everybody who is asked for something over the same days; about ten queries."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.calendar = teams.company().calendar

    def known(self, asked: Asked) -> Known:
        """Plain numbers for the three views."""
        months = self.months_of(asked.key)
        usual = sum(months) / len(months) if len(months) >= LEAST_MONTHS else 0.0
        gone = self._gone
        left = float(asked.amount) - self._sum(asked.key, gone)
        span = len(self._period_months) - len(gone)
        return Known(
            amount=float(asked.amount),
            won=float(self._won.get(asked.key, 0)),
            months=months,
            left=self.left,
            deals=self.deals_of(asked.rep_ids),
            covered=self.covered,
            seen=sum(one.deals for one in self.stages.values()),
            peers=self._peers.get(asked.key[1]) if asked.key[0] == "rep" else None,
            stretch=stretch(left, span, usual),
            past=self._past("rep" if asked.key[0] == "rep" else "team"),
        )

    # Results -----------------------------------------------------------------------------------

    def months_of(self, key: won.Key, *, before: date | None = None) -> list[float]:
        """Won in each of the up to twelve whole months before a day (the morning), oldest first;
        of a person, from the first whole month on."""
        since = self._people.get(key[1], (None, None))[1] if key[0] == "rep" else None
        until = before or self.span.as_of
        whole = [m for m in self._history if m.end <= until and not (since and m.start < since)]
        found = self._all.get(key, {})
        return [_float(found.get(m.start, won.Result()).won) for m in whole[-USUAL:]]

    @cached_property
    def left(self) -> float:
        """What remains, in usual months of working days."""
        days = [self.calendar.workdays_between(m.start, m.end) for m in self._history[-USUAL:]]
        usual = sum(days) / len(days) if days else 21
        return self.calendar.workdays_between(self.span.first, self.span.end) / usual

    @cached_property
    def _history(self) -> list[Period]:
        """Whole months before the morning in which anything at all was won, and all between."""
        first = self.calendar.month_of(self.span.as_of)
        months = [self.calendar.back(first, n) for n in range(36, 0, -1)]
        some = [n for n, m in enumerate(months) if self._all.get(won.COMPANY, {}).get(m.start)]
        with_wins = [n for n in some if self._all[won.COMPANY][months[n].start].won]
        # The first one may have begun in the middle of the month.
        return months[with_wins[0] + 1 :] if with_wins else []

    @cached_property
    def _all(self) -> dict[won.Key, dict[date, won.Result]]:
        first = self.calendar.month_of(self.span.as_of)
        return won.results([self.calendar.back(first, n) for n in range(36, 0, -1)])

    @cached_property
    def _people(self) -> dict[int, tuple[Group, date | None]]:
        """Of everybody who counts in comparisons: whom they are like, and since when they are
        there."""
        rows = teams.reps().filter(participates=True)
        columns = rows.values_list("pk", "title", "segment", "hired_on")
        return {pk: (group_of(title, segment), hired) for pk, title, segment, hired in columns}

    @cached_property
    def _peers(self) -> dict[int, Peers]:
        """By person, months of those alike who won anything; of everybody where those are few."""
        months = {
            pk: self.months_of(("rep", pk)) for pk in self._people if ("rep", pk) in self._all
        }
        everybody = peers_of(months)
        groups: dict[Group, dict[int, list[float]]] = defaultdict(dict)
        for pk, each in months.items():
            groups[self._people[pk][0]][pk] = each
        by_group = {group: peers_of(each) or everybody for group, each in groups.items()}
        found = {pk: by_group.get(group, everybody) for pk, (group, _h) in self._people.items()}
        return {pk: peers for pk, peers in found.items() if peers is not None}

    @cached_property
    def _won(self) -> Mapping[won.Key, Decimal]:
        start, until = self.span.start, min(self.span.as_of, self.span.end)
        return won.won_between(start, until) if start < until else {}

    # Deals -------------------------------------------------------------------------------------

    @cached_property
    def stages(self) -> dict[int, StageChance]:
        """By stage: of deals that stood in it on past mornings and were to close in as long a time,
        those that did, drawn to all stages."""
        seen: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for one in self._fates:
            seen[one.stage_id][0] += one.deals
            seen[one.stage_id][1] += one.won
        deals, hits = (sum(each[n] for each in seen.values()) for n in (0, 1))
        if not deals:
            return {}
        a, b = (LIKE_DEALS * share for share in (hits / deals, 1 - hits / deals))
        return {pk: StageChance(n, k, posterior_rate(k, n, a, b)) for pk, (n, k) in seen.items()}

    @cached_property
    def _fates(self) -> list:
        days = timedelta(self.span.horizon)
        return [one for day in self._mornings for one in fates(day - ONE, before=day + days)]

    @cached_property
    def _mornings(self) -> list[date]:
        begun = self._history[0].start if self._history else self.span.as_of
        return [day for day in mornings(self.span, self.calendar) if day >= begun]

    @cached_property
    def covered(self) -> float | None:
        """Of what was won in as long a time, the part from deals that were open before."""
        days = timedelta(self.span.horizon)
        whole = sum(
            float(won.won_between(day, day + days).get(won.COMPANY, 0)) for day in self._mornings
        )
        return sum(float(one.won_value) for one in self._fates) / whole if whole > 0 else None

    def deals_of(self, rep_ids: Iterable[int]) -> list[tuple[Decimal, float]]:
        """Open deals that are to close in time, each with the part that counts for these people."""
        mine = set(rep_ids)
        found = []
        for one in self._open:
            share = sum(part for rep, part in self._shares(one.id, one.owner_id) if rep in mine)
            if share:
                value = (one.value * share).quantize(CENT)
                found.append((value, self._chance(one.stage_id)))
        return found

    def _chance(self, stage_id: int) -> float:
        if stage_id in self.stages:
            return self.stages[stage_id].chance
        deals = sum(one.deals for one in self.stages.values())
        return sum(one.won for one in self.stages.values()) / deals if deals else 0.0

    @cached_property
    def _open(self) -> list:
        """Of a period that is still to come, not those that are to close before it."""
        rows = open_deals(self.span.as_of - ONE, before=self.span.end)
        early = self.span.start if self.span.start > self.span.as_of else date.min
        return [one for one in rows if one.close_date >= early]

    @cached_property
    def _split(self) -> dict[int, list[tuple[int, Decimal]]]:
        ids = [one.id for one in self._open]
        rows = crm.splits().filter(opportunity__in=ids, kind="revenue")
        found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
        for deal, rep, percent in rows.values_list("opportunity_id", "rep_id", "share"):
            found[deal].append((rep, percent / 100))
        return found

    def _shares(self, deal_id: int, owner_id: int) -> Sequence[tuple[int, Decimal]]:
        return self._split.get(deal_id) or ((owner_id, WHOLE),)

    # Comparable quotas -------------------------------------------------------------------------

    @cached_property
    def _period_months(self) -> list[Period]:
        return self.calendar.months(self.span.start, self.span.end)

    @cached_property
    def _gone(self) -> list[Period]:
        """Whole months of the period that are over."""
        return [m for m in self._period_months if m.end <= self.span.as_of]

    def _sum(self, key: won.Key, months: Iterable[Period]) -> float:
        found = self._all.get(key, {})
        return sum(_float(found.get(m.start, won.Result()).won) for m in months)

    def _past(self, who: str) -> dict[str, list[Past]]:
        """Ended quotas by kind of period, the span's own first. Where years are too few to say
        anything, quarters do: how hard a quota is does not depend on its length."""
        kinds = ("year", "quarter") if self.span.kind == "year" else (self.span.kind,)
        return {kind: self._outcomes[kind][who] for kind in kinds}

    @cached_property
    def _outcomes(self) -> dict[str, dict[str, list[Past]]]:
        """By kind of period and of holder, as many months into them as the span is."""
        found: dict[str, dict[str, list[Past]]] = {}
        for kind in {self.span.kind, "quarter"}:
            gone = len(self._gone) if kind == self.span.kind else 0
            found[kind] = {"rep": [], "team": []}
            for period in self._ended(kind):
                months = self.calendar.months(period.start, period.end)
                for key in self._all:
                    if one := self._outcome(key, months, months[:gone]):
                        found[kind]["rep" if key[0] == "rep" else "team"].append(one)
        return found

    def _ended(self, kind: str) -> list[Period]:
        period = self.calendar.of(kind, self.span.as_of)  # type: ignore[arg-type]
        return [self.calendar.back(period, n + 1) for n in range(PAST[kind])]

    def _outcome(
        self, key: won.Key, months: Sequence[Period], gone: Sequence[Period]
    ) -> Past | None:
        by_start = self._all[key]
        parts = [by_start.get(m.start, won.Result()).quota for m in months]
        if any(part is None for part in parts):
            return None
        quota = sum(_float(part) for part in parts)
        before = self.months_of(key, before=months[0].start)
        if len(before) < LEAST_MONTHS:
            return None
        rest = quota - self._sum(key, gone)
        asked = stretch(rest, len(months) - len(gone), sum(before) / len(before))
        if asked is None or asked <= 0:
            return None
        return Past(asked, self._sum(key, months) >= quota)


def _float(value: object) -> float:
    return float(value) if value is not None else 0.0  # type: ignore[arg-type]
