"""What is known about deals: whose they are, how they stood, what happened, how they are found."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audit.models import Run
from crm import facts
from crm.models import AccountOwner
from crm.services import loads
from kernel.dated import Days
from teams.access import Access
from tests.factories import crm as build
from tests.factories import teams
from tests.factories.staging import load

DAY = date(2026, 6, 16)


def names(rows: object) -> set[str]:
    return {row.name for row in rows}  # type: ignore[attr-defined]


@pytest.fixture
def deals(alice, bob, charlie):
    """One of Bob's, one of Charlie's, and one of Charlie's that Bob shares."""
    build.deal(bob.rep, name="Bob's")
    build.deal(charlie.rep, name="Charlie's")
    shared = build.deal(charlie.rep, name="Shared")
    build.split(shared, charlie.rep, 60)
    build.split(shared, bob.rep, 40)
    return shared


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("rep", {"Bob's", "Shared"}),
        ("rep elsewhere", {"Charlie's", "Shared"}),
        ("manager", {"Bob's", "Shared"}),
        ("operations", {"Bob's", "Charlie's", "Shared"}),
        ("finance", {"Bob's", "Charlie's", "Shared"}),
        ("executive", {"Bob's", "Charlie's", "Shared"}),
        ("administrator", {"Bob's", "Charlie's", "Shared"}),
    ],
)
def test_whose_deals(deals, cast, who, expected) -> None:
    assert names(facts.opportunities(Access(cast[who]))) == expected


def test_without_access_all_deals(deals) -> None:
    assert names(facts.opportunities()) == {"Bob's", "Charlie's", "Shared"}


def test_accounts_by_owner_and_by_deal(bob, charlie) -> None:
    build.account("Owned by Bob", owner=bob.rep)
    sold = build.account("Sold to by Bob", owner=charlie.rep)
    build.deal(bob.rep, account=sold)
    build.account("Charlie's", owner=charlie.rep)
    assert names(facts.accounts(Access(bob))) == {"Owned by Bob", "Sold to by Bob"}


def test_activities_of_oneself_and_on_seen_deals(bob, charlie) -> None:
    deal = build.deal(bob.rep)
    build.activity(charlie.rep, opportunity=deal, subject="on Bob's deal")
    build.activity(bob.rep, subject="Bob's own")
    build.activity(charlie.rep, subject="Charlie's own")
    seen = facts.activities(Access(bob)).values_list("subject", flat=True)
    assert set(seen) == {"on Bob's deal", "Bob's own"}


def test_overdue_silent_and_without_next_step(bob) -> None:
    build.deal(bob.rep, name="fine", close_date=DAY, last_activity_on=DAY, next_step_on=DAY)
    old = {"close_date": date(2026, 6, 15), "last_activity_on": date(2026, 6, 1)}
    build.deal(bob.rep, name="bad", **old, next_step_on=date(2026, 6, 15))
    build.deal(bob.rep, name="untouched", close_date=DAY, next_step_on=DAY)
    build.deal(bob.rep, name="won", stage="won")
    deals = facts.opportunities()
    assert names(deals.overdue(DAY)) == {"bad"}
    assert names(deals.silent(DAY, 14)) == {"bad", "untouched"}
    assert names(deals.without_next_step(DAY)) == {"bad"}


def test_closing_in_counts_stated_dates_of_open_and_real_ones_of_closed(bob) -> None:
    build.deal(bob.rep, name="open in", close_date=date(2026, 4, 1))
    build.deal(bob.rep, name="open on the end", close_date=date(2026, 7, 1))
    won = {"stage": "won", "close_date": date(2026, 9, 9)}
    build.deal(bob.rep, name="won in", **won, closed_on=date(2026, 6, 30))
    late = {"stage": "won", "close_date": date(2026, 5, 5)}
    build.deal(bob.rep, name="stated in, won later", **late, closed_on=date(2026, 7, 2))
    found = facts.opportunities().closing_in(date(2026, 4, 1), date(2026, 7, 1))
    assert names(found) == {"open in", "won in"}


# How it stood -------------------------------------------------------------------------------------


def state(deal, *when: int) -> facts.DealThen | None:
    return next(facts.deal_state(datetime(*when, tzinfo=UTC), only=deal.pk), None)


