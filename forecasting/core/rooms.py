"""The pages of the pipeline by the name of their address, in the order of the tabs.

Apps above show them beside their own.
"""

from kpis.core.words import _

ROOMS: dict[str, str] = {
    "movement": _("Movement"),
    "funnel": _("Funnel"),
    "slipped": _("Slipped"),
    "changes": _("Changes"),
}
