"""From which rows something that is kept was last worked out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkedOut(models.Model):
    """`mark` names the rows that it came from (`territories.facts.marks`): as long as they are the
    same, it need not be worked out again. Not what people see; gone, it costs one more time."""

    class What(models.TextChoices):
        LOADS = "loads", _("loads of territories")
        HAND_OVERS = "hand_overs", _("hand-overs")

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="+"
    )
    what = models.CharField(max_length=10, choices=What.choices)
    mark = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("mark of what was worked out")
        verbose_name_plural = _("marks of what was worked out")
        constraints = [
            models.UniqueConstraint(fields=["model", "what"], name="territories_worked_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.model_id} {self.what}"
