"""What gives an account to a territory: rules, named accounts, and exceptions with a reason."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from territories.core.precedence import Level


class Rule(models.Model):
    """All conditions of `include` hold and none of `exclude`. Lower `number` is tried first.

    A condition is `{"field": …, "op": …, "values": […]}`; see territories.core.conditions.
    """

    class Kind(models.IntegerChoices):
        SEGMENT = Level.SEGMENT, _("Kind of customer")
        GEOGRAPHY = Level.GEOGRAPHY, _("Place")
        REST = Level.REST, _("Everything else")

    territory = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("territory"),
        on_delete=models.CASCADE,
        related_name="rules",
    )
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind.choices)
    number = models.PositiveIntegerField(_("number"), default=100)
    include = models.JSONField(_("accounts with"), default=list, blank=True)
    exclude = models.JSONField(_("but not with"), default=list, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["kind", "number", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} · {self.territory}"


class NamedAccount(models.Model):
    """An account that the plan gives to a territory by name. `why` says where that came from."""

    territory = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("territory"),
        on_delete=models.CASCADE,
        related_name="named",
    )
    account = models.ForeignKey(
        "crm.Account", verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    why = models.CharField(_("why"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("named account")
        verbose_name_plural = _("named accounts")
        ordering = ["account", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "account"], name="territories_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.territory}"


class AccountException(models.Model):
    """Against all rules, for a reason, over [from, to): an exception must end."""

    territory = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("territory"),
        on_delete=models.CASCADE,
        related_name="exceptions",
    )
    role = models.ForeignKey(
        "territories.SalesRole", on_delete=models.PROTECT, related_name="+", editable=False
    )
    model = models.ForeignKey(
        "territories.TerritoryModel",
        on_delete=models.CASCADE,
        related_name="exceptions",
        editable=False,
    )
    account = models.ForeignKey(
        "crm.Account", verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=250)
    valid = DateRangeField(_("from, to (exclusive)"))
    by = models.ForeignKey(
        "teams.User", null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["account", "valid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False)
                & models.Q(valid__upper_inf=False)
                & models.Q(valid__lower_inf=False),
                name="territories_exception_ends",
                violation_error_message=_("An exception needs a first day and an end after it."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="territories_exception_reason",
                violation_error_message=_("Say why the rules don't hold here."),
            ),
            ExclusionConstraint(
                name="territories_exception_once",
                expressions=[
                    ("model", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This account already has an exception on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.territory}"
