"""Every rule on deals that break it and deals that nearly do; and a rule that is added."""

import re
from datetime import timedelta

import pytest

from kpis.core.upkeep import COLUMNS, RULES
from kpis.queries.open_deals import checked_sql
from kpis.services.measures import Window, count_stays
from kpis.services.upkeep import checked_deals
from teams import facts as teams
from tests.factories import crm as build
from tests.guards import ROOT


def fine(owner, **fields):
    """A deal that breaks no rule; `fields` break one."""
    today = teams.today()
    values = {
        "created_on": today - timedelta(5),
        "close_date": today + timedelta(30),
        "next_step_on": today + timedelta(3),
        "contact": build.contact(),
    }
    return build.deal(owner, **values | fields)


def broken(deal) -> list[str]:
    with checked_deals(teams.today()) as cursor:
        cursor.execute("SELECT broken FROM kpis_checked WHERE deal_id = %s", [deal.pk])
        return cursor.fetchone()[0]


# What to change about a deal in order, and the rules that it breaks then.
CASES = {
    "in order": (lambda today: {}, []),
    "no amount": (lambda today: {"amount": None}, ["no_amount"]),
    "amount zero": (lambda today: {"amount": 0}, ["odd_amount"]),
    "amount negative": (lambda today: {"amount": -5}, ["odd_amount"]),
    "ten times the median": (lambda today: {"amount": 10_000}, []),
    "more than ten times": (lambda today: {"amount": 10_001}, ["odd_amount"]),
    "closes today": (lambda today: {"close_date": today}, []),
    "overdue": (lambda today: {"close_date": today - timedelta(1)}, ["overdue"]),
    "no close date": (lambda today: {"close_date": None}, []),
    "step today": (lambda today: {"next_step_on": today}, []),
    "step passed": (lambda today: {"next_step_on": today - timedelta(1)}, ["no_next_step"]),
    "no step": (lambda today: {"next_step_on": None}, ["no_next_step"]),
    "two weeks silent": (lambda today: {"created_on": today - timedelta(14)}, []),
    "silent": (lambda today: {"created_on": today - timedelta(15)}, ["stale"]),
    "touched lately": (
        lambda today: {
            "created_on": today - timedelta(90),
            "last_activity_on": today - timedelta(14),
        },
        [],
    ),
    "pushed twice": (lambda today: {"pushes": 2}, []),
    "pushed often": (lambda today: {"pushes": 3}, ["often_pushed"]),
    "no contact": (lambda today: {"contact": None}, ["no_contact"]),
    "much": (
        lambda today: {"amount": None, "contact": None, "close_date": today - timedelta(9)},
        ["no_amount", "no_contact", "overdue"],
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_what_a_deal_breaks(case, bob):
    for _ in range(4):  # which make the median 1,000
        fine(bob.rep)
    fields, rules = CASES[case]
    assert broken(fine(bob.rep, **fields(teams.today()))) == rules


@pytest.mark.django_db
def test_a_planned_activity_is_a_next_step(bob):
    deal = fine(bob.rep, next_step_on=None)
    build.activity(bob.rep, None, opportunity=deal, due_on=teams.today() + timedelta(1))
    assert broken(deal) == []


@pytest.mark.django_db
def test_longer_in_its_stage_than_nine_of_ten(bob):
    """Ten visits of ten days last year; one of eleven now."""
    today = teams.today()
    month = teams.company().calendar.month_of(today)
    for _ in range(10):
        left = month.start - timedelta(3)
        past = build.deal(bob.rep, stage="negotiate", created_on=left - timedelta(10))
        build.change(past, "stage", "propose", left - timedelta(10))
        build.change(past, "stage", "negotiate", left, old="propose")
    count_stays(Window(month.start - timedelta(60), month.end, today))
    slow = fine(bob.rep, created_on=today - timedelta(11), last_activity_on=today)
    quick = fine(bob.rep, created_on=today - timedelta(10), last_activity_on=today)
    for deal in (slow, quick):
        build.change(deal, "stage", "propose", deal.created_on)
    assert broken(slow) == ["slow_stage"]
    assert broken(quick) == []


def test_every_rule_says_what_is_wrong_and_what_to_do():
    assert len(RULES) >= 8
    for slug, rule in RULES.items():
        assert rule.points > 0, slug
        for words in (rule.label, rule.meaning, rule.fix):
            assert words, slug
        for words in (rule.meaning, rule.fix):
            assert words.endswith("."), slug


def test_rules_look_only_at_what_is_documented():
    for slug, rule in RULES.items():
        seen = set(re.findall(r"\bo\.(\w+)", f"{rule.broken} {rule.applies}"))
        assert seen, slug
        assert seen <= set(COLUMNS), slug


@pytest.mark.django_db
def test_every_documented_column_is_there(bob):
    fine(bob.rep)
    columns = ", ".join(f"o.{name}" for name in COLUMNS)
    sql = checked_sql().replace("SELECT d.id AS deal_id", f"SELECT {columns}", 1)
    with checked_deals(teams.today()) as cursor:
        cursor.execute(sql, {"day": teams.today(), "window": 15})
        assert cursor.fetchone()[0] == teams.today()


def test_the_way_to_add_one_names_every_column():
    text = (ROOT / "docs/howto/add-a-rule.md").read_text()
    for name, words in COLUMNS.items():
        assert f"| `o.{name}` | {words} |" in text
