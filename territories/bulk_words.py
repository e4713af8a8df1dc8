"""What is said about files: what they would change, how far the work is, what was stored."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.facts import log_of
from territories.services.bulk.running import CHECK, UNDO
from ui.components import Progress, Tile
from ui.formats import count


def tiles(counts: dict[str, int]) -> list[Tile]:
    said = {
        "add": _("Added"),
        "change": _("Changed"),
        "same": _("Unchanged"),
        "refuse": _("Refused"),
    }
    return [Tile(label, count(counts[act])) for act, label in said.items()]


def button(asked: int, refused: int) -> str:
    said = ngettext("Store %(n)s row", "Store %(n)s rows", asked) % {"n": count(asked)}
    if not refused:
        return said
    return _("%(store)s, leave %(n)s out") % {"store": said, "n": count(refused)}


def done(run: Any) -> str:
    """What is said once an import or an undo has ended well."""
    if run.kind == UNDO:
        return _("All rows are as they were before the import.")
    counts = run.result["counts"]
    n = counts["add"] + counts["change"]
    text = ngettext("%(n)s row is stored.", "%(n)s rows are stored.", n)
    return text % {"n": count(n)}


def progress(run: Any) -> Progress:
    """Rows that were looked at, or put back; the time until all is stored is not known."""
    if run.state == "queued":
        return Progress(None, _("Waiting for a worker"))
    said = {"n": count(run.progress), "total": count(run.total)}
    share = run.progress / (run.total or 1)
    if run.kind == UNDO:
        return Progress(share, _("%(n)s of %(total)s rows put back") % said)
    stages = [text for _at, text in log_of(run)]
    if stages and stages[-1] == "storing":
        label = _("Trying to store rows") if run.kind == CHECK else _("Storing rows")
        return Progress(None, label)
    return Progress(share, _("%(n)s of %(total)s rows read") % said)
