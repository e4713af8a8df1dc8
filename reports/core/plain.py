"""Values as they are kept in a frozen report: JSON that says the same whenever it is read.

Exact numbers are texts of plain decimals without trailing zeros, days are ISO. A period keeps its
days, because the company may change its calendar later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kernel.periods import Period


def plain(value: Any) -> Any:
    """The value with nothing in it that JSON does not know; TypeError for what has no such form."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    raise TypeError(f"cannot freeze {type(value).__name__}")


def exact(value: Decimal) -> str:
    """100.5000 → 100.5; the same number always gives the same text."""
    return f"{value.normalize() + 0:f}"


def number(text: str | None) -> Decimal | None:
    """What `exact` wrote; None stays unknown."""
    return None if text is None else Decimal(text)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def period(kept: Mapping[str, Any]) -> Period:
    """What `plain` made of a period."""
    start, end = (date.fromisoformat(kept[name]) for name in ("start", "end"))
    return Period(start, end, kept["kind"], kept["year"], kept["number"])
