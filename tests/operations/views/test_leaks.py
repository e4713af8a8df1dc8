"""Bottlenecks and what is done about them: who sees what, actions, effects, what is refused."""

from datetime import timedelta

import pytest

from kpis.models import Bottleneck
from operations import tasks
from operations.models import Action
from teams import facts as teams
from tests.factories import crm as build
from tests.kpis.test_bottlenecks import deals
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
LEAKS = "/pipeline/bottlenecks/"


def text_of(response):
    return " ".join(response.content.decode().split())


def asked(owner, **changes):
    day = teams.today() + timedelta(100)
    return {"what": "Call all of them", "owner": owner.pk, "check_on": day.isoformat()} | changes


def test_the_five_fields_stand_there(frank_client, leak):
    page = text_of(frank_client.get(LEAKS))
    assert "Qualify · EMEA" in page
    assert "75% are lost, usual are 25%: 30 of 40 deals." in page
    assert "“No decision” is the reason of 100% of the losses, it was 0%." in page
    assert "Talk through the deals lost for “No decision”" in page
    assert "1 stage is clearly worse" in page


def test_a_manager_sees_their_teams_only(alice_client, leak, emea, americas):
    assert "Qualify · EMEA" in text_of(alice_client.get(LEAKS))
    for team in (americas, None):
        Bottleneck.objects.update(team=team)
        assert "No bottleneck" in text_of(alice_client.get(LEAKS))
        for page in ("", "deals/"):
            assert alice_client.get(f"{LEAKS}{leak.pk}/{page}").status_code == 404


def test_reps_are_kept_out(bob_client, leak):
    for page in (LEAKS, f"{LEAKS}{leak.pk}/", f"{LEAKS}{leak.pk}/deals/"):
        assert bob_client.get(page).status_code == 403
    assert LEAKS not in bob_client.get("/pipeline/").content.decode()


def test_its_deals_add_up(frank_client, leak):
    response = frank_client.get(f"{LEAKS}{leak.pk}/deals/", {"export": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + leak.bad


def test_an_action_is_opened_with_the_measure_of_today(frank_client, frank, leak):
    page = text_of(frank_client.get(f"{LEAKS}{leak.pk}/"))
    assert "Talk through the deals lost" in page
    assert frank_client.post(f"{LEAKS}{leak.pk}/act/", asked(frank)).status_code == 302
    action = Action.objects.get()
    assert (action.before_bad, action.before_cases, action.owner) == (30, 40, frank)
    page = text_of(frank_client.get(f"{LEAKS}{leak.pk}/"))
    assert "Too early: 0 cases so far." in page
    assert "1 action" in text_of(frank_client.get(LEAKS))


@pytest.mark.parametrize("wrong", [{"what": ""}, {"owner": 0}, {"check_on": "2020-01-01"}])
def test_what_makes_no_sense_is_refused(frank_client, frank, leak, wrong):
    response = frank_client.post(f"{LEAKS}{leak.pk}/act/", asked(frank) | wrong)
    assert response.status_code == 422
    assert not Action.objects.exists()


def test_a_rep_cannot_be_asked(frank_client, bob, leak):
    assert frank_client.post(f"{LEAKS}{leak.pk}/act/", asked(bob)).status_code == 422


def test_on_the_check_date_the_effect_is_told(frank_client, frank, bob, leak, later):
    """Bob loses one of ten of the forty that entered since."""
    frank_client.post(f"{LEAKS}{leak.pk}/act/", asked(frank))
    later()
    deals(bob.rep, lost=4, moved=36, age=80)
    tasks.judge_actions()
    action = Action.objects.get()
    assert (action.after_bad, action.after_cases) == (4, 40)
    assert action.judged_on == teams.today()
    page = text_of(frank_client.get(f"{LEAKS}{leak.pk}/"))
    assert "Better: 10% after 75%, more than chance explains." in page
    before = Action.objects.values().get()
    tasks.judge_actions()
    assert Action.objects.values().get() == before


def test_without_deals_since_it_says_so(frank_client, frank, leak, later):
    frank_client.post(f"{LEAKS}{leak.pk}/act/", asked(frank))
    later()
    tasks.judge_actions()
    page = text_of(frank_client.get(f"{LEAKS}{leak.pk}/"))
    assert "can&#x27;t be told: only 0 cases since then." in page


@pytest.mark.parametrize(
    ("kind", "why"), [("regress", "loses time"), ("skip", "Skipping saves time"), ("leak", "value")]
)
def test_where_no_sum_is_put_it_says_why(frank_client, leak, kind, why):
    Bottleneck.objects.update(kind=kind, money=None, money_low=None, money_high=None)
    for page in (LEAKS, f"{LEAKS}{leak.pk}/"):
        said = text_of(frank_client.get(page))
        assert "No sum" in said
        assert why in said


def test_nothing_is_there_yet(frank_client, company):
    build.stages()
    assert "No bottleneck" in text_of(frank_client.get(LEAKS))
    assert frank_client.get(f"{LEAKS}1/").status_code == 404


def test_what_it_asks_the_database(frank_client, leak):
    counted("operations:leaks executive", frank_client, LEAKS)
    counted("operations:leak executive", frank_client, f"{LEAKS}{leak.pk}/")
