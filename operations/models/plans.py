"""Plans that managers ask owners of deals for, and what was said about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.core.plans import ANSWERED, ASKED, CLOSED


class State(models.TextChoices):
    ASKED = ASKED, pgettext_lazy("a plan", "Asked for")
    ANSWERED = ANSWERED, pgettext_lazy("a plan", "Answered")
    CLOSED = CLOSED, pgettext_lazy("a plan", "Closed")


class Plan(models.Model):
    """What somebody wants to know about a deal by a day; at most one a deal is not closed.

    `rep` is who was asked, also when the deal has another owner by now. Deals and people come and
    go with loads, which are not held back by what was said about them.
    """

    deal = models.ForeignKey(
        "crm.Opportunity",
        on_delete=models.DO_NOTHING,
        related_name="plans",
        db_constraint=False,
    )
    rep = models.ForeignKey(
        "teams.Rep",
        verbose_name=_("owner"),
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
    )
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=ASKED)

    class Meta:
        verbose_name = _("plan for a deal")
        verbose_name_plural = _("plans for deals")
        constraints = [
            models.UniqueConstraint(
                fields=["deal"],
                condition=~models.Q(state=CLOSED),
                name="operations_plan_one_open_a_deal",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="operations_plan_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.state}"


class PlanEntry(models.Model):
    """What was said, by whom and when; never edited. `state` is the one that the plan came into.

    `reason` (a slug of `core.plans.REASONS`) and `expected_on`, a statement that changes nothing in
    the CRM, belong to answers.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="entries")
    state = models.CharField(_("state"), max_length=8, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    text = models.TextField(_("text"), blank=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    expected_on = models.DateField(_("expected to close"), null=True)

    class Meta:
        verbose_name = _("entry of a plan")
        verbose_name_plural = _("entries of plans")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ANSWERED, reason__gt="")
                | (~models.Q(state=ANSWERED) & models.Q(reason="", expected_on=None)),
                name="operations_planentry_answers_have_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.state}"
