"""Pages that belong to no app: the style guide and the error pages."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ui import styleguide as guide


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state; while developing, and for administrators."""
    if not settings.DEBUG and getattr(request.user, "role", "") != "administrator":
        raise Http404
    return render(request, "ui/styleguide.html", guide.page())


styleguide.access_rule = "administrator"  # type: ignore[attr-defined]


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: why, and who can help. The refusing view may say why as the exception's text."""
    context = {"reason": str(exception or "")}
    return HttpResponse(render_to_string("403.html", context, request), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also what is not yours to see. Only an explanation written for people is shown."""
    reason = exception.args[0] if exception and exception.args else ""
    # Django's own reasons speak of models and queries; ours are translated sentences.
    ours = isinstance(reason, str) and not reason.endswith("matches the given query.")
    context = {"reason": reason if ours else ""}
    return HttpResponse(render_to_string("404.html", context, request), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the database, with the reference under which the log has the cause."""
    context: dict[str, Any] = {"reference": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string("500.html", context), status=500)
