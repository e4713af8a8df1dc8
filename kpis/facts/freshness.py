"""Whether the stored numbers are about to be replaced by newer ones."""

from django.core.cache import cache

from audit import facts as audit

KEPT_SECONDS = 5
# The kind of run that all stored numbers go with
RECOMPUTE = "kpis.recompute"


def computing() -> bool:
    """Whether a recompute runs or waits. Asked of the database every few seconds at most."""
    return bool(cache.get_or_set("kpis:computing", _asked, KEPT_SECONDS))


def _asked() -> bool:
    return audit.runs().filter(kind=RECOMPUTE, state__in=("queued", "running")).exists()
