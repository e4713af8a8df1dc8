"""What the clock asks of pages that rest on stored numbers alone."""

from celery import shared_task
from django.core.cache import cache

from dashboards.facts.warming import warm_comparisons as warm

# Set while a worker is at it; a worker that died holds the others up for no longer than this.
WARMING, AT_MOST = "dashboards.warming", 300


@shared_task(name="dashboards.tasks.warm_comparisons", ignore_result=True, expires=50)
def warm_comparisons() -> None:
    """Nothing to do while numbers, people and day are the same, or another worker is at it."""
    if cache.add(WARMING, True, AT_MOST):
        try:
            warm()
        finally:
            cache.delete(WARMING)
