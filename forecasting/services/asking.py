"""What takes too long for a page of a large company is asked of a worker, once."""

import logging

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
# Up to so many deals a page may wait for a walk (some 6 µs of it a deal) or a snapshot.
AT_ONCE = 200_000
# Seconds after which a worker that has not done it is asked again.
ASKED_FOR = 300


class BeingWalked(Exception):
    """A worker was asked; there is nothing to show yet."""


def ask_once(task: str, *asked: str, basis: int = 0) -> None:
    """Although every page that waits looks again every few seconds: a second message would keep a
    second worker waiting for the first."""
    key = f"{task}:{'|'.join(asked)}:{basis}"
    if not cache.add(key, True, ASKED_FOR):
        return
    try:
        current_app.send_task(task, list(asked), expires=ASKED_FOR)
    except (OperationalError, ConnectionError):
        cache.delete(key)
        log.warning("%s %s waits: the broker does not answer", task, asked)
