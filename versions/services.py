"""What the acts in the life of each version have in common. An app's act locks the row with
`ready`, asks what is its own, and takes its `step`, all in one transaction."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from teams.services.refused import Refused
from versions.core import states
from versions.models import Version


def ready[V: Version](row: V, act: str, instead: Callable[[str, str], str]) -> V:
    """The row as it is now; a second person waits, then reads what the first one did.

    When the act does not follow, `instead` says what does, of the act and the state."""
    now = locked(row)
    try:
        states.after(act, now.state)
    except states.NotNow as problem:
        raise refused(now, instead(act, now.state)) from problem
    return now


def locked[V: Version](row: V) -> V:
    """Until the transaction ends, nobody else takes a step with it."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def refused(row: Version, sentence: str) -> Refused:
    """With the name of the version and what its state is called."""
    return Refused(sentence % {"name": row.name, "state": row.get_state_display()})


def refuse_own(row: Version, by: Any, sentence: str) -> None:
    """Nobody approves what they submitted, unless there is nobody else who may (`%(names)s`)."""
    submitted = row.events.filter(kind="submit").order_by("-at", "-pk").first()
    if submitted is None or submitted.by_id != by.pk:
        return
    if others := [name for pk, name in teams.facts.may_do("approve") if pk != by.pk]:
        raise Refused(sentence % {"names": get_text_list(others[:3], _("or"))})


def step[V: Version](row: V, act: str, by: Any, words: str) -> V:
    """From the state that the row has to the one after the act."""
    before, row.state = row.state, states.after(act, row.state)
    row.save(update_fields=["state"])
    tell(row, act, by, words, before)
    return row


def tell(row: Version, act: str, by: Any, words: str, before: str) -> None:
    """That it came from the state `before` to the one that it has."""
    row.events.create(kind=act, words=words.strip(), by=by)
    change = {"before": {"state": before}, "after": {"state": row.state}}
    log(by=by, act=act, obj=row, reason=words.strip(), **change)


def comment(row: Version, by: Any, words: str, **more: Any) -> Any:
    """Something to say; `more`: what the app's events hold besides."""
    event = row.events.create(kind="comment", words=words.strip(), by=by, **more)
    log(by=by, act="comment", obj=row, after=more, reason=words.strip())
    return event


def is_taken(rows: QuerySet[Any], name: str, except_for: Version | None) -> bool:
    """Names are how people speak of versions: no two are alike, whatever their capitals."""
    others = rows.exclude(pk=except_for.pk) if except_for else rows
    return others.filter(name__iexact=name).exists()


def closed(row: Version, active: str) -> Refused:
    """What to do instead of editing a version that is no draft; `active`: one that is in force."""
    ways = {
        states.IN_REVIEW: _("“%(name)s” is in review. Send it back first, then change it."),
        states.APPROVED: _("“%(name)s” is approved. Revoke the approval first, then change it."),
        states.ACTIVE: active,
        states.ARCHIVED: _("“%(name)s” is over and stays as it was. Copy it to a draft."),
    }
    return refused(row, ways[row.state])
