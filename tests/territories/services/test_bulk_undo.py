"""An import is undone as a whole, or not at all."""

import pytest

from teams.services.refused import Refused
from territories.facts.bulk import BY_SLUG, SHEETS
from territories.models import Placement, PlannedTerritory, Rule
from territories.services import bulk, editing
from tests.territories.services.test_bulk import draft, exported, plan, stored

__all__ = ["draft", "plan"]
pytestmark = pytest.mark.django_db


def everything(model):
    return [list(sheet.rows(model.pk)) for sheet in SHEETS]


@pytest.fixture
def imported(plan, dora):
    """An import that adds and changes something of every kind, and how all was before."""
    before = everything(plan)
    book = {slug: exported(plan, slug) for slug in BY_SLUG}
    new = {"territory": "sea", "name": "Sea", "parent": "coast", "target": "1"}
    runs = []
    for slug, rows in book.items():
        if slug == "territories":
            rows[0]["name"] = "Renamed"
            rows.append(new | {"role": "account-executive"})
        elif slug == "rules":
            rows[0]["number"] = "77"
            rows.append({"rule": "", "territory": "sea", "kind": "rest", "number": "900"})
        elif slug == "seats":
            rows[0]["to"] = "2027-07-01"
            rows.append(rows[0] | {"seat": "", "territory": "sea", "to": "", "version": ""})
        else:
            rows[0] |= {"territory": "sea", "lock": "yes", "lock_reason": "Wait"}
        runs.append(stored(plan, dora, rows))
    return before, runs


def test_an_undone_import_leaves_all_as_it_was(plan, dora, imported):
    before, runs = imported
    assert everything(plan) != before
    for run in reversed(runs):
        bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)
        run.refresh_from_db()
        assert run.state == "undone"
    assert everything(plan) == before
    with pytest.raises(Refused, match="undone already"):
        bulk.undo(by=dora, model_id=plan.pk, run_id=runs[0].pk)


def test_an_import_on_which_others_built_is_not_undone(plan, dora, imported):
    _before, runs = imported
    with pytest.raises(Refused, match="has been built upon"):
        bulk.undo(by=dora, model_id=plan.pk, run_id=runs[0].pk)
    editing.change_rule(by=dora, rule=Rule.objects.get(number=77), note="Newer")
    with pytest.raises(Refused, match="1 row of this import was changed"):
        bulk.undo(by=dora, model_id=plan.pk, run_id=runs[1].pk)
    assert Rule.objects.filter(number=77).exists()


def test_what_hangs_below_a_new_territory_is_not_lost_by_undo(plan, dora):
    """Not even where the import itself put something there, too."""
    rows = exported(plan, "territories")
    new = {"role": "account-executive", "target": "1"}
    rows.append(new | {"territory": "sea", "name": "Sea", "parent": "coast"})
    rows.append(new | {"territory": "isle", "name": "Isle", "parent": "sea"})
    run = stored(plan, dora, rows)
    sea = PlannedTerritory.objects.get(slug="sea")
    editing.create_territory(by=dora, model_id=plan.pk, name="Reef", parent=sea)
    with pytest.raises(Refused, match="“Sea” is new and has been built upon"):
        bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)
    assert PlannedTerritory.objects.filter(slug__in=["sea", "isle", "reef"]).count() == 3


def test_undo_leaves_placements_the_rules_they_came_by(plan, dora):
    rows = exported(plan, "rules")
    rows[0]["note"] = "France, for now"
    run = stored(plan, dora, rows)
    before = set(Placement.objects.filter(model=plan).values_list("account", "rule"))
    assert Rule.objects.get().pk in {rule for _account, rule in before}
    bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)
    assert set(Placement.objects.filter(model=plan).values_list("account", "rule")) == before
