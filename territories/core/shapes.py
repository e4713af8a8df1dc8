"""How values of a field are compared: as words, as postcodes, as numbers, as days.

`sql` makes the compared value of a column, and of a rule's value in the same way: one meaning for
both. Words: capitals, accents and double spaces don't count. Postcodes: nor do spaces and hyphens;
they are text, so zeros in front stay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from territories.core.flaw import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Shape:
    """`sql` holds one {}; `cast` is the type of a bare value; `accepts` looks at a rule's value."""

    sql: str
    cast: str
    absent: str  # SQL over {}: nothing is known
    accepts: Callable[[str], bool]
    refusal: str


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


WORDS = Shape(
    sql="territories_fold({})",
    cast="text",
    absent="{} = ''",
    accepts=lambda text: bool(text.strip()),
    refusal=_("%(field)s: a value is empty."),
)
POSTCODE = Shape(
    sql="regexp_replace(territories_fold({}), '[^[:alnum:]]', '', 'g') COLLATE \"C\"",
    cast="text",
    absent="{} = ''",
    accepts=lambda text: any(letter.isalnum() for letter in text),
    refusal=_("%(field)s: “%(value)s” is no postcode."),
)
NUMBER = Shape(
    sql="{}::numeric",
    cast="numeric",
    absent="{} IS NULL",
    accepts=_is_number,
    refusal=_("%(field)s: “%(value)s” is no number."),
)
DAY = Shape(
    sql="{}::date",
    cast="date",
    absent="{} IS NULL",
    accepts=_is_day,
    refusal=_("%(field)s: “%(value)s” is no day. Write it like 2027-03-31."),
)
