"""What the company allows and protects when territories change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Policy(models.Model):
    """Exactly one row. Days are calendar days, shares are of 1."""

    class OpenDeals(models.TextChoices):
        MOVE = "move", _("Move with the account")
        EARLY = "early", _("Early ones move, late ones stay until they close")
        STAY = "stay", _("Stay with the old owner until they close")

    late_stage_chance = models.DecimalField(
        _("a deal is late from this usual chance"), max_digits=5, decimal_places=4, default="0.5"
    )
    renewal_days = models.PositiveSmallIntegerField(
        _("protect accounts that renew within days"), default=90
    )
    settled_days = models.PositiveSmallIntegerField(
        _("protect accounts that moved within days"), default=90
    )
    hold_days = models.PositiveSmallIntegerField(_("a hold lasts at most days"), default=90)
    held_share = models.DecimalField(
        _("warn when more of a book is held"), max_digits=5, decimal_places=4, default="0.05"
    )
    credit_days = models.PositiveSmallIntegerField(
        _("the old owner keeps credit for days"), default=60
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("answer an appeal within working days"), default=5
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind of a hand-over days before"),
        default=7,
        help_text=_("By e-mail, once, whoever has not signed yet. 0: nobody is reminded."),
    )

    open_deals = models.CharField(
        _("open deals of an account that changes hands"),
        max_length=5,
        choices=OpenDeals.choices,
        default=OpenDeals.MOVE,
        help_text=_("Stated on each hand-over. Held deals stay, those of people who left move."),
    )

    class Meta:
        verbose_name = _("policy for territories")
        verbose_name_plural = _("policy for territories")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="territories_policy_one_row"),
            models.CheckConstraint(
                condition=models.Q(late_stage_chance__range=(0, 1)),
                name="territories_policy_chance",
            ),
            models.CheckConstraint(
                condition=models.Q(held_share__range=(0, 1)), name="territories_policy_held"
            ),
            models.CheckConstraint(
                condition=models.Q(open_deals__in=["move", "early", "stay"]),
                name="territories_policy_open_deals",
            ),
        ]

    def __str__(self) -> str:
        return str(_("policy for territories"))
