"""How the days of models and the shares of seats are said, in the reader's language."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from ui import formats
from versions.core import states


def span(model: Any) -> str:
    """Since when a model is in force, from when it will be, or when it was."""
    if model.active is not None:
        first, last = model.active.lower, model.active.upper
        if last is None:
            return _("In force since %(day)s") % {"day": formats.day_long(first)}
        days = {"first": formats.day_long(first), "last": formats.day_long(last - timedelta(1))}
        return _("In force from %(first)s to %(last)s") % days
    if model.starts_on is None:
        return _("No first day chosen")
    day = {"day": formats.day_long(model.starts_on)}
    if model.state == states.APPROVED:
        return _("Starts on %(day)s") % day
    return _("Planned to start on %(day)s") % day


def share(value: Any) -> str:
    """A seat's share, in percent of 100: 50 %, 33.3 %."""
    exact = value / 100
    return formats.percent(exact, 0 if value == int(value) else 1)
