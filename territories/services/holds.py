"""Holding an account or a deal back from a move, and letting it go."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.services import log
from teams import facts as teams
from teams.services.refused import Refused
from territories.core.holding import Problem, Terms, problem
from territories.facts.holds import overlapping
from territories.facts.models import in_force
from territories.facts.owners import OWNER_OF
from territories.facts.policy import hold_limits
from territories.models import Hold, TerritoryModel
from territories.services.handovers import prepare
from territories.services.turning import change_hands, look_ahead
from ui import formats
from versions.core import states


def hold_account(*, account: Any, terms: Terms, by: Any) -> Hold:
    """The account stays with the owner that it has today; hand-overs wait for the end."""
    return _hold(account, terms, by, account=account)


def hold_deal(*, deal: Any, terms: Terms, by: Any) -> Hold:
    """The deal stays with its owner of today although its account moves."""
    return _hold(deal, terms, by, deal=deal)


def end_hold(*, hold: Hold, by: Any, reason: str = "") -> None:
    """From today on it is not held; one that has not begun is as if it had never been."""
    today = teams.today()
    with transaction.atomic():
        row = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
        if row.valid.upper <= today:
            raise Refused(_("This hold is over already."))
        if row.valid.lower >= today:
            log(by=by, act="cancel", obj=row, reason=reason)
            row.delete()
        else:
            before = {"until": row.valid.upper.isoformat()}
            row.valid = DateRange(row.valid.lower, today)
            row.save(update_fields=["valid"])
            log(by=by, act="end", obj=row, before=before, reason=reason)
        _let_go(row, today)
        _follow(row)


def _hold(thing: Any, terms: Terms, by: Any, **held: Any) -> Hold:
    if thing.owner_id is None:
        raise Refused(_("Nobody owns it, so there is nobody with whom it could stay."))
    if found := problem(terms, hold_limits(), teams.today()):
        raise Refused(said(found))
    if terms.reason == Hold.Reason.OTHER and not terms.words:
        raise Refused(_("Say why."))
    try:
        with transaction.atomic():
            row = Hold.objects.create(
                rep_id=thing.owner_id,
                reason=terms.reason,
                words=terms.words,
                valid=DateRange(terms.start, terms.end),
                credit_until=terms.credit_until,
                by=by,
                **held,
            )
            days = {"from": terms.start.isoformat(), "until": terms.end.isoformat()}
            log(by=by, act="hold", obj=row, after=days, reason=terms.words)
            _follow(row)
    except IntegrityError as twice:
        raise Refused(_already(terms, **held)) from twice
    return row


def _already(terms: Terms, **held: Any) -> str:
    """Which hold is in the way."""
    other = overlapping(terms.start, terms.end, **held)
    if other is None:
        return _("It is held already on some of these days.")
    return _("It is held already until %(day)s, for %(name)s.") % {
        "day": formats.day_long(other.valid.upper),
        "name": other.rep.name,
    }


def _follow(row: Hold) -> None:
    """Packs and days of hand-overs that the hold is about."""
    account = row.account_id or (row.deal.account_id if row.deal else None)
    if account is not None:
        for model in TerritoryModel.objects.filter(state=states.APPROVED):
            prepare(model, [account])
        if row.account_id and (begun := in_force(teams.today())):
            look_ahead(begun.pk)


def _let_go(row: Hold, today: date) -> None:
    """By the plan in force the account goes at once, and is handed over today."""
    model = in_force(today)
    if model is None or row.account_id is None:
        return
    change_hands(model.pk, OWNER_OF, {"account": row.account_id}, day=today)


def said(found: Problem) -> str:
    """Why there can be no such hold, with the limit."""
    days = {"n": formats.count(found.days), "day": formats.day_long(found.day)}
    if found.code == "past":
        return _("A hold begins today or later: days that are over stay as they were.")
    if found.code == "backwards":
        return _("The end must be after the first day.")
    if found.code == "credit_early":
        return _("Credit must end after the first day of the hold.")
    if found.code == "too_long":
        text = ngettext(
            "A hold lasts at most %(n)s day: this one until %(day)s.",
            "A hold lasts at most %(n)s days: this one until %(day)s.",
            found.days,
        )
        return text % days
    text = ngettext(
        "Credit ends at most %(n)s day after the hold: here on %(day)s.",
        "Credit ends at most %(n)s days after the hold: here on %(day)s.",
        found.days,
    )
    return text % days
