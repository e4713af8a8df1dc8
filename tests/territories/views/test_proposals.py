"""From the form to the moves: asking, waiting, reading and deciding in pages."""

import csv
import io
import re
from html import unescape

import pytest

import audit.facts
from territories.core.question import Question
from territories.models import NamedAccount, Proposal, TerritoryModel
from territories.services import proposing
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def asked(**changes):
    keep = {f"keep_{each}": "on" for each in ("lock", "hold", "late_deal", "renewal", "settled")}
    posted = {"objective": "disruption", "time_limit": "3", "within_potential": "15"}
    return posted | {"within_workload": "100"} | keep | changes


@pytest.fixture
def proposal(draft, uneven, goals, dora) -> Proposal:
    question = Question("disruption", {"potential": 0.15}, time_limit=3.0)
    run = proposing.ask(draft.pk, question, by=dora)
    proposing.work(run)
    run.refresh_from_db()
    return draft.proposals.get(number=run.result["proposal"])


@pytest.fixture
def url(draft):
    return f"/territories/{draft.pk}/proposals/"


def test_the_form_asks_what_the_optimiser_needs(dora_client, uneven, goals, url):
    said = text_of(dora_client.get(f"{url}new/?objective=balance&max_moves=4"))
    assert 'name="within_potential" value="10"' in said.replace(" required", "")
    assert 'value="4"' in said
    assert "A deal about to close (0)" in said
    assert "Shortest way is not offered: the places of 0 of 0 accounts" in said


def test_the_shortest_way_is_offered_where_places_are_known(dora_client, draft, spread, dora, url):
    said = text_of(dora_client.get(f"{url}new/"))
    assert 'value="cost"' in said
    assert "1 account without a known place counts as the average." in said
    answer = dora_client.post(f"{url}new/", asked(objective="cost", within_potential="100"))
    proposing.work(audit.facts.run(int(answer["Location"].strip("/").split("/")[-1])))
    found = draft.proposals.get()
    said = text_of(dora_client.get(f"{url}1/"))
    before, after = (f"{found.result['way'][side] / 6:,.0f}" for side in ("before", "after"))
    assert f"The way to an account goes from {before} to {after} km on average." in said
    assert f"It comes {found.moves.get().facts['nearer']:,.0f} km nearer." in said
    assert "Shortest way" in said
    assert "after=1&amp;point=1" in said
    found.moves.update(decision="declined")
    assert f"goes from {before} to {before} km" in text_of(dora_client.get(f"{url}1/"))


def test_without_goals_the_form_leads_to_them(dora_client, uneven, url):
    assert "Agree on goals" in text_of(dora_client.get(f"{url}new/"))


def test_asking_waits_on_a_page_that_leads_on(dora_client, draft, uneven, goals, url):
    response = dora_client.post(f"{url}new/", asked())
    address = response["Location"]
    assert "Waiting for a worker" in text_of(dora_client.get(address))
    run = audit.facts.run(int(address.strip("/").split("/")[-1]))
    assert run.params["question"]["tolerance"] == [["potential", 0.15], ["workload", 1.0]]
    proposing.work(run)
    assert dora_client.get(address)["Location"] == f"{url}1/"


def test_one_that_is_stopped_says_so(dora_client, draft, uneven, goals, url):
    address = dora_client.post(f"{url}new/", asked())["Location"]
    dora_client.post(f"{address}stop/")
    assert "Stopped before there was an answer." in text_of(dora_client.get(address))
    assert Proposal.objects.count() == 0


def test_a_number_that_is_none_is_said_beside_its_field(dora_client, uneven, goals, url):
    said = text_of(dora_client.post(f"{url}new/", asked(max_moves="-1")))
    assert "invalid-feedback" in said


def test_the_page_says_what_it_comes_to(dora_client, proposal, url):
    said = text_of(dora_client.get(f"{url}1/"))
    count = proposal.moves.count()
    assert f"Moving {count} of 12 accounts brings every territory within 15%" in said
    assert "Proven to be the best." in said
    assert "above its target potential." in said
    assert "Nothing protects it." in said
    assert f"{count} to decide" in said


