"""Three trees, joined by dated seats: a person, in a role, on a territory, with a share."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _


class SalesRole(models.Model):
    """A role in selling, such as account executive or product specialist; a tree of its own.

    Who sits in the role that `owns_accounts` owns the accounts of the territory.
    """

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("reports to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    owns_accounts = models.BooleanField(_("owns the accounts"), default=False)

    class Meta:
        verbose_name = _("role in selling")
        verbose_name_plural = _("roles in selling")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owns_accounts"],
                condition=models.Q(owns_accounts=True),
                name="territories_one_owning_role",
                violation_error_message=_("One role owns the accounts; another one does already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="territories_role_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """`rep` (nobody: an open seat) holds `share` percent of a territory in a role, [from, to).

    On every day the shares of one role on one territory add up to 100, or there is no seat at all:
    a deferred trigger of the database holds this at the end of the transaction.
    """

    territory = models.ForeignKey(
        "territories.PlannedTerritory",
        verbose_name=_("territory"),
        on_delete=models.CASCADE,
        related_name="seats",
    )
    role = models.ForeignKey(
        "territories.SalesRole",
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        related_name="seats",
    )
    rep = models.ForeignKey(
        "teams.Rep",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats",
    )
    share = models.DecimalField(_("share in percent"), max_digits=7, decimal_places=4, default=100)
    valid = DateRangeField(_("from, to (exclusive)"))

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["territory", "role", "valid", "-share"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="territories_seat_some_days",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(share__gt=0) & models.Q(share__lte=100),
                name="territories_seat_share",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
            ExclusionConstraint(
                name="territories_seat_once",
                expressions=[
                    ("territory", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("rep", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(rep__isnull=False),
                violation_error_message=_(
                    "This person already has this seat on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        holder = self.rep or _("Open seat")
        return f"{holder} · {self.territory}"
