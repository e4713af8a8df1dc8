"""A person accepts or declines their letter. An answer is never edited; another one follows it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import log
from planning.facts.letters import is_last
from planning.models import Letter, LetterAnswer
from teams.services.refused import Refused

Kind = LetterAnswer.Kind


def accept(*, letter: Letter, typed_name: str, digest: str, by: Any) -> LetterAnswer:
    """By the name as it stands in the letter; capitals and spaces don't matter."""
    if _plain(typed_name) != _plain(letter.facts["person"]):
        raise Refused(
            _("Type your name as it stands in the letter: %(name)s.")
            % {"name": letter.facts["person"]}
        )
    said = {"kind": Kind.ACCEPTED, "typed_name": " ".join(typed_name.split())}
    return _answer(letter, digest, by, said)


def decline(*, letter: Letter, reason: str, digest: str, by: Any) -> LetterAnswer:
    """With a reason. The quota counts all the same, until it is changed."""
    if not reason.strip():
        raise Refused(_("Say why you decline."))
    return _answer(letter, digest, by, {"kind": Kind.DECLINED, "reason": reason.strip()})


@transaction.atomic
def _answer(letter: Letter, digest: str, by: Any, said: dict[str, str]) -> LetterAnswer:
    row = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("publication")
        .get(pk=letter.pk)
    )
    if digest != row.digest:
        raise Refused(_("This is not the letter that you saw. Read it again, please."))
    if not is_last(row):
        raise Refused(_("There is a newer letter. Answer that one, please."))
    last = row.answers.order_by("-at", "-pk").first()
    if last is not None and _same(last, said):
        return last
    made = LetterAnswer.objects.create(letter=row, digest=row.digest, by=by, **said)
    after = {"kind": made.kind, "digest": row.digest}
    log(by=by, act="answer", obj=row, after=after, reason=made.reason)
    return made


def _same(last: LetterAnswer, said: dict[str, str]) -> bool:
    """Sending twice is one answer."""
    return last.kind == said["kind"] and last.reason == said.get("reason", "")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
