"""The settings that stored numbers rest on: their state now, and as it was at the first recompute.

Loads value the deals by the settings of their time and plan the first recompute in the same
transaction, which notes them: until somebody changes one, nothing needs to be computed again.
"""

from audit import facts as audit
from crm import facts as deals
from kernel.fingerprint import fingerprint
from teams import facts as teams

NOTED = "foundations"  # among the inputs of the first recompute


def settings() -> dict[str, str]:
    """A short name for the state of each kind of setting."""
    kinds = teams.foundations() | {"stages": deals.stages()}
    return {kind: fingerprint(state) for kind, state in kinds.items()}


def at_first(recompute: str) -> dict[str, str]:
    """Of the first run of the kind; empty when there was none, or when it noted nothing."""
    first = audit.runs().filter(kind=recompute).order_by("pk").first()
    return dict(first.params.get(NOTED, {})) if first else {}
