"""The life of a territory model: it is made, judged, and taken back. Activation is a step of the
clock, see territories.services.activation."""

from territories.services.plans.acts import approve, comment, revoke, send_back, submit
from territories.services.plans.copying import copy
from territories.services.plans.making import create, rename
from territories.services.plans.stating import from_stated

__all__ = [
    "approve",
    "comment",
    "copy",
    "create",
    "from_stated",
    "rename",
    "revoke",
    "send_back",
    "submit",
]
