"""Addresses of the page being read, with some parameters changed: period, filters, sort and page
live in the URL, and every link that changes one keeps the others."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

# What a link to another page takes along: the period and what it is compared with.
KEPT = ("p", "vs")


def changed(params: QueryDict, **changes: Any) -> str:
    """A query string; None takes a parameter out. The page number never survives a change."""
    query = {name: values for name, values in params.lists() if name != "page"}
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None and value != "":
            query[name] = value if isinstance(value, list) else [str(value)]
    return f"?{urlencode(query, doseq=True)}"


def tidy(request: HttpRequest) -> str:
    """The address as a person would write it: without the parameters that a form left empty."""
    pairs = [(n, v) for n, values in request.GET.lists() for v in values if v]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def kept(request: HttpRequest, **extra: Any) -> str:
    """The query string for a link to another page, "" when there is nothing to keep."""
    pairs: Mapping[str, Any] = {k: request.GET[k] for k in KEPT if request.GET.get(k)} | extra
    return f"?{urlencode(pairs)}" if pairs else ""
