"""The sample company's territory plans: one in force, one approved, one being drawn.

The files' accounts already lie by state: nearly every state belongs to one owner. So the plan in
force is what the files say, and starting it changes nobody's accounts. From the next quarter on,
some accounts of the fullest territory go to the emptiest one, and a draft of more waits for a
proposal. Names of territories, and both changes, are generated.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

import territories.facts.models as models
from crm import facts as crm
from kernel.periods import Period
from sample.organisation import PATCHES
from teams import facts as teams
from territories.core.precedence import Level
from territories.services import plans
from territories.services.activation import activate_due
from territories.services.editing import add_seat, create_rule, create_territory, name_account

TODAY, NEXT, DRAFT = "Coverage by state", "Relief for Florida", "Even potential"
FULL, EMPTY, MOVED = "8", "10", 6


@dataclass(frozen=True, slots=True)
class Customer:
    """An account with its owner, both by CRM id, and where it lies."""

    id: int
    owner: str
    region: str
    country: str
    state: str
    potential: Any


def draw(*, today: date, following: Period) -> None:
    """Once; a plan that is there already is left alone."""
    if models.models().exists():
        return
    author, approver = (_user(role) for role in ("operations", "executive"))
    customers = _customers()
    first = plans.create(by=author, name=TODAY, starts_on=today)
    _draw(author, first, customers, today)
    _approve(author, approver, first)
    activate_due(today)
    relief = plans.copy(by=author, model=first, name=NEXT, starts_on=following.start)
    _relieve(author, relief, customers)
    _approve(author, approver, relief)
    plans.copy(by=author, model=first, name=DRAFT)


def _draw(by: Any, model: Any, customers: list[Customer], on: date) -> None:
    """A state belongs to whom most of its accounts belong to; the others are named."""
    reps = dict(teams.reps().values_list("external_id", "pk"))
    role = models.owning_role()
    regions: dict[str, Any] = {}
    patches: dict[str, Any] = {}
    for owner, region in sorted(_regions(customers).items(), key=lambda one: PATCHES[one[0]]):
        parent = regions.get(region) or create_territory(
            by=by, model_id=model.pk, name=region, role=role
        )
        regions[region] = parent
        patch = create_territory(
            by=by, model_id=model.pk, name=PATCHES[owner], parent=parent, role=role
        )
        add_seat(by=by, territory=patch, role_id=role.pk, rep_id=reps[owner], on=on)
        patches[owner] = patch
    states = _states(customers)
    for owner, places in _by_owner(states).items():
        include = [
            {"field": "country", "op": "in", "values": sorted({country for country, _s in places})},
            {"field": "state", "op": "in", "values": sorted(state for _c, state in places)},
        ]
        create_rule(by=by, territory=patches[owner], kind=Level.GEOGRAPHY, include=include)
    for one in customers:
        if states[one.country, one.state] != one.owner:
            name_account(
                by=by, territory=patches[one.owner], account_id=one.id, why="Known there for years"
            )


def _relieve(by: Any, model: Any, customers: list[Customer]) -> None:
    """The largest accounts but the first few of the fullest territory go to the emptiest."""
    target = next(one for one in models.territories_of(model.pk) if one.name == PATCHES[EMPTY])
    known = [one for one in customers if one.owner == FULL and one.potential is not None]
    known.sort(key=lambda one: (-one.potential, one.id))
    territory = models.planned(target.id)
    for one in known[3 : 3 + MOVED]:
        name_account(by=by, territory=territory, account_id=one.id, why="Florida is full")


def _approve(author: Any, approver: Any, model: Any) -> None:
    plans.submit(by=author, model=model)
    plans.approve(by=approver, model=model, words="Agreed with the heads of both regions.")


def _customers() -> list[Customer]:
    rows = crm.accounts().filter(owner__external_id__in=PATCHES).order_by("external_id")
    columns = ("pk", "owner__external_id", "territory__parent__name", "country", "state")
    return [Customer(*row) for row in rows.values_list(*columns, "potential")]


def _regions(customers: Iterable[Customer]) -> dict[str, str]:
    """Owner → the region of most of their accounts."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in customers:
        found[one.owner][one.region] += 1
    return {owner: count.most_common(1)[0][0] for owner, count in found.items()}


def _states(customers: Iterable[Customer]) -> dict[tuple[str, str], str]:
    """Country and state → the owner of most accounts there; of equals, the first by id."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in customers:
        found[one.country, one.state][one.owner] += 1
    return {place: min(c, key=lambda o: (-c[o], int(o))) for place, c in found.items()}


def _by_owner(states: dict[tuple[str, str], str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, owner in states.items():
        found[owner].append(place)
    return found


def _user(role: str) -> Any:
    return get_user_model().objects.filter(role=role).order_by("pk").first()
