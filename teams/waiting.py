"""Yes-or-no questions of apps that know nothing of each other, asked in one statement a request.

Pages that greet people ask every app whether anything waits; on a quiet day that is all they ask.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection

from teams.memory import remembered

type Params = Callable[[], Mapping[str, Any]]
_KNOWN: dict[str, tuple[Sequence[str], Params]] = {}


def bring(app: str, questions: Sequence[str], params: Params = dict) -> None:
    """SQL expressions that are true or false; a name in `params` means the same to every app."""
    _KNOWN[app] = (tuple(questions), params)


def answers(app: str) -> tuple[bool, ...]:
    """In the order of the app's questions; all apps are asked at once, once a request."""
    return remembered("waiting", _ask)[app]


def _ask() -> dict[str, tuple[bool, ...]]:
    said: dict[str, Any] = {}
    for _questions, params in _KNOWN.values():
        said |= params()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(q for asked, _p in _KNOWN.values() for q in asked), said
        )
        row = iter(cursor.fetchone())
    return {app: tuple(next(row) for _ in asked) for app, (asked, _params) in _KNOWN.items()}
