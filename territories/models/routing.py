"""Moves that the rules ask for in the plan in force, because accounts changed; a person decides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from territories.models.alignment import Won


class RoutedMove(models.Model):
    """The rules of the model in force put the account elsewhere than it is.

    Nothing happens until somebody commits it. What is declined is not asked again until the rules
    name another territory.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("To decide")
        COMMITTED = "committed", _("Committed")
        DECLINED = "declined", _("Declined")

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="routed"
    )
    role = models.ForeignKey("territories.SalesRole", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        "crm.Account", verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    source = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("from"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    target = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("to"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    rule = models.ForeignKey(
        "territories.Rule", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("by"), choices=Won.choices, null=True)
    decision = models.CharField(
        _("decision"), max_length=9, choices=Decision.choices, default=Decision.OPEN
    )
    run = models.ForeignKey("audit.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        "teams.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("move asked for by rules")
        verbose_name_plural = _("moves asked for by rules")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "role", "account"],
                condition=Q(decision="open"),
                name="territories_routed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} → {self.target}"
