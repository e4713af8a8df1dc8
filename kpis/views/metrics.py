"""The catalogue: every KPI with its definition, straight from the registry."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kpis import words
from kpis.core.metrics import METRICS
from teams.access import EVERYONE, requires
from ui import links
from ui.components import Crumb


@dataclass(frozen=True, slots=True)
class Entry:
    """A KPI in words. `href` explains its current value where the reader starts."""

    slug: str
    label: str
    formula: str
    edges: str
    unit: str
    better: str
    least: str
    href: str


@requires(*EVERYONE)
def metrics(request: HttpRequest) -> HttpResponse:
    """All KPIs by name; each opens its own number."""
    entries = [_entry(slug, links.kept(request)) for slug in METRICS.slugs()]
    context = {
        "title": _("How numbers are calculated"),
        "lede": _("Every figure, tile, export and interface uses these definitions."),
        "crumbs": (Crumb(_("How numbers are calculated")),),
        "entries": sorted(entries, key=lambda entry: entry.label.casefold()),
        "page_class": "narrow wide",
    }
    return render(request, "kpis/metrics.html", context)


def _entry(slug: str, query: str) -> Entry:
    metric = METRICS[slug]
    least = str(metric.least_n) if metric.least_n else ""
    return Entry(
        slug,
        words.label(metric),
        words.formula(metric),
        words.edges(metric),
        words.unit(metric),
        words.better(metric),
        least,
        reverse("kpis:explain", args=[slug]) + query,
    )
