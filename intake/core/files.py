"""From a path to tables: a file, a folder or a zip of CSV, TSV and XLSX files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intake.core import archives, delimited, workbook
from intake.core.issues import Unreadable
from intake.core.limits import LIMITS, MEGABYTE
from intake.core.tables import Table

BOOKS = (".xlsx", ".xlsm")
_XLSX_PART = b"[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold tables. `name` is what a person calls it: the path below the root."""

    name: str
    path: Path


def find(path: Path, scratch: Path) -> list[Found]:
    """The files at a path, in the order of their names; archives are unpacked into `scratch`."""
    if not path.exists():
        raise Unreadable("no_file", file=str(path))
    if path.is_dir():
        found = list(_in_folder(path))
    elif kind_of(path) == "zip":
        inside = archives.unpack(path, path.name, scratch)
        found = [Found(name, file) for name, file in inside if _is_table(name)]
    else:
        return [_single(path, scratch)]
    if not found:
        raise Unreadable("no_tables", file=path.name)
    if len(found) > LIMITS.files:
        raise Unreadable("too_many_files", file=path.name, count=len(found), limit=LIMITS.files)
    return sorted(found, key=lambda one: one.name)


def tables_of(
    found: Found, *, sheet: str = "", delimiter: str = "", encoding: str = ""
) -> list[Table]:
    """The tables of one file; raises Unreadable with the file's name."""
    _check_size(found)
    if kind_of(found.path) == "book":
        return workbook.open_sheets(found.path, found.name, sheet)
    return [delimited.open_table(found.path, found.name, delimiter, encoding)]


def kind_of(path: Path) -> str:
    """`text`, `book` or `zip`, by the first bytes rather than by the name."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        return "book" if _is_book(path) else "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_excel", file=path.name)
    return "gzip" if head.startswith(b"\x1f\x8b") else "text"


def _is_book(path: Path) -> bool:
    if path.suffix.lower() in BOOKS:
        return True
    with path.open("rb") as file:
        return _XLSX_PART in file.read(400)


def _single(path: Path, scratch: Path) -> Found:
    if path.stat().st_size == 0:
        raise Unreadable("empty_file", file=path.name)
    if kind_of(path) == "gzip":
        return Found(path.name.removesuffix(".gz"), archives.unpack_gzip(path, path.name, scratch))
    if kind_of(path) == "text" and path.suffix.lower() in (".pdf", ".json", ".xml", ".html"):
        raise Unreadable("unknown_kind", file=path.name)
    return Found(path.name, path)


def _in_folder(folder: Path) -> Iterator[Found]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        inside = file.resolve().is_relative_to(folder.resolve())
        if file.is_file() and inside and archives.is_meant(name) and _is_table(name):
            yield Found(name, file)


def _is_table(name: str) -> bool:
    return name.lower().endswith((".csv", ".tsv", ".tab", *BOOKS))


def _check_size(found: Found) -> None:
    size = found.path.stat().st_size
    if size == 0:
        raise Unreadable("empty_file", file=found.name)
    if size > LIMITS.file_mb * MEGABYTE:
        limit = LIMITS.file_mb
        raise Unreadable("too_large", file=found.name, size=size // MEGABYTE, limit=limit)
