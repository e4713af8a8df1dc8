import pytest
from django.utils import timezone

from teams import facts
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
CHOICES = {"name": "Bob", "language": "", "theme": "auto", "time_zone": ""}


def test_the_page_shows_who_one_is_and_the_ways_on(bob_client):
    page = bob_client.get("/profile/").content.decode()
    assert all(word in page for word in ("bob@acme.test", "Rep", "Change the password"))
    for url in ("/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"):
        assert f'href="{url}"' in page
        assert bob_client.get(url, follow=True).status_code == 200


def test_a_choice_takes_effect_at_once(bob_client, bob):
    response = bob_client.post(
        "/profile/", CHOICES | {"language": "fr", "theme": "dark"}, follow=True
    )
    assert response.redirect_chain == [("/profile/", 302)]
    page = response.content.decode()
    assert '<html lang="fr"' in page
    assert 'data-bs-theme="dark"' in page


@pytest.mark.parametrize(("own", "zone"), [("Asia/Tokyo", "Asia/Tokyo"), ("", "Europe/Paris")])
def test_times_are_in_ones_own_zone_or_the_companys(bob, bob_client, monkeypatch, own, zone):
    build.company(time_zone="Europe/Paris")
    bob_client.post("/profile/", CHOICES | {"time_zone": own})
    seen = []
    monkeypatch.setattr(
        facts,
        "rep_of",
        lambda user: seen.append(timezone.get_current_timezone_name()) or (None, []),
    )
    bob_client.get("/profile/")
    assert seen[0] == zone


def test_like_the_browser_is_answered_in_its_language(bob_client):
    form = {"name": "Bob", "language": "", "theme": "auto", "time_zone": ""}
    page = bob_client.post("/profile/", form, headers={"Accept-Language": "fr"}, follow=True)
    assert "Enregistré." in page.content.decode()


def test_what_does_not_exist_is_refused_beside_its_field(bob_client, bob):
    page = bob_client.post("/profile/", CHOICES | {"time_zone": "Mars"})
    assert page.status_code == 200
    assert 'id="id_time_zone_error"' in page.content.decode()
    bob.refresh_from_db()
    assert bob.time_zone == ""


def test_nobody_changes_their_role_or_address_here(bob_client, bob):
    bob_client.post("/profile/", CHOICES | {"role": "administrator", "email": "x@acme.test"})
    bob.refresh_from_db()
    assert (bob.role, bob.email) == ("rep", "bob@acme.test")


# The account menu -------------------------------------------------------------------------------


def test_the_menu_stores_one_choice_and_returns(bob_client, bob):
    response = bob_client.post("/profile/preferences/", {"language": "fr", "next": "/profile/?a=1"})
    assert response.url == "/profile/?a=1"
    bob.refresh_from_db()
    assert (bob.language, bob.theme) == ("fr", "auto")


def test_htmx_needs_no_answer(bob_client, bob):
    response = bob_client.post(
        "/profile/preferences/", {"theme": "dark"}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 204
    bob.refresh_from_db()
    assert bob.theme == "dark"


def test_the_menu_never_leads_elsewhere(bob_client):
    response = bob_client.post(
        "/profile/preferences/", {"theme": "dark", "next": "https://evil.test/"}
    )
    assert response.url == "/profile/"


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"language": "xx"}], ids=str)
def test_an_unknown_choice_changes_nothing(bob_client, bob, wrong):
    assert bob_client.post("/profile/preferences/", wrong).status_code == 400
    bob.refresh_from_db()
    assert (bob.theme, bob.language) == ("auto", "")


def test_reading_changes_nothing(bob_client):
    assert bob_client.get("/profile/preferences/").status_code == 405
