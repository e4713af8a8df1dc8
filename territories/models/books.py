"""What the accounts of a person weigh together, before and after a model starts."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def _money(words: Any) -> models.DecimalField:
    return models.DecimalField(words, max_digits=19, decimal_places=4, null=True)


def _hours(words: Any) -> models.DecimalField:
    return models.DecimalField(words, max_digits=12, decimal_places=2, null=True)


class Book(models.Model):
    """Sums over the accounts of a person; written together with the hand-overs of the model.

    Potential a year and value of open deals in the company's currency, workload in hours a month;
    empty where it is known of no account. `seated`: has a seat in the role that owns accounts on
    the day on which the model starts, and so is a peer of the others.
    """

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="books"
    )
    rep = models.ForeignKey(
        "teams.Rep", verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    seated = models.BooleanField(_("has a seat"), default=False)
    accounts_before = models.PositiveIntegerField(_("accounts before"), default=0)
    accounts_after = models.PositiveIntegerField(_("accounts after"), default=0)
    potential_before = _money(_("potential before"))
    potential_after = _money(_("potential after"))
    workload_before = _hours(_("workload before"))
    workload_after = _hours(_("workload after"))
    pipeline_before = _money(_("open pipeline before"))
    pipeline_after = _money(_("open pipeline after"))
    at = models.DateTimeField(_("worked out at"))

    class Meta:
        verbose_name = _("book of accounts")
        verbose_name_plural = _("books of accounts")
        ordering = ["rep"]
        constraints = [
            models.UniqueConstraint(fields=["model", "rep"], name="territories_book_once")
        ]

    def __str__(self) -> str:
        return f"{self.rep} · {self.model}"
