"""What is realistic: chances by view with what came of them, ramps, hires, the company's limits."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Chance(models.Model):
    """The chance that a person attains `amount` over [from, to), as one view sees it on a day.

    Without `rep` it is of all people of `team`, without both of the whole company. Views stand side
    by side and are never blended. `line`: the draft it was asked for; empty: the quota in force.
    `inputs` explain the number; they say why where there is none. Kept, so that past chances can be
    held against what happened.
    """

    class View(models.TextChoices):
        RUN_RATE = "run_rate", _("Run rate")
        PIPELINE = "pipeline", _("Pipeline")
        HISTORY = "history", _("Comparable history")

    rep = models.ForeignKey(
        "teams.Rep", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey(
        "teams.Team", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    line = models.ForeignKey(
        "planning.QuotaLine", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    days = DateRangeField(_("from, to (exclusive)"))
    as_of = models.DateField(_("as of"))
    view = models.CharField(_("view"), max_length=8, choices=View.choices)
    amount = models.DecimalField(_("to reach"), max_digits=19, decimal_places=4)
    chance = models.DecimalField(_("chance"), max_digits=6, decimal_places=5, null=True)
    inputs = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("chance to attain")
        verbose_name_plural = _("chances to attain")
        ordering = ["-as_of", "rep", "view"]
        constraints = [
            models.UniqueConstraint(
                fields=["rep", "team", "line", "days", "as_of", "view"],
                nulls_distinct=False,
                name="planning_chance_once",
            ),
            models.CheckConstraint(
                condition=models.Q(chance__isnull=True) | models.Q(chance__range=(0, 1)),
                name="planning_chance_range",
            ),
            models.CheckConstraint(
                condition=models.Q(rep__isnull=True) | models.Q(team__isnull=True),
                name="planning_chance_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep or self.team or ''} {self.view} {self.as_of}"


class RampCurve(models.Model):
    """The share of a ramped person's result to be expected in each month of tenure, by role.

    `shares`: numbers from 0 to 1 as text, month 1 first; after the last it is 1. No role: everyone.
    """

    role = models.OneToOneField(
        "territories.SalesRole",
        verbose_name=_("role"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="ramp",
    )
    shares = models.JSONField(_("share by month of tenure"))
    learned_from = models.PositiveIntegerField(_("people it was learned from"), default=0)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ramp")
        verbose_name_plural = _("ramps")
        constraints = [
            models.UniqueConstraint(
                fields=["role"], nulls_distinct=False, name="planning_ramp_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.role or _("Everyone"))


class PlannedHire(models.Model):
    """`people` who are to start on a day, for a plan's capacity."""

    plan = models.ForeignKey("planning.QuotaPlan", on_delete=models.CASCADE, related_name="hires")
    team = models.ForeignKey(
        "teams.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(_("starts on"))
    people = models.PositiveSmallIntegerField(_("people"), default=1)

    class Meta:
        verbose_name = _("planned hire")
        verbose_name_plural = _("planned hires")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(people__gt=0), name="planning_hire_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.people}"


class Policy(models.Model):
    """Exactly one row: what the company calls realistic. Shares are of 1.

    The first two defaults are the product's own proposal, not a published benchmark; guidance on
    over-assignment is contested, so its limit is the company's to set.
    """

    least_chance = models.DecimalField(
        _("least chance of the person in the middle"), max_digits=5, decimal_places=4, default="0.5"
    )
    least_team_chance = models.DecimalField(
        _("least chance of the whole"), max_digits=5, decimal_places=4, default="0.8"
    )
    most_padding = models.DecimalField(
        _("most over-assignment, all levels together"),
        max_digits=5,
        decimal_places=4,
        default="0.2",
    )
    attrition = models.DecimalField(
        _("share of people who leave in a year"), max_digits=5, decimal_places=4, default="0.15"
    )
    fill_days = models.PositiveSmallIntegerField(_("days to fill a seat"), default=60)
    answer_days = models.PositiveSmallIntegerField(_("answer a letter within days"), default=10)
    remind_days = models.PositiveSmallIntegerField(
        _("remind of a letter days before"),
        default=3,
        help_text=_("By e-mail, once, whoever has not answered yet. 0: nobody is reminded."),
    )

    class Meta:
        verbose_name = _("policy for quotas")
        verbose_name_plural = _("policy for quotas")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="planning_policy_one_row"),
            models.CheckConstraint(
                condition=models.Q(least_chance__range=(0, 1))
                & models.Q(least_team_chance__range=(0, 1))
                & models.Q(attrition__range=(0, 1)),
                name="planning_policy_shares",
            ),
        ]

    def __str__(self) -> str:
        return str(_("policy for quotas"))
