"""Versions of the quota plan, what each is to reach, and what happened to them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from versions.core import states
from versions.models import Event, Version


class QuotaPlan(Version):
    """One version of what people are to reach over [from, to), whole months.

    `active` is empty until the plan is published; the database refuses two plans on one day.
    `territory_model`: the version of the territories whose seats and potential it builds on.
    """

    class State(models.TextChoices):
        DRAFT = states.DRAFT, _("Draft")
        IN_REVIEW = states.IN_REVIEW, _("In review")
        APPROVED = states.APPROVED, _("Approved")
        ACTIVE = states.ACTIVE, _("Published")
        ARCHIVED = states.ARCHIVED, _("Archived")

    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.DRAFT, db_index=True
    )
    days = DateRangeField(_("from, to (exclusive)"))
    active = DateRangeField(_("published for, to (exclusive)"), null=True, blank=True)
    territory_model = models.ForeignKey(
        "territories.TerritoryModel",
        verbose_name=_("territories"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quota_plans",
    )
    proposals_by = models.DateField(
        _("managers propose until"),
        null=True,
        blank=True,
        help_text=_("Until then managers read this draft and say what their people can reach."),
    )
    edits = models.PositiveIntegerField(_("edits"), default=0)

    class Meta(Version.Meta):
        verbose_name = _("quota plan")
        verbose_name_plural = _("quota plans")
        constraints = [
            ExclusionConstraint(
                name="planning_one_published_a_day",
                expressions=[("active", RangeOperators.OVERLAPS)],
                condition=models.Q(active__isnull=False),
                violation_error_message=_("Another plan is published for some of these days."),
            ),
            models.CheckConstraint(
                condition=models.Q(active__isnull=True)
                ^ models.Q(state__in=[states.ACTIVE, states.ARCHIVED]),
                name="planning_active_has_days",
            ),
            models.CheckConstraint(
                condition=models.Q(days__isempty=False)
                & models.Q(days__startswith__isnull=False)
                & models.Q(days__endswith__isnull=False),
                name="planning_plan_some_days",
                violation_error_message=_("The end must be after the start."),
            ),
        ]


class PlanEvent(Event):
    """What happened to a plan."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        ASK = "ask", _("Asked managers for proposals")
        SUBMIT = "submit", _("Sent for review")
        SEND_BACK = "send_back", _("Sent back")
        APPROVE = "approve", _("Approved")
        REVOKE = "revoke", _("Approval revoked")
        ACTIVATE = "activate", _("Published")
        ARCHIVE = "archive", _("Archived")

    plan = models.ForeignKey("planning.QuotaPlan", on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=9, choices=Kind.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a quota plan")
        verbose_name_plural = _("events of quota plans")

    def __str__(self) -> str:
        return f"{self.plan} {self.kind}"


class PlanGoal(models.Model):
    """What a plan measures: revenue, or units of one family of products in one segment.

    `weights`: one number a month of the plan, in order, as text; empty: every month alike. They
    say where the months' parts of a goal come from, not how large it is.
    """

    class Source(models.TextChoices):
        EQUAL = "equal", _("Every month alike")
        LEARNED = "learned", _("Learned from past years")
        TYPED = "typed", _("Typed")

    plan = models.ForeignKey("planning.QuotaPlan", on_delete=models.CASCADE, related_name="goals")
    measure = models.CharField(_("measure"), max_length=20)
    product_family = models.CharField(_("family of products"), max_length=120, blank=True)
    segment = models.CharField(_("segment"), max_length=80, blank=True)
    weights = models.JSONField(_("weights of the months"), default=list, blank=True)
    weights_from = models.CharField(
        _("where the months come from"), max_length=7, choices=Source.choices, default=Source.EQUAL
    )
    weights_years = models.PositiveSmallIntegerField(_("years they were learned from"), default=0)

    class Meta:
        verbose_name = _("goal of a plan")
        verbose_name_plural = _("goals of plans")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "measure", "product_family", "segment"],
                name="planning_goal_once",
                violation_error_message=_("The plan already has this goal."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.measure}"
