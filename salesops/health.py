"""Is it alive, is it ready, are jobs being done.

`/healthz`: this process answers. `/readyz`: database, Redis and a worker do; 503 and the reason
otherwise. Both are answered before host names and https are checked, because load balancers ask
by number and without encryption; they tell nothing but ok and not ok.
"""

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import SimpleLazyObject

log = logging.getLogger(__name__)
HEARTBEAT_KEY = "salesops:worker:heartbeat"
HEARTBEAT_SECONDS = 30
# Three missed beats: one may be late behind long tasks without anything being wrong
LATE_SECONDS = 3 * HEARTBEAT_SECONDS


@cache
def redis_client() -> redis.Redis:
    """Our own client: the cache hides failures, and here they are what we look for."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2, health_check_interval=30
    )


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        log.warning("the database does not answer: %s", problem)
        return False
    return True


def redis_answers() -> bool:
    try:
        return bool(redis_client().ping())
    except redis.RedisError as problem:
        log.warning("Redis does not answer: %s", problem)
        return False


def worker_works() -> bool:
    """Whether a worker did the heartbeat task lately."""
    try:
        beat = redis_client().get(HEARTBEAT_KEY)
    except redis.RedisError:
        return False
    return beat is not None and time.time() - float(beat) < LATE_SECONDS


PARTS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "redis": redis_answers,
    "worker": worker_works,
}


def answer_probes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware; see the module."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/readyz":
            parts = {name: ask() for name, ask in PARTS.items()}
            return JsonResponse(
                {"ready": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503
            )
        return get_response(request)

    return middleware


def jobs_wait(request: HttpRequest) -> dict[str, Any]:
    """Template variable `jobs_wait`: true when no worker does jobs. Asked only when used."""
    return {"jobs_wait": SimpleLazyObject(lambda: not worker_works())}
