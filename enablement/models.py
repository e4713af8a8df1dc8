"""What was said and agreed about somebody's work: coaching notes, in every version."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from enablement.core.parties import reads_all


class NoteVersions(models.QuerySet["NoteVersion"]):
    def visible_to(self, access: Any) -> "NoteVersions":
        """Notes that this person takes part in; all of them for operations and administrators."""
        if reads_all(access.role):
            return self
        if access.rep_id is None:
            return self.none()
        return self.filter(models.Q(rep=access.rep_id) | models.Q(manager=access.rep_id))

    def standing(self) -> "NoteVersions":
        """Each note as it stands, without those taken back."""
        return self.newest().exclude(state=NoteVersion.State.WITHDRAWN)

    def newest(self) -> "NoteVersions":
        """The last version of each note."""
        last = NoteVersion.objects.order_by("thread", "-number").distinct("thread").values("pk")
        return self.filter(pk__in=last)

    def to_follow_up(self) -> "NoteVersions":
        """Open ones with a day on which to look again."""
        return self.filter(state=NoteVersion.State.OPEN, follow_up_on__isnull=False)

    def due_on(self, day: date) -> "NoteVersions":
        return self.to_follow_up().filter(follow_up_on__lte=day)


class NoteVersion(models.Model):
    """One version of a coaching note; a note is corrected by a further one, never in its row.

    `thread` names the note. `rep` is whom it is about, `manager` the other party, both the same in
    all versions; nobody else below operations reads it. `kpi` is the slug of a KPI, which is known
    further up, so it is kept as text.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        WITHDRAWN = "withdrawn", _("Taken back")

    thread = models.UUIDField()
    number = models.PositiveSmallIntegerField(_("version"))
    rep = models.ForeignKey(
        "teams.Rep", on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    manager = models.ForeignKey(
        "teams.Rep",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("manager"),
    )
    text = models.TextField(_("note"))
    kpi = models.CharField(_("about"), max_length=60, blank=True)
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(
        "teams.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = NoteVersions.as_manager()

    class Meta:
        verbose_name = _("coaching note")
        verbose_name_plural = _("coaching notes")
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="enablement_note_version"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="enablement_note_from_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="enablement_note_has_text",
                violation_error_message=_("Write what was said or agreed."),
            ),
            models.CheckConstraint(
                condition=models.Q(manager=None) | ~models.Q(rep=models.F("manager")),
                name="enablement_note_two_parties",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread} {self.number}"
