"""The project: wiring only. Importing it makes our Celery application the current one."""

from salesops.celery import app as celery_app

__all__ = ["celery_app"]
