"""Recomputing: twice writes nothing, parts equal the whole, a dead worker's piece is done again."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from audit import facts as audit
from audit.models import Run
from crm.models import Opportunity
from kernel.merge import Touched
from kpis import facts, services
from kpis.models import Measure, StageStay, UsualPath, Value
from kpis.queries import month_ends
from kpis.services import clock, runs
from quotas.models import Quota
from teams import facts as teams
from teams.models import Company, Membership, Team
from tests.factories import crm
from tests.factories import teams as build
from tests.kpis.second_opinion import Opinion

pytestmark = pytest.mark.django_db
KEEP = {
    Measure: ("slug", "grain", "start", "rep", "team", "territory", "stage", "value"),
    Value: ("kpi", "scope", "scope_id", "kind", "start", "value", "numerator", "denominator",
            "n", "low", "high", "note", "as_of"),
    UsualPath: ("scope", "scope_id", "kind", "start", "periods", "usual", "low", "high"),
    StageStay: ("stage", "start", "days", "visits"),
}  # fmt: skip


def everything() -> dict[str, list]:
    return {
        model.__name__: sorted(map(str, model.objects.values_list(*columns)))
        for model, columns in KEEP.items()
    }


def forget(since: date = date.min) -> None:
    for model in KEEP:
        model.objects.filter(start__gte=since).delete()


def lately(quarters: int) -> date:
    """The first day of so many quarters, with this one: what is older need not be done again."""
    calendar = teams.company().calendar
    found = calendar.quarter_of(teams.today())
    for _ in range(quarters - 1):
        found = calendar.previous(found)
    return found.start


def test_twice_writes_nothing(simulated):
    before = everything()
    run = services.recompute()
    assert run.state == "done"
    assert (run.result["measures"], run.result["values"]) == (0, 0)
    assert run.result["periods"] > 50
    assert everything() == before


def test_few_days_at_a_time_are_the_whole(simulated, monkeypatch):
    """As at sizes where the open deals of all month ends do not fit together."""
    monkeypatch.setattr(month_ends, "ROWS", 300)
    run = services.recompute()
    assert (run.result["measures"], run.result["values"]) == (0, 0)


def test_pieces_in_any_order_are_the_whole(simulated):
    before, since = everything(), lately(7)
    forget(since)
    assert everything() != before
    parent = services.queue_recompute(start=since)
    queue = runs.begin(parent)
    assert len(queue) == 7
    dice = random.Random(7)
    while queue:
        dice.shuffle(queue)
        assert runs.work(queue.pop())
        queue += runs.advance(parent.pk)
    assert audit.run(parent.pk).state == "done"
    assert everything() == before


def change_a_few() -> Touched:
    """Two deals were won at another amount than was known, as a newer export tells."""
    today = teams.today()
    won = Opportunity.objects.filter(
        status="won", closed_on__gte=today - timedelta(70), currency="USD", splits=None
    )
    touched = Touched()
    for deal in won.order_by("pk")[:2]:
        touched.add({deal.owner_id}, deal.closed_on, deal.closed_on + timedelta(1))
        new = Decimal("77777.77")
        crm.change(deal, "amount", str(new), deal.closed_on, old=str(deal.amount))
        deal.value = deal.amount = new
        deal.save()
    return touched


def test_touched_months_and_people_are_as_good_as_all(simulated):
    touched = change_a_few()
    services.recompute(start=touched.start, end=touched.end, reps=touched.reps)
    partly = everything()
    forget()
    services.recompute()
    assert everything() == partly


def test_only_touched_people_are_measured(simulated):
    rep = teams.reps().order_by("pk")[0].pk
    Measure.objects.filter(slug="won_value", grain="month").update(value=1)
    today = teams.today()
    services.recompute(start=today - timedelta(400), end=today, reps={rep})
    wrong = Measure.objects.filter(slug="won_value", grain="month", value=1)
    assert not wrong.filter(rep=rep, start__gte=today - timedelta(360)).exists()
    assert wrong.exclude(rep=rep).exists()


def test_a_rep_returns_to_a_team_within_a_month(simulated):
    """Two stays in one team in one month are one row of it."""
    stay = Membership.objects.filter(rep__external_id="S-3").get()
    first = teams.company().calendar.month_of(teams.today() - timedelta(90)).start
    away, back = first + timedelta(9), first + timedelta(19)
    Membership.objects.filter(pk=stay.pk).update(valid=DateRange(stay.valid.lower, away))
    other = Team.objects.get(slug="team-8")
    for team, start, stop in ((other, away, back), (stay.team, back, None)):
        Membership.objects.create(rep=stay.rep, team=team, valid=DateRange(start, stop))
    run = services.recompute(start=first, end=first + timedelta(1))
    assert run.state == "done", run.error
    days = Measure.objects.filter(slug="present_days", start=first, rep=stay.rep)
    assert set(days.values_list("team__slug", flat=True)) == {stay.team.slug, "team-8"}


def test_a_silent_piece_is_done_again(simulated):
    before, since = everything(), lately(3)
    forget(since)
    parent = services.queue_recompute(start=since)
    queue = runs.begin(parent)
    dead = queue.pop()
    assert Run.objects.filter(pk=dead.pk, state="queued").update(
        state="running", heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    for part in queue:
        assert runs.work(part)
        assert runs.advance(parent.pk) == []
    assert clock.stuck() == [parent.pk]
    queue = runs.advance(parent.pk)
    assert [part.params for part in queue] == [dead.params]
    while queue:
        runs.work(queue.pop())
        queue += runs.advance(parent.pk)
    assert audit.run(parent.pk).state == "done"
    assert everything() == before


@pytest.mark.parametrize("done", [0, 1], ids=["before the first piece", "after a piece"])
def test_a_recompute_whose_pieces_were_never_handed_out_is_taken_up(simulated, done):
    """As when the first start is broken off, or a worker dies before it has sent them."""
    before, since = everything(), lately(3)
    forget(since)
    parent = services.queue_recompute(start=since)
    queue = runs.begin(parent)
    for part in queue[:done]:
        assert runs.work(part)
        assert runs.advance(parent.pk) == []
    if not done:
        StageStay.objects.filter(start__gte=since).delete()
    assert clock.stuck() == []  # it may only be slow
    silent = timezone.now() - timedelta(hours=1)
    Run.objects.filter(pk=parent.pk).update(heartbeat_at=silent)
    assert clock.stuck() == [parent.pk]
    queue = runs.resume(parent.pk)
    while queue:
        assert runs.work(queue.pop())
        queue += runs.advance(parent.pk)
    assert audit.run(parent.pk).state == "done"
    assert everything() == before


def test_a_piece_that_fails_again_and_again_fails_the_whole(simulated):
    parent = services.queue_recompute(start=teams.today(), end=teams.today() + timedelta(1))
    queue = runs.begin(parent)
    tried = 0
    while queue:
        Run.objects.filter(pk=queue.pop().pk).update(state="failed")
        tried += 1
        queue += runs.advance(parent.pk)
    assert tried == runs.ATTEMPTS
    assert audit.run(parent.pk).state == "failed"


def test_a_piece_is_done_once(simulated):
    parent = services.queue_recompute(start=teams.today(), end=teams.today() + timedelta(1))
    part = runs.begin(parent)[0]
    assert runs.begin(parent) == []
    same = audit.run(part.pk)
    assert runs.work(part)
    assert not runs.work(same)


def test_the_night_comes_once(simulated):
    Company.objects.update(nightly_at="00:00")
    assert clock.tonight() is None  # everything was computed since midnight
    Run.objects.filter(kind=runs.RECOMPUTE).update(state="failed")
    first = clock.tonight()
    assert first.params["nightly"]
    assert clock.tonight() is None
    Run.objects.filter(pk=first.pk).update(queued_at=timezone.now() - timedelta(days=1))
    assert clock.tonight() is not None


def test_not_before_the_hour(simulated):
    Company.objects.update(time_zone="UTC", nightly_at="23:59:59")
    assert clock.tonight() is None


def test_nothing_touched_queues_nothing(simulated):
    assert services.recompute_after_load(Touched()) is None
    queued = services.recompute_after_load(change_a_few())
    assert queued.state == "queued"
    assert queued.params["reps"]


def test_an_empty_company_recomputes(db):
    build.company()
    run = services.recompute()
    assert run.state == "done"
    assert facts.values(teams.company_scope(), teams.company().calendar.quarter_of(teams.today()))


def test_a_team_quota_replaces_its_members(simulated):
    calendar = teams.company().calendar
    quarter = calendar.quarter_of(teams.today())
    team = teams.find_scope("team:team-3")
    company = teams.company_scope()
    before = facts.values(company, quarter, ["quota"])["quota"].value
    mine = facts.values(team, quarter, ["quota"])["quota"].value
    Quota.objects.create(
        team_id=team.id,
        valid=DateRange(quarter.start, quarter.end),
        amount=mine + 5000,
        recorded_at=timezone.now(),
    )
    services.recompute(start=quarter.start, end=quarter.end)
    assert facts.values(team, quarter, ["quota"])["quota"].value == mine + 5000
    assert facts.values(company, quarter, ["quota"])["quota"].value == before + 5000
    told = facts.explain(team, quarter, "quota").rows("numerator")
    assert told.total == mine + 5000
    assert [row.amount for row in told if row.kind == "team"] == [5000]


def test_the_opinion_holds_after_a_change(simulated):
    change_a_few()
    services.recompute()
    calendar = teams.company().calendar
    quarter = calendar.quarter_of(teams.today())
    stored = facts.values(teams.company_scope(), quarter, ["won_value"])["won_value"]
    expected = Opinion(teams.today()).flows(teams.company_scope(), quarter)["won_value"]
    assert float(stored.value) == pytest.approx(expected)
