from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ui.asks import ASKS


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = _("Quota plans")

    def ready(self) -> None:
        """What people are asked for where they begin their day."""
        ASKS.add_package("planning.asks")
