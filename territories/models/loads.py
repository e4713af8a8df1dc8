"""What each territory of a model carries, worked out once for all pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TerritoryLoad(models.Model):
    """Sums over the accounts that a territory holds itself; without a territory: over the gaps.

    Replaced when the rules ran, and every hour. `sums`: by measure (territories.core.metrics) the
    sum, as exact text, and how many accounts it does not know. `protected`: accounts by protection.
    """

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="loads"
    )
    role = models.ForeignKey("territories.SalesRole", on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(
        "territories.PlannedTerritory", null=True, on_delete=models.CASCADE, related_name="+"
    )
    accounts = models.PositiveIntegerField(_("accounts"))
    sums = models.JSONField(default=dict)
    protected = models.JSONField(default=dict)
    at = models.DateTimeField(_("worked out at"))

    class Meta:
        verbose_name = _("load of a territory")
        verbose_name_plural = _("loads of territories")
        constraints = [
            models.UniqueConstraint(
                fields=["model", "role", "territory"],
                name="territories_load_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.territory}"
