"""What people did about a deal or an account."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.origin import VAST
from crm.models.querysets import ActivityQuerySet


class Activity(models.Model):
    """A call, meeting, e-mail or task; planned ones have a `due_on` and are not `done`.

    `two_way`: the customer took part. `automatic`: logged by a system, counted apart.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        EMAIL = "email", _("E-mail")
        MEETING = "meeting", _("Meeting")
        TASK = "task", _("Task")
        OTHER = "other", _("Other")

    external_id = models.CharField(_("CRM id"), max_length=120)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="activities")
    opportunity = models.ForeignKey(
        "crm.Opportunity",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="activities",
    )
    account = models.ForeignKey(
        "crm.Account", null=True, blank=True, on_delete=models.CASCADE, related_name="activities"
    )
    contact = models.ForeignKey(
        "crm.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done = models.BooleanField(_("done"), default=True)
    two_way = models.BooleanField(_("customer took part"), default=False)
    automatic = models.BooleanField(_("logged automatically"), default=False)
    run = models.ForeignKey("audit.Run", **VAST)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["external_id"], name="crm_activity_external_id"),
            models.CheckConstraint(
                condition=models.Q(done=False) | models.Q(happened_on__isnull=False),
                name="crm_activity_done_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["happened_on", "rep"], name="crm_activity_day"),
            BrinIndex(fields=["run"], name="crm_activity_run"),
        ]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()
