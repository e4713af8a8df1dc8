"""Publishing on the pages: who may, what it says, letters, answers."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from planning.models import Letter, LetterAnswer, Publication, QuotaPlan
from planning.services.publishing import publish
from quotas.services import set_quota
from teams.facts import today
from tests.factories import crm as sell
from tests.factories import publishing as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company, bob, charlie, emea, alice, dora):
    made = make.plan("FY2026")
    goal = make.goal(made)
    region = make.team_line(goal, emea, 1100000)
    make.rep_line(goal, bob.rep, 1200000, region)
    make.rep_line(goal, charlie.rep, 600000)
    return made


@pytest.fixture
def letter(plan, bob, dora):
    publish(plan, dora)
    return Letter.objects.get(rep=bob.rep)


def page(plan, room):
    return f"/quotas/{plan.pk}/{room}/"


def here(letter):
    return f"/quotas/letters/{letter.pk}/"


# Publishing --------------------------------------------------------------------------------------


def test_operations_publish(plan, dora_client):
    text = dora_client.get(page(plan, "publish")).text
    assert "The plan is approved." in text
    assert "Bob" in text
    assert "1,200,000" in text
    sent = dora_client.post(page(plan, "publish"), {"reason": ""}, follow=True)
    assert "Published. 2 people have a letter." in sent.text
    assert Publication.objects.get().number == 1
    again = dora_client.get(page(plan, "publish")).text
    assert "Nothing differs from what people were told last." in again


def test_relief_is_shown_at_the_team(plan, bob, dora_client):
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1))
    text = dora_client.get(page(plan, "publish")).text
    assert "Relief: planned, and asked of nobody" in text
    assert "100,000" in text


def test_who_has_no_amount_is_named(plan, alice, dora_client):
    make.rep_line(plan.goals.get(), alice.rep)
    text = dora_client.get(page(plan, "publish")).text
    assert "1 person has no amount and gets no quota: Alice." in text


def test_others_read_but_do_not_publish(plan, frank_client, erin_client, bob_client, alice_client):
    for client in (frank_client, erin_client, alice_client):
        assert client.get(page(plan, "publish")).status_code == 200
        client.post(page(plan, "publish"), {"reason": ""})
    assert bob_client.get(page(plan, "publish")).status_code == 403
    assert not Publication.objects.exists()


def test_a_manager_reads_of_their_own_people(plan, alice_client):
    text = alice_client.get(page(plan, "publish")).text
    assert "Bob" in text
    assert "Charlie" not in text


def test_a_draft_says_that_it_is_not_approved(plan, dora_client):
    QuotaPlan.objects.update(state="draft")
    text = dora_client.get(page(plan, "publish")).text
    assert "The plan is not approved yet." in text
    assert "Quotas come into force month by month" not in text


# Letters -----------------------------------------------------------------------------------------


def test_the_list_of_the_missing(letter, bob, dora_client):
    text = dora_client.get(page(letter.publication.plan, "letters")).text
    assert "0 of 2 answered" in text
    LetterAnswer.objects.create(
        letter=letter, kind="accepted", typed_name="Bob", digest=letter.digest, by=bob
    )
    missing = page(letter.publication.plan, "letters") + "?state=missing"
    text = dora_client.get(missing).text
    assert "1 of 2 answered" in text
    assert "Charlie" in text
    exported = dora_client.get(missing + "&export=csv")
    lines = b"".join(exported.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Charlie"]


def test_who_reads_a_letter(letter, sign_in, cast):
    expected = {"rep elsewhere": 404}
    for name, person in cast.items():
        found = sign_in(person).get(here(letter)).status_code
        assert found == expected.get(name, 200), name


def test_the_letter_says_what_and_why(letter, bob, bob_client):
    text = bob_client.get(here(letter)).text
    assert "Quota letter, 1 January 2026 to 31 December 2026" in text
    assert "$1,200,000" in text
    assert "This is your first quota of this kind for these months." in text
    assert "the same bytes" in text


def test_bob_accepts(letter, bob_client, dora_client):
    said = {"act": "accept", "typed_name": "bob ", "digest": letter.digest}
    sent = bob_client.post(here(letter), said, follow=True)
    assert "Your answer is kept." in sent.text
    answer = LetterAnswer.objects.get()
    assert (answer.kind, answer.typed_name, answer.digest) == ("accepted", "bob", letter.digest)


def test_another_name_is_not_an_answer(letter, bob_client):
    said = {"act": "accept", "typed_name": "Rob", "digest": letter.digest}
    sent = bob_client.post(here(letter), said)
    assert sent.status_code == 422
    assert "Type your name as it stands in the letter" in sent.text
    assert not LetterAnswer.objects.exists()


def test_bob_declines_and_changes_his_mind(letter, bob_client, alice_client):
    url = here(letter)
    assert bob_client.post(url, {"act": "decline", "digest": letter.digest}).status_code == 422
    said = {"act": "decline", "reason": "Two accounts left", "digest": letter.digest}
    bob_client.post(url, said)
    assert "Two accounts left" in alice_client.get(url).text
    bob_client.post(url, {"act": "accept", "typed_name": "Bob", "digest": letter.digest})
    assert [one.kind for one in LetterAnswer.objects.order_by("pk")] == ["declined", "accepted"]


def test_nobody_answers_for_somebody_else(letter, alice_client, dora_client):
    said = {"act": "accept", "typed_name": "Bob", "digest": letter.digest}
    for client in (alice_client, dora_client):
        assert client.post(here(letter), said).status_code == 403


def test_an_older_letter_is_only_read(letter, bob, dora, bob_client):
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1), "Leave")
    publish(letter.publication.plan, dora)
    text = bob_client.get(here(letter)).text
    assert "There is a newer letter than this one." in text
    said = {"act": "accept", "typed_name": "Bob", "digest": letter.digest}
    assert bob_client.post(here(letter), said).status_code == 403
    mine = bob_client.get("/quotas/letters/mine/", follow=True).text
    assert "You are away (1 June 2026 to 30 June 2026): −$100,000." in mine
    assert "It was $1,200,000 until now: −$100,000." in mine


def test_without_a_letter(company, charlie_client):
    assert "There is no letter for you" in charlie_client.get("/quotas/letters/mine/").text


# Do next -----------------------------------------------------------------------------------------


def test_it_is_asked_for(letter, bob, bob_client, dora_client):
    sell.deal(bob.rep)
    assert "Read and answer your quota letter" in bob_client.get("/me/").text
    Letter.objects.update(answer_by=today() - timedelta(1))
    assert "2 quota letters have no answer" in dora_client.get("/").text


# Adjustments -------------------------------------------------------------------------------------


@pytest.fixture
def asked(letter, alice_client):
    plan = letter.publication.plan
    line = plan.goals.get().lines.get(rep=letter.rep)
    said = {
        "line": line.pk,
        "start": "2026-06-01",
        "last": "2026-06-30",
        "amount": "-20000",
        "why": "Two accounts left",
    }
    sent = alice_client.post(page(plan, "adjustments/new"), said, follow=True)
    assert "Asked. It counts as soon as it is approved." in sent.text
    return line.adjustments.get()


def test_asked_approved_published(asked, letter, frank_client, bob_client):
    plan = letter.publication.plan
    frank_client.post(page(plan, f"adjustments/{asked.pk}"), {"act": "approve", "words": "Fair"})
    asked.refresh_from_db()
    assert asked.state == "approved"
    last = bob_client.get("/quotas/letters/mine/", follow=True).text
    assert "$1,180,000" in last
    assert "Adjusted for 1 June 2026 to 30 June 2026 by −$20,000: Two accounts left" in last
    assert "1,180,000" in frank_client.get(page(plan, "adjustments")).text


def test_refused_with_words(asked, letter, frank_client):
    url = page(letter.publication.plan, f"adjustments/{asked.pk}")
    assert frank_client.post(url, {"act": "refuse"}).status_code == 422
    frank_client.post(url, {"act": "refuse", "words": "Not now"})
    asked.refresh_from_db()
    assert (asked.state, asked.words) == ("refused", "Not now")
    assert Publication.objects.count() == 1


def test_who_asks_and_who_decides(asked, letter, alice_client, bob_client, erin_client):
    plan = letter.publication.plan
    url = page(plan, f"adjustments/{asked.pk}")
    assert alice_client.post(url, {"act": "approve"}).status_code == 403
    assert erin_client.post(url, {"act": "approve"}).status_code == 403
    assert bob_client.get(url).status_code == 403
    assert erin_client.get(page(plan, "adjustments/new")).status_code == 403
    assert "Decide about the quota of Bob" not in alice_client.get("/").text


def test_the_executive_is_asked(asked, letter, frank_client):
    sell.deal(letter.rep)
    assert "Decide about the quota of Bob" in frank_client.get("/", follow=True).text


# Followed ----------------------------------------------------------------------------------------


def test_as_published(letter, bob, dora, dora_client):
    plan = letter.publication.plan
    Publication.objects.update(at="2026-01-05T12:00Z")
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1), "Leave")
    publish(plan, dora)
    text = dora_client.get(page(plan, "as-published") + "?on=2026-03-01").text
    assert "At the end of 1 March 2026 publication 1 of 5 January 2026 held." in text
    assert "−100,000" in text
    before = dora_client.get(page(plan, "as-published") + "?on=2025-03-01").text
    assert "Nothing was published by that day" in before
    assert dora_client.get(page(plan, "as-published") + "?on=soon").status_code == 404


def test_the_feed_tells_everybody_what_concerns_them(
    asked, dora_client, bob_client, charlie_client
):
    assert "Charlie" in dora_client.get("/quotas/changes/").text
    own = bob_client.get("/quotas/changes/").text
    assert "Two accounts left" in own
    assert "Charlie" not in own
    assert "Two accounts left" not in charlie_client.get("/quotas/changes/").text


def test_quotas_by_hand_are_told(letter, bob, dora, dora_client):
    days = {"start": date(2026, 5, 1), "end": date(2026, 6, 1)}
    set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(90000), reason="Typing error", **days)
    text = dora_client.get("/quotas/changes/").text
    assert "By hand" in text
    assert "−10,000" in text
    assert "Typing error" in text


def test_few_queries(asked, letter, dora_client, bob_client, frank_client):
    plan = letter.publication.plan
    counted("planning:publish operations", dora_client, page(plan, "publish"))
    counted("planning:letters operations", dora_client, page(plan, "letters"))
    counted("planning:letter rep", bob_client, here(letter))
    counted("planning:adjustments operations", dora_client, page(plan, "adjustments"))
    url = page(plan, f"adjustments/{asked.pk}")
    counted("planning:adjustment executive", frank_client, url)
    counted("planning:as_published operations", dora_client, page(plan, "as-published"))
    counted("planning:changes operations", dora_client, "/quotas/changes/")
    counted("planning:changes rep", bob_client, "/quotas/changes/")


# Plans that are over -----------------------------------------------------------------------------


def test_a_plan_that_never_kept_a_day_is_read(plan, bob, dora, dora_client):
    """Another one followed it on its first day."""
    publish(plan, dora)
    other = make.plan("FY2026 again")
    make.rep_line(make.goal(other), bob.rep, 1300000)
    publish(other, dora, start=date(2026, 1, 1))
    plan.refresh_from_db()
    assert plan.active.isempty
    assert dora_client.get(page(plan, "publish")).status_code == 200


def test_a_draft_whose_days_are_over_is_read(company, bob, dora, dora_client):
    days = (date(2024, 1, 1), date(2025, 1, 1))
    past = make.plan("FY2024", days)
    make.rep_line(make.goal(past), bob.rep, 1200000)
    publish(past, dora)
    late = make.plan("FY2024, late", days, state="draft")
    assert dora_client.get(page(late, "publish")).status_code == 200


def test_the_day_of_a_publication_is_that_of_the_company(plan, dora, dora_client, company):
    made = publish(plan, dora)
    company.time_zone = "Asia/Tokyo"
    company.save()
    Publication.objects.filter(pk=made.pk).update(at=datetime(2026, 3, 31, 20, tzinfo=UTC))
    text = dora_client.get(page(plan, "as-published")).text
    assert "of April 1, 2026 held" in text or "of 1 April 2026 held" in text


# One's own letters -------------------------------------------------------------------------------


def test_from_ones_own_page_to_the_letters_of_now_and_before(letter, bob, dora, bob_client):
    assert 'href="/quotas/letters/mine/"' in bob_client.get("/me/").text
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1))
    publish(letter.publication.plan, dora)
    new = bob_client.get("/quotas/letters/mine/", follow=True)
    assert new.redirect_chain[0][0] != here(letter)
    assert f'href="{here(letter)}"' in new.text
    assert "There is a newer letter than this one." in bob_client.get(here(letter)).text


def test_who_leads_finds_letters_elsewhere(letter, bob, alice_client):
    assert "/quotas/letters/mine/" not in alice_client.get(f"/performance/reps/{bob.rep.pk}/").text
