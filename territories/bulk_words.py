"""What is said about files: what they would change, how far the work is, what was stored."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.facts import log_of
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


def stored(run: Any) -> str:
    counts = run.result["counts"]
    n = counts["add"] + counts["change"]
    text = ngettext("%(n)s row is stored.", "%(n)s rows are stored.", n)
    return text % {"n": count(n)}


def progress(run: Any) -> Progress:
    """Rows that were looked at; then the time until all is stored is not known."""
    if run.state == "queued":
        return Progress(None, _("Waiting for a worker"))
    stages = [text for _at, text in log_of(run)]
    if stages and stages[-1] == "storing":
        label = _("Trying to store rows") if run.kind == "territories.check" else _("Storing rows")
        return Progress(None, label)
    said = {"n": count(run.progress), "total": count(run.total)}
    return Progress(run.progress / (run.total or 1), _("%(n)s of %(total)s rows read") % said)
