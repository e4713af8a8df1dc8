"""Checks of a made-up company against a second opinion, and when they are made anew."""

from datetime import timedelta

import pandas as pd
import pytest
from django.db.models import Count, Sum

from kpis import facts as kpis
from kpis.core.upkeep import RULES
from kpis.services import recompute
from kpis.services.upkeep import checked_deals
from operations import tasks
from operations.facts import hygiene as facts
from operations.models import Finding, UpkeepSum
from operations.queries import hygiene as queries
from operations.services import hygiene as services
from teams import facts as teams
from tests.kpis.conftest import KEYS
from tests.kpis.second_opinion import read

pytestmark = pytest.mark.django_db
SCOPES = [key for key in KEYS if not key.startswith("territory")]
POINTS = {
    "no_amount": 20,
    "overdue": 20,
    "no_next_step": 15,
    "stale": 15,
    "slow_stage": 10,
    "often_pushed": 10,
    "no_contact": 5,
    "odd_amount": 5,
}
# What the made-up company does not have; `core/test_rules.py` has it.
NOT_THERE = ("no_amount", "odd_amount", "often_pushed")


def second_opinion(today) -> pd.DataFrame:
    """Open deals with a column per rule, by the words of the rules, in pandas from raw tables."""
    deals = read("SELECT * FROM crm_opportunity WHERE status = 'open'").set_index("id")
    value = deals["value"].astype(float)
    median = value[value > 0].median()
    did = read("SELECT opportunity_id, happened_on FROM crm_activity WHERE done")
    last = did[did["happened_on"] <= today].groupby("opportunity_id")["happened_on"].max()
    planned = read(
        f"SELECT opportunity_id FROM crm_activity WHERE NOT done AND due_on >= '{today}'"
    )
    moved = read("""SELECT opportunity_id, max(effective_at)::date AS day FROM crm_dealchange
                    WHERE field = 'stage' GROUP BY 1""").set_index("opportunity_id")["day"]
    limits = stage_limits(today)
    found = pd.DataFrame(index=deals.index)
    found["no_amount"] = value.isna()
    found["overdue"] = [day is not None and day < today for day in deals["close_date"]]
    ahead = pd.Series([d is not None and d >= today for d in deals["next_step_on"]], deals.index)
    found["no_next_step"] = ~(ahead | deals.index.isin(planned["opportunity_id"]))
    for deal in deals.itertuples():
        touched = [d for d in (deal.last_activity_on, last.get(deal.Index)) if d is not None]
        silent = (today - max(touched, default=deal.created_on)).days
        usual, long = limits.get(deal.stage_id, (0, None))
        found.loc[deal.Index, "stale"] = silent > max(14, usual)
        stays = (today - moved[deal.Index]).days if deal.Index in moved else None
        found.loc[deal.Index, "slow_stage"] = bool(long is not None and stays and stays > long)
    found["often_pushed"] = deals["pushes"] >= 3
    found["no_contact"] = deals["contact_id"].isna()
    found["odd_amount"] = (value <= 0) | (value > 10 * median)
    return found.astype(bool).assign(value=value.fillna(median))


def stage_limits(today) -> dict[int, tuple[int, int]]:
    """The shortest stays that three of four, and nine of ten, visits of the last twelve whole
    months do not exceed."""
    calendar = teams.company().calendar
    stop = calendar.month_of(today + timedelta(1)).start
    start = calendar.back(calendar.month_of(stop), 12).start
    moves = read("""SELECT c.opportunity_id, c.new, c.effective_at, s.id AS stage_id, s.kind
        FROM crm_dealchange c JOIN crm_stage s ON s.slug = c.new WHERE c.field = 'stage'
        ORDER BY c.opportunity_id, c.effective_at, c.id""")
    left = moves.groupby("opportunity_id")["effective_at"].shift(-1)
    visits = moves.assign(left=left).dropna(subset="left")
    day = visits["left"].dt.date
    visits = visits[(visits["kind"] == "open") & (day >= start) & (day < stop)]
    days = visits["left"].dt.normalize() - visits["effective_at"].dt.normalize()
    by_stage = days.dt.days.groupby(visits["stage_id"])
    return {stage: (reached(some, 0.75), reached(some, 0.9)) for stage, some in by_stage}


def reached(days: pd.Series, share: float) -> int:
    """The fewest days that so large a share of the visits does not exceed."""
    ordered = sorted(days)
    return next(d for n, d in enumerate(ordered, 1) if n >= share * len(ordered))


@pytest.fixture
def check(simulated):
    return services.check()


def test_findings_are_those_of_a_second_opinion(check):
    """Rule by rule and deal by deal; the made-up deals have no contacts, or many would be fine."""
    expected = second_opinion(check.day)
    found = {one.deal_id: set(one.rules) for one in Finding.objects.all()}
    for slug in POINTS:
        theirs = set(expected.index[expected[slug]])
        assert {deal for deal, rules in found.items() if slug in rules} == theirs, slug
        assert theirs or slug in NOT_THERE, slug


def test_what_is_lost_is_what_the_score_counts(check, simulated):
    """The eight rules have the points they always had; the score follows from them."""
    assert {slug: RULES[slug].points for slug in POINTS} == POINTS
    expected = second_opinion(check.day)
    share = sum(expected[slug] * points for slug, points in POINTS.items()) / 100
    lost = float((expected["value"] * share).sum())
    score = 100 * (1 - lost / float(expected["value"].sum()))
    quarter = teams.company().calendar.quarter_of(check.day)
    stored = kpis.values(teams.company_scope(), quarter, ["hygiene_score"])["hygiene_score"]
    assert float(stored.value) == pytest.approx(score, abs=1e-6)
    total = Finding.objects.aggregate(lost=Sum("lost"))["lost"]
    assert float(stored.denominator - stored.numerator) == pytest.approx(float(total), abs=0.01)


@pytest.mark.parametrize("key", SCOPES)
def test_sums_are_those_of_the_list(key, check):
    scope = teams.find_scope(key)
    rows, own = facts.to_fix(scope), facts.standings(scope).own
    sums = rows.order_by().aggregate(n=Count("pk"), value=Sum("at_stake"))
    assert (sums["n"], sums["value"]) == (own.to_fix, own.at_stake)
    assert 0 < own.to_fix <= own.deals
    for slug, broken in own.rules.items():
        some = rows.filter(finding__rules__contains=[slug]).order_by()
        found = some.aggregate(n=Count("pk"), value=Sum("at_stake"))
        assert (found["n"], found["value"]) == (broken.deals, broken.value), slug


def test_teams_and_people_below_add_up(check):
    whole = facts.standings(teams.company_scope())
    for field in ("deals", "value", "to_fix", "at_stake"):
        assert sum(getattr(one, field) for one in whole.below.values()) == getattr(whole.own, field)
        people = sum(getattr(one, field) for one in whole.people.values())
        assert people == getattr(whole.own, field)
    team = facts.standings(teams.find_scope("team:team-3"))
    assert set(team.below) == set(team.people)


def test_twice_the_same_writes_nothing(check):
    sums = set(UpkeepSum.objects.values_list("pk", flat=True))
    assert services.check().made_at == check.made_at
    assert set(UpkeepSum.objects.values_list("pk", flat=True)) == sums
    with checked_deals(check.day) as cursor:
        assert queries.keep(cursor) == 0


def test_the_next_recompute_makes_it_out_of_date(check, simulated):
    quarter = teams.company().calendar.quarter_of(check.day)
    recompute(start=quarter.start, end=quarter.end)
    assert facts.kept().basis == check.basis
    tasks.check_upkeep()
    assert facts.kept().basis > check.basis
