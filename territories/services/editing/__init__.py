"""Editing a plan by hand. Each act asks whether the model may still change, is all or nothing, is
logged, and says in a sentence (`Refused`) why it can't be and what to do instead.

Drafts change freely. In the model in force only seats and exceptions change, from today on.
"""

from territories.services.editing.accounts import (
    lock_account,
    name_account,
    unlock_account,
    unname_account,
)
from territories.services.editing.exceptions import (
    add_exception,
    change_exception,
    end_exception,
    remove_exception,
)
from territories.services.editing.gate import problem_of
from territories.services.editing.model import change_model
from territories.services.editing.roles import (
    change_role,
    create_role,
    let_own_accounts,
    remove_role,
    set_policy,
)
from territories.services.editing.rules import (
    change_rule,
    copy_rules,
    create_rule,
    remove_rule,
)
from territories.services.editing.seats import (
    add_seat,
    arrange,
    divide_seat,
    end_seat,
    hand_over_seat,
    sittings,
)
from territories.services.editing.tree import (
    change_territory,
    create_territory,
    place_territory,
    remove_territory,
)

__all__ = [
    "add_exception",
    "add_seat",
    "arrange",
    "change_exception",
    "change_model",
    "change_role",
    "change_rule",
    "change_territory",
    "copy_rules",
    "create_role",
    "create_rule",
    "create_territory",
    "divide_seat",
    "end_exception",
    "end_seat",
    "hand_over_seat",
    "let_own_accounts",
    "lock_account",
    "name_account",
    "place_territory",
    "problem_of",
    "remove_exception",
    "remove_role",
    "remove_rule",
    "remove_territory",
    "set_policy",
    "sittings",
    "unlock_account",
    "unname_account",
]
