"""How deals stood on past days, and why the open pipeline moved between two of them.

All of it follows from the history of deals and can be made again. Rows of deals that an undone
load took away stay until their day or walk is made again, so nothing here holds a deal back.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from forecasting.core.buckets import BUCKETS

# References of rows that are made from checked ones, in their millions.
FOLLOWS: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "db_index": False,
}


class DealSnapshot(models.Model):
    """A deal at the end of a day, as was known then: open ones, and those closed lately.

    The table is partitioned by month (migration 0001; `services.snapshots` makes the partitions).
    `value` is in the base currency, at the rate of the day it closed or, while open, of the day.
    The team is not kept: it follows from the owner's dated memberships.
    """

    pk = models.CompositePrimaryKey("day", "deal_id")
    day = models.DateField(_("day"))
    deal = models.ForeignKey("crm.Opportunity", related_name="snapshots", **FOLLOWS)
    owner = models.ForeignKey("teams.Rep", related_name="+", **FOLLOWS)
    stage = models.ForeignKey("crm.Stage", related_name="+", **FOLLOWS)
    status = models.CharField(_("status"), max_length=4)
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4, null=True)
    currency = models.CharField(_("currency"), max_length=3)
    value = models.DecimalField(
        _("value in base currency"), max_digits=19, decimal_places=4, null=True
    )
    close_date = models.DateField(_("close date"), null=True)
    category = models.CharField(_("forecast category"), max_length=40, blank=True)
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        verbose_name = _("deal on a day")
        verbose_name_plural = _("deals on a day")

    def __str__(self) -> str:
        return f"{self.deal_id} {self.day}"


class SnapshotDay(models.Model):
    """That a day's snapshot is whole, and the fingerprint by which a rebuild is compared."""

    day = models.DateField(_("day"), primary_key=True)
    rows = models.PositiveIntegerField(_("deals"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-day"]

    def __str__(self) -> str:
        return str(self.day)


class Walk(models.Model):
    """The movement of the pipeline of a period [start, stop), from the end of the day `since` to
    the end of `until`. `basis` is the recompute of the KPIs that it goes with: after the next one
    it is walked again.
    """

    start = models.DateField(_("from"))
    stop = models.DateField(_("to"))
    since = models.DateField(_("since the end of"))
    until = models.DateField(_("until the end of"))
    basis = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    # Set where it is shown although a newer one is being made.
    is_behind = False

    class Meta:
        verbose_name = _("pipeline movement")
        verbose_name_plural = _("pipeline movements")
        constraints = [
            models.UniqueConstraint(
                fields=["start", "stop", "since", "until"], name="forecasting_walk_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.start} {self.since} {self.until}"

    @property
    def is_current(self) -> bool:
        """Whether it goes with the `last` recompute, where that was asked for; without any nothing
        stays current."""
        return self.basis == getattr(self, "last", 0) > 0


class Move(models.Model):
    """What a deal adds to a bucket for one person, in the team where they were that day."""

    walk = models.ForeignKey(
        Walk, on_delete=models.CASCADE, related_name="moves", db_constraint=False, db_index=False
    )
    bucket = models.CharField(max_length=10, choices=[(slug, slug) for slug in BUCKETS])
    deal = models.ForeignKey("crm.Opportunity", related_name="moves", **FOLLOWS)
    day = models.DateField(_("day"))
    rep = models.ForeignKey("teams.Rep", related_name="+", **FOLLOWS)
    team = models.ForeignKey("teams.Team", null=True, related_name="+", **FOLLOWS)
    amount = models.DecimalField(max_digits=19, decimal_places=4)

    class Meta:
        verbose_name = _("move of a deal")
        verbose_name_plural = _("moves of deals")
        indexes = [models.Index(fields=["walk", "bucket", "rep"], name="forecasting_move_bucket")]

    def __str__(self) -> str:
        return f"{self.bucket} {self.deal_id} {self.amount}"


class Bar(models.Model):
    """A bucket of a walk for the company, a team, a rep or a territory: deals and their value."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="bars")
    scope = models.CharField(_("scope"), max_length=9)
    scope_id = models.BigIntegerField(_("scope id"), default=0)
    bucket = models.CharField(max_length=10)
    deals = models.IntegerField(_("deals"))
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=4)

    class Meta:
        verbose_name = _("bucket of a movement")
        verbose_name_plural = _("buckets of movements")
        constraints = [
            models.UniqueConstraint(
                fields=["walk", "scope", "scope_id", "bucket"], name="forecasting_bar_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.scope_id} {self.bucket}"
