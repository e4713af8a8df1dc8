"""What a number is about: the company, a team, a rep or a territory; and its name in URLs.

A key is public: `company`, `team:SLUG`, `rep:CRM-ID`, `territory:SLUG`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

ScopeKind = Literal["company", "team", "rep", "territory"]
KINDS: tuple[str, ...] = get_args(ScopeKind)


class UnknownScope(LookupError):
    """No such scope; the message names what is near, or which kinds there are."""

    def __init__(self, key: str, near: Iterable[str] = ()) -> None:
        super().__init__(key)
        self.key, self.near = key, list(near)

    def __str__(self) -> str:
        if self.near:
            return f"unknown scope {self.key!r}; did you mean {', '.join(self.near)}?"
        return f"unknown scope {self.key!r}; write company, team:SLUG, rep:CRM-ID or territory:SLUG"


@dataclass(frozen=True, slots=True)
class Scope:
    """`id` is the primary key (0 for the company); `slug` is a rep's CRM id for a rep."""

    kind: ScopeKind
    id: int = 0
    slug: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        return "company" if self.kind == "company" else f"{self.kind}:{self.slug}"

    def __str__(self) -> str:
        return self.name or self.key


def parse_key(key: str) -> tuple[ScopeKind, str]:
    """Kind and slug of a key; UnknownScope when it has neither form."""
    kind, _, slug = key.strip().partition(":")
    if kind == "company" and not slug:
        return "company", ""
    if kind not in KINDS or kind == "company" or not slug:
        raise UnknownScope(key)
    return kind, slug  # type: ignore[return-value]


def near_keys(kind: str, slug: str, known: Iterable[str], limit: int = 5) -> list[str]:
    """The keys of a kind whose slug looks most like the one asked for, or some of those known."""
    slugs = list(known)
    by_fold = {s.casefold(): s for s in slugs}
    close = get_close_matches(slug.casefold(), list(by_fold), n=limit, cutoff=0.5)
    return [f"{kind}:{s}" for s in ([by_fold[c] for c in close] or sorted(slugs)[:limit])]
