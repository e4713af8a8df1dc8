"""Column matches that are remembered by the header of the file they were made for."""

from dataclasses import replace
from typing import Any

from intake.core import mapping as mappings
from intake.core.headers import key
from intake.core.mapping import Entry, Mapping
from intake.core.source import ADDED
from intake.core.tables import Table
from intake.models import SavedMapping
from kernel.fingerprint import fingerprint


def header_fingerprint(table: Table) -> str:
    """The same for the same columns in any order, and for a corrected download of its rows."""
    return fingerprint(sorted({key(name) for name in table.header} - ADDED))


def completed(mapping: Mapping, tables: list[Table]) -> Mapping:
    """The mapping with remembered entries for files that it does not know."""
    entries = list(mapping.entries)
    for table in tables:
        known = [e for e in entries if e.matches(table.file)]
        if mapping.source and known:
            continue
        saved = recall(table)
        if saved is not None:
            entries = [e for e in entries if e not in known] + saved
    return replace(mapping, entries=tuple(entries))


def recall(table: Table) -> list[Entry] | None:
    saved = SavedMapping.objects.filter(header=header_fingerprint(table)).first()
    if saved is None:
        return None
    found = mappings.from_dict(saved.entry)
    file = table.file.split(" [")[0]
    return [replace(entry, file=file, sheet=table.sheet) for entry in found.entries]


def remember(table: Table, entries: list[Entry], *, name: str, by: Any = None) -> SavedMapping:
    """Keep the match for the next file with this header; the newest one counts."""
    content = mappings.as_dict(Mapping(tuple(entries)))
    saved, _created = SavedMapping.objects.update_or_create(
        header=header_fingerprint(table),
        defaults={"name": name[:120], "entry": content, "by": by},
    )
    return saved