def test_state_follows_the_changes(bob, charlie) -> None:
    deal = build.deal(bob.rep, stage="won", amount=300, created_on=date(2026, 1, 1))
    build.change(deal, "stage", "qualify", date(2026, 1, 1))
    build.change(deal, "stage", "won", date(2026, 2, 1), old="qualify")
    build.change(deal, "status", "open", date(2026, 1, 1))
    build.change(deal, "status", "won", date(2026, 2, 1), old="open")
    build.change(deal, "amount", "100.5", date(2026, 1, 1))
    build.change(deal, "amount", "300", date(2026, 1, 20), old="100.5")
    build.change(deal, "owner", "CHARLIE", date(2026, 1, 1))
    build.change(deal, "owner", "BOB", date(2026, 1, 25), old="CHARLIE")
    build.change(deal, "close_date", "2026-02-01", date(2026, 1, 10), old="2026-01-20")
    slugs = build.stages()
    then = state(deal, 2026, 1, 15)
    assert (then.stage_id, then.status) == (slugs["qualify"].pk, "open")
    assert (then.owner_id, then.amount) == (charlie.rep.pk, Decimal("100.5"))
    assert (then.close_date, then.currency) == (date(2026, 2, 1), "USD")
    after = state(deal, 2026, 3, 1)
    assert (after.stage_id, after.status) == (slugs["won"].pk, "won")
    assert (after.owner_id, after.amount, after.value) == (bob.rep.pk, 300, 300)


def test_what_was_learned_later_was_not_known_then(bob) -> None:
    deal = build.deal(bob.rep, amount=100, created_on=date(2026, 1, 1))
    build.change(deal, "amount", "100", date(2026, 1, 1))
    early = date(2026, 1, 10)
    build.change(deal, "amount", "900", early, old="100", known=date(2026, 3, 1))
    assert state(deal, 2026, 2, 1).amount == 100
    assert state(deal, 2026, 3, 2).amount == 900


def test_before_a_first_change_that_was_learned_later_it_was_as_before_it(bob, charlie) -> None:
    """Nothing was told by then, and what the deal says now was not known yet."""
    now = {"stage": "negotiate", "amount": 900, "close_date": date(2026, 9, 9)}
    deal = build.deal(bob.rep, created_on=date(2026, 1, 1), **now)
    late = {"known": date(2026, 3, 1)}
    build.change(deal, "amount", "900", date(2026, 1, 10), old="100", **late)
    build.change(deal, "stage", "negotiate", date(2026, 1, 10), old="qualify", **late)
    build.change(deal, "owner", "BOB", date(2026, 1, 10), old="CHARLIE", **late)
    build.change(deal, "close_date", "2026-09-09", date(2026, 1, 10), old="2026-06-30", **late)
    then = state(deal, 2026, 2, 1)
    assert (then.amount, then.stage_id) == (100, build.stages()["qualify"].pk)
    assert (then.owner_id, then.close_date) == (charlie.rep.pk, date(2026, 6, 30))
    after = state(deal, 2026, 3, 2)
    assert (after.amount, after.owner_id, after.close_date) == (900, bob.rep.pk, deal.close_date)


def test_yen_have_no_decimals_then_either(bob, company) -> None:
    type(company).objects.update(currency="JPY")
    teams.rate("EUR", date(2020, 1, 1), "160.55")
    deal = build.deal(bob.rep, amount="10.01", currency="EUR", created_on=date(2026, 1, 1))
    assert state(deal, 2026, 2, 1).value == 1607


def test_a_deal_without_history_that_closed_later_was_open(bob) -> None:
    deal = build.deal(bob.rep, stage="won", created_on=date(2026, 1, 1))
    assert state(deal, 2026, 1, 10).status == "open"
    assert state(deal, 2026, 2, 10).status == "won"


def test_an_amount_that_was_taken_away_is_unknown(bob) -> None:
    deal = build.deal(bob.rep, amount=100, created_on=date(2026, 1, 1))
    build.change(deal, "amount", "", date(2026, 1, 5), old="100")
    assert state(deal, 2026, 1, 10).amount is None


def test_real_history_of_a_moment_hides_the_inferred(bob) -> None:
    deal = build.deal(bob.rep, created_on=date(2026, 1, 1))
    build.change(deal, "stage", "propose", date(2026, 1, 5))
    build.change(deal, "stage", "lead", date(2026, 1, 5), inferred=True)
    assert state(deal, 2026, 1, 10).stage_id == build.stages()["propose"].pk


