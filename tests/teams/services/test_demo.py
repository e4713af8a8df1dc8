import pytest

from teams.access import Access
from teams.models import User
from teams.services.demo import create_demo_sign_ins, demo_sign_ins
from teams.services.refused import Refused
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(emea, americas):
    build.company(name="Sample", is_sample=True)
    lead, small = build.rep("Leila"), build.rep("Sam")
    build.member(lead, emea, leads=True)
    build.member(small, americas, leads=True)
    for name in ("Adam", "Ben"):
        build.member(build.rep(name), emea)
    build.member(build.rep("Aaron"), americas)
    build.member(build.rep("Abe", left_on="2025-01-01"), emea)


def test_six_people_one_a_role(sample):
    found = create_demo_sign_ins()
    assert [one.role for one in found] == [
        "rep",
        "manager",
        "operations",
        "finance",
        "executive",
        "administrator",
    ]
    people = {user.role: user for user in User.objects.all()}
    assert all(people[one.role].check_password(one.password) for one in found)
    assert (people["manager"].rep.name, people["rep"].rep.name) == ("Leila", "Adam")
    assert Access(people["manager"]).home_scope().key == "team:emea"


def test_twice_gives_the_same_people(sample):
    assert create_demo_sign_ins() == create_demo_sign_ins()
    assert User.objects.count() == 6


def test_a_real_company_has_none_and_shows_none(sample):
    create_demo_sign_ins()
    build.company(name="Real", is_sample=False)
    assert demo_sign_ins() == []
    with pytest.raises(Refused):
        create_demo_sign_ins()


def test_a_sample_without_people_still_has_its_six(db):
    build.company(is_sample=True)
    assert len(create_demo_sign_ins()) == 6
