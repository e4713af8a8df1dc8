"""Teams and territories are trees; who belongs where is dated and never rewritten."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _


class Node(models.Model):
    """A named node of a tree; `slug` is its name in addresses, `external_id` the CRM's."""

    slug = models.SlugField(_("short name"), max_length=120, unique=True)
    external_id = models.CharField(_("CRM id"), max_length=120, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="%(app_label)s_%(class)s_not_own_parent",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Team(Node):
    """A node of the organisation; a region is a team of teams."""

    class Meta(Node.Meta):
        verbose_name = _("team")
        verbose_name_plural = _("teams")


class Membership(models.Model):
    """A rep sells in (or leads) a team over [from, to). One home team a day, any number led."""

    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="memberships")
    leads = models.BooleanField(_("leads the team"), default=False)
    valid = DateRangeField(_("from, to (exclusive)"))
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["rep", "valid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="teams_membership_some_days",
                violation_error_message=_("The end must be after the start."),
            ),
            ExclusionConstraint(
                name="teams_membership_one_home",
                expressions=[("rep", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=models.Q(leads=False),
                violation_error_message=_(
                    "This rep already belongs to a team on some of these days."
                ),
            ),
            ExclusionConstraint(
                name="teams_membership_lead_once",
                expressions=[
                    ("rep", RangeOperators.EQUAL),
                    ("team", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(leads=True),
                violation_error_message=_(
                    "This rep already leads this team on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep} · {self.team}"


class Territory(Node):
    """A part of the market; a region is a territory of territories."""

    class Meta(Node.Meta):
        verbose_name = _("territory")
        verbose_name_plural = _("territories")


class Coverage(models.Model):
    """A rep covers a territory over [from, to)."""

    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="coverage")
    territory = models.ForeignKey(
        "teams.Territory", on_delete=models.PROTECT, related_name="coverage"
    )
    valid = DateRangeField(_("from, to (exclusive)"))
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        ordering = ["territory", "valid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="teams_coverage_some_days",
                violation_error_message=_("The end must be after the start."),
            ),
            ExclusionConstraint(
                name="teams_coverage_once",
                expressions=[
                    ("rep", RangeOperators.EQUAL),
                    ("territory", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This rep already covers this territory on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep} · {self.territory}"
