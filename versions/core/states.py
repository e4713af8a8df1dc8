"""The life of a version: which state may follow which, and who may take the step."""

from collections.abc import Mapping

DRAFT, IN_REVIEW, APPROVED, ACTIVE, ARCHIVED = (
    "draft",
    "in_review",
    "approved",
    "active",
    "archived",
)

# act: (from, to). A version that is over is never changed again.
ACTS: Mapping[str, tuple[str, str]] = {
    "submit": (DRAFT, IN_REVIEW),
    "approve": (IN_REVIEW, APPROVED),
    "send_back": (IN_REVIEW, DRAFT),
    "revoke": (APPROVED, DRAFT),
    "activate": (APPROVED, ACTIVE),
    "archive": (ACTIVE, ARCHIVED),
}

# The right of teams.core.access that a step by hand asks for.
RIGHTS: Mapping[str, str] = {
    "submit": "plan",
    "approve": "approve",
    "send_back": "approve",
    "revoke": "approve",
    "archive": "plan",
}


class NotNow(ValueError):
    """The act does not fit the state in which the version is."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(f"{act} does not follow {state}")
        self.act, self.state = act, state


def after(act: str, state: str) -> str:
    """The state after an act. Raises NotNow; KeyError for an act that does not exist."""
    source, target = ACTS[act]
    if state != source:
        raise NotNow(act, state)
    return target


def following(state: str) -> list[str]:
    """The acts that may follow a state, the usual one first."""
    return [act for act, (source, _target) in ACTS.items() if source == state]
