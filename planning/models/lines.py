"""The cascade of a goal: one line for the company, each team or territory, and each person."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _


class QuotaLine(models.Model):
    """What one holder is to reach over the plan's days. No holder at all: the whole company.

    `planned` comes from above, `proposed` from the manager below; neither overwrites the other.
    None is not yet known, which is not 0. What the children leave over is not yet allocated.
    A person's `planned` is for a whole, ramped plan period; dated seats, absences and the ramp
    derive the quota that is published from it (`planning.core.proration`).
    """

    class Closing(models.TextChoices):
        CAPACITY = "capacity", _("Close the gap with more people")
        TARGET = "target", _("Follow the proposal")
        ACCEPT = "accept", _("Accept the gap")

    goal = models.ForeignKey("planning.PlanGoal", on_delete=models.CASCADE, related_name="lines")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    team = models.ForeignKey(
        "teams.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    territory = models.ForeignKey(
        "territories.PlannedTerritory",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    rep = models.ForeignKey(
        "teams.Rep", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned = models.DecimalField(
        _("planned"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    locked = models.BooleanField(_("methods leave it alone"), default=False)
    proposed = models.DecimalField(
        _("proposed"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    proposed_why = models.TextField(_("reason of the proposal"), blank=True)
    proposed_by = models.ForeignKey(
        "teams.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    closing = models.CharField(
        _("how the gap is closed"), max_length=8, choices=Closing.choices, blank=True
    )
    closing_why = models.TextField(_("reason"), blank=True)
    method = models.CharField(_("method of the children"), max_length=40, blank=True)
    method_inputs = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("line of a goal")
        verbose_name_plural = _("lines of goals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "parent", "team", "territory", "rep"],
                nulls_distinct=False,
                name="planning_line_once",
                violation_error_message=_("The goal already has a line for this holder."),
            ),
            models.CheckConstraint(
                condition=models.Q(team__isnull=True, territory__isnull=True)
                | models.Q(team__isnull=True, rep__isnull=True)
                | models.Q(territory__isnull=True, rep__isnull=True),
                name="planning_line_one_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(planned__isnull=True) | models.Q(planned__gte=0),
                name="planning_line_planned",
                violation_error_message=_("A goal is not negative."),
            ),
            models.CheckConstraint(
                condition=models.Q(proposed__isnull=True)
                | (models.Q(proposed__gte=0) & ~models.Q(proposed_why="")),
                name="planning_line_proposed",
                violation_error_message=_("Say why you propose this amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep or self.territory or self.team or self.goal}"


class LineChange(models.Model):
    """Every figure of a line that was ever said: append-only, so any day can be shown again."""

    line = models.ForeignKey("planning.QuotaLine", on_delete=models.CASCADE, related_name="changes")
    column = models.CharField(max_length=8)  # planned | proposed
    before = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    after = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a line")
        verbose_name_plural = _("changes of lines")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.line} {self.column}"


class Adjustment(models.Model):
    """`amount` added to (or taken from) a person's quota over [from, to), beside the plan.

    It counts from the moment it is approved; the plan's own figures never change.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    line = models.ForeignKey(
        "planning.QuotaLine", on_delete=models.PROTECT, related_name="adjustments"
    )
    days = DateRangeField(_("from, to (exclusive)"))
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    why = models.TextField(_("reason"))
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.ASKED, db_index=True
    )
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        "teams.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount=0) & ~models.Q(why="") & models.Q(days__isempty=False),
                name="planning_adjustment_said",
                violation_error_message=_("An adjustment has an amount, days and a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount}"
