"""An import in three steps, each a run: a check that stores nothing, the import, its undo.

The check is the import, taken back. Both name their lines, so that what was looked at is what is
stored; what changed in between is refused line by line, as in the check.
"""

from collections import Counter
from collections.abc import Iterable
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

import audit.facts
from audit.services import claim, finish, log, queue_run
from teams.services.refused import Refused
from territories.facts.bulk import BY_SLUG, SHEETS, account_ids
from territories.models import ImportRows, TerritoryModel
from territories.services.bulk import journal, storing
from territories.services.bulk.accounts import accounts
from territories.services.bulk.judging import ADD, CHANGE, REFUSE, SAME, Verdict, judge
from territories.services.bulk.reading import Lines, read
from territories.services.editing.gate import drafted, one_act

CHECK, IMPORT = "territories.check", "territories.import"
MOST = 20_000  # lines that ask for something: they are stored while the person waits
SHOWN = 200  # lines of each kind that a page shows
STORE = {
    "territories": storing.territories,
    "rules": storing.rules,
    "seats": storing.seats,
    "accounts": accounts,
}


def check(*, by: Any, model_id: int, file: IO[bytes], name: str) -> Any:
    """What a file would change: a run that is done, whose result says so. Stores nothing else."""
    sheets = read(file, name)
    if not sheets:
        raise Refused(_("The file has no lines below its heads."))
    with transaction.atomic():
        model = drafted(model_id)
        verdicts = _judged(model, sheets)
        if sum(verdict.act != SAME for verdict in verdicts) > MOST:
            text = _("The file changes more than %(most)s rows. Divide it.")
            raise Refused(text % {"most": MOST})
        with transaction.atomic():
            _store(by, model, verdicts)
            transaction.set_rollback(True)
    lines: dict[str, Lines] = {}
    for verdict in verdicts:
        if verdict.act != SAME:
            lines.setdefault(verdict.sheet, []).append((verdict.line, verdict.raw))
    run = queue_run(kind=CHECK, params={"model": model_id, "file": name}, by=by)
    ImportRows.objects.create(run=run, lines=lines)
    return finish(run, result=_report(verdicts))


def store(*, by: Any, model_id: int, check_id: int) -> Any:
    """The import that a check looked at. Refused lines are left out, the others stored."""
    checked = audit.facts.run(check_id)
    if checked is None or checked.kind != CHECK or checked.params["model"] != model_id:
        raise Refused(_("This check is gone. Upload the file again."))
    with one_act():
        model = drafted(model_id)
        if audit.facts.runs().filter(kind=IMPORT, params__check=check_id).exists():
            raise Refused(_("This file has been stored already."))
        sheets: dict[str, Lines] = ImportRows.objects.get(run=checked).lines
        params = {"model": model_id, "check": check_id, "file": checked.params["file"]}
        run = queue_run(kind=IMPORT, params=params, by=by)
        claim(run)
        return _imported(by, model, run, _judged(model, sheets))


def _imported(by: Any, model: TerritoryModel, run: Any, verdicts: list[Verdict]) -> Any:
    touched = _accounts_of(verdicts)
    before = journal.picture(model, touched)
    _store(by, model, verdicts)
    entries = journal.differences(before, journal.picture(model, touched))
    ImportRows.objects.create(run=run, journal=entries, accounts=sorted(touched))
    result = _report(verdicts)
    counts = result["counts"]
    log(by=by, act="import", obj=model, after={"file": run.params["file"], "run": run.pk} | counts)
    return finish(run, result=result, state="problems" if counts[REFUSE] else "done")


def undo(*, by: Any, model_id: int, run_id: int) -> Any:
    """All rows as they were before the import, unless somebody touched one since."""
    run = audit.facts.run(run_id)
    if run is None or run.kind != IMPORT or run.params["model"] != model_id:
        raise Refused(_("There is no such import."))
    with one_act():
        model = drafted(model_id)
        run.refresh_from_db()
        if run.state not in ("done", "problems"):
            raise Refused(_("This import is undone already."))
        rows = ImportRows.objects.get(run=run)
        journal.put_back(model, rows.journal, rows.accounts)
        log(by=by, act="undo import", obj=model, before={"run": run.pk})
        return finish(run, state="undone")


def _judged(model: TerritoryModel, sheets: dict[str, Lines]) -> list[Verdict]:
    ordered = ((BY_SLUG[slug], sheets[slug]) for slug in BY_SLUG if slug in sheets)
    return [verdict for sheet, lines in ordered for verdict in judge(sheet, model.pk, lines)]


def _store(by: Any, model: TerritoryModel, verdicts: list[Verdict]) -> None:
    for sheet in SHEETS:
        asked = [v for v in verdicts if v.sheet == sheet.slug and v.act in (ADD, CHANGE)]
        STORE[sheet.slug](by, model, asked)


def _accounts_of(verdicts: Iterable[Verdict]) -> set[int]:
    return set(account_ids([v.key for v in verdicts if v.sheet == "accounts"]).values())


def _report(verdicts: list[Verdict]) -> dict[str, Any]:
    """Counts in all and by sheet, and the first lines of what changes and of what is refused."""
    counts = Counter(v.act for v in verdicts)
    by_sheet: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        by_sheet.setdefault(verdict.sheet, Counter())[verdict.act] += 1
    acts = (ADD, CHANGE, SAME, REFUSE)
    return {
        "counts": {act: counts[act] for act in acts},
        "by_sheet": {slug: {act: n[act] for act in acts} for slug, n in by_sheet.items()},
        "changes": [_change(v) for v in verdicts if v.act in (ADD, CHANGE)][:SHOWN],
        "refused": [_refused(v) for v in verdicts if v.act == REFUSE][:SHOWN],
    }


def _change(verdict: Verdict) -> dict[str, Any]:
    before, now = verdict.before, verdict.cells
    told = [name for name in verdict.changed if name != BY_SLUG[verdict.sheet].key]
    changes = [[name, before.get(name, ""), now[name]] for name in told]
    key = verdict.key or verdict.cells.get("territory", "")
    return {
        "sheet": verdict.sheet,
        "line": verdict.line,
        "act": verdict.act,
        "key": key,
        "changes": changes,
    }


def _refused(verdict: Verdict) -> dict[str, Any]:
    faults = [[fault.column, fault.value, fault.message] for fault in verdict.faults]
    return {"sheet": verdict.sheet, "line": verdict.line, "key": verdict.key, "faults": faults}
