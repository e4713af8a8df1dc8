"""Goals that teams have of their own, beside what is below them."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from kernel.periods import Period
from kpis.models import Measure


def beyond_members(period: Period, team_ids: Iterable[int] | None = None) -> dict[int, Decimal]:
    """Team → its own goal less the goals in force below it; teams without one of their own are
    absent. Of these teams, or of all. As of the last recompute; one query.

    Above zero the members' goals do not make up the team's; below it they are padded.
    """
    rows = Measure.objects.filter(
        slug="quota",
        grain=Measure.Grain.MONTH,
        start__gte=period.start,
        start__lt=period.end,
        rep=None,
        team__isnull=False,
    )
    if team_ids is not None:
        rows = rows.filter(team__in=list(team_ids))
    return dict(rows.values_list("team").annotate(amount=Sum("value")).order_by())
