"""Customers, the people there, and what is sold to them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.origin import LOADED
from crm.models.querysets import NAME_WORDS, AccountQuerySet


class Account(models.Model):
    """A company that is or may become a customer.

    `potential` is what could be sold to it in a year, in the company's base currency. `owner` and
    `territory` are those in force; `stated_…` what the CRM said last, the territory by its short
    name, so that an export that is behind the plan does not turn it back.
    """

    external_id = models.CharField(_("CRM id"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=250)
    owner = models.ForeignKey(
        "teams.Rep",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
    )
    territory = models.ForeignKey(
        "teams.Territory",
        verbose_name=_("territory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
    )
    stated_owner = models.ForeignKey(
        "teams.Rep",
        verbose_name=_("owner in the CRM"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        editable=False,
    )
    stated_territory = models.CharField(
        _("territory in the CRM"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
    )
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    segment = models.CharField(_("segment"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    website = models.CharField(_("website"), max_length=250, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    potential = models.DecimalField(
        _("potential a year"), max_digits=19, decimal_places=4, null=True, blank=True
    )
    workload = models.DecimalField(
        _("hours needed a month"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    renews_on = models.DateField(_("renews on"), null=True, blank=True)
    run = models.ForeignKey("audit.Run", **LOADED)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="crm_account_name"),
            GinIndex(NAME_WORDS, name="crm_account_words"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountOwner(models.Model):
    """Who owned the account over [from, to); never rewritten."""

    account = models.ForeignKey("crm.Account", on_delete=models.CASCADE, related_name="owners")
    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="owned_accounts")
    valid = DateRangeField(_("from, to (exclusive)"))
    run = models.ForeignKey("audit.Run", **LOADED)

    class Meta:
        verbose_name = _("account owner")
        verbose_name_plural = _("account owners")
        ordering = ["account", "valid"]
        constraints = [
            ExclusionConstraint(
                name="crm_account_one_owner",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This account already has an owner on some of these days."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.rep}"


class Contact(models.Model):
    """A person at an account."""

    external_id = models.CharField(_("CRM id"), max_length=120, unique=True)
    account = models.ForeignKey(
        "crm.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    run = models.ForeignKey("audit.Run", **LOADED)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something that is sold. `recurring`: again and again, over the term of the deal; None is
    unknown."""

    external_id = models.CharField(_("CRM id"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=250)
    family = models.CharField(_("family"), max_length=120, blank=True)
    recurring = models.BooleanField(_("recurring"), null=True, blank=True)
    run = models.ForeignKey("audit.Run", **LOADED)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
