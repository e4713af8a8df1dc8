"""Who signs a hand-over, and what a side may still do. Each side signs once; what one side signed
it may take back until the other one has signed as well."""

from dataclasses import dataclass

GIVE, TAKE = "give", "take"
SIDES = (GIVE, TAKE)


@dataclass(frozen=True, slots=True)
class Signed:
    """The two sides: whether somebody is there to sign, and whether they have."""

    has_giver: bool
    has_taker: bool
    given: bool
    taken: bool

    def missing(self) -> tuple[str, ...]:
        """The sides that still have to sign; an account without owner is given by nobody."""
        give = self.has_giver and not self.given
        take = self.has_taker and not self.taken
        return (*((GIVE,) if give else ()), *((TAKE,) if take else ()))

    def may_sign(self, side: str) -> bool:
        return side in self.missing()

    def may_undo(self, side: str) -> bool:
        """Signed, and the other side has not."""
        mine, other = (self.given, self.taken) if side == GIVE else (self.taken, self.given)
        return mine and not other

    @property
    def is_done(self) -> bool:
        return not self.missing()
