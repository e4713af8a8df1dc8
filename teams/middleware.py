"""Each request knows who asks: `request.access`. After authentication and the person's choices."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from teams import facts
from teams.access import Access
from teams.memory import remembering


class AccessMiddleware:
    """Sets the lazy `request.access`; what it and `teams.facts` read is read once a request.

    Who chose no time zone reads times in the company's. Without a session there is nobody to
    ask for, so such a request asks the database nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.access = SimpleLazyObject(lambda: Access(request.user))  # type: ignore[attr-defined]
        with remembering(), self._zone(request):
            return self.get_response(request)

    def _zone(self, request: HttpRequest) -> AbstractContextManager[None]:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return nullcontext()
        if request.user.is_authenticated and not request.user.time_zone:
            return timezone.override(ZoneInfo(facts.company().time_zone))
        return nullcontext()
