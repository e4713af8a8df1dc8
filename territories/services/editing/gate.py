"""Which models may still be edited, and what the database refuses, in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from teams import facts
from teams.services.refused import Refused
from territories.core import states
from territories.models import TerritoryModel

SHARES = "territories_shares_are_whole"


@contextmanager
def one_act() -> Iterator[None]:
    """All or nothing; what the database holds against it is said in a sentence."""
    try:
        with transaction.atomic():
            yield
            _settle()
    except IntegrityError as error:
        raise Refused(_sentence(error)) from error


def problem_of(act: Callable[[], Any]) -> str:
    """Why an act would be refused; "" when it would not. Nothing is changed."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except Refused as why:
        return str(why)
    return ""


def drafted(model_id: int) -> TerritoryModel:
    """The model, locked until the transaction ends. Refused unless it is a draft."""
    model = TerritoryModel.objects.select_for_update(of=("self",)).get(pk=model_id)
    if model.state != states.DRAFT:
        raise Refused(_closed(model))
    return model


def open_from(model_id: int) -> date | None:
    """The first day whose seats and exceptions may change in a model, which is locked.

    None: any day, in a draft. What is in force changes from today on.
    """
    model = TerritoryModel.objects.select_for_update(of=("self",)).get(pk=model_id)
    if model.state == states.DRAFT:
        return None
    if model.state == states.ACTIVE:
        return facts.today()
    raise Refused(_closed(model))


def _closed(model: TerritoryModel) -> str:
    ways = {
        states.IN_REVIEW: _("“%(model)s” is in review. Send it back first, then change it."),
        states.APPROVED: _("“%(model)s” is approved. Revoke the approval first, then change it."),
        states.ACTIVE: _(
            "“%(model)s” is in force: only its seats and exceptions change, from today on. Copy it "
            "to a draft for anything else."
        ),
        states.ARCHIVED: _("“%(model)s” is over and stays as it was. Copy it to a draft."),
    }
    return ways[model.state] % {"model": model.name}


def _settle() -> None:
    """What else would be looked at when the transaction ends, now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {SHARES} IMMEDIATE; SET CONSTRAINTS {SHARES} DEFERRED")


def _sentence(error: IntegrityError) -> str:
    """The words of the constraint that was hit; an error without any is a mistake of ours."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    if name == SHARES:
        return _("The shares of a role on a territory must add up to 100 percent on every day.")
    for model in apps.get_app_config("territories").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    raise error
