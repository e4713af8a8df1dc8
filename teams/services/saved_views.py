"""A person's own views of the list pages: a name for a query string."""

import builtins

from django.db import transaction

from teams.models import SavedView, User


def list(user: User, page: str) -> builtins.list[tuple[str, str, bool]]:
    """Name, query and whether the page opens with it; by name."""
    rows = SavedView.objects.filter(user=user, page=page)
    return [*rows.values_list("name", "query", "is_default")]


def save(user: User, page: str, name: str, query: str, is_default: bool = False) -> SavedView:
    """The same name again replaces the query; a page has one default at most."""
    with transaction.atomic():
        if is_default:
            SavedView.objects.filter(user=user, page=page).update(is_default=False)
        row, _ = SavedView.objects.update_or_create(
            user=user,
            page=page,
            name=name.strip()[:80],
            defaults={"query": query, "is_default": is_default},
        )
    return row


def delete(user: User, page: str, name: str) -> bool:
    """False when there was no such view."""
    removed, _ = SavedView.objects.filter(user=user, page=page, name=name).delete()
    return removed > 0
