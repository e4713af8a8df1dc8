"""Django admin of the CRM's records: what may be changed, what follows, what is refused."""

from decimal import Decimal

import pytest

from audit.models import LogEntry
from crm.models import Account, Opportunity, Split, Stage
from tests.factories import crm as build


def formset(prefix: str, rows: list[dict], initial: int = 0) -> dict[str, str]:
    found = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for n, row in enumerate(rows):
        found |= {f"{prefix}-{n}-{name}": str(value) for name, value in row.items()}
    return found


def deal_form(deal: Opportunity, splits: list[dict], initial: int = 0, **fields) -> dict[str, str]:
    values = {"kind": deal.kind, "source": deal.source, "segment": deal.segment, "lost_reason": ""}
    values |= {"account": deal.account_id or "", "contact": "", "territory": "", "term_months": ""}
    shares = formset("splits", splits, initial)
    return values | fields | shares | formset("lines", [])


@pytest.mark.parametrize(
    "model",
    ["account", "contact", "product", "stage", "opportunity", "activity", "dealchange"],
)
def test_every_list_opens_and_can_be_searched(model, bobs, bob, dora_client, ago) -> None:
    build.contact("Nadia", account=bobs.account)
    build.product("Sensor")
    build.activity(bob.rep, ago(1), opportunity=bobs)
    build.change(bobs, "amount", "57000", ago(3))
    for query in ("", "?q=kestrel", "?q=D-1"):
        assert dora_client.get(f"/admin/crm/{model}/{query}").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [("rep", 302), ("manager", 302), ("finance", 302), ("operations", 200), ("administrator", 200)],
)
def test_who_may_enter(cast, sign_in, who, status) -> None:
    assert sign_in(cast[who]).get("/admin/crm/opportunity/").status_code == status


def test_lists_find_by_word_and_by_crm_id(bobs, charlies, dora_client) -> None:
    for query in ("renewal", bobs.external_id):
        text = dora_client.get(f"/admin/crm/opportunity/?q={query}").content.decode()
        assert "Kestrel renewal" in text
        assert "Corvid pilot" not in text


def test_lists_ask_few_queries_however_many_rows(
    bob, dora_client, django_assert_max_num_queries
) -> None:
    for _ in range(60):
        build.deal(bob.rep)
    with django_assert_max_num_queries(10):
        assert dora_client.get("/admin/crm/opportunity/").status_code == 200


def test_a_deal_page_lets_nothing_with_a_history_be_changed(bobs, dora_client) -> None:
    text = dora_client.get(f"/admin/crm/opportunity/{bobs.pk}/change/").content.decode()
    assert 'name="amount"' not in text
    assert 'name="stage"' not in text
    assert 'name="source"' in text
    assert f"/admin/crm/dealchange/?opportunity={bobs.pk}" in text


def test_the_history_of_a_deal_can_be_read_and_not_written(
    bobs, charlies, gina_client, ago
) -> None:
    row = build.change(bobs, "amount", "57000", ago(3), old="40000")
    build.change(charlies, "amount", "1", ago(3), old="22222")
    text = gina_client.get(f"/admin/crm/dealchange/?opportunity={bobs.pk}").content.decode()
    assert "40000" in text
    assert "22222" not in text
    assert gina_client.get("/admin/crm/dealchange/add/").status_code == 403
    change = f"/admin/crm/dealchange/{row.pk}/change/"
    assert gina_client.post(change, {"new": "1"}).status_code == 403


def test_deals_are_neither_added_nor_removed_here(bobs, gina_client) -> None:
    assert gina_client.get("/admin/crm/opportunity/add/").status_code == 403
    url = f"/admin/crm/opportunity/{bobs.pk}/delete/"
    assert gina_client.post(url, {"post": "yes"}).status_code == 403


