"""A person's own views of a list: a name for a query string.

`ui` has no models; the project names the module that keeps views (setting VIEWS_STORE), which has
the three functions of ViewsStore. Without it the menu is simply absent.
"""

from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast

from django.conf import settings
from django.http import HttpRequest, QueryDict

# What a view does not remember: where one was, and acts.
_PASSING = ("page", "export", "csrfmiddlewaretoken")


class SavedView(NamedTuple):
    name: str
    query: str
    is_default: bool


class ViewsStore(Protocol):
    def list(self, user: Any, page: str) -> list[tuple[str, str, bool]]: ...
    def save(self, user: Any, page: str, name: str, query: str, is_default: bool) -> Any: ...
    def delete(self, user: Any, page: str, name: str) -> Any: ...


def store() -> ViewsStore | None:
    path = getattr(settings, "VIEWS_STORE", None)
    return cast("ViewsStore", import_module(path)) if path else None


def query_of(params: QueryDict) -> str:
    kept = params.copy()
    for name in _PASSING:
        kept.pop(name, None)
    return kept.urlencode()


def act(request: HttpRequest, page: str) -> None:
    """Save or delete the view that the form names."""
    views, name = store(), request.POST.get("name", "").strip()[:80]
    if views is None or not name:
        return
    if request.POST.get("act") == "delete_view":
        views.delete(request.user, page, name)
    elif request.POST.get("act") == "save_view":
        default = bool(request.POST.get("is_default"))
        views.save(request.user, page, name, query_of(request.GET), default)
