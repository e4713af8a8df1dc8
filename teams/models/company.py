"""The company itself: its calendar, its currency, and the dated rates into it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from teams.models.checks import check_currency, check_zone


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


class Company(models.Model):
    """Settings of the one company that this installation serves (exactly one row)."""

    class Pattern(models.TextChoices):
        MONTHS = "months", _("Calendar months")
        W445 = "445", _("4-4-5 weeks")
        W454 = "454", _("4-5-4 weeks")
        W544 = "544", _("5-4-4 weeks")

    name = models.CharField(_("name"), max_length=200)
    currency = models.CharField(
        _("base currency"), max_length=3, default="USD", validators=[check_currency]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="UTC", validators=[check_zone]
    )
    language = models.CharField(_("language"), max_length=5, default="en")
    country = models.CharField(_("country of holidays"), max_length=2, blank=True)
    fiscal_year_start = models.PositiveSmallIntegerField(
        _("first month of the fiscal year"), default=1
    )
    fiscal_pattern = models.CharField(
        _("fiscal months"), max_length=6, choices=Pattern.choices, default=Pattern.MONTHS
    )
    year_named_by_end = models.BooleanField(_("name the year by its end"), default=False)
    week_start = models.PositiveSmallIntegerField(_("first day of the week (0 Monday)"), default=0)
    workdays = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("working days"), default=monday_to_friday
    )
    nightly_at = models.TimeField(_("nightly recompute at"), default="02:00")
    names_in_comparison = models.BooleanField(
        _("reps see names when they compare themselves"), default=False
    )
    is_sample = models.BooleanField(_("sample company"), default=False)
    data_as_of = models.DateTimeField(_("CRM data as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("company")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="teams_company_one_row"),
            models.CheckConstraint(
                condition=models.Q(fiscal_year_start__range=(1, 12)),
                name="teams_company_start_month",
            ),
            models.CheckConstraint(
                condition=models.Q(week_start__range=(0, 6)), name="teams_company_week_start"
            ),
            models.CheckConstraint(
                condition=models.Q(workdays__contained_by=[0, 1, 2, 3, 4, 5, 6])
                & models.Q(workdays__len__gt=0),
                name="teams_company_workdays",
                violation_error_message=_("Choose at least one working day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day on which the company does not work."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class ExchangeRate(models.Model):
    """What one unit of `currency` is worth in the base currency from `day` until the next rate."""

    currency = models.CharField(_("currency"), max_length=3, validators=[check_currency])
    day = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10)
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["currency", "-day"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "day"], name="teams_rate_once_a_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="teams_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.day:%Y-%m-%d}"


class Absence(models.Model):
    """A rep is away over [from, to): these days do not count as days present."""

    rep = models.ForeignKey("teams.Rep", on_delete=models.CASCADE, related_name="absences")
    valid = DateRangeField(_("from, to (exclusive)"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-valid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="teams_absence_some_days",
                violation_error_message=_("The end must be after the start."),
            ),
            ExclusionConstraint(
                name="teams_absence_once",
                expressions=[("rep", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message=_("This rep is already away on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep}"
