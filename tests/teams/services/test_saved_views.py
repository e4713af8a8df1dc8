import pytest

from teams.services import saved_views

pytestmark = pytest.mark.django_db


def test_views_are_ones_own_by_page(bob, charlie):
    saved_views.save(bob, "crm:deals", "Mine", "stage=2")
    saved_views.save(charlie, "crm:deals", "His", "")
    assert saved_views.list(bob, "crm:deals") == [("Mine", "stage=2", False)]
    assert saved_views.list(bob, "crm:accounts") == []


def test_the_same_name_replaces_and_there_is_one_default(bob):
    saved_views.save(bob, "crm:deals", "Mine", "a=1", True)
    saved_views.save(bob, "crm:deals", "Open", "b=1", True)
    saved_views.save(bob, "crm:deals", " Mine ", "a=2")
    assert saved_views.list(bob, "crm:deals") == [("Mine", "a=2", False), ("Open", "b=1", True)]


def test_a_view_is_removed_by_its_owner(bob, charlie):
    saved_views.save(bob, "crm:deals", "Mine", "")
    assert not saved_views.delete(charlie, "crm:deals", "Mine")
    assert saved_views.delete(bob, "crm:deals", "Mine")
    assert saved_views.list(bob, "crm:deals") == []
