"""What was published, as on any day: each publication replaces what was said of its months."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

import teams.facts
from kernel.dated import Days
from planning.core.figures import Slot, thawed
from planning.models import Publication, QuotaPlan

type Figures = dict[Slot, Decimal | None]


def publications() -> QuerySet[Publication]:
    """Columns: all of `Publication` with plan and author; the latest first."""
    return Publication.objects.select_related("plan", "by", "run")


def figures_of(publication: Publication) -> Figures:
    return thawed(publication.figures)


def as_published(day: date, plan: QuotaPlan | None = None) -> Figures:
    """What held at the end of a day, where the company is; of one plan alone, or of all."""
    return standing(_until(day, plan))


def before(publication: Publication) -> Figures:
    """What held just before a publication."""
    rows = Publication.objects.filter(at__lte=publication.at).exclude(pk=publication.pk)
    return standing(rows)


def last_on(day: date, plan: QuotaPlan) -> Publication | None:
    """The publication of a plan that people knew at the end of a day."""
    return _until(day, plan).select_related("by").order_by("-at", "-pk").first()


def day_of(publication: Publication) -> date:
    """Where the company is."""
    return publication.at.astimezone(_zone()).date()


def standing(rows: Iterable[Publication]) -> Figures:
    """Replaying publications in their order."""
    found: Figures = {}
    ordered = sorted(rows, key=lambda one: (one.at, one.pk))
    for one in ordered:
        own = figures_of(one)
        days = days_of(own)
        found = {s: amount for s, amount in found.items() if s.start not in days} | own
    return found


def days_of(figures: Figures) -> Days:
    """The months of which something is said."""
    if not figures:
        return Days(date.max, date.max)
    return Days(min(s.start for s in figures), max(s.end for s in figures))


def _until(day: date, plan: QuotaPlan | None) -> QuerySet[Publication]:
    over = datetime.combine(day + timedelta(1), time(), _zone())
    rows = Publication.objects.filter(at__lt=over)
    return rows if plan is None else rows.filter(plan=plan)


def _zone() -> ZoneInfo:
    return ZoneInfo(teams.facts.company().time_zone)
