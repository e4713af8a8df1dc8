"""The fields that rules may ask about: one file each; the file's name is stored in the rules.

A condition is stored as `{"field": "country", "op": "in", "values": ["France", "Belgium"]}`. The
operators: in, prefix, contains, between (two values, both ends belong; nothing is an open end),
empty (no values).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.registry import Registry
from territories.core.field import Condition, Field, values_of
from territories.core.flaw import Flaw
from territories.core.flaw import gettext_noop as _

FIELDS = Registry(Field, "territories.core.conditions")


def read(stored: Iterable[Mapping[str, Any]]) -> list[Condition]:
    """The conditions of a rule without problems."""
    found = []
    for one in stored:
        field = FIELDS[str(one["field"])]
        operator = field.operator(one["op"])
        assert operator is not None, "a rule with problems is not read"
        found.append(Condition(str(one["field"]), field, operator, values_of(one)))
    return found


def problems(stored: Any) -> list[Flaw]:
    """What keeps these conditions from being asked; empty when all is well."""
    if not isinstance(stored, list):
        return [Flaw(_("The conditions are no list."))]
    found: list[Flaw] = []
    for one in stored:
        if not isinstance(one, dict) or not isinstance(one.get("field"), str) or not _has_list(one):
            found.append(Flaw(_("A condition has a field, a question and a list of values.")))
        elif one.get("field") not in FIELDS:
            found.append(
                Flaw(_("There is no field “%(value)s”."), {"value": str(one.get("field"))})
            )
        else:
            found += FIELDS[str(one["field"])].problems(one.get("op"), values_of(one))
    return found


def _has_list(one: dict[str, Any]) -> bool:
    return isinstance(one.get("values", []), list)
