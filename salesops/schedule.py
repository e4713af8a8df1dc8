"""What happens by the clock: task, when, and why. One line each; times are UTC."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from celery.schedules import crontab

from salesops.health import HEARTBEAT_SECONDS


@dataclass(frozen=True)
class Entry:
    """A task by its name, so that this file imports no app."""

    task: str
    when: crontab | timedelta
    why: str


ENTRIES = (
    Entry(
        "salesops.heartbeat",
        timedelta(seconds=HEARTBEAT_SECONDS),
        "pages and /readyz can tell whether jobs are being done",
    ),
    Entry(
        "salesops.forget_old_sessions",
        crontab(minute=40, hour=3),
        "the session table would only grow",
    ),
    Entry(
        "intake.tasks.wake_waiting",
        timedelta(minutes=1),
        "an import that was asked for while Redis was down was never sent to a worker",
    ),
    Entry(
        "intake.tasks.remove_old_uploads",
        crontab(minute=20, hour=3),
        "files of imports that ended or were left alone would fill the disk",
    ),
    Entry(
        "kpis.tasks.nightly",
        crontab(minute="*/5"),
        "asks whether it is night where the company is; mends recomputes that wait or got stuck; "
        "follows what people changed by hand",
    ),
    Entry(
        "forecasting.tasks.nightly",
        crontab(minute="2-59/5"),
        "keeps how deals stood at the end of the day, once it is over where the company is, and "
        "walks the usual questions about the pipeline after each recompute",
    ),
    Entry(
        "territories.tasks.begin_day",
        crontab(minute="1-59/5"),
        "starts the territory model whose day has come where the company is, and lets dated "
        "changes of seats, holds and exceptions take effect",
    ),
    Entry(
        "dashboards.tasks.warm_comparisons",
        timedelta(minutes=1),
        "works out what comparisons open with after each recompute, and when a new day begins",
    ),
    Entry(
        "operations.tasks.check_upkeep",
        crontab(minute="4-59/5"),
        "checks the open deals against the rules of upkeep after each recompute",
    ),
    Entry(
        "planning.tasks.weigh_in_force",
        crontab(minute="3-59/5"),
        "works out the chances that quotas in force are attained, after each recompute; and past "
        "mornings that nobody looked at, so that it can be told whether chances came true",
    ),
    Entry(
        "territories.tasks.follow_hand_overs",
        crontab(minute=25),
        "what approved plans change for people follows the CRM until somebody signs",
    ),
    Entry(
        "territories.tasks.remind",
        crontab(minute=35),
        "reminds people by e-mail of hand-overs that they have not signed, and tells of appeals "
        "and their answers; once, by day",
    ),
    Entry(
        "planning.tasks.remind",
        crontab(minute=40),
        "reminds people by e-mail of quota letters that they have not answered, once, by day",
    ),
    Entry(
        "operations.tasks.judge_actions",
        crontab(minute=50),
        "looks whether actions on bottlenecks helped, wherever a new day has begun",
    ),
    Entry(
        "territories.tasks.ask_rules",
        crontab(minute=10, hour=3),
        "exceptions end and accounts change by hand: what the rules would move is asked",
    ),
    Entry(
        "territories.tasks.weigh_all",
        crontab(minute=45),
        "what territories of a plan carry follows the deals and accounts",
    ),
)


def beat_table() -> dict[str, dict[str, Any]]:
    """The entries as Celery's beat wants them."""
    return {entry.task: {"task": entry.task, "schedule": entry.when} for entry in ENTRIES}
