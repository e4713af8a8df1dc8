"""Models (versions) of the territory plan, the territories in each, and what happened to them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from versions.core import states
from versions.models import Event, Version


class TerritoryModel(Version):
    """One version of the whole plan. `starts_on`: the day on which it is (to be) in force.

    `active` is empty until the model is activated; the database refuses two models on one day.
    """

    class State(models.TextChoices):
        DRAFT = states.DRAFT, _("Draft")
        IN_REVIEW = states.IN_REVIEW, _("In review")
        APPROVED = states.APPROVED, _("Approved")
        ACTIVE = states.ACTIVE, _("Active")
        ARCHIVED = states.ARCHIVED, _("Archived")

    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.DRAFT, db_index=True
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    active = DateRangeField(_("in force from, to (exclusive)"), null=True, blank=True)

    class Meta(Version.Meta):
        verbose_name = _("territory model")
        verbose_name_plural = _("territory models")
        constraints = [
            ExclusionConstraint(
                name="territories_one_active_a_day",
                expressions=[("active", RangeOperators.OVERLAPS)],
                condition=models.Q(active__isnull=False),
                violation_error_message=_("Another model is in force on some of these days."),
            ),
            models.CheckConstraint(
                condition=models.Q(active__isnull=True)
                ^ models.Q(state__in=[states.ACTIVE, states.ARCHIVED]),
                name="territories_active_has_days",
            ),
            models.CheckConstraint(
                condition=models.Q(state=states.DRAFT) | models.Q(starts_on__isnull=False),
                name="territories_start_known",
                violation_error_message=_("Say on which day the model starts."),
            ),
        ]


class ModelEvent(Event):
    """What happened to a model; in review, also who agrees."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        SUBMIT = "submit", _("Sent for review")
        SEND_BACK = "send_back", _("Sent back")
        APPROVE = "approve", _("Approved")
        REVOKE = "revoke", _("Approval revoked")
        ACTIVATE = "activate", _("Activated")
        ARCHIVE = "archive", _("Archived")

    class Stance(models.TextChoices):
        """What somebody who leads people thinks of their part while a model is in review."""

        AGREES = "agrees", _("Agrees")
        OBJECTS = "objects", _("Objects")

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("what"), max_length=9, choices=Kind.choices)
    stance = models.CharField(_("stance"), max_length=7, choices=Stance.choices, blank=True)

    class Meta(Event.Meta):
        verbose_name = _("event of a model")
        verbose_name_plural = _("events of models")

    def __str__(self) -> str:
        return f"{self.model} {self.kind}"


class PlannedTerritory(models.Model):
    """A territory as one model has it. `slug` is its name across models and in reports.

    `role` divides accounts: territories of one role share them out, those of another lie above.
    `target`: how much of the agreed measures it should carry, relative to its siblings.
    `territory` is the one that results are kept by; it is found by its slug when the model starts.
    """

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="territories"
    )
    slug = models.SlugField(_("short name"), max_length=120)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    role = models.ForeignKey(
        "territories.SalesRole",
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        related_name="territories",
    )
    target = models.DecimalField(_("target share"), max_digits=8, decimal_places=4, default=1)
    country = models.CharField(_("country of its seat"), max_length=80, blank=True)
    state = models.CharField(_("state of its seat"), max_length=80, blank=True)
    territory = models.ForeignKey(
        "teams.Territory", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("planned territory")
        verbose_name_plural = _("planned territories")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "slug"], name="territories_slug_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="territories_not_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(target__gt=0),
                name="territories_target_positive",
                violation_error_message=_("The target share must be more than 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
