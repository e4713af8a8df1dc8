"""What came of the lines of a file, as it is kept with the run."""

from collections import Counter
from itertools import islice
from typing import Any

from territories.facts.bulk import BY_SLUG
from territories.services.bulk.judging import ADD, CHANGE, REFUSE, SAME, Verdict

SHOWN = 200  # lines of each kind that a page shows


def report(verdicts: list[Verdict]) -> dict[str, Any]:
    """Counts in all and by sheet, and the first lines of what changes and of what is refused."""
    counts = Counter(v.act for v in verdicts)
    by_sheet: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        by_sheet.setdefault(verdict.sheet, Counter())[verdict.act] += 1
    asked = (v for v in verdicts if v.act in (ADD, CHANGE))
    refused = (v for v in verdicts if v.act == REFUSE)
    acts = (ADD, CHANGE, SAME, REFUSE)
    return {
        "counts": {act: counts[act] for act in acts},
        "by_sheet": {slug: {act: n[act] for act in acts} for slug, n in by_sheet.items()},
        "changes": [_change(v) for v in islice(asked, SHOWN)],
        "refused": [_refused(v) for v in islice(refused, SHOWN)],
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
