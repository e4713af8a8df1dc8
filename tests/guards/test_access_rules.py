"""Every page says who may open it."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from teams.core.access import ROLES

# Name of the address → why everybody may open it
PUBLIC: dict[str, str] = {}
# Pages of packages, by the module of the view → who guards them
GUARDED_ELSEWHERE = {
    "allauth.": "signing in is for visitors; the other pages ask for it themselves",
    "django.views.i18n": "sets the language of whoever asks",
    "django.views.generic.base": "allauth's redirects",
}
# The admin lets every page of its namespace ask for is_staff, behind our sign-in
ADMIN = "admin:"


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from patterns(entry, space)
        else:
            yield f"{prefix}{entry.name}", entry


def guarded_elsewhere(view: Callable) -> bool:
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return module.startswith(tuple(GUARDED_ELSEWHERE))


OURS = [
    (name, entry.callback)
    for name, entry in patterns(get_resolver())
    if not name.startswith(ADMIN) and not guarded_elsewhere(entry.callback)
]


def test_there_are_pages_to_check():
    assert len(OURS) > 10


@pytest.mark.parametrize(("name", "view"), OURS, ids=[name for name, _ in OURS])
def test_a_page_declares_who_may_open_it(name, view):
    rule = getattr(view, "access_rule", None)
    if name in PUBLIC:
        assert rule is None, f"{name} has a rule now: take it off PUBLIC"
    else:
        assert rule, f"{name} has no @requires(...) and no reason in PUBLIC"
        assert ({rule} if isinstance(rule, str) else set(rule)) <= set(ROLES)


def test_public_pages_exist_and_have_a_reason():
    assert set(PUBLIC) <= {name for name, _ in OURS}
    assert all(PUBLIC.values())
