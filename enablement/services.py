"""Writing coaching notes: every act adds a version, so what was written stays."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import log
from enablement import facts
from enablement.models import NoteVersion
from teams import facts as teams
from teams.services.refused import Refused


@dataclass(frozen=True, slots=True)
class Content:
    """What a version says."""

    text: str
    kpi: str = ""
    follow_up_on: date | None = None
    state: str = NoteVersion.State.OPEN


def write_note(*, access: Any, rep_id: int, content: Content) -> NoteVersion:
    """A new note: a manager's is between them and the person, a person's own goes to whoever leads
    them today."""
    if not facts.may_write(access, rep_id):
        raise Refused(_("Only the person and those who lead them today write notes."))
    own = access.rep_id == rep_id
    manager = facts.manager_of(rep_id, teams.today()) if own else access.rep_id
    with transaction.atomic():
        return _add(access.user, uuid4(), 1, rep_id, manager, content, "write")


def correct_note(*, access: Any, thread: UUID, number: int, content: Content) -> NoteVersion:
    """What the note says from now on; what is done stays done.

    `number` is the version that was read: if somebody has written another since, Refused.
    """
    with transaction.atomic():
        last = _last(access, thread)
        if last.number != number:
            raise Refused(_("Somebody else has changed this note since you opened it."))
        said = replace(content, state=last.state)
        if said == _content(last):
            return last
        return _follow(access.user, last, said, "correct")


def close_note(*, access: Any, thread: UUID) -> NoteVersion:
    """Nothing is left to follow up. Twice is once."""
    with transaction.atomic():
        last = _last(access, thread)
        if last.state == NoteVersion.State.DONE:
            return last
        done = replace(_content(last), state=NoteVersion.State.DONE)
        return _follow(access.user, last, done, "close")


def undo_note(*, access: Any, thread: UUID) -> NoteVersion:
    """Say again what the version before said; a note with one version is taken back.

    Undoing an undo brings back what was undone.
    """
    with transaction.atomic():
        last = _last(access, thread)
        before = NoteVersion.objects.filter(thread=thread, number=last.number - 1).first()
        said = _content(before or last)
        if before is None:
            said = replace(said, state=NoteVersion.State.WITHDRAWN)
        return _follow(access.user, last, said, "undo")


def _last(access: Any, thread: UUID) -> NoteVersion:
    """The version that stands, locked by the note's first: the second of two writers waits."""
    list(NoteVersion.objects.select_for_update().filter(thread=thread, number=1))
    last = facts.note(access, thread)
    if last is None or not facts.may_write(access, last.rep_id):
        raise Refused(_("Only the person and those who lead them today write notes."))
    return last


def _content(row: NoteVersion) -> Content:
    return Content(row.text, row.kpi, row.follow_up_on, row.state)


def _follow(by: Any, last: NoteVersion, content: Content, act: str) -> NoteVersion:
    return _add(by, last.thread, last.number + 1, last.rep_id, last.manager_id, content, act)


def _add(
    by: Any,
    thread: UUID,
    number: int,
    rep_id: int,
    manager_id: int | None,
    content: Content,
    act: str,
) -> NoteVersion:
    row = NoteVersion.objects.create(
        thread=thread,
        number=number,
        rep_id=rep_id,
        manager_id=manager_id,
        text=content.text,
        kpi=content.kpi,
        follow_up_on=content.follow_up_on,
        state=content.state,
        by=by,
    )
    # What it says is not logged: the log has more readers than the note
    log(by=by, act=act, obj=row)
    return row
