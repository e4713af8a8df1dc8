"""Deals: where they stand, what they are made of, who gets credit, and every change of them.

Amounts are in the deal's currency (four decimals as some CRMs keep them); `value` is the same in
the company's base currency, written by services whenever amount, currency, date or rate changes.

Millions of rows are loaded into these tables at a time, so an index must earn its cost: CRM ids are
unique by constraint (no second index for LIKE), and rows of a load lie together (BRIN on `run`).
"""

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.core.warnings import OFTEN_PUSHED
from crm.models.origin import LOADED, VAST
from crm.models.querysets import NAME_WORDS, OpportunityQuerySet


class Stage(models.Model):
    """A step of the sales process. Closed deals may keep the stage they had reached."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices, default=Kind.OPEN)
    qualifies = models.BooleanField(
        _("qualified from here"),
        default=True,
        help_text=_("Deals that reach this stage count as qualified pipeline."),
    )
    chance = models.DecimalField(
        _("usual chance to win"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    needs_review = models.BooleanField(
        _("new from an import, to be checked"), default=False, db_index=True
    )
    run = models.ForeignKey("audit.Run", **LOADED)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(chance__isnull=True) | models.Q(chance__range=(0, 1)),
                name="crm_stage_chance",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Opportunity(models.Model):
    """A deal. `close_date` is the stated date; `closed_on` the day it was really won or lost.
    `closing_on`, kept by the database, is the day that counts: closed on, else the stated date.

    `qualified_on` and `qualified_value`: first entry to a qualifying stage, and the value then.
    `pushes`: how often the close date moved to a later fiscal month.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    external_id = models.CharField(_("CRM id"), max_length=120)
    name = models.CharField(_("name"), max_length=250)
    account = models.ForeignKey(
        "crm.Account",
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opportunities",
        db_index=False,
    )
    contact = models.ForeignKey(
        "crm.Contact",
        verbose_name=_("main contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="opportunities",
    )
    owner = models.ForeignKey(
        "teams.Rep",
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="opportunities",
    )
    territory = models.ForeignKey(
        "teams.Territory",
        verbose_name=_("territory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opportunities",
    )
    stage = models.ForeignKey(
        "crm.Stage", verbose_name=_("stage"), on_delete=models.PROTECT, related_name="opportunities"
    )
    status = models.CharField(_("status"), max_length=4, choices=Status.choices)
    amount = models.DecimalField(
        _("amount"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3)
    value = models.DecimalField(
        _("value in base currency"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    probability = models.DecimalField(
        _("stated chance"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    forecast_category = models.CharField(_("forecast category"), max_length=40, blank=True)
    kind = models.CharField(_("type"), max_length=80, blank=True)
    source = models.CharField(_("lead source"), max_length=120, blank=True)
    segment = models.CharField(_("segment"), max_length=80, blank=True)
    term_months = models.PositiveSmallIntegerField(_("term in months"), null=True, blank=True)
    created_on = models.DateField(_("created on"))
    qualified_on = models.DateField(_("qualified on"), null=True, blank=True)
    qualified_value = models.DecimalField(
        _("value when qualified"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    close_date = models.DateField(_("close date"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_on = models.GeneratedField(
        verbose_name=_("closing on"),
        expression=Coalesce("closed_on", "close_date"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    lost_reason = models.CharField(_("lost because"), max_length=200, blank=True)
    next_step = models.CharField(_("next step"), max_length=250, blank=True)
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)
    last_activity_on = models.DateField(_("last activity on"), null=True, blank=True)
    pushes = models.PositiveSmallIntegerField(_("pushes"), default=0)
    row_hash = models.CharField(max_length=32, blank=True, editable=False)
    run = models.ForeignKey("audit.Run", **VAST)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        ordering = ["-created_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["external_id"], name="crm_deal_external_id"),
            models.CheckConstraint(
                condition=models.Q(status="open", closed_on__isnull=True)
                | models.Q(status__in=["won", "lost"], closed_on__isnull=False),
                name="crm_deal_closed_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=F("created_on")),
                name="crm_deal_closes_after_creation",
            ),
        ]
        indexes = [
            models.Index(fields=["closed_on", "id"], name="crm_deal_closed"),
            models.Index(fields=["created_on", "id"], name="crm_deal_created"),
            models.Index(fields=["qualified_on"], name="crm_deal_qualified"),
            models.Index(
                F("value").desc(nulls_last=True),
                F("id").desc(),
                name="crm_deal_value",
            ),
            models.Index(fields=["closing_on", "id"], name="crm_deal_closing"),
            GinIndex(NAME_WORDS, name="crm_deal_words"),
            BrinIndex(fields=["run"], name="crm_deal_run"),
            models.Index(
                fields=["closing_on", "id"],
                name="crm_deal_open_closing",
                condition=models.Q(status="open"),
            ),
            # In the place of an index of the foreign key alone.
            models.Index(fields=["account", "owner"], name="crm_deal_account"),
            models.Index(
                fields=["owner", "closing_on"],
                name="crm_deal_open_owner",
                condition=models.Q(status="open"),
            ),
            # Few rows each: lists that would look through all open deals.
            models.Index(
                F("value").desc(nulls_last=True),
                F("id").desc(),
                name="crm_deal_open_value",
                condition=models.Q(status="open"),
            ),
            models.Index(
                fields=["closing_on", "id"],
                name="crm_deal_often_pushed",
                condition=models.Q(status="open", pushes__gte=OFTEN_PUSHED),
            ),
            models.Index(
                fields=["closing_on", "id"],
                name="crm_deal_no_amount",
                condition=models.Q(status="open", amount__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """A product on a deal; amounts in the deal's currency. `unit_cost`: what one of it cost the
    company on that day, kept here since costs change; None is unknown."""

    external_id = models.CharField(_("CRM id"), max_length=120)
    opportunity = models.ForeignKey(
        "crm.Opportunity", on_delete=models.CASCADE, related_name="lines"
    )
    product = models.ForeignKey("crm.Product", on_delete=models.PROTECT, related_name="lines")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4, default=1)
    unit_price = models.DecimalField(
        _("unit price"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    unit_cost = models.DecimalField(
        _("unit cost"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4)
    run = models.ForeignKey("audit.Run", **VAST)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["opportunity", "pk"]
        constraints = [models.UniqueConstraint(fields=["external_id"], name="crm_line_external_id")]
        indexes = [BrinIndex(fields=["run"], name="crm_line_run")]

    def __str__(self) -> str:
        return f"{self.product} × {self.quantity}"


class Split(models.Model):
    """A rep's part of the credit for a deal.

    A deal without splits belongs wholly to its owner. Revenue splits of a deal add up to 100 and
    their values to the deal's value, to the last decimal; overlay credit stands apart.
    """

    class Kind(models.TextChoices):
        REVENUE = "revenue", _("Revenue")
        OVERLAY = "overlay", _("Overlay")

    opportunity = models.ForeignKey(
        "crm.Opportunity", on_delete=models.CASCADE, related_name="splits"
    )
    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="splits")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices, default=Kind.REVENUE)
    share = models.DecimalField(_("share in %"), max_digits=7, decimal_places=4)
    value = models.DecimalField(
        _("value in base currency"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    run = models.ForeignKey("audit.Run", **LOADED)

    class Meta:
        verbose_name = _("split")
        verbose_name_plural = _("splits")
        ordering = ["opportunity", "-share", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "rep", "kind"], name="crm_split_rep_once"
            ),
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=100),
                name="crm_split_share",
                violation_error_message=_("A share must be more than 0 and at most 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep} {self.share} %"


class DealChange(models.Model):
    """One field of a deal took a value: append-only, with two clocks.

    `effective_at`: when it became true; `recorded_at`: when it was known (for a history exported
    by a CRM both are the CRM's time; for a difference found between two exports, the as-of of the
    newer one). The value as of t is that of the last row with both clocks ≤ t, later rows winning
    ties. `inferred`: made by an import from exports, hidden by real history of the same moment.
    A field without rows always had its present value (status: open until `closed_on`); rows, once
    there are any, begin when the deal was created and end with the present value. `old` and `new`
    are texts: slug of the stage, rep's CRM id, ISO date, plain decimal.
    """

    class Field(models.TextChoices):
        STAGE = "stage", _("Stage")
        STATUS = "status", _("Status")
        AMOUNT = "amount", _("Amount")
        CURRENCY = "currency", _("Currency")
        CLOSE_DATE = "close_date", _("Close date")
        CATEGORY = "forecast_category", _("Forecast category")
        OWNER = "owner", _("Owner")

    opportunity = models.ForeignKey(
        "crm.Opportunity",
        on_delete=models.CASCADE,
        related_name="changes",
        db_index=False,
        db_constraint=False,  # written only beside the deal itself, see docs/decisions/0011
    )
    field = models.CharField(_("field"), max_length=20, choices=Field.choices)
    old = models.CharField(_("from"), max_length=250, blank=True)
    new = models.CharField(_("to"), max_length=250, blank=True)
    effective_at = models.DateTimeField(_("true from"))
    recorded_at = models.DateTimeField(_("known from"))
    actor = models.CharField(_("by"), max_length=200, blank=True)
    inferred = models.BooleanField(_("inferred from an export"), default=False)
    run = models.ForeignKey("audit.Run", **VAST)

    class Meta:
        verbose_name = _("change of a deal")
        verbose_name_plural = _("changes of deals")
        ordering = ["effective_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "field", "effective_at", "new", "inferred"],
                name="crm_change_once",
            )
        ]
        indexes = [BrinIndex(fields=["run"], name="crm_change_run")]

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"
