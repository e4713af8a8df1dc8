"""What was promised: dated quotas, kept in every version."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _


class Quota(models.Model):
    """An amount that a rep or a team is to reach over [from, to), in the base currency.

    Units and new customers are counts. `product_family` and `segment` narrow what counts towards
    it; both empty: everything does.

    A new version closes the old one (`superseded_at`) and stands beside it. A version is in force
    when it is not superseded; which one was in force on another day follows from the two clocks.
    """

    class Measure(models.TextChoices):
        REVENUE = "revenue", _("Revenue")
        UNITS = "units", _("Units")
        MARGIN = "margin", _("Margin")
        NEW_CUSTOMERS = "new_customers", _("New customers")
        RECURRING = "recurring", _("Recurring revenue")

    measure = models.CharField(
        _("measure"), max_length=20, choices=Measure.choices, default=Measure.REVENUE
    )
    rep = models.ForeignKey(
        "teams.Rep", null=True, blank=True, on_delete=models.PROTECT, related_name="quotas"
    )
    team = models.ForeignKey(
        "teams.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="quotas"
    )
    product_family = models.CharField(
        _("family of products"), max_length=120, blank=True, db_default=""
    )
    segment = models.CharField(_("segment"), max_length=80, blank=True, db_default="")
    valid = DateRangeField(_("from, to (exclusive)"))
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    recorded_at = models.DateTimeField(_("known from"))
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["valid", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rep__isnull=True) ^ models.Q(team__isnull=True),
                name="quotas_quota_one_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="quotas_quota_not_negative"
            ),
            ExclusionConstraint(
                name="quotas_quota_rep_once",
                expressions=[
                    ("rep", RangeOperators.EQUAL),
                    ("measure", RangeOperators.EQUAL),
                    ("product_family", RangeOperators.EQUAL),
                    ("segment", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(superseded_at__isnull=True, rep__isnull=False),
                violation_error_message=_("This rep already has a quota on some of these days."),
            ),
            ExclusionConstraint(
                name="quotas_quota_team_once",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("measure", RangeOperators.EQUAL),
                    ("product_family", RangeOperators.EQUAL),
                    ("segment", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(superseded_at__isnull=True, team__isnull=False),
                violation_error_message=_("This team already has a quota on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep or self.team} {self.amount}"
