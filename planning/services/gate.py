"""Which plans may still be edited; and what the database refuses, in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from planning.models import QuotaPlan
from teams.services.refused import Refused
from versions import services as versions
from versions.core import states
from versions.refusals import sentence


@contextmanager
def one_act() -> Iterator[None]:
    """All or nothing; what the database holds against it is said in a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(sentence("planning", error)) from error


def drafted(plan_id: int) -> QuotaPlan:
    """The plan, locked until the transaction ends; the edit is counted. Refused unless a draft."""
    plan = QuotaPlan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    refuse_closed(plan)
    QuotaPlan.objects.filter(pk=plan_id).update(edits=F("edits") + 1)
    plan.edits += 1
    return plan


def refuse_closed(plan: QuotaPlan) -> None:
    """Says what to do instead of editing a plan that is no draft."""
    if plan.state != states.DRAFT:
        published = _(
            "“%(name)s” is published, so its figures stay. Adjust a person's quota beside it, or "
            "copy it to a draft."
        )
        raise versions.closed(plan, published)
