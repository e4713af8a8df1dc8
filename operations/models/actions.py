"""What somebody does about a bottleneck, and whether it helped."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.Model):
    """One thing to do about a bottleneck: what, who, and the day on which one looks.

    `before…` is the measure of the bottleneck as it was when the action was opened, `after…` the
    same measure over entries since then, with 90 % intervals; looked at each night until the check
    date, and final from then on (`judged_on`). Until then it can be changed, or cancelled with a
    reason; what was changed stands in the log of acts.
    """

    bottleneck = models.ForeignKey(
        "kpis.Bottleneck", on_delete=models.PROTECT, related_name="actions"
    )
    what = models.CharField(_("what to do"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_on = models.DateField(_("opened on"))
    check_on = models.DateField(_("check on"))
    note = models.TextField(_("note"), blank=True)
    judged_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_because = models.TextField(_("reason"), blank=True)
    before = models.FloatField(null=True)
    before_low = models.FloatField(null=True)
    before_high = models.FloatField(null=True)
    before_bad = models.IntegerField()
    before_cases = models.IntegerField()
    after = models.FloatField(null=True)
    after_low = models.FloatField(null=True)
    after_high = models.FloatField(null=True)
    after_bad = models.IntegerField(default=0)
    after_cases = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["check_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(check_on__gt=models.F("opened_on")),
                name="operations_action_checked_later",
                violation_error_message=_("The check date must be after today."),
            ),
            models.CheckConstraint(
                condition=models.Q(judged_on=None) | models.Q(cancelled_on=None),
                name="operations_action_judged_or_cancelled",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_on=None) | ~models.Q(cancelled_because=""),
                name="operations_action_cancelled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Neither judged nor cancelled."""
        return self.judged_on is None and self.cancelled_on is None
