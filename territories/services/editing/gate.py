"""Which models may still be edited, and what the database refuses, in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from teams import facts
from teams.services.refused import Refused
from territories.models import TerritoryModel
from versions import services as versions
from versions.core import states
from versions.refusals import constraint_of, sentence

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
        raise _closed(model)
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
    raise _closed(model)


def _closed(model: TerritoryModel) -> Refused:
    in_force = _(
        "“%(name)s” is in force: only its seats and exceptions change, from today on. Copy it "
        "to a draft for anything else."
    )
    return versions.closed(model, in_force)


def _settle() -> None:
    """What else would be looked at when the transaction ends, now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {SHARES} IMMEDIATE; SET CONSTRAINTS {SHARES} DEFERRED")


def _sentence(error: IntegrityError) -> str:
    if constraint_of(error) == SHARES:
        return _("The shares of a role on a territory must add up to 100 percent on every day.")
    return sentence("territories", error)
