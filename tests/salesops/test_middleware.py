"""The id of a request, and the person's language and time."""

import json
import logging
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from salesops.logs import JsonFormatter, RequestIdFilter, current_request
from salesops.middleware import person, request_id
from teams.models import User


def respond(request):
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


def ask(user, **headers) -> HttpResponse:
    request = RequestFactory().get("/", headers=headers)
    request.user = user
    with translation.override("en"):
        return person(respond)(request)


def test_every_response_carries_an_id_and_a_sane_one_of_the_proxy_is_kept():
    plain = request_id(respond)(RequestFactory().get("/"))
    assert re.fullmatch(r"[0-9a-f]{32}", plain["X-Request-ID"])
    sane = RequestFactory().get("/", headers={"X-Request-ID": "proxy-12345678"})
    assert request_id(respond)(sane)["X-Request-ID"] == "proxy-12345678"


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space 1", 'quote"quote"'])
def test_a_strange_id_is_replaced(given):
    request = RequestFactory().get("/", headers={"X-Request-ID": given})
    assert request_id(respond)(request)["X-Request-ID"] != given


def test_lines_of_a_request_carry_its_id_and_lines_outside_carry_none():
    seen = []

    def view(request):
        seen.append(current_request.get())
        return HttpResponse()

    response = request_id(view)(RequestFactory().get("/"))
    assert seen == [response["X-Request-ID"]]
    assert current_request.get() == "-"


def test_a_person_reads_in_their_language_and_zone():
    user = User(language="fr", time_zone="America/New_York")
    assert ask(user).content == b"fr America/New_York"
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


def test_without_a_choice_the_browser_and_the_company_decide():
    assert ask(User()).content == b"en UTC"
    assert ask(AnonymousUser()).content == b"en UTC"


def test_a_zone_that_no_longer_exists_locks_nobody_out():
    assert ask(User(time_zone="Mars/Olympus")).content == b"en UTC"


def test_a_log_line_is_one_json_object_with_extras_and_the_reason():
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError:
        import sys

        record = logging.LogRecord("a.b", 40, "f.py", 1, "lost %s", ("it",), sys.exc_info())
    record.milliseconds = 12.5
    RequestIdFilter().filter(record)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert told["message"] == "lost it"
    assert (told["level"], told["logger"], told["milliseconds"]) == ("ERROR", "a.b", 12.5)
    assert "ZeroDivisionError" in told["exception"]
    assert told["request_id"] == "-"
