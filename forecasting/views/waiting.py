"""While a worker walks the deals of a large company, the page says so and asks again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from forecasting.services import BeingWalked
from ui.components import Action, Empty, Note

type View = Callable[..., HttpResponseBase]
SECONDS = "5"


def patient(view: View) -> View:
    """Under `requires`: what is not there yet is awaited by the browser, not by the server."""

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BeingWalked:
            text = _("Every deal of the period is walked from one day to the other.")
            again = Action(_("Look again"), request.get_full_path(), "refresh-cw", "primary")
            empty = Empty(_("Being worked out"), text, "clock", (again,))
            context = {"title": _("Pipeline"), "empty": empty}
            page = render(request, "forecasting/waiting.html", context, status=202)
            page["Refresh"] = SECONDS
            return page

    return waiting


def note(is_behind: bool) -> Note | None:
    if not is_behind:
        return None
    return Note(_("Data has changed since; newer numbers are being worked out."))
