"""Names of columns: made unique, and made comparable across exports."""

import re
import unicodedata

from intake.core.issues import Issue, Severity, Unreadable
from intake.core.limits import LIMITS

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^0-9a-z%]+")


def unique(names: list[str], file: str) -> tuple[list[str], list[Issue]]:
    """The header with every name present once, and what had to be changed for that."""
    if len(names) > LIMITS.columns:
        raise Unreadable("too_many_columns", file=file, count=len(names), limit=LIMITS.columns)
    while names and not names[-1].strip():
        names = names[:-1]
    if not names:
        raise Unreadable("no_header", file=file)
    seen: dict[str, int] = {}
    header, issues = [], []
    for number, raw in enumerate(names, 1):
        name = " ".join(raw.replace("﻿", "").split())
        if not name:
            name = f"column {number}"
            params = {"number": number, "name": name}
            issues.append(Issue("header_empty", file, 1, name, "", Severity.WARNING, params))
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            new = f"{name} ({seen[name]})"
            params = {"name": name, "new": new}
            issues.append(Issue("header_twice", file, 1, name, "", Severity.WARNING, params))
            name = new
        header.append(name)
    return header, issues


def key(name: str) -> str:
    """`StageName`, `Stage Name`, `stage_name` and `Stage  name*` are one key: `stage name`."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _OTHER.sub(" ", plain.lower()).strip()
