"""What of a plan goes beyond what the company calls realistic."""

from dataclasses import dataclass

from planning.models import QuotaPlan


@dataclass(frozen=True, slots=True)
class Beyond:
    """`limit`: the field of the policy; `text`: in words, with both numbers."""

    limit: str
    text: str


def beyond(plan: QuotaPlan) -> list[Beyond]:
    return []