def test_moves_come_as_a_file(dora_client, proposal, url):
    body = dora_client.get(f"{url}1/?export=csv&moves=1")
    lines = list(csv.DictReader(io.StringIO(b"".join(body.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == proposal.moves.count()
    assert {line["From"] for line in lines} == {"North"}


def test_one_is_accepted_by_its_button_and_undone(dora_client, draft, proposal, url):
    move = proposal.moves.first()
    dora_client.post(f"{url}1/decide/", {"one": f"accepted:{move.pk}"})
    assert NamedAccount.objects.get().account_id == move.account_id
    assert "1 accepted" in text_of(dora_client.get(f"{url}1/"))
    dora_client.post(f"{url}1/decide/", {"one": f"open:{move.pk}"})
    assert not NamedAccount.objects.exists()


def test_ticked_ones_are_held_with_a_note(dora_client, proposal, url):
    moves = [move.pk for move in proposal.moves.all()[:2]]
    dora_client.post(f"{url}1/decide/", {"do": "held", "move": moves, "note": "Ask Bob"})
    said = text_of(dora_client.get(f"{url}1/"))
    assert said.count("Ask Bob") == 2
    assert "2 held" in said


def test_all_that_are_open_are_accepted_and_the_draft_is_even(dora_client, draft, proposal, url):
    dora_client.post(f"{url}1/decide/", {"all": "accepted"})
    assert NamedAccount.objects.count() == proposal.moves.count()
    draft.goals.filter(metric="potential").update(tolerance="0.15")
    said = text_of(dora_client.get(f"/territories/{draft.pk}/balance/"))
    assert "Every territory is within 15% of its target potential." in said


@pytest.mark.parametrize("posted", [{}, {"one": "eaten:1"}, {"one": "accepted:x"}, {"do": "gone"}])
def test_nonsense_changes_nothing(dora_client, proposal, url, posted):
    assert dora_client.post(f"{url}1/decide/", posted).status_code == 302
    assert set(proposal.moves.values_list("decision", flat=True)) == {"open"}


def test_what_cannot_be_is_explained(dora_client, draft, uneven, goals, dora, url):
    run = proposing.ask(draft.pk, Question("balance", {"potential": 0.001}, 1, {}, 3.0), by=dora)
    proposing.work(run)
    said = text_of(dora_client.get(f"{url}1/"))
    assert "What stands in the way" in said
    assert "The plan that is nearest to what was asked lets all of this give way:" in said
    for name in ("North", "West"):
        assert f"{name} is 2.0% from its target potential; asked was 0.1%." in said
    assert "South is" not in said
    assert "There is a plan without the tolerance of potential." in said
    assert "There is a plan with more moves." in said
    assert "3 accounts move; at most 1 may." in said
    assert "must move" not in said


def test_a_rule_that_gives_way_alone_is_told_so(dora_client, draft, uneven, goals, dora, url):
    run = proposing.ask(draft.pk, Question("disruption", {"potential": 0.15}, 0, {}, 3.0), by=dora)
    proposing.work(run)
    said = text_of(dora_client.get(f"{url}1/"))
    assert "There is a plan with more moves." in said
    assert "accounts must move; at most 0 may." in said
    assert "nearest to what was asked" not in said


def test_managers_know_amounts_of_their_people_only(alice_client, draft, proposal, url):
    TerritoryModel.objects.filter(pk=draft.pk).update(state="in_review")
    said = text_of(alice_client.get(f"{url}1/"))
    move = proposal.moves.first()
    assert f"/accounts/{move.account_id}/" in said
    proposal.moves.update(facts=move.facts | {"owner": None})
    assert f"/accounts/{move.account_id}/" not in text_of(alice_client.get(f"{url}1/"))


def test_its_queries_do_not_grow(dora_client, proposal, url):
    counted("territories:proposal operations", dora_client, f"{url}1/")


def test_there_is_no_page_for_what_does_not_exist(dora_client, draft, url):
    assert dora_client.get(f"{url}9/").status_code == 404
    assert dora_client.get(f"{url}runs/999999/").status_code == 404


def test_a_point_of_the_frontier_is_one_click_away(dora_client, draft, uneven, goals, dora, url):
    """Its moves, its tolerances, and what the proposal let move."""
    even = {"potential": 0.15, "workload": 0.5}
    question = Question("balance", even, protect={"renewal": False}, time_limit=3.0)
    run = proposing.ask(draft.pk, question, by=dora)
    proposing.work(run)
    first = draft.proposals.get()
    point = next(one for one in first.frontier if one["moves"])
    said = text_of(dora_client.get(f"{url}1/"))
    address = f"{url}new/?after=1&amp;point={point['moves']}"
    assert address in said
    page = dora_client.get(address.replace("&amp;", "&"))
    assert "Ready to be proposed" in text_of(page)
    posted = fields(page.context["form"])
    assert posted["max_moves"] == str(point["moves"])
    assert posted["objective"] == "balance"
    assert float(posted["within_potential"]) >= 100 * point["worst"]
    assert "keep_settled" in posted
    assert "keep_renewal" not in posted
    proposing.work(run_of(dora_client.post(f"{url}new/", posted)))
    found = draft.proposals.get(number=2)
    assert found.moves.count() <= point["moves"]
    assert found.status in ("optimal", "feasible")


def test_a_point_that_is_none_leaves_the_form_as_it_is(dora_client, uneven, goals, proposal, url):
    for query in ("after=9&point=1", "after=1&point=99", "after=x&point=y"):
        assert "Ready to be" not in text_of(dora_client.get(f"{url}new/?{query}"))


def fields(form) -> dict[str, str]:
    """What a browser would send: of the form's fields those that are filled or ticked."""
    values = {one.html_name: one.value() for one in form}
    return {name: str(value) for name, value in values.items() if value not in (None, False, "")}


def run_of(response):
    return audit.facts.run(int(response["Location"].strip("/").split("/")[-1]))


# Whole places -------------------------------------------------------------------------------------


def of_places(draft, dora, **changes):
    asked = {"time_limit": 5.0, "units": "places", "connected": True, **changes}
    run = proposing.ask(draft.pk, Question("disruption", {"potential": 0.4}, **asked), by=dora)
    proposing.work(run)
    run.refresh_from_db()
    return draft.proposals.get(number=run.result["proposal"])


def test_whole_places_are_offered_where_places_are_known(dora_client, draft, coast, url):
    said = text_of(dora_client.get(f"{url}new/?units=places&connected=True"))
    assert '<option value="places" selected>' in said
    assert "Keep territories connected" in said
    answer = dora_client.post(f"{url}new/", asked(units="accounts", connected="on"))
    assert "Single accounts need not lie side by side." in text_of(answer)
    answer = dora_client.post(f"{url}new/", asked(units="places", connected="on"))
    run = audit.facts.run(int(answer["Location"].strip("/").split("/")[-1]))
    assert (run.params["question"]["units"], run.params["question"]["connected"]) == (
        "places",
        True,
    )


def test_without_places_only_accounts_move(dora_client, uneven, goals, url):
    assert 'value="places"' not in text_of(dora_client.get(f"{url}new/"))


def test_a_refused_move_is_explained(dora_client, draft, coast, dora, url):
    of_places(draft, dora)
    said = text_of(dora_client.get(f"{url}1/"))
    assert "Refused: Washington to East. It would lie apart from the rest" in said
    assert "Every territory hangs together" in said
    assert "Idaho moves as a whole." in said
    href = re.search(r'href="([^"]+after=1&amp;point=\d+)"', said)
    ready = text_of(dora_client.get(unescape(href[1])))
    assert '<option value="places" selected>' in ready
    assert re.search(r'name="connected"[^>]* checked', ready)


def test_a_place_is_decided_as_a_whole(dora_client, draft, coast, dora, url):
    found = of_places(draft, dora)
    one = found.moves.first()
    page = dora_client.post(f"{url}1/decide/", {"one": f"accepted:{one.pk}"}, follow=True)
    assert "2 moves accepted." in page.text
    assert set(found.moves.values_list("decision", flat=True)) == {"accepted"}


def test_a_place_that_stands_in_the_way_is_named(dora_client, draft, coast, dora, url):
    found = of_places(draft, dora, max_moves=0, connected=False)
    assert found.status == "infeasible"
    text_of(dora_client.get(f"{url}1/"))
