"""The pages of reviews: who reads which, the click that makes one, the file, withdrawing."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

import audit.facts
import teams.facts
from kpis.models import Value
from reports import services
from reports.models import Report
from reports.section import in_order
from teams.models import Membership, Rep, Team
from tests.dashboards.views.test_performance import text_of
from tests.factories import teams as build
from tests.fixtures.services import eventually
from tests.query_counts import counted


def page(client, report):
    return client.get(f"/reviews/{report.pk}/")


def book(client, report):
    answer = client.get(f"/reviews/{report.pk}/", {"export": "xlsx"})
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer)))


def test_it_names_its_author_and_its_data(frank_client, of_company):
    said = text_of(page(frank_client, of_company))
    assert "Made by Frank" in said
    assert "Bookings were $405.0k, 41% of quota." in said
    assert "0 of 2 teams reached their quota." in said
    assert "Nothing is different today" in said
    assert of_company.fingerprint[:16] in said


def test_a_section_without_data_says_so(frank_client, of_company):
    assert "No deal was expected in the quarter." in text_of(page(frank_client, of_company))


def test_later_numbers_change_no_word_of_it(frank_client, of_company, cast):
    before = text_of(page(frank_client, of_company)).split("Corrections since")[0]
    Value.objects.filter(kpi="won_value", scope="company").update(value=500_000)
    Rep.objects.filter(pk=cast["rep"].rep.pk).update(name="Robert")
    Team.objects.filter(slug="americas").update(name="The Americas")
    after, since = text_of(page(frank_client, of_company)).split("Corrections since")[:2]
    assert after == before
    assert "1 figure is different today" in since
    assert re.search(r"Won value \$405.0k \$500.0k", since)


@pytest.mark.parametrize("role", ["operations", "finance", "executive", "administrator"])
def test_who_sees_everybody_reads_all(role, cast, sign_in, of_company, of_emea):
    client = sign_in(cast[role])
    assert page(client, of_company).status_code == 200
    assert page(client, of_emea).status_code == 200


def test_a_manager_reads_that_of_their_team(alice_client, of_company, of_emea):
    assert page(alice_client, of_emea).status_code == 200
    assert page(alice_client, of_company).status_code == 404
    listed = text_of(alice_client.get("/reviews/"))
    assert "EMEA" in listed
    assert "Acme Q" not in listed


def test_a_manager_who_led_before_or_after_does_not(alice_client, cast, emea, of_emea):
    started = DateRange(of_emea.end, None)
    Membership.objects.filter(rep=cast["manager"].rep).update(valid=started)
    assert page(alice_client, of_emea).status_code == 404


def test_a_manager_reads_people_whom_they_led(alice_client, cast, emea_north, of_emea):
    """Somebody was there before the manager came: their line is not the manager's to read."""
    came = of_emea.start + timedelta(30)
    Membership.objects.filter(rep=cast["manager"].rep).update(valid=DateRange(came, None))
    Membership.objects.filter(rep=cast["rep"].rep).update(
        valid=DateRange(build.START, came - timedelta(10))
    )
    said = text_of(page(alice_client, of_emea)).split("Corrections since")[0]
    assert "EMEA North" in said
    assert "Bob" not in said


def test_a_rep_reads_none(bob_client, of_emea):
    assert page(bob_client, of_emea).status_code == 403


def test_the_file_says_what_the_page_says(frank_client, of_company):
    said, found = text_of(page(frank_client, of_company)), book(frank_client, of_company)
    titles = re.findall(r"<h2>(.*?)</h2>", page(frank_client, of_company).content.decode())
    assert [title[:28] for title in titles] == found.sheetnames[1:]
    for sheet in found.worksheets[1:]:
        assert str(sheet["A1"].value) in said
    rows = list(found["Teams and people"].iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "Team or person")
    bob = next(row for row in rows if row[0] == "Bob")
    assert bob[head.index("Booked")] == 150_000
    assert bob[head.index("Attainment")] == 0.25


def test_words_are_in_the_readers_language(frank_client, cast, of_company):
    """Data are frozen, words are not: an untranslated sentence stays English."""
    cast["executive"].language = "fr"
    cast["executive"].save()
    with translation.override("fr"):
        said = text_of(page(frank_client, of_company))
    assert "405,0" in said


