"""Like with like: peers hold the same job title and the same segment.

Somebody without title or segment is alike to others without; so a company that keeps neither has
one group. Unlike people are not compared: their deals, quotas and cycles differ by design.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Group:
    title: str
    segment: str

    @property
    def key(self) -> str:
        return f"{self.title}|{self.segment}"


def group_of(title: str, segment: str) -> Group:
    """Capitals and spaces around make no difference between roles."""
    return Group(" ".join(title.split()).casefold(), " ".join(segment.split()).casefold())


def unlike(groups: Iterable[Group]) -> bool:
    """Whether people of these groups may not be put side by side."""
    return len(set(groups)) > 1
