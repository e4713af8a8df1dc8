"""The life of a quota plan: it is made, its goals are chosen, it is judged and taken back.
Publishing is an act of its own, see `planning.services.publishing`."""

from planning.services.plans.acts import (
    approve,
    archive,
    ask,
    comment,
    revoke,
    send_back,
    submit,
)
from planning.services.plans.copying import copy, from_last_year
from planning.services.plans.goals import add_goal, remove_goal
from planning.services.plans.laying import lay_out, lay_out_all
from planning.services.plans.making import change, create

__all__ = [
    "add_goal",
    "approve",
    "archive",
    "ask",
    "change",
    "comment",
    "copy",
    "create",
    "from_last_year",
    "lay_out",
    "lay_out_all",
    "remove_goal",
    "revoke",
    "send_back",
    "submit",
]
