"""Names and locks by the ten thousand: written in one statement each, and read as the journal keeps
them, without an object for each row.

The journal's images are those of Django's serializer, which made the older ones.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

from territories.models import AccountLock, NamedAccount

# By field of the image: the column and its type.
COLUMNS: dict[type[Model], dict[str, tuple[str, str]]] = {
    NamedAccount: {
        "territory": ("territory_id", "bigint"),
        "account": ("account_id", "bigint"),
        "why": ("why", "text"),
    },
    AccountLock: {
        "model": ("model_id", "bigint"),
        "account": ("account_id", "bigint"),
        "reason": ("reason", "text"),
        "by": ("by_id", "bigint"),
        "at": ("at", "timestamptz"),
    },
}

type Key = tuple[str, int]
type Fields = Mapping[str, Any]


def insert(kind: type[Model], images: Sequence[Fields], ids: Sequence[int] | None = None) -> None:
    """New rows; with `ids` those that were there before."""
    columns = COLUMNS[kind]
    names = [name for name, _type in columns.values()]
    types = [type_ for _name, type_ in columns.values()]
    values = [[image[field] for image in images] for field in columns]
    if ids is not None:
        names, types, values = ["id", *names], ["bigint", *types], [list(ids), *values]
    arrays = ", ".join(f"%s::{type_}[]" for type_ in types)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {kind._meta.db_table} ({', '.join(names)}) "
            f"SELECT * FROM unnest({arrays})",
            values,
        )


def images(kind: type[Model], rows: Any) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Each row by kind and id."""
    fields, label = list(COLUMNS[kind]), kind._meta.label_lower
    for pk, *values in rows.order_by().values_list("pk", *fields).iterator(5_000):
        found = zip(fields, map(_plain, values), strict=True)
        yield (label, pk), dict(found)


def _plain(value: Any) -> Any:
    return DjangoJSONEncoder().default(value) if isinstance(value, datetime) else value


def delete(kind: type[Model], ids: Collection[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {kind._meta.db_table} WHERE id = ANY(%s)", [list(ids)])
