"""Territories in the administration: one tree at a time, moved and removed."""

import pytest

from audit.models import LogEntry
from territories.models import (
    PlannedTerritory,
    TerritoryModel,
)
from territories.services import editing
from tests.territories.admin.pages import (
    as_sent,
    text,
    url,
)

pytestmark = pytest.mark.django_db


def test_the_list_shows_one_tree_indented(gina_client, draft, city, dora):
    other = TerritoryModel.objects.create(name="2028")
    editing.create_territory(by=dora, model_id=other.pk, name="Elsewhere")
    page = gina_client.get(url("plannedterritory", "changelist"), follow=True)
    assert page.redirect_chain[0][0].endswith(f"model__id__exact={other.pk}")
    body = text(gina_client.get(page.request["PATH_INFO"], {"model__id__exact": draft.pk}))
    assert body.index(">North<") < body.index("— City")
    assert "Elsewhere" not in body


def test_a_territory_is_added_and_changed(gina_client, gina, draft, north):
    said = {"model": draft.pk, "name": "South", "slug": "", "parent": north.pk}
    said |= {"role": north.role_id, "target": "2"}
    assert gina_client.post(url("plannedterritory", "add"), said).status_code == 302
    south = PlannedTerritory.objects.get(name="South")
    assert (south.slug, south.parent, south.target) == ("south", north, 2)
    sent = as_sent(south, name="South and isles", parent="")
    page = url("plannedterritory", "change", south.pk)
    assert gina_client.post(page, sent).status_code == 302
    south.refresh_from_db()
    assert (south.name, south.parent) == ("South and isles", None)
    acts = LogEntry.objects.filter(by=gina, object_id=str(south.pk)).values_list("act", flat=True)
    assert set(acts) == {"create", "change", "place"}
    history = text(gina_client.get(url("plannedterritory", "history", south.pk)))
    assert "South and isles" in history


def test_what_the_service_refuses_stands_in_the_form(gina_client, north, city):
    page = gina_client.post(
        url("plannedterritory", "change", north.pk), as_sent(north, parent=city.pk)
    )
    assert "can&#x27;t be above it" in text(page)
    north.refresh_from_db()
    assert north.parent is None


def test_several_move_under_another(gina_client, draft, north, city, dora):
    isle = editing.create_territory(by=dora, model_id=draft.pk, name="Isle")
    chosen = {"action": "move", "_selected_action": [city.pk, isle.pk]}
    page = gina_client.post(url("plannedterritory", "changelist"), chosen)
    assert "Part of" in text(page)
    sent = chosen | {"act": "1", "parent": north.pk, "reason": "New region"}
    assert gina_client.post(url("plannedterritory", "changelist"), sent).status_code == 302
    assert set(north.children.values_list("name", flat=True)) == {"City", "Isle"}


def test_a_whole_branch_is_removed_but_a_parent_alone_is_not(gina_client, north, city):
    page = url("plannedterritory", "delete", north.pk)
    gina_client.post(page, {"post": "yes"}, follow=True)
    assert PlannedTerritory.objects.count() == 2
    chosen = {"action": "delete_selected", "_selected_action": [city.pk, north.pk], "post": "yes"}
    gina_client.post(url("plannedterritory", "changelist"), chosen)
    assert not PlannedTerritory.objects.exists()


def test_of_several_all_go_or_none(gina_client, draft, north, city, dora):
    """City could go, North not: it would leave Isle behind."""
    editing.create_territory(by=dora, model_id=draft.pk, name="Isle", parent=north)
    chosen = {"action": "delete_selected", "_selected_action": [city.pk, north.pk], "post": "yes"}
    page = gina_client.post(url("plannedterritory", "changelist"), chosen, follow=True)
    assert "Isle would be left without North" in text(page)
    assert PlannedTerritory.objects.count() == 3


def test_no_number_in_the_address_is_no_error(gina_client, north):
    page = gina_client.get(url("plannedterritory", "changelist"), {"model__id__exact": "²"})
    assert page.status_code in (200, 302)
