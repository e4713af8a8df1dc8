"""Numbers are written in the company's currency: it is read once per request, when needed."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from ui import formats


class FormatsMiddleware:
    """Setting COMPANY: a dotted path to a function whose result has a `currency`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = getattr(settings, "COMPANY", None)
        if not path:
            return self.get_response(request)
        with formats.company_currency_is(SimpleLazyObject(lambda: import_string(path)().currency)):
            return self.get_response(request)