def test_deals_of_later_did_not_exist(bob) -> None:
    deal = build.deal(bob.rep, created_on=date(2026, 1, 15))
    assert state(deal, 2026, 1, 14) is None
    assert state(deal, 2026, 1, 15) is not None


# What happened ------------------------------------------------------------------------------------


def test_history_merges_changes_and_activities_latest_first(bob) -> None:
    deal = build.deal(bob.rep, created_on=date(2026, 1, 1))
    build.change(deal, "stage", "qualify", date(2026, 1, 1), inferred=True)
    build.change(deal, "stage", "propose", date(2026, 1, 9), old="qualify", known=DAY)
    build.activity(bob.rep, date(2026, 1, 5), opportunity=deal, subject="First call")
    found = facts.history(deal)
    told = [(e.kind, e.new or e.activity.subject, e.inferred) for e in found.entries]
    assert told == [
        ("stage", "propose", False),
        ("activity", "First call", False),
        ("stage", "qualify", True),
    ]
    assert found.entries[0].known == build.moment(DAY)
    assert found.entries[2].known is None
    assert [(s.stage, s.end) for s in found.stays] == [
        ("qualify", date(2026, 1, 9)),
        ("propose", None),
    ]


def test_history_leaves_out_inferred_rows_that_real_ones_tell_better(bob) -> None:
    deal = build.deal(bob.rep)
    build.change(deal, "stage", "lead", date(2026, 1, 5), inferred=True)
    build.change(deal, "stage", "propose", date(2026, 1, 5))
    assert [e.new for e in facts.history(deal).entries] == ["propose"]


def test_owners_over_time(bob, charlie) -> None:
    account = build.account()
    start, move = date(2025, 1, 1), date(2026, 1, 1)
    AccountOwner.objects.create(account=account, rep=bob.rep, valid=DateRange(start, move))
    AccountOwner.objects.create(account=account, rep=charlie.rep, valid=DateRange(move, None))
    assert [(o.rep, o.days) for o in facts.owners_over_time(account.pk)] == [
        ("Charlie", Days(move, None)),
        ("Bob", Days(start, move)),
    ]


def test_an_owner_of_always_has_no_start(bob, charlie) -> None:
    account, run = build.account(external_id="A1"), Run.objects.create(kind="load").pk
    for owner, day in (("BOB", date(2025, 1, 31)), ("CHARLIE", date(2026, 1, 31))):
        row = {"external_id": "A1", "name": "Kestrel", "owner": owner}
        load(loads.merge_accounts, row, run=run, as_of=day)
    first, second = facts.owners_over_time(account.pk)[::-1]
    assert (first.rep, first.days.start) == ("Bob", None)
    assert (second.rep, second.days) == ("Charlie", Days(first.days.end, None))


# Finding ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "deals", "accounts"),
    [
        ("kestrel", {"Kestrel Utilities – renewal"}, {"Kestrel Utilities"}),
        ("UTIL kes", {"Kestrel Utilities – renewal"}, {"Kestrel Utilities"}),
        ("strel", set(), set()),
        ("CRM-77", {"Kestrel Utilities – renewal"}, set()),
        ("O'Br", {"O'Brien's pilot"}, set()),
        ("' | ! & :*", set(), set()),
        ("", set(), set()),
        ("<script>", set(), set()),
    ],
)
def test_search(bob, text, deals, accounts) -> None:
    account = build.account("Kestrel Utilities")
    build.deal(bob.rep, name="Kestrel Utilities – renewal", account=account, external_id="CRM-77")
    build.deal(bob.rep, name="O'Brien's pilot")
    found = facts.search(text)
    assert (names(found.deals), names(found.accounts)) == (deals, accounts)


def test_search_finds_only_what_one_sees(bob, charlie) -> None:
    build.deal(charlie.rep, name="Kestrel", account=build.account("Kestrel", owner=charlie.rep))
    assert facts.search("kestrel", Access(bob)) == facts.Found([], [])


def test_search_gives_as_many_as_asked(bob) -> None:
    for n in range(5):
        build.deal(bob.rep, name=f"Kestrel {n}")
    assert len(facts.search("kestrel", limit=3).deals) == 3
