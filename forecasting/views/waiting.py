"""While a worker walks the deals of a large company, the page says so and asks again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from forecasting.services import BeingWalked
from ui.components import Action, Empty, Note

type View = Callable[..., HttpResponseBase]
SECONDS = 5


def patient(view: View) -> View:
    """Under `requires`: what is not there yet is awaited by the browser, not by the server.

    The page that waits asks in the background, and is loaded anew once, when there is something to
    show: one that loads itself again and again takes readers of the screen back to its top.
    """

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asks_again = request.headers.get("HX-Trigger") == "waiting"
        try:
            page = view(request, *args, **kwargs)
            return HttpResponse(headers={"HX-Refresh": "true"}) if asks_again else page
        except BeingWalked:
            if asks_again:
                return HttpResponse(status=204)
            text = _("Every deal of the period is walked from one day to the other.")
            again = Action(_("Look again"), request.get_full_path(), "refresh-cw", "primary")
            empty = Empty(_("Being worked out"), text, "clock", (again,))
            context = {"title": _("Pipeline"), "empty": empty, "seconds": SECONDS}
            return render(request, "forecasting/waiting.html", context, status=202)

    return waiting


def note(is_behind: bool) -> Note | None:
    if not is_behind:
        return None
    return Note(_("Data has changed since; newer numbers are being worked out."))
