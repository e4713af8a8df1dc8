"""How an act went, said on the next page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from kernel.refused import Refused


@contextmanager
def answered(request: HttpRequest, done: str = "") -> Iterator[None]:
    """`done` when nothing was in the way; else what was, in the words of whoever refused."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
