"""A copy of a whole model, to change one thing in it: by statements over sets, not row by row."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

import teams.facts
from audit.services import log
from territories.models import (
    AccountException,
    AccountLock,
    BalanceGoal,
    NamedAccount,
    PlannedTerritory,
    Rule,
    Seat,
    TerritoryModel,
)
from territories.services.placing import place
from territories.services.plans.making import create

# Where a row of the copy differs from its original `o`; `t` is the copied territory.
NEW_MODEL = {"model_id": "%(into)s"}
NEW_TERRITORY = {"territory_id": "t.id"}
# A copy is about days to come; what is over stays in the model in which it was.
NOT_OVER = {"valid": "o.valid * daterange(%(today)s, NULL)"}
SAME_PLACE = """
    JOIN territories_plannedterritory s ON s.id = o.territory_id AND s.model_id = %(source)s
    JOIN territories_plannedterritory t ON t.slug = s.slug AND t.model_id = %(into)s
"""
OF_MODEL = "WHERE o.model_id = %(source)s"
LASTS = "WHERE NOT isempty(o.valid * daterange(%(today)s, NULL))"


@transaction.atomic
def copy(
    *, by: Any, model: TerritoryModel, name: str, note: str = "", starts_on: date | None = None
) -> TerritoryModel:
    """A draft with the territories, rules, named accounts, exceptions, seats, goals and locks of
    another model, whatever its state; seats and exceptions from today on."""
    made = create(by=by, name=name, note=note, starts_on=starts_on, based_on=model)
    values: dict[str, Any] = {"source": model.pk, "into": made.pk, "today": teams.facts.today()}
    with connection.cursor() as cursor:
        for text in _statements():
            cursor.execute(text, values)
    place(made.pk)
    log(by=by, act="copy", obj=model, after={"copy": made.name})
    return made


def _statements() -> list[str]:
    here = NEW_MODEL | NEW_TERRITORY
    return [
        _copied(PlannedTerritory, NEW_MODEL | {"parent_id": "NULL"}, OF_MODEL),
        HUNG_UP,
        _copied(Rule, NEW_TERRITORY, SAME_PLACE),
        _copied(NamedAccount, NEW_TERRITORY, SAME_PLACE),
        _copied(AccountException, here | NOT_OVER, SAME_PLACE + LASTS),
        _copied(Seat, NEW_TERRITORY | NOT_OVER, SAME_PLACE + LASTS),
        _copied(BalanceGoal, NEW_MODEL, OF_MODEL),
        _copied(AccountLock, NEW_MODEL, OF_MODEL),
    ]


def _copied(table: type[Model], changes: dict[str, str], which: str) -> str:
    """One INSERT of all columns but the key, so that a new column is never forgotten."""
    columns = [str(f.column) for f in table._meta.concrete_fields if not f.primary_key]
    values = ", ".join(changes.get(name, f'o."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    name = table._meta.db_table
    return f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} o {which} ORDER BY o.id"


HUNG_UP = """
UPDATE territories_plannedterritory t SET parent_id = p.id
FROM territories_plannedterritory s
JOIN territories_plannedterritory above ON above.id = s.parent_id
JOIN territories_plannedterritory p ON p.slug = above.slug AND p.model_id = %(into)s
WHERE t.model_id = %(into)s AND s.slug = t.slug AND s.model_id = %(source)s
"""
