"""A figure is shared out by a method, to the cent, and the sharing is taken back as a whole."""

from decimal import Decimal

import pytest

from audit.models import LogEntry
from planning.facts.allocation import Inputs, preview
from planning.facts.basis import bases
from planning.services import lines
from teams.services.refused import Refused
from tests.factories import crm
from tests.factories import planning as build
from tests.planning.results import won_before

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(draft, dora, bob, charlie):
    """Bob won 300 and 200 the year before; Charlie 100, and 50."""
    won_before(bob.rep, 300, 200, 200)
    won_before(charlie.rep, 100, 50, 40)
    build.figures(dora, draft, company="1000.01")
    return draft


def planned(plan, *names):
    return [build.line(plan, name).planned for name in names]


def test_bases_roll_up_where_a_team_is_not_known_itself(known, bob):
    crm.account("Oak", owner=bob.rep, potential=900)
    found = {basis.id: basis for basis in bases(build.line(known))}
    emea = found[build.line(known, "EMEA").pk]
    assert (emea.prior, emea.growth, emea.potential) == (300, 100, 900)
    americas = found[build.line(known, "Americas").pk]
    assert (americas.prior, americas.growth, americas.potential) == (100, 50, None)


def test_a_method_shares_out_to_the_cent(known, dora):
    lines.allocate(by=dora, line=build.line(known), inputs=Inputs("equal"))
    assert planned(known, "Americas", "EMEA") == [Decimal("500.01"), Decimal("500.00")]
    assert LogEntry.objects.get(act="allocate").after == {"method": "equal", "figures": 2}


def test_all_the_way_down(known, dora):
    inputs = Inputs("uniform_growth", deep=True)
    lines.allocate(by=dora, line=build.line(known), inputs=inputs)
    assert planned(known, "Americas", "Charlie") == [Decimal("250.00")] * 2
    assert planned(known, "EMEA", "EMEA North", "Bob") == [Decimal("750.01")] * 3


def test_a_lock_is_kept_and_more_is_given_out_on_purpose(known, dora):
    build.figures(dora, known, EMEA="900")
    lines.lock(by=dora, line=build.line(known, "EMEA"))
    inputs = Inputs("equal", padding=Decimal("0.1"))
    lines.allocate(by=dora, line=build.line(known), inputs=inputs)
    assert planned(known, "EMEA", "Americas") == [900, Decimal("200.01")]


def test_what_keeps_a_method_from_answering_is_said_with_names(known, dora):
    with pytest.raises(Refused, match=r"The ratio is missing. \(Americas and EMEA\)"):
        lines.allocate(by=dora, line=build.line(known), inputs=Inputs("ratio"))
    with pytest.raises(Refused, match="not known yet"):
        lines.allocate(by=dora, line=build.line(known, "EMEA"), inputs=Inputs("equal"))
    with pytest.raises(Refused, match="no such method"):
        lines.allocate(by=dora, line=build.line(known), inputs=Inputs("hope"))


def test_an_old_preview_is_refused(known, dora):
    known.refresh_from_db()
    seen = known.edits
    build.figures(dora, known, EMEA="5")
    with pytest.raises(Refused, match="changed the plan since you looked"):
        lines.allocate(by=dora, line=build.line(known), inputs=Inputs("equal"), edits=seen)
    lines.allocate(by=dora, line=build.line(known), inputs=Inputs("equal"), edits=seen + 1)


def test_it_is_taken_back_as_a_whole(known, dora):
    build.figures(dora, known, EMEA="5")
    lines.allocate(by=dora, line=build.line(known), inputs=Inputs("equal"))
    lines.take_back(by=dora, line=build.line(known))
    assert planned(known, "EMEA", "Americas") == [5, None]
    with pytest.raises(Refused, match="no allocation"):
        lines.take_back(by=dora, line=build.line(known))


def test_a_figure_that_was_changed_since_stands_in_the_way(known, dora):
    lines.allocate(by=dora, line=build.line(known), inputs=Inputs("equal"))
    build.figures(dora, known, EMEA="7")
    with pytest.raises(Refused, match=r"changed since \(EMEA\)"):
        lines.take_back(by=dora, line=build.line(known))
    assert planned(known, "EMEA") == [7]


def test_methods_are_tried_on_the_months_before_best_first(known):
    found = preview(build.line(known), Inputs("equal"))
    errors = [(one.slug, one.error and round(one.error, 2)) for one in found.tried]
    # 400 were reached; 200 each would have missed by 100 each; by last growth 350 and 50
    assert found.goal == 400
    assert not found.goal_is_quota
    assert ("equal", Decimal("0.5")) in errors
    assert ("uniform_growth", Decimal("0.1")) in errors
    known_ones = [error for _slug, error in errors if error is not None]
    assert known_ones == sorted(known_ones)
    assert errors[-1][1] is None
