"""What the accounts in somebody's hands could give in a year, as a mean over the days of a period.

An account counts with the share of its territory's seat, for the days on which both hold. The mean
is over the days on which the person had any account at all: quotas, too, count only those days.

Accounts whose potential nobody stated are taken to be like the others of the same person. Where
they are more than a fifth of what the person held, the potential is not known.
"""

from dataclasses import dataclass

LEAST_STATED = 0.8


@dataclass(frozen=True, slots=True)
class Held:
    """`worth`: Σ potential × share × days, `stated` and `unstated`: Σ share × days of the accounts
    with and without a potential, `days`: on which the person held any."""

    worth: float
    stated: float
    unstated: float
    days: int

    @property
    def accounts(self) -> float:
        """How many on a usual day, shared ones in part."""
        return (self.stated + self.unstated) / self.days if self.days else 0.0

    @property
    def unknown(self) -> float:
        """The part of the accounts without a stated potential."""
        held = self.stated + self.unstated
        return self.unstated / held if held else 0.0

    @property
    def potential(self) -> float | None:
        """A year, in the base currency; None: not known."""
        held = self.stated + self.unstated
        if not self.stated or self.stated < LEAST_STATED * held:
            return None
        return self.worth / self.days * held / self.stated
