"""Zip archives without surprises: no name leads outside, nothing unpacks beyond the limit."""

import gzip
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from intake.core.issues import Unreadable
from intake.core.limits import LIMITS, MEGABYTE

_DRIVE = re.compile(r"^[A-Za-z]:")
_NOT_MEANT = ("__MACOSX", "~$", ".")


def check_size(members: Iterable[zipfile.ZipInfo], name: str) -> None:
    """Refuses an archive by what its directory says; unpacking counts again."""
    members = list(members)
    if len(members) > LIMITS.files * 10:
        raise Unreadable("too_many_files", file=name, count=len(members), limit=LIMITS.files * 10)
    unpacked = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members) or 1
    tight = unpacked > LIMITS.free_ratio_mb * MEGABYTE and unpacked / packed > LIMITS.ratio
    if tight or unpacked > LIMITS.unpacked_mb * MEGABYTE:
        raise Unreadable("zip_bomb", file=name, limit=LIMITS.unpacked_mb)


def unpack(path: Path, name: str, into: Path) -> list[tuple[str, Path]]:
    """The archive's files as (name inside, path of ours). Files get names of our own making."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            check_size(members, name)
            for member in members:
                _check_name(member.filename, name)
            wanted = [m for m in members if is_meant(m.filename)]
            if len(wanted) > LIMITS.files:
                count = len(wanted)
                raise Unreadable("too_many_files", file=name, count=count, limit=LIMITS.files)
            return _copy(archive, wanted, name, into)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise Unreadable("zip_broken", file=name) from None


def unpack_gzip(path: Path, name: str, into: Path) -> Path:
    """One compressed file; stops when it grows beyond the limit."""
    target = into / "unpacked.csv"
    try:
        with gzip.open(path) as source, target.open("wb") as out:
            _pour(source, out, LIMITS.unpacked_mb * MEGABYTE, name)
    except (gzip.BadGzipFile, EOFError):
        raise Unreadable("zip_broken", file=name) from None
    return target


def is_meant(name: str) -> bool:
    """Not the hidden files and folders that operating systems and Excel leave behind."""
    return not any(part.startswith(_NOT_MEANT) for part in PurePosixPath(name).parts)


def _check_name(inside: str, archive: str) -> None:
    parts = PurePosixPath(inside.replace("\\", "/")).parts
    if ".." in parts or inside.startswith(("/", "\\")) or _DRIVE.match(inside):
        raise Unreadable("zip_slip", file=archive, name=inside)


def _copy(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, into: Path
) -> list[tuple[str, Path]]:
    left, found = LIMITS.unpacked_mb * MEGABYTE, []
    for number, member in enumerate(members):
        target = into / f"{number:04d}{PurePosixPath(member.filename).suffix.lower()}"
        with archive.open(member) as source, target.open("wb") as out:
            left -= _pour(source, out, left, name)
        found.append((member.filename, target))
    return found


def _pour(source, out, most: int, name: str) -> int:
    """Copies and counts: what a directory says about sizes may be a lie."""
    done = 0
    while block := source.read(MEGABYTE):
        done += len(block)
        if done > most:
            raise Unreadable("zip_bomb", file=name, limit=LIMITS.unpacked_mb)
        out.write(block)
    return done
