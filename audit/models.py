"""Who did what, and which run made which number."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """One load or calculation: its inputs, state, log and result.

    `fingerprint` names the inputs: the same inputs show the earlier run. `heartbeat_at` is
    renewed while the work goes on, so that a run whose worker died can be told from a slow one.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        PROBLEMS = "problems", _("Done with problems")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    params = models.JSONField(_("inputs"), default=dict, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True, db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.QUEUED, db_index=True
    )
    progress = models.PositiveBigIntegerField(_("done so far"), default=0)
    total = models.PositiveBigIntegerField(_("to do"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True)
    log = models.TextField(_("log"), blank=True)
    error = models.TextField(_("error"), blank=True)
    code_version = models.CharField(_("code version"), max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts"
    )
    queued_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-queued_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class LogEntry(models.Model):
    """What a person did to an object, and why; written by services, never edited."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    act = models.CharField(_("act"), max_length=60)
    object_kind = models.CharField(_("object"), max_length=60)
    object_id = models.CharField(_("object id"), max_length=60)
    object_label = models.CharField(_("name"), max_length=250, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="audit_log_object")]

    def __str__(self) -> str:
        return f"{self.act} {self.object_label or self.object_id}"


class WrittenJSON(models.JSONField):
    """JSON that is kept as it was written, since it is written often and read rarely.

    PostgreSQL's `json`, in which the same row costs 40 % less to write than in `jsonb`.
    """

    def db_type(self, connection: Any) -> str:
        return "json"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The driver has read it already."""
        return value


class LoadedRow(models.Model):
    """How a row was before a load changed or removed it; without `before`, the load made it.

    Rows that a load made and that carry its run themselves are not listed: only changes are.
    `earlier_run` is the load whose values were replaced: while such a row stands, that load
    cannot be undone. As many rows come at once as a load changes, so the database need not look up
    the run for each, and finds them by the constraint.
    """

    run = models.ForeignKey(
        "audit.Run",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    table = models.CharField(max_length=63)
    pk_value = models.BigIntegerField()
    earlier_run = models.ForeignKey(
        "audit.Run", null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    before = WrittenJSON(null=True)

    class Meta:
        verbose_name = _("row changed by a load")
        verbose_name_plural = _("rows changed by loads")
        constraints = [
            models.UniqueConstraint(fields=["run", "table", "pk_value"], name="audit_loaded_once")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.pk_value}"


class Sighting(models.Model):
    """Which rows of a table a load stated, as of when, and which of their columns.

    An export that is loaded after a newer one must not turn the clock back: what a later
    sighting stated stays. Kept as arrays, since one load states up to millions of rows.
    """

    run = models.ForeignKey("audit.Run", on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=63)
    as_of = models.DateTimeField()
    columns = ArrayField(models.CharField(max_length=63))
    pks = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("rows stated by a load")
        verbose_name_plural = _("rows stated by loads")
        indexes = [models.Index(fields=["table", "as_of"], name="audit_sighting_when")]

    def __str__(self) -> str:
        return f"{self.table} {self.as_of:%Y-%m-%d}"


class Reading(models.Model):
    """A way in which rows of files are read into a table: the same raw row means the same there.

    `meaning` names everything besides the row that its meaning depends on; `columns` are those
    that such a row states. One that no load used for long is forgotten.
    """

    table = models.CharField(max_length=63)
    meaning = models.CharField(max_length=64)
    columns = ArrayField(models.CharField(max_length=63))
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("way of reading")
        verbose_name_plural = _("ways of reading")
        constraints = [
            models.UniqueConstraint(fields=["table", "meaning"], name="audit_reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.meaning[:8]}"


class ReadRows(models.Model):
    """Raw rows that were read: their mark, the row of the table that they state, and its state.

    Mark and state are 64-bit hashes. A row is known when its mark is and the state is still so.
    """

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="rows")
    marks = ArrayField(models.BigIntegerField())
    pks = ArrayField(models.BigIntegerField())
    states = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("rows that were read")
        verbose_name_plural = _("rows that were read")

    def __str__(self) -> str:
        return f"{len(self.pks)} rows of {self.reading}"


class ReadTexts(models.Model):
    """What the texts in a column of such rows pointed at."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="texts")
    column = models.CharField(max_length=63)
    texts = ArrayField(models.TextField())
    pks = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("texts that were read")
        verbose_name_plural = _("texts that were read")

    def __str__(self) -> str:
        return f"{self.column} of {self.reading}"
