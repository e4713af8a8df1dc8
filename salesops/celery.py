"""The Celery application; its settings are the CELERY_ ones, its clock is schedule.py.

The settings load this module: what needs them is imported where it is used.
"""

import os
import time
from logging.config import dictConfig

from celery import Celery
from celery.signals import setup_logging, worker_ready
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
# Checks of models ask the database which version it is, so worker and beat would not start while it
# is away. They ran when the tables were prepared; what finds no database is asked for again by the
# clock.
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")

app: Celery = Celery("salesops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery's own logging would replace the structured one; a receiver here switches it off."""
    dictConfig(settings.LOGGING)


@app.on_after_configure.connect
def read_the_clock(sender: Celery, **_: object) -> None:
    """The beat table lives in code, so that a release brings its own schedule."""
    from salesops.schedule import beat_table

    sender.conf.beat_schedule = beat_table()


@app.task(name="salesops.forget_old_sessions", ignore_result=True)
def forget_old_sessions() -> None:
    """Sessions live in the database, where nothing else removes those that ran out."""
    call_command("clearsessions")


@app.task(name="salesops.heartbeat", ignore_result=True, expires=60)
def heartbeat() -> None:
    """Proves that beat, Redis and a worker all work; /readyz and the pages look for it."""
    from salesops.health import HEARTBEAT_KEY, HEARTBEAT_SECONDS, redis_client

    redis_client().set(HEARTBEAT_KEY, f"{time.time():.0f}", ex=4 * HEARTBEAT_SECONDS)


@worker_ready.connect
def show_up(**_: object) -> None:
    """A worker that has just started is known at once, not at the next beat."""
    heartbeat.delay()
