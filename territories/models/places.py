"""Where the accounts of a model's territories lie, worked out once for its map."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceHeld(models.Model):
    """Accounts of one country and state, as written, in one territory; replaced when rules ran."""

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="+"
    )
    role = models.ForeignKey("territories.SalesRole", on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(
        "territories.PlannedTerritory", null=True, on_delete=models.CASCADE, related_name="+"
    )
    country = models.CharField(_("country"), max_length=80)
    state = models.CharField(_("state"), max_length=80)
    accounts = models.PositiveIntegerField(_("accounts"))
    potential = models.DecimalField(
        _("potential a year"), max_digits=21, decimal_places=4, null=True
    )

    class Meta:
        verbose_name = _("place of a territory")
        verbose_name_plural = _("places of territories")
        constraints = [
            models.UniqueConstraint(
                fields=["model", "role", "territory", "country", "state"],
                name="territories_place_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.state}"
