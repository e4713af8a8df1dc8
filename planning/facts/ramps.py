"""How people get up to speed: the ramp in use, and what cohorts say beside it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import territories.facts.models as models
from kpis.core.fair.ramp import SoldMonth, tenure
from kpis.facts import won
from planning.core.ramp import DEFAULT, Learned, learn
from planning.models import RampCurve
from teams import facts as teams

type Curve = tuple[Decimal, ...]
MONTHS = 36  # that are looked at


@dataclass(frozen=True, slots=True)
class Ramp:
    """Of a role, or of everybody (`role_id` None). `used` None: nobody has set one."""

    role_id: int | None
    name: str
    used: Curve | None
    learned: Learned

    @property
    def default(self) -> Curve:
        return DEFAULT


def in_use(role_id: int | None = None) -> Curve:
    """Of a role, else everybody's, else the product's proposal."""
    found = _used()
    return found.get(role_id) or found.get(None) or DEFAULT


def ramps() -> list[Ramp]:
    """Everybody's first, then each role that people hold a seat in."""
    used, months = _used(), _months()
    found = [Ramp(None, "", used.get(None), learn(months, DEFAULT))]
    for pk, (name, reps) in _roles().items():
        mine: Mapping[Hashable, Sequence[SoldMonth]] = {
            who: each for who, each in months.items() if who in reps
        }
        found.append(Ramp(pk, name, used.get(pk), learn(mine, DEFAULT)))
    return found


def _used() -> dict[int | None, Curve]:
    return {row.role_id: tuple(map(Decimal, row.shares)) for row in RampCurve.objects.all()}


def _roles() -> dict[int, tuple[str, frozenset[int]]]:
    """Roles of the model in force with who holds a seat in them; by name."""
    day = teams.today()
    model = models.in_force(day)
    if model is None:
        return {}
    held: dict[int, set[int]] = {}
    for there in models.holders(model.pk, day).values():
        for one in there:
            if one.rep_id is not None:
                held.setdefault(one.role_id, set()).add(one.rep_id)
    names = models.role_names(held)
    return {pk: (names[pk], frozenset(held[pk])) for pk in sorted(held, key=lambda k: names[k])}


def _months() -> Mapping[Hashable, Sequence[SoldMonth]]:
    """Whole months of everybody whose day of hire is known."""
    calendar = teams.company().calendar
    month = calendar.month_of(teams.today())
    periods = [calendar.back(month, n) for n in range(MONTHS, 0, -1)]
    hired: dict[int, date | None] = dict(teams.reps().values_list("pk", "hired_on"))
    found: dict[Hashable, list[SoldMonth]] = {}
    for (kind, pk), by_start in won.results(periods).items():
        if kind == "rep":
            found[pk] = [
                SoldMonth(tenure(hired.get(pk), start), float(one.won or 0), float(one.quota))
                for start, one in sorted(by_start.items())
                if one.quota
            ]
    return found
