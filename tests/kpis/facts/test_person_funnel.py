"""The funnel of one person in parts: it adds up to the stored one, and to the deals behind it."""

from dataclasses import fields

import pytest

from kpis.core.funnel.parts import DIMS
from kpis.facts import funnel as facts
from kpis.facts import person_funnel
from teams import facts as teams

pytestmark = pytest.mark.django_db
# Medians of parts do not add up to that of the whole.
SUMS = [one.name for one in fields(facts.Step) if "stay_" not in one.name][1:]


@pytest.fixture(scope="module")
def person(simulated):
    return teams.find_scope("rep:S-10")


def period(kind: str):
    return teams.company().calendar.of(kind, teams.today().replace(day=1))


@pytest.mark.parametrize("basis", ["cohort", "period"])
@pytest.mark.parametrize("dim", DIMS)
@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_parts_add_up_to_the_stored_whole(person, kind, dim, basis):
    asked = teams.company().calendar.previous(period(kind))
    whole = facts.funnel(person, asked, basis)
    assert sum(step.entered for step in whole)
    found = person_funnel.parts(person.id, asked, basis, dim)
    assert list(found) == sorted(found, key=lambda key: -sum(s.entered for s in found[key]))
    for number, step in enumerate(whole):
        for name in SUMS:
            parts = sum(getattr(part[number], name) for part in found.values())
            assert parts == getattr(step, name), name


def test_one_part_of_all_is_the_stored_funnel(person):
    """Days too: here every deal has the same part."""
    asked = teams.company().calendar.previous(period("year"))
    for basis in ("cohort", "period"):
        (steps,) = person_funnel.parts(person.id, asked, basis, "").values()
        assert steps == facts.funnel(person, asked, basis)


def test_a_number_of_a_part_opens_its_deals(person):
    asked = teams.company().calendar.previous(period("quarter"))
    for key, steps in person_funnel.parts(person.id, asked, "cohort", "segment").items():
        for step in steps:
            behind = facts.Behind(person, asked, "cohort", step.stage_id, "entered", "segment", key)
            assert facts.funnel_deals(behind).count() == step.entered


def test_nobodys_funnel_has_no_parts(company):
    assert person_funnel.parts(0, period("year"), "cohort", "segment") == {}
