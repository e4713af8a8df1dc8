"""Measures that are another thing for months, quarters and years: stored once for each kind."""

BY_KIND = {
    "won_created_value": "won_created_{kind}_value",
    "won_pulled_value": "won_pulled_{kind}_value",
    "won_last_value": "won_last_{kind}_value",
}


def of_kind(measure: str, kind: str) -> str:
    """The name under which it is stored; a range is its own month. Others keep their name."""
    name = BY_KIND.get(measure, measure)
    return name.format(kind=kind if kind in ("month", "quarter", "year") else "month")
