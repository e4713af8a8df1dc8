"""The question to the optimiser as the database asks it, for the command line."""

from dataclasses import replace

import crm.facts
import teams.facts
from teams.services.refused import Refused
from territories.core.optimiser.problem import Problem
from territories.core.parcels import parcelled
from territories.core.question import Question, Unit, problem_of
from territories.core.units import grouped
from territories.core.ways import ways
from territories.facts import lots
from territories.facts import ways as places
from territories.facts.models import in_force
from territories.facts.parts import Part, part_of
from territories.facts.standing import tolerances
from territories.facts.units import units_of
from territories.models import TerritoryModel


def problem_in(
    model: str | None = None,
    within: str | None = None,
    *,
    units: Unit = "accounts",
    connected: bool = False,
) -> Problem:
    """The accounts of a model (the one in force) below a territory, named by the CRM's ids, to be
    held by territories, named by their short names. What is protected is locked; without goals the
    usual measures count, and none is held to a tolerance. Ways count where enough places are known.
    With `units` of places, what a place holds in one territory is named by it.
    """
    part = _part(model, within)
    goals = tolerances(part.model.goals.all())
    held = {metric: each for metric, each in goals.items() if each is not None}
    asked = Question("disruption", held or dict.fromkeys(goals, 1.0))
    accounts = units_of(part)
    rows = grouped(accounts, goals)
    far = ways(accounts, rows, part.seats).km if places.known(part).enough else None
    found = problem_of(rows, part.targets, asked, far)
    named = _by_name(part, replace(found, tolerance=held))
    if units == "accounts":
        return named
    where, others = lots.of_units(accounts, rows), lots.occupied(part)
    return parcelled(named, where, connected=connected, occupied=others)[0]


def _part(model: str | None, within: str | None) -> Part:
    found = TerritoryModel.objects.filter(name=model).first() if model else _of_today()
    if found is None:
        known = ", ".join(TerritoryModel.objects.values_list("name", flat=True)) or "none"
        raise Refused(
            f"There is no model {model!r}; known: {known}."
            if model
            else f"No model is in force today; name one with --model. Known: {known}."
        )
    above = found.territories.select_related("role").filter(slug=within).first()
    if within and above is None:
        known = ", ".join(found.territories.order_by("slug").values_list("slug", flat=True))
        raise Refused(f"{found.name} has no territory {within!r}; known: {known}.")
    return part_of(found, above)


def _of_today() -> TerritoryModel | None:
    return in_force(teams.facts.today())


def _by_name(part: Part, problem: Problem) -> Problem:
    """Ids become the names that people script with."""
    accounts = crm.facts.accounts().filter(pk__in=[int(unit) for unit in problem.units])
    unit = {str(pk): name for pk, name in accounts.values_list("pk", "external_id")}
    seat = {str(leaf.id): leaf.slug for leaf in part.leaves}
    return replace(
        problem,
        units=[unit[each] for each in problem.units],
        seats=[seat[each] for each in problem.seats],
        current={unit[each]: seat[at] for each, at in problem.current.items()},
        locks=frozenset(unit[each] for each in problem.locks),
        targets={seat[each]: share for each, share in (problem.targets or {}).items()},
    )
