"""What is said about a report: of whom, by whom, as of when, and whether it still counts."""

from typing import Any

from django.utils.translation import gettext as _

from reports.models import Report
from ui import formats
from ui.components import Note, Tag
from ui.period_picker import title


def name(report: Report) -> str:
    return _("Quarterly review, %(period)s") % {"period": title(report.period)}


def author(report: Report) -> str:
    return report.author_name or _("System")


def lede(report: Report) -> str:
    """Of whom, which days, by whom, as of when."""
    as_of = report.as_of or report.made_at
    said = {
        "scope": report.scope_name,
        "start": formats.day_long(report.start),
        "end": formats.day_long(_last(report)),
        "author": author(report),
        "made": formats.day_long(report.made_at),
        "as_of": formats.day_long(as_of),
        "time": formats.clock(as_of),
        "currency": report.currency,
    }
    return (
        _(
            "%(scope)s, %(start)s to %(end)s. Made by %(author)s on %(made)s with the data of "
            "%(as_of)s, %(time)s; amounts in %(currency)s."
        )
        % said
    )


def _last(report: Report) -> Any:
    return report.end.fromordinal(report.end.toordinal() - 1)


def state(report: Report) -> Tag:
    if report.withdrawn_at:
        return Tag(_("Withdrawn"), "bad", "ban")
    if report.superseded_at:
        return Tag(_("Superseded"), "", "history")
    return Tag(_("In force"), "good", "snowflake")


def note(report: Report, whole: bool) -> Note | None:
    """The one line about a report that is not in force, or not what was kept."""
    if not whole:
        return Note(_("The content is not what was kept: do not rely on it."), "bad")
    if report.withdrawn_at:
        said = {
            "who": report.withdrawn_by,
            "when": formats.day_long(report.withdrawn_at),
            "why": report.withdrawn_because,
        }
        return Note(_("Withdrawn by %(who)s on %(when)s: %(why)s") % said, "bad")
    if report.superseded_at:
        said = {"when": formats.day_long(report.superseded_at)}
        return Note(_("A newer review of this quarter was made on %(when)s.") % said, "warn")
    return None


def since() -> str:
    return _("Corrections since")


def fingerprint(report: Report) -> str:
    """The name of what was frozen, to be compared on paper."""
    said = {"number": report.pk, "name": report.fingerprint[:16]}
    return _("Review %(number)s, fingerprint %(name)s") % said
