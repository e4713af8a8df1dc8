"""What happens between two people when an account moves: hand-over, holds, an appeal."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class Hold(models.Model):
    """An account, or one deal, stays with its owner over [from, to) although the plan moves it.

    Deals that close before `credit_until` still count for the old owner.
    """

    class Reason(models.TextChoices):
        LATE_DEAL = "late_deal", _("A deal is about to close")
        RENEWAL = "renewal", _("A renewal is near")
        RISK = "risk", _("The customer is at risk")
        PROMISE = "promise", _("It was promised to the customer")
        OTHER = "other", _("Another reason")

    account = models.ForeignKey(
        "crm.Account", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    deal = models.ForeignKey(
        "crm.Opportunity", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=9, choices=Reason.choices)
    words = models.CharField(_("in words"), max_length=250, blank=True)
    valid = DateRangeField(_("from, to (exclusive)"))
    credit_until = models.DateField(_("credit until (exclusive)"), null=True, blank=True)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("held at"), auto_now_add=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True) ^ Q(deal__isnull=True),
                name="territories_hold_of_one",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False)
                & Q(valid__upper_inf=False)
                & Q(valid__lower_inf=False),
                name="territories_hold_ends",
                violation_error_message=_("A hold needs a first day and an end after it."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(words=""),
                name="territories_hold_says_why",
                violation_error_message=_("Say why."),
            ),
            ExclusionConstraint(
                name="territories_account_held_once",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(account__isnull=False),
                violation_error_message=_("This account is held already on some of these days."),
            ),
            ExclusionConstraint(
                name="territories_deal_held_once",
                expressions=[
                    ("deal", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(deal__isnull=False),
                violation_error_message=_("This deal is held already on some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(credit_until__isnull=True)
                | Q(
                    credit_until__gt=Func(
                        F("valid"), function="lower", output_field=models.DateField()
                    )
                ),
                name="territories_hold_credit",
                violation_error_message=_("Credit ends after the first day of the hold."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account or self.deal} · {self.rep}"


class HandOver(models.Model):
    """An account that changes hands on a day. Both sign, then it is done.

    `pack` is what there is to hand over (open deals, next steps, contacts, what happened last, and
    why it moves). It follows the CRM until somebody signs; from then on it stays as it was shown to
    both, and `outdated` says that it has become another one since. While a plan is in force an
    account may change hands again.
    """

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="hand_overs"
    )
    account = models.ForeignKey("crm.Account", on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey("teams.Rep", null=True, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("teams.Rep", null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    pack = models.JSONField(default=dict)
    words = models.TextField(_("what the next owner should know"), blank=True)
    given_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    outdated = models.BooleanField(_("changed since it was signed"), default=False)
    giver_reminded_on = models.DateField(_("giver reminded on"), null=True, blank=True)
    taker_reminded_on = models.DateField(_("taker reminded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["on", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "account", "on", "giver", "taker"], name="territories_handed_once"
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(taker__isnull=True) | ~Q(giver=F("taker")),
                name="territories_hand_over_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.on:%Y-%m-%d}"


class Appeal(models.Model):
    """One objection of a person to what a model does to their book; answered by `due_on`."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        UPHELD = "upheld", _("Agreed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    model = models.ForeignKey(
        "territories.TerritoryModel", on_delete=models.CASCADE, related_name="appeals"
    )
    rep = models.ForeignKey("teams.Rep", on_delete=models.CASCADE, related_name="+")
    words = models.TextField(_("objection"))
    at = models.DateTimeField(_("made at"), auto_now_add=True)
    due_on = models.DateField(_("to be answered by"))
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.OPEN, db_index=True
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        "teams.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    told_on = models.DateField(_("who answers told on"), null=True, blank=True)
    reminded_on = models.DateField(_("who answers reminded on"), null=True, blank=True)
    answer_told_on = models.DateField(_("answer told on"), null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "rep"], name="territories_one_appeal"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="territories_appeal_words",
                violation_error_message=_("Say what should be different."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | ~Q(answer=""),
                name="territories_appeal_answered",
                violation_error_message=_("An answer needs words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep} · {self.model}"
