"""What each version has, whatever it plans, and what each of its events has; without tables."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """One version of a plan. The app adds its `state`, which has its own names, the days `active`
    on which the version is or was in force, and `events`."""

    state: Any
    get_state_display: Any
    active: Any
    events: Any

    name = models.CharField(_("name"), max_length=120, unique=True)
    note = models.TextField(_("what it is for"), blank=True)
    based_on = models.ForeignKey(
        "self",
        verbose_name=_("copy of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="copies",
    )
    by = models.ForeignKey(
        "teams.User",
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """What somebody did to a version, and why; never edited. A comment is an event without a step.

    The app adds its `kind` (an act of versions.core.states, "comment", or one of its own) and the
    version, by the name `events`."""

    kind: Any
    get_kind_display: Any

    words = models.TextField(_("words"), blank=True)
    by = models.ForeignKey("teams.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
