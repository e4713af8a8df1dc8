"""The head of a deal's page: one sentence and four figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.core.path import Stay
from ui import formats
from ui.components import Tile


def lede(deal: Any, today: date) -> str:
    """Who has it, and where it stands."""
    age = max(0, ((deal.closed_on or today) - deal.created_on).days)
    values = {
        "owner": deal.owner.name,
        "stage": deal.stage.name,
        "days": formats.days(age),
        "day": formats.day_long(deal.closed_on),
    }
    sentences = {
        "open": _("%(owner)s has it at %(stage)s. It is %(days)s old."),
        "won": _("%(owner)s won it on %(day)s, %(days)s after it was created."),
        "lost": _("%(owner)s lost it on %(day)s, %(days)s after it was created."),
    }
    return sentences[deal.status] % values


def tiles(deal: Any, visits: Sequence[Stay], today: date, base: str) -> list[Tile]:
    """Amount, stage and dates; the last is the next step of an open deal, the cycle of a closed."""
    if deal.status == "open":
        return [amount(deal, base), stage(deal, visits, today), closes(deal, today), step(deal)]
    return [amount(deal, base), Tile(_("Last stage"), deal.stage.name), closed(deal), cycle(deal)]


def amount(deal: Any, base: str) -> Tile:
    """In the base currency where a rate is known, with the amount as it was agreed below."""
    if deal.amount is None:
        return Tile(_("Amount"), "", sub=_("not known yet"))
    agreed = formats.money_exact(deal.amount, deal.currency)
    if deal.currency == base:
        return Tile(_("Amount"), formats.money(deal.value, base), sub=agreed)
    if deal.value is None:
        without = _("no exchange rate into %(currency)s") % {"currency": base}
        return Tile(_("Amount"), formats.money(deal.amount, deal.currency), sub=without)
    sub = _("agreed as %(amount)s") % {"amount": agreed}
    return Tile(_("Amount"), formats.money(deal.value, base), sub=sub)


def stage(deal: Any, visits: Sequence[Stay], today: date) -> Tile:
    said = []
    if visits:
        said.append(_("%(days)s here") % {"days": formats.days(visits[-1].days(today))})
    if deal.stage.chance is not None:
        chance = formats.percent(deal.stage.chance)
        said.append(_("usually %(chance)s are won from here") % {"chance": chance})
    return Tile(_("Stage"), deal.stage.name, sub=", ".join(said))


def closes(deal: Any, today: date) -> Tile:
    if deal.close_date is None:
        return Tile(_("Closes on"), "", sub=_("not known yet"))
    left = (deal.close_date - today).days
    if left < 0:
        said = _("%(days)s ago") % {"days": formats.days(-left)}
    else:
        said = _("in %(days)s") % {"days": formats.days(left)} if left else _("today")
    if deal.pushes:
        times = ngettext("pushed %(times)s time", "pushed %(times)s times", deal.pushes)
        said = f"{said}, {times % {'times': formats.count(deal.pushes)}}"
    return Tile(_("Closes on"), formats.day(deal.close_date), sub=said)


def closed(deal: Any) -> Tile:
    """With the date that was stated, where it was another day."""
    sub = ""
    if deal.close_date and deal.close_date != deal.closed_on:
        sub = _("stated for %(day)s") % {"day": formats.day(deal.close_date)}
    return Tile(_("Closed on"), formats.day(deal.closed_on), sub=sub)


def step(deal: Any) -> Tile:
    """What comes next; it is set in the CRM, not here."""
    when = formats.day(deal.next_step_on)
    return Tile(_("Next step"), when or _("none"), sub=deal.next_step or _("set in the CRM"))


def cycle(deal: Any) -> Tile:
    if deal.qualified_on is None:
        return Tile(_("Sales cycle"), "", sub=_("never qualified"))
    days = formats.days(max(0, (deal.closed_on - deal.qualified_on).days))
    return Tile(_("Sales cycle"), days, sub=_("from qualification to close"))
