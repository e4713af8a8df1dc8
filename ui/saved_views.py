"""A person's own views of a list: a name for a query string.

`ui` has no models; the project names where views are kept (setting VIEWS_STORE, a dotted path to an
object with these three functions). Without it the menu is simply absent.
"""

from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.module_loading import import_string

# What a view does not remember: where one was, and acts.
_PASSING = ("page", "export", "csrfmiddlewaretoken")


class SavedView(NamedTuple):
    name: str
    query: str
    is_default: bool


class ViewsStore(Protocol):
    def list(self, user: Any, page: str) -> list[SavedView]: ...
    def save(self, user: Any, page: str, name: str, query: str, is_default: bool) -> None: ...
    def delete(self, user: Any, page: str, name: str) -> None: ...


def store() -> ViewsStore | None:
    path = getattr(settings, "VIEWS_STORE", None)
    return import_string(path) if path else None


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
