"""Preparing hand-overs, and signing them.

They are prepared when a model is approved and follow what changes until it starts; whoever signed
keeps what they signed, marked when it has become another pack since. The acts of people are in the
log. Who may do which is decided before (`territories.facts.handovers`).
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from teams.services.refused import Refused
from territories.core.signing import GIVE
from territories.facts.handovers import signed
from territories.facts.marks import SHARED, TOLD, of_tables
from territories.models import Book, HandOver, TerritoryModel, WorkedOut
from territories.queries import books, moves
from territories.services.marking import if_changed
from territories.services.turning import look_ahead
from versions.core import states

# Before that there is nothing to hand over, and afterwards it is over.
SIGNED_IN = (states.APPROVED, states.ACTIVE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows written, removed, and those whose mark "changed since it was signed" turned."""

    written: int = 0
    removed: int = 0
    marked: int = 0


def prepare(model: TerritoryModel, accounts: list[int] | None = None) -> Prepared:
    """The hand-overs and books of an approved model, as the CRM and the plan are now; with
    `accounts` the hand-overs of these alone.

    Twice is once. Of a model that is not approved (any more) nothing stays; one that is active or
    over keeps what there was on its day.
    """
    with transaction.atomic():
        row = TerritoryModel.objects.select_for_update().get(pk=model.pk)
        if row.state in (states.ACTIVE, states.ARCHIVED):
            return Prepared()
        if row.state != states.APPROVED or row.starts_on is None:
            return Prepared(removed=_remove(row))
        with connection.cursor() as cursor:
            moves.fresh(cursor, row.pk, row.starts_on, accounts)
            if accounts is None:
                books.keep(cursor, row.pk, row.starts_on)
            return Prepared(*moves.keep(cursor, row.pk, accounts))


def _remove(model: TerritoryModel) -> int:
    Book.objects.filter(model=model).delete()
    return HandOver.objects.filter(model=model).delete()[0]


def follow() -> int:
    """Prepares every approved model, and the days to come of the one in force, where something has
    changed since; how many it prepared. A book of tens of thousands of accounts is many packs."""
    known = list(TerritoryModel.objects.filter(state__in=SIGNED_IN))
    shared = of_tables((*SHARED, *TOLD), teams.facts.today()) if known else ""
    return sum(
        if_changed(model.pk, WorkedOut.What.HAND_OVERS, shared, partial(_prepare_or_look, model))
        for model in known
    )


def _prepare_or_look(model: TerritoryModel) -> None:
    if model.state == states.ACTIVE:
        look_ahead(model.pk)
    else:
        prepare(model)


# Signing -----------------------------------------------------------------------------------------


def sign(*, hand_over: HandOver, side: str, by: Any, words: str = "") -> None:
    """“Handed over”, with words for the next owner, or “taken over”. Each side once."""
    with transaction.atomic():
        row = _locked(hand_over)
        if not signed(row).may_sign(side):
            raise Refused(_("This has been signed already."))
        if side == GIVE:
            row.given_at, row.words = timezone.now(), words
        else:
            row.taken_at = timezone.now()
        row.save(update_fields=["given_at", "taken_at", "words"])
        log(by=by, act=side, obj=row, after={"words": words} if words else {})


def undo(*, hand_over: HandOver, side: str, by: Any) -> None:
    """As if it had not been signed; refused once the other side has signed as well."""
    with transaction.atomic():
        row = _locked(hand_over)
        if not signed(row).may_undo(side):
            raise Refused(_("The other side has signed as well: this stays."))
        _unsign(row)
        log(by=by, act="undo", obj=row)
        prepare(row.model, [row.account_id])


def reopen(*, hand_over: HandOver, by: Any, reason: str) -> None:
    """Both sign again what there is now; for packs that changed after they were signed."""
    if not reason:
        raise Refused(_("Say why."))
    with transaction.atomic():
        row = _locked(hand_over)
        before = {"given_at": str(row.given_at or ""), "taken_at": str(row.taken_at or "")}
        _unsign(row)
        log(by=by, act="reopen", obj=row, before=before, reason=reason)
        prepare(row.model, [row.account_id])


def _unsign(row: HandOver) -> None:
    row.given_at = row.taken_at = None
    row.outdated = False
    row.save(update_fields=["given_at", "taken_at", "outdated"])


def _locked(hand_over: HandOver) -> HandOver:
    """The row as it is now, for us alone."""
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("model")
    row = rows.filter(pk=hand_over.pk).first()
    if row is None or row.model.state not in SIGNED_IN:
        raise Refused(_("There is nothing to hand over any more: the plan has changed."))
    return row
