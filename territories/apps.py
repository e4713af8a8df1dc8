from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ui.asks import ASKS


class TerritoriesConfig(AppConfig):
    name = "territories"
    verbose_name = _("Territory plans")

    def ready(self) -> None:
        """What people are asked for where they begin their day."""
        ASKS.add_package("territories.asks")
