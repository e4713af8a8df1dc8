"""Problems and results in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.services import refusals
from intake.core.messages import MESSAGES, Counted


def sentence(kind: str, params: Mapping[str, Any]) -> str:
    """The sentence of a problem; what another app said is said again in the reader's language."""
    template = MESSAGES.get(kind)
    if template is None:
        return kind
    if kind == "said":
        return _said(params)
    said = _in_language(template, params)
    try:
        return said.format_map(params)
    except (KeyError, IndexError, ValueError):
        return said


def _in_language(template: str | Counted, params: Mapping[str, Any]) -> str:
    if isinstance(template, Counted):
        number = params.get(template.by)
        return ngettext(template.one, template.many, number if isinstance(number, int) else 2)
    return _(template)


def _said(params: Mapping[str, Any]) -> str:
    """As it was said once, where the code is not known any more."""
    try:
        return refusals.sentence(params["code"], params["column"], params["value"])
    except KeyError:
        return str(params.get("text", ""))


def counted(document: Mapping[str, Any]) -> Iterator[str]:
    """The document of a load for a terminal."""
    if document["dry_run"]:
        yield _("Checked only; nothing was changed.")
    for file in document["files"]:
        words = {**file, "name": f"{file['file']} → {file['target']}"}
        yield (
            ngettext(
                "%(name)s: %(rows)s row, %(created)s new, %(updated)s changed, "
                "%(unchanged)s unchanged, %(rejected)s set aside",
                "%(name)s: %(rows)s rows, %(created)s new, %(updated)s changed, "
                "%(unchanged)s unchanged, %(rejected)s set aside",
                file["rows"],
            )
            % words
        )
    for issue in document["issues"]:
        place = ", ".join(
            str(part) for part in (issue["file"], issue["row"], issue["column"]) if part
        )
        value = f" “{issue['value']}”" if issue["value"] else ""
        yield f"{issue['severity']}: {place}{value}: {issue['message']}"
    if left := document["issues_left_out"]:
        yield ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left}
    if document["status"] == "refused":
        yield _("Refused: nothing was changed.")
