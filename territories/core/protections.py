"""Why an account should stay where it is. A family stays when one of its members should."""

from collections.abc import Mapping

# In the order in which they are told: what somebody said, what the customer goes through, our own
# calm.
PROTECTIONS = ("lock", "exception", "hold", "late_deal", "renewal", "settled")
# The plan itself keeps these in place, so they are always on: an exception beats a named account.
ALWAYS = frozenset({"exception"})


def standing(asked: Mapping[str, bool]) -> list[str]:
    """The protections that a question respects: all, but those that it turns off."""
    return [each for each in PROTECTIONS if each in ALWAYS or asked.get(each, True)]
