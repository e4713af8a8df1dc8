"""A mapping as a file: what the page and `manage.py load --mapping` exchange."""

from dataclasses import replace

import yaml

from intake.core.extract import Extract
from intake.core.issues import Issue, Unreadable
from intake.core.mapping import Entry, Mapping, as_dict, from_yaml
from intake.core.source import plain
from intake.core.tables import Table

HEAD = """\
# Which column is which field. Use it with: manage.py load PATH --mapping THIS_FILE
# `file` may be a pattern such as "deals-*.csv".
"""
_MENDED_ON_THE_PAGE = ("field_missing",)


def as_yaml(mapping: Mapping) -> str:
    """Readable by people and by `from_yaml`."""
    content = {k: v for k, v in as_dict(mapping).items() if v}
    return HEAD + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)


def fitting(text: str, tables: list[Table]) -> Mapping:
    """The mapping of a file for these tables; Unreadable when it cannot be used for them.

    An entry whose file has another name here goes to the only table that has all its columns;
    entries for files that are not here are left out.
    """
    mapping = from_yaml(text)
    for issue in mapping.problems():
        if issue.kind not in _MENDED_ON_THE_PAGE:
            raise Unreadable(issue.kind, file=issue.file, **issue.params)
    entries = [placed for entry in mapping.entries if (placed := _placed(entry, tables))]
    if not entries:
        raise Unreadable("mapping_elsewhere", known=", ".join(e.file for e in mapping.entries))
    found = replace(mapping, entries=tuple(entries))
    if problem := first_problem(found, tables):
        raise Unreadable(problem.kind, file=problem.file, **problem.params)
    return found


def first_problem(mapping: Mapping, tables: list[Table]) -> Issue | None:
    """A column that an entry reads and its file does not have."""
    for entry in mapping.entries:
        for table in tables:
            if entry.matches(table.file):
                try:
                    Extract(entry, table)
                except Unreadable as problem:
                    return problem.issue
    return None


def _placed(entry: Entry, tables: list[Table]) -> Entry | None:
    if any(entry.matches(table.file) for table in tables):
        return entry
    needed = set(entry.columns_read())
    fits = [table for table in tables if needed and needed <= set(table.header)]
    if len(fits) != 1:
        return None
    return replace(entry, file=plain(fits[0].file), sheet=fits[0].sheet)
