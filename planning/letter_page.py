"""The letter itself, made from what was kept: markup only, so the same bytes come every time."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string

# Each form of the facts has its template, which is never changed after a release.
TEMPLATE = "planning/letter_{version}.html"


def bytes_of(facts: Mapping[str, Any], language: str) -> bytes:
    """UTF-8. Nothing in it depends on the clock, on who reads, or on the language of the reader."""
    template = TEMPLATE.format(version=int(facts["version"]))
    said = {"said": facts["said"], "language": language}
    return render_to_string(template, said).encode()


def digest_of(facts: Mapping[str, Any], language: str) -> str:
    """SHA-256 (hex) of the bytes."""
    return sha256(bytes_of(facts, language)).hexdigest()
