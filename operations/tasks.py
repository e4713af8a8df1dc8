"""What the clock asks, and pages of a large company."""

from celery import shared_task

from operations.services import actions, hygiene


@shared_task(name="operations.tasks.check_upkeep", ignore_result=True)
def check_upkeep() -> None:
    """Nothing to do while the KPIs are the same."""
    hygiene.check()


@shared_task(name="operations.tasks.judge_actions", ignore_result=True, expires=3000)
def judge_actions() -> None:
    """Whether actions on bottlenecks helped so far; final on their check date."""
    actions.judge()
