"""Which service takes the staged rows of a target. The apps that own the tables do the work."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from kernel.merge import Merged

_NAMES = {
    "teams.services.loads": "teams territories reps memberships coverage",
    "crm.services.loads": (
        "rates products stages accounts contacts opportunities lines splits deal_changes activities"
    ),
    "quotas.services": "quotas",
}
_WHERE = {target: module for module, targets in _NAMES.items() for target in targets.split()}


def merge_of(target: str) -> Callable[..., Merged]:
    return import_string(f"{_WHERE[target]}.merge_{target}")
