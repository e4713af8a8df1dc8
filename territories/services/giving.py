"""Filling gaps: accounts that nobody gets are given to a territory by name, and taken back."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import audit.services
import crm.facts
from teams.services.refused import Refused
from territories.models import NamedAccount, PlannedTerritory
from territories.services.editing.gate import drafted
from territories.services.placing import place


@transaction.atomic
def give(
    model_id: int, territory_id: int, account_ids: Iterable[int], *, why: str, by: Any
) -> list[int]:
    """Name the accounts in a territory of a draft and place them; ids of the names.

    An account that the territory has by name already is left as it is.
    """
    model = drafted(model_id)
    area = PlannedTerritory.objects.filter(pk=territory_id, model=model).first()
    if area is None:
        raise Refused(_("This territory is not one of this plan."))
    known = NamedAccount.objects.filter(territory=area).values_list("account_id", flat=True)
    there = crm.facts.accounts().filter(pk__in=set(account_ids)).order_by()
    wanted = sorted(set(there.values_list("pk", flat=True)) - set(known))
    made = NamedAccount.objects.bulk_create(
        NamedAccount(territory=area, account_id=pk, why=why[:250]) for pk in wanted
    )
    place(model.pk, accounts=wanted)
    if made:
        audit.services.log(by=by, act="give", obj=area, after={"accounts": wanted}, reason=why)
    return [row.pk for row in made]


@transaction.atomic
def take_back(model_id: int, named_ids: Iterable[int], *, by: Any) -> int:
    """Undo: the names go, and the rules decide again."""
    model = drafted(model_id)
    rows = NamedAccount.objects.filter(pk__in=list(named_ids), territory__model=model)
    accounts = sorted(rows.values_list("account_id", flat=True))
    for row in rows.select_related("territory", "account"):
        audit.services.log(by=by, act="take back", obj=row.territory, before={"account": str(row)})
    rows.delete()
    place(model.pk, accounts=accounts)
    return len(accounts)
