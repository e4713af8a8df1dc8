"""Who joined, left, moved and began or ceased to lead, from dated memberships."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kernel.dated import Days
from teams.core.access import Belonging

Kind = Literal["joined", "left", "moved", "leads", "no_longer_leads"]


@dataclass(frozen=True, slots=True)
class Event:
    """On `day` somebody came from one team to another; `day` of leaving is the first day away."""

    day: date
    kind: Kind
    rep: int
    origin: int | None = None
    target: int | None = None


def events(belongings: Iterable[Belonging], start: date, end: date) -> list[Event]:
    """What happened on a day of [start, end), in order.

    A home that begins where another one ended is a move; a pause of any length is leaving and
    joining. A membership without a first day has always been there.
    """
    homes: dict[int, list[Belonging]] = {}
    found: list[Event] = []
    within = Days(start, end)
    for one in belongings:
        if one.leads:
            found += _led(one, within)
        else:
            homes.setdefault(one.rep_id, []).append(one)
    for own in homes.values():
        found += _homes(own, within)
    return sorted(found, key=lambda event: (event.day, event.kind, event.rep))


def _led(one: Belonging, within: Days) -> Iterable[Event]:
    if one.days.start and one.days.start in within:
        yield Event(one.days.start, "leads", one.rep_id, target=one.team_id)
    if one.days.end and one.days.end in within:
        yield Event(one.days.end, "no_longer_leads", one.rep_id, origin=one.team_id)


def _homes(own: list[Belonging], within: Days) -> Iterable[Event]:
    ended = {one.days.end: one for one in own if one.days.end}
    began = {one.days.start: one for one in own if one.days.start}
    for day, one in began.items():
        if day in within:
            before = ended.get(day)
            if before is None:
                yield Event(day, "joined", one.rep_id, target=one.team_id)
            elif before.team_id != one.team_id:
                yield Event(day, "moved", one.rep_id, before.team_id, one.team_id)
    for day, one in ended.items():
        if day in within and day not in began:
            yield Event(day, "left", one.rep_id, origin=one.team_id)
