"""What spans and amounts of quota plans are called, in the reader's language."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import quotas.facts
import teams.facts
from kernel.money import digits
from planning.core import figures
from planning.core.figures import COUNTED
from ui import formats


def span(plan: Any) -> str:
    """The days of a plan: a fiscal year by its name, otherwise the first and the last one."""
    first, end = plan.days.lower, plan.days.upper
    year = teams.facts.company().calendar.year_of(first)
    if (year.start, year.end) == (first, end):
        return year.slug
    days = {"first": formats.day_long(first), "last": formats.day_long(end - timedelta(1))}
    return _("%(first)s to %(last)s") % days


def measure(slug: str) -> str:
    return dict(quotas.facts.measures())[slug]


def goal(row: Any) -> str:
    """What is measured, and of which products and customers: Revenue · Cables · Enterprise."""
    return " · ".join(filter(None, (measure(row.measure), row.product_family, row.segment)))


def quantum(slug: str) -> Decimal:
    """The smallest amount of a measure, in the company's currency."""
    return figures.quantum(slug, digits(teams.facts.company().currency))


def amount(slug: str) -> Callable[[Any], str]:
    """How a column of a measure writes its amounts: exact, cents only where needed."""

    def written(value: Any) -> str:
        if value is None or value == int(value):
            return formats.count(value)
        return formats.amount(value)

    return formats.count if slug in COUNTED else written


def short(slug: str) -> Callable[[Any], str]:
    """How sentences and tiles of a measure write its amounts: $3.53M, 1,200."""
    return formats.count if slug in COUNTED else formats.money


def missing(slug: str, n: int) -> str:
    """Why a result is not known: so many deals do not say their part of it."""
    if not n:
        return ""
    said = {
        "margin": ngettext(
            "%(n)s deal won then has a line without unit cost: its margin is not known.",
            "%(n)s deals won then have a line without unit cost: their margin is not known.",
            n,
        ),
        "recurring": ngettext(
            "%(n)s deal won then does not tell whether a product is recurring, or for how long.",
            "%(n)s deals won then do not tell whether a product is recurring, or for how long.",
            n,
        ),
    }
    return said[slug] % {"n": formats.count(n)}


def unit(slug: str) -> str:
    """The unit that stands in a head: the currency, nothing for counts."""
    return "" if slug in COUNTED else teams.facts.company().currency


def today() -> date:
    return teams.facts.today()
