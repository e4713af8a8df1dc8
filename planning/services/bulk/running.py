"""An import in three steps, each a run: a check that stores nothing, the import, its undo.

What was checked is what is stored: if anybody edited the plan in between, the check is asked for
again. The runs keep the rows, so that an import can be undone as a whole.
"""

from collections import Counter
from dataclasses import asdict
from typing import IO, Any

from django.utils.translation import gettext as _

import audit.facts
from audit.services import claim, finish, log, queue_run
from planning.facts import bulk as facts
from planning.facts.lines import amount
from planning.facts.plans import plans
from planning.models import QuotaLine, QuotaPlan
from planning.services.bulk.judging import CHANGE, REFUSE, SAME, judge
from planning.services.bulk.reading import read
from planning.services.gate import drafted, one_act, refuse_closed
from planning.services.lines.figures import text, write
from teams.services.refused import Refused

CHECK, IMPORT = "planning.check", "planning.import"


def check(*, by: Any, plan: QuotaPlan, file: IO[bytes], name: str) -> Any:
    """What a file would change: a run that is done, whose result says so. Stores nothing else."""
    lines = read(file, name)
    row = plans().get(pk=plan.pk)
    refuse_closed(row)
    verdicts = list(judge(row.pk, facts.stored(row), lines))
    counts = Counter(one.act for one in verdicts)
    params = {"plan": row.pk, "file": name, "edits": row.edits}
    run = queue_run(kind=CHECK, params=params, by=by)
    result = {
        "counts": {act: counts[act] for act in (CHANGE, SAME, REFUSE)},
        "changes": [asdict(one) for one in verdicts if one.act == CHANGE],
        "refused": [asdict(one) for one in verdicts if one.act == REFUSE],
    }
    return finish(run, result=result)


def store(*, by: Any, plan: QuotaPlan, check_id: int) -> Any:
    """What a check looked at. Refused rows are left out, the others stored."""
    checked = audit.facts.run(check_id)
    if checked is None or checked.kind != CHECK or checked.params["plan"] != plan.pk:
        raise Refused(_("This check is gone. Upload the file again."))
    with one_act():
        row = drafted(plan.pk)
        if audit.facts.runs().filter(kind=IMPORT, params__check=check_id).exists():
            raise Refused(_("This file has been stored already."))
        if checked.params["edits"] != row.edits - 1:
            raise Refused(_("Somebody changed the plan since the check. Upload the file again."))
        params = {"plan": plan.pk, "check": check_id, "file": checked.params["file"]}
        run = queue_run(kind=IMPORT, params=params, by=by)
        claim(run)
        rows = _write(by, checked.result["changes"], params["file"])
        result = {"counts": checked.result["counts"], "rows": rows}
        log(by=by, act="import", obj=row, after={"file": params["file"], "rows": len(rows)})
        return finish(run, result=result, state=_ended(result["counts"]))


def undo(*, by: Any, plan: QuotaPlan, run_id: int) -> Any:
    """All figures and locks as they were before, unless somebody changed one since."""
    run = audit.facts.run(run_id)
    if run is None or run.kind != IMPORT or run.params["plan"] != plan.pk:
        raise Refused(_("There is no such import."))
    with one_act():
        row = drafted(plan.pk)
        run.refresh_from_db()
        if run.state not in ("done", "problems"):
            raise Refused(_("This import is undone already."))
        entries = {one["line"]: one for one in run.result["rows"]}
        rows = list(QuotaLine.objects.select_for_update().filter(pk__in=entries))
        if len(rows) < len(entries) or any(_differs(one, entries[one.pk]["after"]) for one in rows):
            raise Refused(
                _("Rows of this import were changed since, so it can't be undone as a whole. "
                  "Change by hand what shall be different.")
            )  # fmt: skip
        _put(by, rows, {pk: one["before"] for pk, one in entries.items()}, _("Import undone"))
        log(by=by, act="undo import", obj=row, before={"run": run.pk})
        return finish(run, state="undone")


def _write(by: Any, changes: list[dict[str, Any]], file: str) -> list[dict[str, Any]]:
    """Both sides of each row: figure and lock."""
    asked = {one["line"]: [one["planned"], one["locked"]] for one in changes}
    rows = list(QuotaLine.objects.select_for_update().filter(pk__in=asked))
    kept = [{"line": r.pk, "before": _side(r), "after": asked[r.pk]} for r in rows]
    _put(by, rows, asked, _("From %(file)s") % {"file": file})
    return kept


def _put(by: Any, rows: list[QuotaLine], sides: dict[int, list[Any]], why: str) -> None:
    write(by, rows, {row.pk: amount(sides[row.pk][0]) for row in rows}, why=why)
    turned = [row for row in rows if row.locked != sides[row.pk][1]]
    for row in turned:
        row.locked = sides[row.pk][1]
        row.version += 1
    QuotaLine.objects.bulk_update(turned, ["locked", "version"], batch_size=500)


def _side(row: QuotaLine) -> list[Any]:
    return [text(row.planned), row.locked]


def _differs(row: QuotaLine, side: list[Any]) -> bool:
    return (row.planned, row.locked) != (amount(side[0]), side[1])


def _ended(counts: dict[str, int]) -> str:
    return "problems" if counts[REFUSE] else "done"
