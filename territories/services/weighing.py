"""What each territory carries is worked out once, in one statement, and kept for the pages."""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

import teams.facts
from territories.core.metrics import MEASURES
from territories.core.protections import PROTECTIONS
from territories.facts.ground import ground, parameters
from territories.facts.marks import SHARED, of_tables
from territories.models import TerritoryLoad, TerritoryModel, WorkedOut
from territories.services.marking import if_changed
from versions.core.states import ARCHIVED

log = logging.getLogger(__name__)
_SUM = """
INSERT INTO territories_territoryload
    (model_id, role_id, territory_id, accounts, sums, protected, at)
SELECT %(model)s, %(role)s, w.territory_id, count(*),
    jsonb_build_object({sums}), jsonb_build_object({shields}), %(at)s
FROM weighed w GROUP BY w.territory_id
"""


def weigh(model_id: int, *, territories: list[int] | None = None) -> None:
    """Replace the sums of a model, or of those territories of it. Twice gives the same."""
    at = timezone.now()
    with transaction.atomic():
        TerritoryModel.objects.select_for_update().get(pk=model_id)
        old = TerritoryLoad.objects.filter(model=model_id)
        if territories is not None:
            old = old.filter(territory__in=territories)
        old.delete()
        for role in _roles(model_id):
            asked = parameters(model_id, role, territories) | {"at": at}
            with connection.cursor() as cursor:
                cursor.execute(ground() + _statement(), asked)


def follow(model_id: int) -> None:
    """The rules put accounts elsewhere: work the sums out in the background, once that is
    stored."""

    def send() -> None:
        try:
            current_app.send_task("territories.tasks.weigh", [model_id])
        except (OperationalError, ConnectionError):
            log.warning("sums of model %s wait for the clock: no broker", model_id)

    transaction.on_commit(send)


def weigh_all() -> None:
    """Every model that is not over: deals and accounts change without anybody touching the plan.
    Where neither did, nothing is done."""
    shared = of_tables(SHARED, teams.facts.today())
    for pk in TerritoryModel.objects.exclude(state=ARCHIVED).values_list("pk", flat=True):
        if_changed(pk, WorkedOut.What.LOADS, shared, partial(weigh, pk))


def _roles(model_id: int) -> Any:
    placed = TerritoryModel.objects.filter(pk=model_id, placements__role__isnull=False)
    return placed.values_list("placements__role", flat=True).distinct()


def _statement() -> str:
    sums = ", ".join(
        f"'{m}', jsonb_build_array(sum(w.{m})::text, count(*) - count(w.{m}))"
        for m in MEASURES.slugs()
    )
    each = {p: f"w.shield_{p}" for p in PROTECTIONS}
    each["any"] = " OR ".join(each.values())
    shields = ", ".join(f"'{p}', count(*) FILTER (WHERE {test})" for p, test in each.items())
    return _SUM.format(sums=sums, shields=shields)
