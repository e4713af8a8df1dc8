"""A change of what a stage means reaches the deals that were ever in it."""

from datetime import date

from audit.models import Run
from crm.models import Stage
from crm.services.stages import revalue_stage
from tests.factories import crm as build


def test_deals_that_were_ever_in_the_stage_qualify_anew(bob, company) -> None:
    early, later = date(2026, 1, 1), date(2026, 2, 1)
    deal = build.deal(bob.rep, stage="negotiate", amount=500, created_on=early)
    build.change(deal, "stage", "propose", early)
    build.change(deal, "stage", "negotiate", later, old="propose")
    untouched = build.deal(bob.rep, stage="qualify", amount=70, created_on=early)
    Stage.objects.filter(slug="propose").update(qualifies=False)

    revalue_stage(Stage.objects.get(slug="propose").pk)

    deal.refresh_from_db()
    assert (deal.qualified_on, deal.qualified_value) == (later, 500)
    untouched.refresh_from_db()
    assert untouched.qualified_on == early
    assert Run.objects.get(kind="revalue").state == Run.State.DONE
