"""Where accounts are: in a draft (placements, worked out anew) and in force (alignments, dated)."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from territories.core.precedence import Level

# As many rows as accounts come at once: the database need not look up each reference.
_VAST: dict[str, Any] = {"db_constraint": False, "db_index": False, "related_name": "+"}


class Won(models.IntegerChoices):
    """By what an account came to its territory. Stated: by the CRM, before there was a plan."""

    EXCEPTION = Level.EXCEPTION, _("Exception")
    NAMED = Level.NAMED, _("Named account")
    SEGMENT = Level.SEGMENT, _("Kind of customer")
    GEOGRAPHY = Level.GEOGRAPHY, _("Place")
    REST = Level.REST, _("Everything else")
    STATED = 90, _("Stated by the CRM")


class Placement(models.Model):
    """Where the rules of a model put an account, in a role; replaced by every run of the rules.

    No `territory`: no rule claims it. `rivals`: territories with a claim as strong as the winner's,
    which only its id decided (an overlap).
    """

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="placements"
    )
    role = models.ForeignKey("territories.SalesRole", on_delete=models.CASCADE, **_VAST)
    account = models.ForeignKey("crm.Account", on_delete=models.CASCADE, **_VAST)
    territory = models.ForeignKey(
        "territories.PlannedTerritory", null=True, on_delete=models.CASCADE, **_VAST
    )
    level = models.PositiveSmallIntegerField(_("by"), choices=Won.choices, null=True)
    rule = models.ForeignKey("territories.Rule", null=True, on_delete=models.SET_NULL, **_VAST)
    rivals = models.PositiveSmallIntegerField(_("as strong"), default=0)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["account"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "role", "account"], name="territories_placed_once"
            )
        ]
        indexes = [
            models.Index(fields=["model", "territory"], name="territories_placed_in"),
            models.Index(fields=["account"], name="territories_placed_account"),
            models.Index(
                fields=["model"], name="territories_rivals", condition=models.Q(rivals__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.territory_id}"


class Alignment(models.Model):
    """The account belongs to the territory, in a role, over [from, to). Past days never change."""

    account = models.ForeignKey(
        "crm.Account",
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="alignments",
    )
    role = models.ForeignKey(
        "territories.SalesRole", verbose_name=_("role"), on_delete=models.PROTECT, related_name="+"
    )
    territory = models.ForeignKey(
        "teams.Territory",
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="alignments",
    )
    model = models.ForeignKey(
        "territories.TerritoryModel", null=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("by"), choices=Won.choices)
    why = models.CharField(_("why"), max_length=250, blank=True)
    valid = DateRangeField(_("from, to (exclusive)"))
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("account's territory")
        verbose_name_plural = _("accounts' territories")
        ordering = ["account", "valid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False), name="territories_aligned_some_days"
            ),
            ExclusionConstraint(
                name="territories_aligned_once",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This account already has a territory on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.territory}"