@pytest.mark.django_db(transaction=True)
def test_one_click_makes_one(frank_client, numbers_of_quarter, worker):
    past = {"scope": "company"}
    address = f"/reviews/make/?p={numbers_of_quarter.slug}"
    answer = frank_client.post(address, past)
    assert answer.url.startswith("/reviews/making/")
    eventually(lambda: Report.objects.exists(), 60)
    eventually(lambda: frank_client.get(answer.url).status_code == 302)
    assert frank_client.get(answer.url).url == f"/reviews/{Report.objects.get().pk}/"
    again = frank_client.post(address, past)
    eventually(lambda: frank_client.get(again.url).status_code == 302, 60)
    assert Report.objects.count() == 1


def test_the_performance_page_has_the_button(frank_client, alice_client, numbers_of_quarter):
    past = {"p": numbers_of_quarter.slug}
    button = "Make the quarterly review"
    assert button in text_of(frank_client.get("/performance/", past))
    assert button not in text_of(frank_client.get("/performance/"))
    assert button not in text_of(alice_client.get("/performance/", past))
    assert button in text_of(alice_client.get("/performance/teams/emea/", past))


def test_while_it_is_made_the_page_says_how_far_it_is(frank_client, numbers_of_quarter):
    run = services.ask_for(teams.facts.company_scope(), numbers_of_quarter)
    answer = frank_client.get(f"/reviews/making/{run.pk}/")
    assert "Waiting for a worker" in text_of(answer)
    asked = re.search(r'hx-get="([^"]+)" hx-trigger="every', answer.content.decode())
    part = frank_client.get(asked[1], headers={"HX-Request": "true"})
    assert "Waiting for a worker" in text_of(part)
    assert "<html" not in part.content.decode()
    services.work(run)
    done = frank_client.get(asked[1], headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == f"/reviews/{Report.objects.get().pk}/"


def test_a_failed_one_says_so_and_asks_no_more(frank_client, numbers_of_quarter):
    run = services.ask_for(teams.facts.company_scope(), numbers_of_quarter)
    type(run).objects.filter(pk=run.pk).update(state="failed")
    page = frank_client.get(f"/reviews/making/{run.pk}/").content.decode()
    assert "could not be made" in page
    assert "hx-trigger" not in page.split('id="making"')[1].split(">")[0]


def test_the_log_names_the_sections_in_the_readers_language(numbers_of_quarter):
    run = services.ask_for(teams.facts.company_scope(), numbers_of_quarter)
    with translation.override("fr"):
        services.work(run)
    run.refresh_from_db()
    with translation.override("en"):
        said = [text for _, text in audit.facts.log_of(run)]
    assert said == [f"Frozen: {section.title}" for _, section in in_order()]


def test_others_do_not_see_what_is_being_made(alice_client, numbers_of_quarter):
    run = services.ask_for(teams.facts.company_scope(), numbers_of_quarter)
    assert alice_client.get(f"/reviews/making/{run.pk}/").status_code == 404


def test_a_manager_cannot_make_that_of_the_company(alice_client, numbers_of_quarter):
    address = f"/reviews/make/?p={numbers_of_quarter.slug}"
    assert alice_client.post(address, {"scope": "company"}).status_code == 404
    assert alice_client.post(address, {"scope": "team:americas"}).status_code == 404


def test_a_running_quarter_is_refused_with_a_reason(frank_client, company):
    answer = frank_client.post("/reviews/make/", {"scope": "company"}, follow=True)
    assert "The quarter is not over yet." in text_of(answer)


def test_withdrawing_needs_a_reason_and_is_said(frank_client, erin_client, of_company):
    address = f"/reviews/{of_company.pk}/withdraw/"
    assert erin_client.post(address, {"reason": "no"}).status_code == 404
    assert "Say why" in text_of(frank_client.post(address, {"reason": ""}, follow=True))
    frank_client.post(address, {"reason": "A load was missing."})
    assert "Withdrawn by Frank" in text_of(page(erin_client, of_company))
    assert "A load was missing." in text_of(page(erin_client, of_company))


def test_operations_may_withdraw_what_others_made(dora_client, of_company):
    dora_client.post(f"/reviews/{of_company.pk}/withdraw/", {"reason": "Wrong rates."})
    of_company.refresh_from_db()
    assert of_company.withdrawn_by == "Dora"


def test_the_list_without_any_says_how_to_make_one(frank_client, company):
    assert "Open a past quarter" in text_of(frank_client.get("/reviews/"))


def test_what_it_costs(frank_client, of_company):
    counted("reports:report executive", frank_client, f"/reviews/{of_company.pk}/")
    counted("reports:reports executive", frank_client, "/reviews/")
