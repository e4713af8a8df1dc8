"""Which plans may still be edited; and what the database refuses, in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from planning.models import QuotaPlan
from teams.services.refused import Refused
from territories.core import states


@contextmanager
def one_act() -> Iterator[None]:
    """All or nothing; what the database holds against it is said in a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(_sentence(error)) from error


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
        raise Refused(_closed(plan))


def _closed(plan: QuotaPlan) -> str:
    ways = {
        states.IN_REVIEW: _("“%(plan)s” is in review. Send it back first, then change it."),
        states.APPROVED: _("“%(plan)s” is approved. Revoke the approval first, then change it."),
        states.ACTIVE: _(
            "“%(plan)s” is published, so its figures stay. Adjust a person's quota beside it, or "
            "copy it to a draft."
        ),
        states.ARCHIVED: _("“%(plan)s” is over and stays as it was. Copy it to a draft."),
    }
    return ways[plan.state] % {"plan": plan.name}


def _sentence(error: IntegrityError) -> str:
    """The words of the constraint that was hit; an error without any is a mistake of ours."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    for model in apps.get_app_config("planning").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    raise error
