"""Stored results: measures per person and period, and KPI values per scope and period."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.Model):
    """One additive measure of a rep in a team and territory, over one month or one day.

    `grain` says which; `start` is the first day. `team` is the home team on the day of the event.
    """

    class Grain(models.TextChoices):
        MONTH = "month", _("Month")
        DAY = "day", _("Day")

    slug = models.CharField(_("measure"), max_length=60)
    grain = models.CharField(max_length=5, choices=Grain.choices, default=Grain.MONTH)
    start = models.DateField(_("from"))
    rep = models.ForeignKey("teams.Rep", on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("teams.Team", null=True, on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(
        "teams.Territory", null=True, on_delete=models.CASCADE, related_name="+"
    )
    value = models.DecimalField(_("value"), max_digits=22, decimal_places=4)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "grain", "start", "rep", "team", "territory"],
                nulls_distinct=False,
                name="kpis_measure_once",
            )
        ]
        indexes = [models.Index(fields=["grain", "start"], name="kpis_measure_start")]

    def __str__(self) -> str:
        return f"{self.slug} {self.start}"


class Value(models.Model):
    """One KPI for one scope and period, as two halves, with what is needed to judge it."""

    class Scope(models.TextChoices):
        COMPANY = "company", _("Company")
        TEAM = "team", _("Team")
        REP = "rep", _("Rep")
        TERRITORY = "territory", _("Territory")

    kpi = models.CharField(_("KPI"), max_length=60)
    scope = models.CharField(_("scope"), max_length=9, choices=Scope.choices)
    scope_id = models.BigIntegerField(_("scope id"), default=0)
    kind = models.CharField(_("kind of period"), max_length=7)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    value = models.DecimalField(max_digits=24, decimal_places=8, null=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    n = models.IntegerField(null=True)
    low = models.DecimalField(max_digits=24, decimal_places=8, null=True)
    high = models.DecimalField(max_digits=24, decimal_places=8, null=True)
    note = models.CharField(max_length=60, blank=True)
    as_of = models.DateField(_("as of"))
    run = models.ForeignKey("audit.Run", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("KPI value")
        verbose_name_plural = _("KPI values")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "kind", "start", "kpi"], name="kpis_value_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kpi} {self.scope} {self.start}"
