"""What keeps a model from being submitted, in sentences that say what to do."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from kernel.tree import cycles
from territories.facts import rules
from territories.facts.models import first_day
from territories.models import Placement, PlannedTerritory, Rule, Seat, TerritoryModel

NAMED = 3  # so many are named in a sentence


def problems(model: TerritoryModel) -> list[str]:
    """Empty when the model can be submitted."""
    found = [_start(model), *_tree(model), _rules(model), _seats(model), _left(model)]
    return [text for text in found if text]


def _start(model: TerritoryModel) -> str:
    if model.starts_on is None:
        return _("Choose the day on which the model starts.")
    if model.starts_on < first_day(teams.facts.today()):
        return _("Its first day is over. Choose a day to come.")
    return ""


def _tree(model: TerritoryModel) -> list[str]:
    parents = dict(PlannedTerritory.objects.filter(model=model).values_list("pk", "parent_id"))
    if not parents:
        return [_("The model has no territories. Add some, or start from what the CRM states.")]
    elsewhere = [p for p in parents.values() if p is not None and p not in parents]
    return [
        _("A territory lies under one of another model. Place it anew.") if elsewhere else "",
        _("Territories lie in a circle. Place one of them anew.") if cycles(parents) else "",
    ]


def _rules(model: TerritoryModel) -> str:
    rows = Rule.objects.filter(territory__model=model).select_related("territory")
    broken = sorted({rule.territory.name for rule in rows if rules.found_in(rule)})
    if not broken:
        return ""
    return _("Rules of these territories can't be asked: %(names)s. Correct or remove them.") % {
        "names": some(broken)
    }


def _seats(model: TerritoryModel) -> str:
    """Territories with accounts on whose first day nobody, not even an open seat, is planned."""
    if model.starts_on is None:
        return ""
    seated = Seat.objects.filter(
        territory__model=model, role__owns_accounts=True, valid__contains=model.starts_on
    )
    held = Placement.objects.filter(model=model, role__owns_accounts=True, territory__isnull=False)
    bare = PlannedTerritory.objects.filter(
        model=model,
        pk__in=held.order_by().values("territory").distinct(),
    ).exclude(pk__in=seated.values("territory"))
    if not (names := list(bare.values_list("name", flat=True))):
        return ""
    return ngettext(
        "%(names)s has accounts and no seat on the first day. Add a seat, or an open one.",
        "%(names)s have accounts and no seat on the first day. Add seats, or open ones.",
        len(names),
    ) % {"names": some(names)}


def _left(model: TerritoryModel) -> str:
    """People who sit somewhere on the first day, and are not there any more."""
    if model.starts_on is None:
        return ""
    seats = Seat.objects.filter(
        territory__model=model,
        valid__contains=model.starts_on,
        rep__left_on__lte=model.starts_on,
    )
    if not (names := sorted(set(seats.values_list("rep__name", flat=True)))):
        return ""
    return ngettext(
        "%(names)s has left by the first day. Hand the seats over, or leave them open.",
        "%(names)s have left by the first day. Hand the seats over, or leave them open.",
        len(names),
    ) % {"names": some(names)}


def some(names: list[str]) -> str:
    """The first few of them, and how many more there are."""
    more = len(names) - NAMED
    if more > 0:
        said = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
        return get_text_list([*names[:NAMED], said], _("and"))
    return get_text_list(names, _("and"))
