"""Quarterly reviews: what was known of a quarter, frozen on the day somebody made it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reviews")
