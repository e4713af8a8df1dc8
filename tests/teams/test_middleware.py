import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from teams import facts
from teams.middleware import AccessMiddleware
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


def ask(user, view, cookie=True):
    request = RequestFactory().get("/")
    request.user = user
    if cookie:
        request.COOKIES["sessionid"] = "x"
    return AccessMiddleware(view)(request)


def test_the_request_knows_who_asks(bob):
    def view(request):
        return HttpResponse(f"{request.access.role} {request.access.rep.slug}")

    assert ask(bob, view).content == b"rep BOB"


def test_without_a_session_nothing_is_asked(company, django_assert_num_queries):
    with django_assert_num_queries(0):
        ask(AnonymousUser(), lambda request: HttpResponse(), cookie=False)


def test_who_chose_no_time_zone_reads_the_companys(bob):
    build.company(time_zone="Asia/Tokyo")
    zone = []
    ask(bob, lambda request: zone.append(timezone.get_current_timezone_name()) or HttpResponse())
    assert zone == ["Asia/Tokyo"]
    assert timezone.get_current_timezone_name() != "Asia/Tokyo"


def test_a_memory_ends_with_its_request(bob, django_assert_num_queries):
    def view(request):
        facts.company()
        facts.company()
        return HttpResponse()

    with django_assert_num_queries(2):
        ask(bob, view)
        ask(bob, view)
