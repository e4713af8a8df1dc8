"""How fresh a page's figures are, beyond the day of the data."""

from dataclasses import dataclass

from ui.components import Link


@dataclass(frozen=True, slots=True)
class Freshness:
    """`computing`: newer figures are being worked out. `runs`: where to follow, for who may."""

    computing: bool
    runs: Link | None = None
