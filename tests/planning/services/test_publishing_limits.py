"""Beyond the company's limits a plan is published with a reason only, and that is listed."""

import pytest

from planning.models import Policy, QuotaLine
from planning.services.publishing import publish
from teams.services.refused import Refused
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company, bob, emea, dora):
    """The team is to reach 1.0 m, its people 1.5 m: half as much again."""
    Policy.objects.update_or_create(pk=1, defaults={"most_padding": "0.2"})
    made = make.plan("FY2026")
    goal = make.goal(made)
    QuotaLine.objects.filter(goal=goal).update(planned=1000000)
    region = make.team_line(goal, emea, 1000000)
    make.rep_line(goal, bob.rep, 1500000, region)
    return made


def test_it_takes_a_reason(plan, dora):
    with pytest.raises(Refused, match="beyond the company's limits"):
        publish(plan, dora)
    made = publish(plan, dora, "The board asks for it")
    assert made.beyond[0]["kind"] == "padding"
    assert made.reason == "The board asks for it"


def test_on_the_page(plan, dora_client):
    url = f"/quotas/{plan.pk}/publish/"
    said = "All levels together over-assign 50%, more than 20%."
    assert said in dora_client.get(url).text
    assert dora_client.post(url, {"reason": ""}).status_code == 422
    dora_client.post(url, {"reason": "The board asks for it"})
    text = dora_client.get(url).text
    assert "The board asks for it" in text
    assert text.count(said) == 2
