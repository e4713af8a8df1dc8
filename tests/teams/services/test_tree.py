import pytest

from audit.models import LogEntry
from teams import facts
from teams.models import Team
from teams.services.refused import Refused
from teams.services.tree import create_team, place_team, placement_problem
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


def test_a_team_gets_a_short_name_of_its_own(dora):
    slugs = [create_team(by=dora, name=name).slug for name in ("São Paulo", "Sao Paulo", "東京")]
    assert slugs == ["sao-paulo", "sao-paulo-2", "team"]
    assert LogEntry.objects.filter(act="create", by=dora).count() == 3


def test_a_team_is_placed_and_placed_at_the_top(dora, emea, emea_north, americas):
    place_team(by=dora, team=emea_north, parent=americas)
    assert facts.sub_team_ids(americas.id) == [americas.id, emea_north.id]
    place_team(by=dora, team=emea_north, parent=None)
    assert emea_north.id in facts.team_tree().roots()


def test_a_team_is_not_placed_below_itself(dora, emea, emea_north):
    with pytest.raises(Refused, match="EMEA North is EMEA itself or below it"):
        place_team(by=dora, team=emea, parent=emea_north)
    with pytest.raises(Refused, match="EMEA is EMEA itself"):
        place_team(by=dora, team=emea, parent=emea)
    emea.refresh_from_db()
    assert emea.parent is None


def test_territories_hang_by_the_same_rule(db):
    west = build.territory("West")
    assert "itself or below" in placement_problem(west, build.territory("Oregon", west))


def test_pages_survive_a_cycle_that_came_from_elsewhere(emea, emea_north, americas):
    Team.objects.filter(pk=emea.pk).update(parent=emea_north)
    tree = facts.team_tree()
    assert sorted(tree.roots()) == sorted([emea.id, emea_north.id, americas.id])
