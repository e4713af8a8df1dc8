"""What the clock asks for every hour is worked out only where something has changed since."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from kernel.fingerprint import fingerprint
from territories.facts.marks import of_model
from territories.models import WorkedOut


def if_changed(model_id: int, what: str, shared: str, work: Callable[[], Any]) -> bool:
    """Whether there was something to do. `shared`: the mark of what all models rest on. Marks are
    taken before the work: what is written meanwhile is noticed the next time."""
    with transaction.atomic():
        mark = fingerprint([shared, of_model(model_id)])
        if WorkedOut.objects.filter(model=model_id, what=what, mark=mark).exists():
            return False
        work()
        WorkedOut.objects.update_or_create(model_id=model_id, what=what, defaults={"mark": mark})
        return True
