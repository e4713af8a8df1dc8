"""The few questions that a rule can ask about a field, each as one piece of SQL.

A fragment speaks of the compared value of the account (`v`, made by the field's shape) and carries
the rule's values as parameters. It may be NULL where nothing is known: that counts as not met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from territories.core.flaw import gettext_noop as _
from territories.core.shapes import POSTCODE, Shape

type Fragment = tuple[str, list[object]]

TOLD = "(SELECT {} FROM unnest(%s::text[]) AS told)"
LITERAL = r"'%%' || regexp_replace({}, '([\\%%_])', '\\\1', 'g') || '%%'"


@dataclass(frozen=True, slots=True)
class Operator:
    """`most`, `least`: how many values it takes (None: any number)."""

    slug: str
    label: str
    sql: Callable[[Shape, str, Sequence[str]], Fragment]
    least: int = 1
    most: int | None = None


def _told(shape: Shape, form: str = "{}") -> str:
    """The rule's values, made comparable; evaluated once, not for each account."""
    return TOLD.format(form.format(shape.sql.format("told")))


def _in(shape: Shape, v: str, values: Sequence[str]) -> Fragment:
    return f"{v} IN {_told(shape)}", [list(values)]


def _prefix(shape: Shape, v: str, values: Sequence[str]) -> Fragment:
    return f"{v} ^@ ANY (ARRAY{_told(shape)})", [list(values)]


def _contains(shape: Shape, v: str, values: Sequence[str]) -> Fragment:
    return f"{v} LIKE ANY (ARRAY{_told(shape, LITERAL)})", [list(values)]


def _empty(shape: Shape, v: str, values: Sequence[str]) -> Fragment:
    return shape.absent.format(v), []


def _between(shape: Shape, v: str, values: Sequence[str]) -> Fragment:
    """Both ends belong to it; an end that is left out is open.

    Ends of postcodes are beginnings: a postcode is cut to the length of the end before they are
    compared, letter by letter. So 27000 to 27999 holds 27601-1234, 01 to 09 holds 04109 and not
    4109, SW1A to SW1W holds SW1P 3JX, and 75 lies before 750.
    """
    parts, params = [], list[object]()
    for value, sign in zip(values, (">=", "<="), strict=False):
        if value == "":
            continue
        told, own = f"(SELECT {shape.sql.format(f'%s::{shape.cast}')})", v
        if shape is POSTCODE:
            own = f"left({v}, length({told}))"
            params.append(value)
        parts.append(f"{own} {sign} {told}")
        params.append(value)
    if shape is POSTCODE:
        parts.append(f"{v} <> ''")
    return " AND ".join(parts), params


IN = Operator("in", _("is one of"), _in)
PREFIX = Operator("prefix", _("begins with"), _prefix)
CONTAINS = Operator("contains", _("contains"), _contains)
BETWEEN = Operator("between", _("is between"), _between, least=2, most=2)
EMPTY = Operator("empty", _("is not known"), _empty, least=0, most=0)
