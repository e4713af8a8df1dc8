"""Coaching notes as a reader sees them. Reads only."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from enablement.core import parties
from enablement.models import NoteVersion, NoteVersions
from teams import facts as teams
from teams.core.access import MANAGER, REP

__all__ = [
    "due",
    "manager_of",
    "may_write",
    "mentioning",
    "note",
    "notes_about",
    "to_follow_up",
    "versions",
]


def notes_about(access: Any, rep_id: int) -> NoteVersions:
    """Notes about a person that this reader may read, as they stand; open ones first, what
    is due earliest at the top, then the newest.

    Columns: all of `NoteVersion`, with rep, manager and by."""
    return (
        _standing(access)
        .filter(rep=rep_id)
        .order_by("-state", F("follow_up_on").asc(nulls_last=True), "-at")
    )


def note(access: Any, thread: UUID) -> NoteVersion | None:
    """One note as it stands, also one taken back; None where there is none for this reader."""
    rows = NoteVersion.objects.visible_to(access).newest().filter(thread=thread)
    return rows.select_related("rep", "manager", "by").first()


def versions(access: Any, threads: Iterable[UUID]) -> NoteVersions:
    """All versions of these notes, the first first; with who wrote each."""
    rows = NoteVersion.objects.visible_to(access).filter(thread__in=list(threads))
    return rows.select_related("by").order_by("thread", "number")


def to_follow_up(access: Any) -> NoteVersions:
    """Open notes with a follow-up day, of people whom a manager leads today; the earliest first.

    Who has led somebody once keeps their notes, but has nothing to follow up any more.
    """
    rows = _standing(access).to_follow_up()
    seen = access.rep_ids
    rows = rows if seen is None else rows.filter(rep__in=seen)
    return rows.order_by("follow_up_on", "rep__name", "pk")


def mentioning(rows: NoteVersions, text: str) -> NoteVersions:
    """Those with all the words, in the note or in the person's name."""
    for word in text.split()[:6]:
        rows = rows.filter(Q(text__icontains=word) | Q(rep__name__icontains=word))
    return rows


def due(access: Any, day: date) -> int:
    """How many of them are due on the day or were before."""
    return to_follow_up(access).due_on(day).count()


def may_write(access: Any, rep_id: int) -> bool:
    """A manager about people whom they lead today, and everyone about themselves."""
    if access.role not in (REP, MANAGER) or access.rep_id is None:
        return False
    return access.rep_id == rep_id or (access.role == MANAGER and rep_id in access.rep_ids)


def manager_of(rep_id: int, day: date) -> int | None:
    """Who leads a person on the day; None when nobody does."""
    belongings = teams.memberships(day, day + timedelta(1))
    home = next((b.team_id for b in belongings if b.rep_id == rep_id and not b.leads), None)
    if home is None:
        return None
    above = [home, *teams.team_tree().above(home)]
    return parties.leader(rep_id, above, belongings)


def _standing(access: Any) -> NoteVersions:
    rows = NoteVersion.objects.visible_to(access).standing()
    return rows.select_related("rep", "manager", "by")
