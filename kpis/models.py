"""Stored results: measures per person and period, KPI values per scope and period, usual paths,
how long deals stay in stages, and their way through them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

UNCHECKED: dict[str, Any] = {"related_name": "+", "db_constraint": False, "db_index": False}


class Measure(models.Model):
    """One additive measure of a rep in a team and territory, over one period.

    `grain` says which kind of period; `start` is its first day. What happened (won, lost,
    generated …) is stored by month and, for pacing, by day. How things stood (open, overdue …) is
    stored for months, quarters and years, as of today or of the end of a past one. `team` is the
    home team on the day of the event. Rows without rep belong to the team itself: the difference
    between its own quota and its members' quotas.

    Millions of rows are written at a time, and all are made of rows that the database has checked:
    so references are not checked row by row again, and have no index of their own.
    """

    class Grain(models.TextChoices):
        MONTH = "month", _("Month")
        DAY = "day", _("Day")
        QUARTER = "quarter", _("Quarter")
        YEAR = "year", _("Year")

    slug = models.CharField(_("measure"), max_length=60)
    grain = models.CharField(max_length=7, choices=Grain.choices, default=Grain.MONTH)
    start = models.DateField(_("from"))
    rep = models.ForeignKey("teams.Rep", null=True, on_delete=models.CASCADE, **UNCHECKED)
    team = models.ForeignKey("teams.Team", null=True, on_delete=models.CASCADE, **UNCHECKED)
    territory = models.ForeignKey(
        "teams.Territory", null=True, on_delete=models.CASCADE, **UNCHECKED
    )
    stage = models.ForeignKey("crm.Stage", null=True, on_delete=models.CASCADE, **UNCHECKED)
    value = models.DecimalField(_("value"), max_digits=32, decimal_places=6)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.UniqueConstraint(
                fields=["start", "grain", "slug", "rep", "team", "territory", "stage"],
                nulls_distinct=False,
                name="kpis_measure_once",
            )
        ]
        indexes = [
            # What the pacing charts add up, of the company or of teams, without reading the rows.
            models.Index(
                fields=["start"],
                include=["team", "rep", "territory", "value"],
                condition=models.Q(grain="day", slug="won_value"),
                name="kpis_measure_won_daily",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.start}"


class ScopeKind(models.TextChoices):
    COMPANY = "company", _("Company")
    TEAM = "team", _("Team")
    REP = "rep", _("Rep")
    TERRITORY = "territory", _("Territory")


class Value(models.Model):
    """One KPI for one scope and period, as two halves, with what is needed to judge it.

    `as_of` is the last day that counts: today, or the last day of a past period.
    """

    kpi = models.CharField(_("KPI"), max_length=60)
    scope = models.CharField(_("scope"), max_length=9, choices=ScopeKind.choices)
    scope_id = models.BigIntegerField(_("scope id"), default=0)
    kind = models.CharField(_("kind of period"), max_length=7)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    value = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    numerator = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    n = models.IntegerField(null=True)
    low = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    high = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    note = models.CharField(max_length=60, blank=True)
    as_of = models.DateField(_("as of"))
    run = models.ForeignKey("audit.Run", null=True, on_delete=models.SET_NULL, **UNCHECKED)

    class Meta:
        verbose_name = _("KPI value")
        verbose_name_plural = _("KPI values")
        constraints = [
            models.UniqueConstraint(
                fields=["start", "kind", "scope_id", "scope", "kpi"], name="kpis_value_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kpi} {self.scope} {self.start}"


class UsualPath(models.Model):
    """How the won value of a period usually grows, day by day, from past periods of the kind.

    The three lists have one share for each day of the period, as it stands at the day's end;
    `periods` is how many past ones they rest on.
    """

    scope = models.CharField(_("scope"), max_length=9, choices=ScopeKind.choices)
    scope_id = models.BigIntegerField(_("scope id"), default=0)
    kind = models.CharField(_("kind of period"), max_length=7)
    start = models.DateField(_("from"))
    periods = models.PositiveSmallIntegerField(_("past periods"), default=0)
    usual = ArrayField(models.FloatField())
    low = ArrayField(models.FloatField())
    high = ArrayField(models.FloatField())

    class Meta:
        verbose_name = _("usual path")
        verbose_name_plural = _("usual paths")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "kind", "start"], name="kpis_path_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.start}"


class StageStay(models.Model):
    """How many visits of a stage that ended in a month had lasted so many days."""

    stage = models.ForeignKey("crm.Stage", on_delete=models.CASCADE, related_name="+")
    start = models.DateField(_("month"))
    days = models.PositiveIntegerField(_("days"))
    visits = models.PositiveIntegerField(_("visits"))

    class Meta:
        verbose_name = _("stay in a stage")
        verbose_name_plural = _("stays in stages")
        constraints = [
            models.UniqueConstraint(fields=["start", "stage", "days"], name="kpis_stay_once")
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.start} {self.days}"


class FunnelStep(models.Model):
    """One stage of the funnel of a scope and period, as of the last recompute.

    `basis` cohort: deals created in the period; period: what happened to stages in it. `dim` and
    `key`: all deals, or those of one segment, source or product (companies and teams only). Each
    deal counts once, for its owner. `entered` = `passed` + `lost` + those still under way.
    `leaks`: deals lost from this stage, of which `undecided` by no decision and `unreasoned` for no
    reason given. `moves`: visits that went to another stage, of which `backs` to an earlier one.
    `stay_median`, `stay_slow`: days by which half and three quarters of the visits had ended; those
    that go on count with the days so far. None: not reached yet.
    """

    class Basis(models.TextChoices):
        COHORT = "cohort", _("Cohort")
        PERIOD = "period", _("Period")

    basis = models.CharField(max_length=6, choices=Basis.choices)
    scope = models.CharField(_("scope"), max_length=9, choices=ScopeKind.choices)
    scope_id = models.BigIntegerField(_("scope id"), default=0)
    kind = models.CharField(_("kind of period"), max_length=7)
    start = models.DateField(_("from"))
    dim = models.CharField(max_length=8, blank=True)
    key = models.CharField(max_length=250, blank=True)
    stage = models.ForeignKey("crm.Stage", on_delete=models.CASCADE, **UNCHECKED)
    entered = models.IntegerField()
    passed = models.IntegerField()
    lost = models.IntegerField()
    skipped = models.IntegerField()
    leaks = models.IntegerField()
    undecided = models.IntegerField()
    unreasoned = models.IntegerField()
    moves = models.IntegerField()
    backs = models.IntegerField()
    entered_value = models.DecimalField(max_digits=24, decimal_places=4)
    passed_value = models.DecimalField(max_digits=24, decimal_places=4)
    lost_value = models.DecimalField(max_digits=24, decimal_places=4)
    leak_value = models.DecimalField(max_digits=24, decimal_places=4)
    stays = models.IntegerField()
    stay_median = models.SmallIntegerField(null=True)
    stay_slow = models.SmallIntegerField(null=True)

    class Meta:
        verbose_name = _("step of a funnel")
        verbose_name_plural = _("steps of funnels")
        constraints = [
            models.UniqueConstraint(
                fields=["start", "kind", "scope", "scope_id", "basis", "dim", "key", "stage"],
                name="kpis_funnel_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.scope} {self.start} {self.stage_id}"


class StageVisit(models.Model):
    """A visit of a stage by a deal, or a stage that it skipped, as of the last recompute.

    What the funnel's numbers were counted from, so that each of them opens its deals at once; the
    columns are those of `kpis.queries.visits.VISITS`. `nth`: which entry of this stage by the deal.
    Whose the deal is, its dates and parts stand here too: they are what was counted.
    """

    opportunity = models.ForeignKey("crm.Opportunity", on_delete=models.CASCADE, **UNCHECKED)
    step = models.SmallIntegerField()
    nth = models.SmallIntegerField()
    day = models.DateField()
    next_step = models.SmallIntegerField(null=True)
    next_day = models.DateField(null=True)
    skipped = models.BooleanField()
    passed = models.BooleanField()
    leaked = models.BooleanField()
    status = models.CharField(max_length=4)
    owner = models.ForeignKey("teams.Rep", on_delete=models.CASCADE, **UNCHECKED)
    created_on = models.DateField()
    closed_on = models.DateField(null=True)
    segment = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=120, blank=True)
    product = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("visit of a stage")
        verbose_name_plural = _("visits of stages")
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "step", "nth"], name="kpis_visit_once")
        ]
        indexes = [
            # By which day a visit counts: of the cohort (also whose), of the entry, of the loss.
            models.Index(fields=["created_on", "step"], name="kpis_visit_created"),
            models.Index(fields=["owner", "created_on", "step"], name="kpis_visit_owner"),
            models.Index(fields=["step", "day", "owner"], name="kpis_visit_day"),
            models.Index(
                fields=["step", "created_on", "day"],
                name="kpis_visit_back",
                condition=models.Q(skipped=False, next_step__gt=0, next_step__lt=models.F("step")),
            ),
            models.Index(
                fields=["closed_on", "step"],
                condition=models.Q(leaked=True),
                name="kpis_visit_leaked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} {self.step} {self.nth}"


class Bottleneck(models.Model):
    """A stage of a team (none: the company) and segment (blank: all) that is worse than its past.

    One row from the night it was found until the night it was gone; its numbers are those of the
    last night. A stage or team that an undone load took away is not held back. See
    `kpis.core.bottlenecks.findings.Finding`. [`now_from`, `now_to`) are the days of
    entering the stage that are compared with those from `base_from` on.
    """

    class Kind(models.TextChoices):
        LEAK = "leak", _("Leak")
        STALL = "stall", _("Stall")
        REGRESS = "regress", _("Back")
        SKIP = "skip", _("Skipped")

    kind = models.CharField(max_length=7, choices=Kind.choices)
    stage = models.ForeignKey("crm.Stage", on_delete=models.DO_NOTHING, **UNCHECKED)
    team = models.ForeignKey("teams.Team", null=True, on_delete=models.DO_NOTHING, **UNCHECKED)
    segment = models.CharField(max_length=80, blank=True)
    first_seen = models.DateField()
    last_seen = models.DateField()
    gone_on = models.DateField(null=True)
    now_from = models.DateField()
    now_to = models.DateField()
    base_from = models.DateField()
    horizon = models.PositiveSmallIntegerField()
    slow = models.PositiveSmallIntegerField()
    p = models.FloatField()
    entrants = models.IntegerField()
    bad = models.IntegerField()
    cases = models.IntegerField()
    bad_before = models.IntegerField()
    cases_before = models.IntegerField()
    now = models.FloatField()
    before = models.FloatField()
    rise = models.FloatField()
    rise_low = models.FloatField()
    rise_high = models.FloatField()
    money = models.DecimalField(max_digits=19, decimal_places=2, null=True)
    money_low = models.DecimalField(max_digits=19, decimal_places=2, null=True)
    money_high = models.DecimalField(max_digits=19, decimal_places=2, null=True)
    cause = models.CharField(max_length=20, blank=True)
    cause_about = models.CharField(max_length=200, blank=True)
    cause_share = models.FloatField(null=True)
    cause_share_before = models.FloatField(null=True)
    check_on = models.DateField()

    class Meta:
        verbose_name = _("bottleneck")
        verbose_name_plural = _("bottlenecks")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "stage", "team", "segment"],
                condition=models.Q(gone_on__isnull=True),
                nulls_distinct=False,
                name="kpis_bottleneck_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stage_id} {self.team_id} {self.segment}"
