"""What was published, the letter of each person, and what they answered. Append-only."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """One publishing of a plan; the same figures are published once.

    `figures`: every holder, goal and month with the amount, frozen (`planning.core.figures`), and
    `digest` their SHA-256. `changed`: quotas that were not in force yet. `beyond`: the limits of
    the policy that it goes beyond, as said by the check; then `reason` is not empty.
    """

    plan = models.ForeignKey(
        "planning.QuotaPlan", on_delete=models.PROTECT, related_name="publications"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    digest = models.CharField(max_length=64)
    figures = models.JSONField(_("figures"), default=list)
    changed = models.PositiveIntegerField(_("quotas that changed"), default=0)
    run = models.ForeignKey("audit.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    beyond = models.JSONField(_("beyond the policy"), default=list, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_publication_number"),
            models.CheckConstraint(
                condition=models.Q(beyond=[]) | ~models.Q(reason=""),
                name="planning_publication_reason",
                violation_error_message=_("Say why the plan goes beyond the company's limits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class Letter(models.Model):
    """What one person was told. `facts` is frozen; from it the same bytes are made every time.

    `digest`: SHA-256 of the letter's bytes in `language`. `answer_by`: the day to answer by.
    """

    publication = models.ForeignKey(
        "planning.Publication", on_delete=models.PROTECT, related_name="letters"
    )
    rep = models.ForeignKey("teams.Rep", on_delete=models.PROTECT, related_name="quota_letters")
    facts = models.JSONField()
    language = models.CharField(max_length=5)
    digest = models.CharField(max_length=64)
    answer_by = models.DateField(_("answer by"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("quota letter")
        verbose_name_plural = _("quota letters")
        ordering = ["-publication", "rep"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "rep"], name="planning_letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.rep}"


class LetterAnswer(models.Model):
    """A person accepted or declined a letter; `digest` is that of the letter they saw."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    letter = models.ForeignKey("planning.Letter", on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(_("answer"), max_length=8, choices=Kind.choices)
    typed_name = models.CharField(_("name as typed"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("answer to a quota letter")
        verbose_name_plural = _("answers to quota letters")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kind="accepted") & ~models.Q(typed_name=""))
                | (models.Q(kind="declined") & ~models.Q(reason="")),
                name="planning_answer_whole",
                violation_error_message=_("Type your name to accept, or say why you decline."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.kind}"
