"""What happens around every request: its id and log line, and the person's language and time."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from salesops.logs import current_request

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("salesops.request")
ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id(get_response: Next) -> Next:
    """Give the request an id, the proxy's if it sent a sane one, and write one line about it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        chosen = given if ACCEPTABLE_ID.fullmatch(given) else uuid4().hex
        token = current_request.set(chosen)
        request.request_id = chosen  # type: ignore[attr-defined]
        started = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = chosen
            log.info(
                "%s %s %s",
                request.method,
                request.path,
                response.status_code,
                extra={"milliseconds": round((time.perf_counter() - started) * 1000, 1)},
            )
            return response
        finally:
            current_request.reset(token)

    return middleware


def person(get_response: Next) -> Next:
    """Speak the signed-in person's language and tell times in their zone.

    An empty choice leaves what the browser asked for (language) and the company's default (zone).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if language := getattr(request.user, "language", ""):
                translation.activate(language)
                request.LANGUAGE_CODE = language
            _activate_zone(getattr(request.user, "time_zone", ""))
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware


def _activate_zone(name: str) -> None:
    """A zone that this machine no longer knows must not lock a person out."""
    if name:
        try:
            timezone.activate(ZoneInfo(name))
        except (ZoneInfoNotFoundError, ValueError):
            log.warning("unknown time zone %s", name)
