"""Which open deals break which rules of upkeep, and what that is together.

All of it is made anew after each recompute and follows from the deals; what an undone load took
away stays until then, so nothing here holds a deal, a person or a team back.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class UpkeepCheck(models.Model):
    """The one check that is kept: `day` was today, `basis` the recompute of the KPIs that it goes
    with. After the next recompute the deals are checked again."""

    basis = models.BigIntegerField(_("recompute"))
    day = models.DateField(_("day"))
    made_at = models.DateTimeField(_("made"), auto_now=True)

    # Set where it is shown although a newer one is due.
    is_behind = False

    class Meta:
        verbose_name = _("check of upkeep")
        verbose_name_plural = _("checks of upkeep")

    def __str__(self) -> str:
        return str(self.day)

    @property
    def is_current(self) -> bool:
        """Whether it goes with the `last` recompute, where that was asked for; without any nothing
        stays current."""
        return self.basis == getattr(self, "last", 0) > 0


class Finding(models.Model):
    """An open deal that breaks rules (their slugs), for its owner to put right.

    `value` is what is at stake: the deal's value in the base currency, the median of open deals
    where none is known. `lost` is what of it the hygiene score counts as lost.
    """

    deal = models.OneToOneField(
        "crm.Opportunity",
        primary_key=True,
        on_delete=models.DO_NOTHING,
        related_name="finding",
        db_constraint=False,
    )
    owner = models.ForeignKey(
        "teams.Rep",
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    team = models.ForeignKey(
        "teams.Team",
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    rules = ArrayField(models.CharField(max_length=40), verbose_name=_("rules"))
    value = models.DecimalField(_("value at stake"), max_digits=19, decimal_places=4)
    lost = models.DecimalField(_("lost"), max_digits=19, decimal_places=4)

    class Meta:
        verbose_name = _("deal to put in order")
        verbose_name_plural = _("deals to put in order")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(rules=[]), name="operations_finding_breaks_a_rule"
            )
        ]
        indexes = [
            models.Index(fields=["-value", "deal"], name="operations_finding_value"),
            models.Index(fields=["owner", "-value"], name="operations_finding_owner"),
            models.Index(fields=["team", "-value"], name="operations_finding_team"),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id}: {', '.join(self.rules)}"


class UpkeepSum(models.Model):
    """What a person owns and has to put right; likewise a team with all below it (no `rep`) and
    the company (neither). `rules` has, by slug, how many deals break it and their value."""

    rep = models.ForeignKey(
        "teams.Rep", null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    team = models.ForeignKey(
        "teams.Team", null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    deals = models.IntegerField(_("open deals"))
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=4)
    to_fix = models.IntegerField(_("deals to put in order"))
    at_stake = models.DecimalField(_("value at stake"), max_digits=30, decimal_places=4)
    rules = models.JSONField(_("by rule"), default=dict)

    class Meta:
        verbose_name = _("sum of upkeep")
        verbose_name_plural = _("sums of upkeep")
        constraints = [
            models.UniqueConstraint(
                fields=["rep", "team"], name="operations_upkeepsum_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(to_fix__gte=0, to_fix__lte=models.F("deals")),
                name="operations_upkeepsum_to_fix_are_some",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id or self.team_id or '-'}: {self.to_fix} of {self.deals}"
