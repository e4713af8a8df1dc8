"""How even a plan should be, what must not move, and proposals of the optimiser."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BalanceGoal(models.Model):
    """A measure that territories should share evenly, within `tolerance` of their target (0.1 is
    10 %); agreed on before anybody carves. `metric` is a slug of territories.core.metrics."""

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="goals"
    )
    metric = models.SlugField(_("measure"), max_length=40)
    tolerance = models.DecimalField(_("tolerance"), max_digits=5, decimal_places=4)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("agreed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("balance goal")
        verbose_name_plural = _("balance goals")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "metric"], name="territories_goal_once"),
            models.CheckConstraint(
                condition=models.Q(tolerance__gt=0) & models.Q(tolerance__lte=1),
                name="territories_goal_tolerance",
                violation_error_message=_("A tolerance is more than 0 and at most 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.metric}"


class AccountLock(models.Model):
    """Somebody wants the account to stay where it is in this model."""

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="locks"
    )
    account = models.ForeignKey(
        "crm.Account", verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("locked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("lock")
        verbose_name_plural = _("locks")
        ordering = ["account"]
        constraints = [
            models.UniqueConstraint(fields=["model", "account"], name="territories_lock_once")
        ]

    def __str__(self) -> str:
        return str(self.account)


class Proposal(models.Model):
    """One answer of the optimiser to one question; kept with the question.

    `params`: objective, tolerances, most moves, protections, time limit. `fingerprint` names the
    inputs, `result` holds balance before and after by measure and territory, `frontier` the points
    (moves, objective) to choose from. Progress and failure are those of `run`.
    """

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="proposals"
    )
    number = models.PositiveIntegerField(_("number"))
    below = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    params = models.JSONField(_("asked"), default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    run = models.ForeignKey("audit.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(_("status"), max_length=20, blank=True)
    objective = models.FloatField(_("objective"), null=True)
    gap = models.FloatField(_("gap"), null=True)
    seconds = models.FloatField(_("seconds"), null=True)
    result = models.JSONField(default=dict)
    frontier = models.JSONField(default=list)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("asked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="territories_proposal_number")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.number}"


class ProposedMove(models.Model):
    """An account that the proposal moves, why, and what was decided. `facts` feeds the sentence."""

    class Decision(models.TextChoices):
        OPEN = "open", _("To decide")
        ACCEPTED = "accepted", _("Accepted")
        HELD = "held", _("Held")
        DECLINED = "declined", _("Declined")

    proposal = models.ForeignKey(
        "territories.Proposal", on_delete=models.CASCADE, related_name="moves"
    )
    account = models.ForeignKey("crm.Account", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(
        "territories.PlannedTerritory", null=True, on_delete=models.CASCADE, related_name="+"
    )
    target = models.ForeignKey(
        "territories.PlannedTerritory", on_delete=models.CASCADE, related_name="+"
    )
    facts = models.JSONField(default=dict)
    decision = models.CharField(
        _("decision"), max_length=8, choices=Decision.choices, default=Decision.OPEN
    )
    decided_by = models.ForeignKey(
        "teams.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("proposed move")
        verbose_name_plural = _("proposed moves")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "account"], name="territories_moved_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} → {self.target}"
