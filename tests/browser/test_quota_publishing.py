"""A quota plan is published; on telephones a rep reads the letter, declines and then accepts it,
their manager asks for an adjustment, an executive approves it, and a new letter tells of it."""

import pytest

from planning.models import LetterAnswer
from tests.factories import crm as sell
from tests.factories import publishing as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(company, emea, bob, charlie, alice):
    made = make.plan("FY2026")
    goal = make.goal(made)
    make.rep_line(goal, bob.rep, 1200000, make.team_line(goal, emea, 1100000))
    make.rep_line(goal, charlie.rep, 600000)
    sell.deal(bob.rep)
    return made


def test_publish_answer_and_adjust(
    plan, page, enter, telephone, bob, alice, dora, frank, assert_accessible, assert_narrow
):
    operations = enter(page, dora)
    operations.goto(f"/quotas/{plan.pk}/publish/")
    operations.get_by_text("The plan is approved.").wait_for()
    assert_accessible(operations)
    operations.get_by_role("button", name="Publish").click()
    operations.get_by_text("Published. 2 people have a letter.").wait_for()
    assert_accessible(operations)

    rep = telephone(bob)
    rep.goto("/me/")
    rep.get_by_role("link", name="Read and answer your quota letter").click()
    rep.get_by_text("Quota letter, 1 January 2026").first.wait_for()
    assert_narrow(rep)
    assert_accessible(rep)
    rep.get_by_text("Decline with a reason").click()
    rep.get_by_label("Why do you decline?").fill("Two accounts left")
    rep.get_by_role("button", name="Decline").click()
    rep.get_by_text("Your answer is kept.").wait_for()

    manager = telephone(alice)
    manager.goto(f"/quotas/{plan.pk}/letters/?state=declined")
    assert "Bob" in manager.locator("main").inner_text()
    assert_narrow(manager)
    manager.goto(f"/quotas/{plan.pk}/adjustments/new/")
    manager.get_by_label("Whose quota").select_option(label="Bob · Revenue")
    manager.get_by_label("From", exact=True).fill("2026-06-01")
    manager.get_by_label("Last day").fill("2026-06-30")
    manager.get_by_label("Amount").fill("-20000")
    manager.get_by_label("Why").fill("Two accounts left")
    assert_narrow(manager)
    assert_accessible(manager)
    manager.get_by_role("button", name="Ask").click()
    manager.get_by_text("Asked. It counts as soon as it is approved.").wait_for()

    executive = telephone(frank)
    executive.goto(f"/quotas/{plan.pk}/adjustments/")
    executive.get_by_role("link", name="Bob").click()
    assert_narrow(executive)
    executive.get_by_role("button", name="Approve").click()
    executive.get_by_text("Saved.").wait_for()

    rep.goto("/quotas/letters/mine/")
    assert "It was $1,200,000 until now: −$20,000." in rep.locator("main").inner_text()
    rep.get_by_label("Your name").fill("Bob")
    rep.get_by_role("button", name="Accept").click()
    rep.get_by_text("Your answer is kept.").wait_for()
    assert [one.kind for one in LetterAnswer.objects.order_by("pk")] == ["declined", "accepted"]
    rep.goto("/quotas/changes/")
    assert "−20,000" in rep.locator("main").inner_text()
    assert_narrow(rep)
    assert_accessible(rep)
