"""A frozen quarterly review: what was known of a scope and a quarter when somebody made it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.periods import Period
from teams.core.scope import Scope

# The form of `content`; a section that changes what it keeps reads its older forms too.
VERSION = 1


class Report(models.Model):
    """`content` is what each section kept, by its slug; `fingerprint` names it.

    The database refuses to change what is frozen (migration 0002): a report can only be
    superseded by a newer one of the same scope and quarter, or withdrawn with a reason. Scope and
    author are kept by name too, because both may be renamed.
    """

    scope = models.CharField(_("scope"), max_length=9)
    scope_id = models.BigIntegerField(_("scope id"), default=0)
    scope_slug = models.CharField(_("scope slug"), max_length=200, blank=True)
    scope_name = models.CharField(_("scope name"), max_length=200)
    start = models.DateField(_("from"))
    end = models.DateField(_("to (exclusive)"))
    year = models.IntegerField(_("fiscal year"))
    number = models.IntegerField(_("quarter"))
    currency = models.CharField(_("currency"), max_length=3)
    version = models.PositiveSmallIntegerField(default=VERSION)
    content = models.JSONField(_("content"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    as_of = models.DateTimeField(_("data as of"), null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    author_name = models.CharField(_("made by"), max_length=200, blank=True)
    run = models.ForeignKey("audit.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=200, blank=True)
    withdrawn_because = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("quarterly review")
        verbose_name_plural = _("quarterly reviews")
        ordering = ["-start", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "start", "end"],
                condition=models.Q(superseded_at=None, withdrawn_at=None),
                name="reports_report_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_because=""),
                name="reports_report_withdrawn_because",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope_name} {self.period.slug}"

    @property
    def period(self) -> Period:
        return Period(self.start, self.end, "quarter", self.year, self.number)

    @property
    def in_force(self) -> bool:
        return self.superseded_at is None and self.withdrawn_at is None

    @property
    def about(self) -> Scope:
        return Scope(self.scope, self.scope_id, self.scope_slug, self.scope_name)  # type: ignore[arg-type]