def test_complete_shares_are_stored_valued_and_logged(bobs, bob, charlie, dora_client) -> None:
    rows = [
        {"rep": bob.rep.pk, "kind": "revenue", "share": "66.6667"},
        {"rep": charlie.rep.pk, "kind": "revenue", "share": "33.3333"},
    ]
    url = f"/admin/crm/opportunity/{bobs.pk}/change/"
    response = dora_client.post(url, deal_form(bobs, rows))
    assert response.status_code == 302
    values = list(Split.objects.order_by("-share").values_list("value", flat=True))
    assert sum(values) == bobs.value
    assert all(value is not None for value in values)
    entry = LogEntry.objects.get(act="share")
    assert entry.before == {}
    assert entry.after == {"revenue Bob": "66.6667", "revenue Charlie": "33.3333"}


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        (["60", "30"], "Revenue shares add up to 90%"),
        (["60", "60"], "Revenue shares add up to 120%"),
        (["100", "0"], "A share must be more than 0 and at most 100."),
    ],
)
def test_incomplete_shares_are_refused_with_their_sum(
    bobs, bob, charlie, dora_client, shares, message
) -> None:
    rows = [
        {"rep": person.rep.pk, "kind": "revenue", "share": share}
        for person, share in zip((bob, charlie), shares, strict=True)
    ]
    response = dora_client.post(f"/admin/crm/opportunity/{bobs.pk}/change/", deal_form(bobs, rows))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Split.objects.exists()


def test_all_shares_can_be_taken_away(bobs, bob, dora_client) -> None:
    split = build.split(bobs, bob.rep, 100)
    rows = [
        {"id": split.pk, "opportunity": bobs.pk, "rep": bob.rep.pk, "kind": "revenue"}
        | {"share": "100", "DELETE": "on"}
    ]
    url = f"/admin/crm/opportunity/{bobs.pk}/change/"
    assert dora_client.post(url, deal_form(bobs, rows, initial=1)).status_code == 302
    assert not Split.objects.exists()


def test_a_description_is_changed_and_logged(bobs, dora_client) -> None:
    url = f"/admin/crm/opportunity/{bobs.pk}/change/"
    assert dora_client.post(url, deal_form(bobs, [], source="Fair")).status_code == 302
    bobs.refresh_from_db()
    assert bobs.source == "Fair"
    assert LogEntry.objects.get(act="change").after == {"source": "Fair"}


def test_stages_are_reviewed_in_one_go(dora_client) -> None:
    stages = build.stages()
    Stage.objects.filter(slug__in=["lead", "qualify"]).update(needs_review=True)
    data = {"action": "mark_reviewed", "_selected_action": [s.pk for s in stages.values()]}
    response = dora_client.post("/admin/crm/stage/", data, follow=True)
    assert "2 stages are reviewed." in response.content.decode()
    assert not Stage.objects.filter(needs_review=True).exists()
    assert LogEntry.objects.filter(act="review").count() == 2


def stage_form(stage: Stage, **changes) -> dict[str, str]:
    values = {"name": stage.name, "order": stage.order, "kind": stage.kind, "chance": "0.5"}
    return {k: str(v) for k, v in (values | changes).items() if v is not None}


def test_a_stage_that_stops_qualifying_is_worked_through(
    bob, dora_client, settings, django_capture_on_commit_callbacks
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = True
    deal = build.deal(bob.rep, stage="propose")
    assert deal.qualified_on is not None
    stage = deal.stage
    url = f"/admin/crm/stage/{stage.pk}/change/"
    with django_capture_on_commit_callbacks() as callbacks:
        assert dora_client.post(url, stage_form(stage)).status_code == 302
    assert len(callbacks) == 1


def test_a_new_name_of_a_stage_works_nothing_through(
    bob, dora_client, django_capture_on_commit_callbacks
) -> None:
    stage = build.stages()["propose"]
    url = f"/admin/crm/stage/{stage.pk}/change/"
    with django_capture_on_commit_callbacks() as callbacks:
        data = stage_form(stage, name="Offer", qualifies="on")
        assert dora_client.post(url, data).status_code == 302
    assert callbacks == []
    stage.refresh_from_db()
    assert (stage.name, stage.slug, stage.chance) == ("Offer", "propose", Decimal("0.5"))


def test_an_account_keeps_its_crm_id_and_owner(bob, charlie, dora_client) -> None:
    account = build.account("Kestrel", owner=bob.rep)
    data = {"name": "Kestrel Group", "external_id": "X", "owner": charlie.rep.pk}
    data |= formset("owners", [])
    assert dora_client.post(f"/admin/crm/account/{account.pk}/change/", data).status_code == 302
    stored = Account.objects.get(pk=account.pk)
    assert (stored.name, stored.external_id, stored.owner) == (
        "Kestrel Group",
        account.external_id,
        bob.rep,
    )
