import pytest
from django.core.exceptions import ValidationError

from audit.models import LogEntry
from teams.models import Rep
from teams.services import people
from teams.services.refused import Refused
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


def test_somebody_new_is_who_they_are_in_the_crm(gina):
    rep = build.rep("Hana", external_id="HANA")
    user = people.create_user(by=gina, email=" Hana@Acme.test ", name="Hana", role="rep", rep=rep)
    assert user.email == "hana@acme.test"
    assert not user.has_usable_password()
    assert Rep.objects.get(user=user) == rep
    assert LogEntry.objects.get(act="create").by == gina


def test_an_address_is_used_once(gina, bob):
    with pytest.raises(Refused, match=r"bob@acme\.test has an account already"):
        people.create_user(by=gina, email="BOB@acme.test", name="Bob", role="rep")


def test_a_role_changes_and_says_what_it_was(gina, bob):
    people.change_role(by=gina, user=bob, role="manager", reason="promoted")
    bob.refresh_from_db()
    entry = LogEntry.objects.get(act="change_role")
    assert bob.role == "manager"
    assert (entry.before, entry.after) == ({"role": "rep"}, {"role": "manager"})
    assert entry.reason == "promoted"


def test_a_role_must_exist(gina, bob):
    with pytest.raises(Refused, match="no role “king”"):
        people.change_role(by=gina, user=bob, role="king")


def test_the_last_administrator_stays(gina):
    with pytest.raises(Refused, match="Gina is the last administrator"):
        people.change_role(by=gina, user=gina, role="rep")
    with pytest.raises(Refused, match="last administrator"):
        people.set_active(by=gina, user=gina, active=False)
    build.user("Henry", "administrator")
    people.change_role(by=gina, user=gina, role="rep")
    assert gina.role == "rep"


def test_who_may_no_longer_sign_in_is_out_at_once(gina, bob, bob_client):
    assert bob_client.get("/profile/").status_code == 200
    people.set_active(by=gina, user=bob, active=False)
    assert bob_client.get("/profile/").status_code == 302


def test_a_rep_is_one_person(gina, bob, charlie):
    with pytest.raises(Refused, match=r"Bob already signs in as bob@acme\.test"):
        people.link_rep(by=gina, user=charlie, rep=bob.rep)
    people.link_rep(by=gina, user=bob, rep=None)
    people.link_rep(by=gina, user=charlie, rep=Rep.objects.get(external_id="BOB"))
    assert list(Rep.objects.filter(user=charlie).values_list("external_id", flat=True)) == ["BOB"]


def test_preferences_leave_the_rest_alone(bob):
    people.save_preferences(user=bob, theme="dark")
    people.save_preferences(user=bob, language="fr", time_zone="Europe/Paris")
    bob.refresh_from_db()
    assert (bob.name, bob.theme, bob.language, bob.time_zone) == (
        "Bob",
        "dark",
        "fr",
        "Europe/Paris",
    )


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"time_zone": "Mars/Olympus"}], ids=str)
def test_preferences_must_exist(bob, wrong):
    with pytest.raises(ValidationError):
        people.save_preferences(user=bob, **wrong)
    bob.refresh_from_db()
    assert (bob.theme, bob.time_zone) == ("auto", "")
