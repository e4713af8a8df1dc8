"""Stored numbers as pages take them."""

from decimal import Decimal
from typing import Any


def value_of(values: dict[str, Any], slug: str) -> Decimal | None:
    found = values.get(slug)
    return None if found is None else number(found.value)


def number(value: Any) -> Decimal | None:
    """Stored numbers are exact; a live result may come as a float."""
    return value if value is None or isinstance(value, Decimal) else Decimal(str(value))
