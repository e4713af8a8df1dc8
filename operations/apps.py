from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kpis.core.upkeep import RULES
from ui.asks import ASKS


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """What the score below is made of, and what people are asked for: registration points
        down."""
        RULES.add_package("operations.core.rules")
        ASKS.add_package("operations.asks")
