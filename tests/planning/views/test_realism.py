"""Three chances a person beside one another, held against the company's limits."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audit import services as runs
from planning.models import Chance
from planning.services import chances
from tests.factories import planning as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 12, 1)
VIEWS = {"run_rate": "0.4", "pipeline": None, "history": "0.8"}


def url(plan, rest=""):
    return f"/quotas/{plan.pk}/realism/{rest}"


def weighed(plan, name, **views):
    """As the worker keeps them."""
    line = build.line(plan, name)
    for view, chance in (VIEWS | views).items():
        inputs = {"gap": 500.0, "why": "" if chance else "not_open_yet", "hits": 3, "goals": 4}
        Chance.objects.create(
            rep=line.rep,
            team=line.team,
            line=line,
            days=DateRange(plan.days.lower, plan.days.upper),
            as_of=AS_OF,
            view=view,
            amount=line.planned,
            chance=chance,
            inputs=inputs,
        )
    return line


@pytest.fixture
def plan(draft, dora):
    build.figures(dora, draft, company=1000, Bob=700, Charlie=300)
    weighed(draft, "", run_rate="0.9")
    weighed(draft, "Bob")
    weighed(draft, "Charlie", run_rate="0.7")
    return draft


def test_the_views_stand_side_by_side(plan, dora_client):
    page = counted("planning:realism operations", dora_client, url(plan))
    for text in ("Bob", "40%", "70%", "80%", "55%", "1 December 2026"):
        assert text in page.text
    assert "deals that are not open yet" in page.text


def test_beyond_a_limit_is_said(plan, dora_client):
    assert "Beyond the company" not in dora_client.get(url(plan)).text
    Chance.objects.filter(rep__isnull=False, view="run_rate").update(chance="0.3")
    page = dora_client.get(url(plan)).text
    assert "the person in the middle has a chance of 30%, below 50%" in page


def test_a_figure_that_changed_is_not_shown_with_old_chances(plan, dora, dora_client):
    build.figures(dora, plan, Bob=650)
    page = dora_client.get(url(plan)).text
    assert "1 figure has changed since" in page
    assert "40%" not in page


def test_people_are_narrowed_and_taken_along(plan, dora_client):
    low = dora_client.get(url(plan) + "?below=any").text
    assert "Bob" in low
    assert "Charlie" not in low
    file = b"".join(dora_client.get(url(plan) + "?export=csv&team=americas")).decode()
    assert "Charlie" in file
    assert "Bob" not in file
    assert "0.7" in file


def test_a_person_says_what_each_view_rests_on(plan, dora_client):
    page = counted("planning:chance operations", dora_client, url(plan, f"{_bob(plan)}/"))
    assert "Still to be won" in page.text
    assert "3 of 4" in page.text


def test_a_worker_is_asked_once(plan, dora_client, dora):
    first = dora_client.post(url(plan, "weigh/"))
    assert dora_client.post(url(plan, "weigh/")).url == first.url
    page = dora_client.get(first.url)
    assert "You can leave this page" in page.text
    run = chances.ask(plan, by=dora)
    chances.work(run)
    assert dora_client.get(first.url).url == url(plan)
    assert Chance.objects.filter(line__rep__name="Bob").exclude(as_of=AS_OF).count() == 3


def test_a_run_that_failed_says_so(plan, dora_client, dora):
    run = chances.ask(plan, by=dora)
    runs.finish(run, state="failed", error="no")
    page = dora_client.get(url(plan, f"runs/{run.pk}/"))
    assert "Nothing was changed" in page.text
    assert dora_client.get(url(plan, f"runs/{run.pk + 1}/")).status_code == 404


def test_a_plan_that_nobody_weighed_says_so(draft, dora_client):
    page = dora_client.get(url(draft)).text
    assert "Nobody has worked out the chances" in page
    assert "No person has a quota" in page


def test_whoever_plans_may_ask_and_others_read(plan, frank_client, alice_client):
    assert "Work out now" not in frank_client.get(url(plan)).text
    assert frank_client.post(url(plan, "weigh/")).status_code == 403
    assert alice_client.get(url(plan)).status_code == 403


def test_what_was_said_is_held_against_what_happened(plan, bob, dora_client):
    past = DateRange(date(2026, 1, 1), date(2026, 4, 1))
    for n in range(4):
        Chance.objects.create(
            rep=bob.rep,
            days=past,
            as_of=past.lower + timedelta(n),
            view="run_rate",
            amount=100,
            chance="0.2",
        )
    page = counted("planning:calibration operations", dora_client, "/quotas/calibration/").text
    assert "all 4 cases ended alike" in page
    assert "20%–40%" in page


def _bob(plan):
    return build.line(plan, "Bob").pk
