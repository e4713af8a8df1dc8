"""The gap between what is asked and what can be expected, and what each way to close it would do.

expected = capacity × attainment, with capacity the sum of quotas and attainment what of it is
usually sold. Numbers of people are rounded up: part of a person closes nothing.
Source of the published cases: github.com/mod-us/Wiki, docs/playbooks/quota-setting.md.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

CAPACITY, TARGET, ACCEPT = "capacity", "target", "accept"  # QuotaLine.Closing


@dataclass(frozen=True, slots=True)
class Required:
    """Quotas that must be given out so that the target is reached, and how many people that is."""

    capacity: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class Way:
    """What a way would do. `planned`: the line's goal afterwards; `expected`: what can be expected
    of it; `short`: by how much that stays under the goal; `people` more; `parent`: what the way
    takes from the parent's goal, or would have to be placed elsewhere."""

    slug: str
    planned: Decimal
    expected: Decimal
    short: Decimal
    people: int = 0
    parent: Decimal = Decimal(0)


def expected(capacity: Decimal, attainment: Decimal) -> Decimal:
    return capacity * attainment


def required(target: Decimal, attainment: Decimal, quota: Decimal) -> Required:
    """target ÷ attainment, and people with such quotas for it, rounded up. Both must be above 0."""
    capacity = target / attainment
    return Required(capacity, up(capacity / quota))


def hires(gap: Decimal, quota: Decimal, attainment: Decimal = Decimal(1)) -> int:
    """People who close `gap`, each bringing quota × attainment; 0 when there is no gap."""
    return up(gap / (quota * attainment)) if gap > 0 else 0


def stretched(capacity: Decimal, stretch: Decimal) -> Decimal:
    """Capacity when every quota rises by `stretch`, a share of 1.

    That people attain as before after their quotas rose is an assumption, and a bold one.
    """
    return capacity * (1 + stretch)


def ways(
    planned: Decimal, bottom_up: Decimal, quota: Decimal | None, attainment: Decimal = Decimal(1)
) -> list[Way]:
    """More people, follow the proposal, or accept the gap: what each would do to one line.

    `quota`: of one ramped person for the plan's days; unknown or 0: nobody can say how many people.
    """
    gap = planned - bottom_up
    found = []
    if quota and attainment > 0 and gap > 0:
        people = hires(gap, quota, attainment)
        after = bottom_up + people * quota * attainment
        found.append(Way(CAPACITY, planned, after, max(planned - after, Decimal(0)), people))
    found.append(Way(TARGET, bottom_up, bottom_up, Decimal(0), parent=gap))
    found.append(Way(ACCEPT, planned, bottom_up, gap))
    return found


def up(number: Decimal) -> int:
    """The next whole number; a need is never rounded down."""
    return int(number.to_integral_value(rounding=ROUND_CEILING))
