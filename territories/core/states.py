"""The life of a territory model: which state may follow which, and who may take the step."""

from collections.abc import Mapping

DRAFT, IN_REVIEW, APPROVED, ACTIVE, ARCHIVED = (
    "draft",
    "in_review",
    "approved",
    "active",
    "archived",
)

# Runs of the clock: a model starts; dated changes of the one in force happen.
START, FOLLOW = "territories", "territories_day"

# act: (from, to). A model that is over is never changed again.
ACTS: Mapping[str, tuple[str, str]] = {
    "submit": (DRAFT, IN_REVIEW),
    "send_back": (IN_REVIEW, DRAFT),
    "approve": (IN_REVIEW, APPROVED),
    "revoke": (APPROVED, DRAFT),
    "activate": (APPROVED, ACTIVE),
    "archive": (ACTIVE, ARCHIVED),
}


class NotNow(ValueError):
    """The act does not fit the state in which the model is."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(f"{act} does not follow {state}")
        self.act, self.state = act, state


def after(act: str, state: str) -> str:
    """The state after an act. Raises NotNow; KeyError for an act that does not exist."""
    source, target = ACTS[act]
    if state != source:
        raise NotNow(act, state)
    return target
