"""What a goal may be narrowed to: families of products and segments that the CRM knows."""

import crm.facts


def families() -> list[str]:
    rows = crm.facts.products().exclude(family="").order_by("family")
    return list(rows.values_list("family", flat=True).distinct())


def segments() -> list[str]:
    """Of accounts, which deals take over; few rows, found through an index or once a page."""
    rows = crm.facts.accounts().exclude(segment="").order_by("segment")
    return list(rows.values_list("segment", flat=True).distinct())
