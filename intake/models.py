"""Loads: what was uploaded, how it was read, what came of it, and what was set aside."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Load(models.Model):
    """One import on its way from files to facts.

    `run` is the run that stored the rows (or last tried to). `fixes` translate values for all
    rows of a kind, `patches` correct single cells; both only live in this load. `check` is the
    result of the last rehearsal, in the shape of `result`.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MATCHED = "matched", _("Columns matched")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        PROBLEMS = "problems", _("Done, rows set aside")
        FAILED = "failed", _("Failed")
        UNDONE = "undone", _("Undone")
        EXPIRED = "expired", _("File removed")

    name = models.CharField(_("name"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.UPLOADED, db_index=True
    )
    source = models.CharField(_("source"), max_length=40, blank=True)
    folder = models.CharField(_("place of the upload"), max_length=500, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    mapping = models.JSONField(_("mapping"), default=dict, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    fixes = models.JSONField(_("corrections by kind"), default=dict, blank=True)
    patches = models.JSONField(_("corrections by row"), default=dict, blank=True)
    check_result = models.JSONField(_("result of the check"), default=dict, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True)
    headers = models.JSONField(_("columns of the files"), default=dict, blank=True)
    run = models.ForeignKey(
        "audit.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="loads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class LoadIssue(models.Model):
    """One problem or remark about a row, a column or a file of a load.

    `field` is our name of the column when it has one; `row` is empty for what concerns a file.
    """

    load = models.ForeignKey("intake.Load", on_delete=models.CASCADE, related_name="issues")
    file = models.CharField(_("file"), max_length=300, blank=True)
    row = models.BigIntegerField(_("row"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=200, blank=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    value = models.CharField(_("value"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    params = models.JSONField(_("details"), default=dict, blank=True)
    severity = models.CharField(_("severity"), max_length=8)

    class Meta:
        verbose_name = _("problem of an import")
        verbose_name_plural = _("problems of imports")
        ordering = ["load", "file", "row", "pk"]
        indexes = [
            models.Index(fields=["load", "severity", "file", "row"], name="intake_issue_rows")
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.row} {self.kind}"


class SetAsideRow(models.Model):
    """A row that was not stored, as it stood in the file. It counts nowhere until it is loaded."""

    load = models.ForeignKey("intake.Load", on_delete=models.CASCADE, related_name="set_aside")
    file = models.CharField(_("file"), max_length=300)
    row = models.BigIntegerField(_("row"))
    cells = models.JSONField(_("cells"))

    class Meta:
        verbose_name = _("row set aside")
        verbose_name_plural = _("rows set aside")
        ordering = ["load", "file", "row"]
        constraints = [
            models.UniqueConstraint(fields=["load", "file", "row"], name="intake_aside_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.row}"


class SavedMapping(models.Model):
    """How a file with this header was matched last time; found again by the header alone."""

    name = models.CharField(_("name"), max_length=120)
    header = models.CharField(_("fingerprint of the header"), max_length=64, unique=True)
    entry = models.JSONField(_("mapping"))
    used_at = models.DateTimeField(_("last used"), auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("saved column match")
        verbose_name_plural = _("saved column matches")
        ordering = ["-used_at", "pk"]

    def __str__(self) -> str:
        return self.name
