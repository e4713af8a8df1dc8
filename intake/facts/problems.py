"""The problems of a load: by kind, to be fixed once, and row by row."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from crm import facts as crm
from intake.core.columns.currencies import suggestion
from intake.core.mapping import from_dict
from intake.core.target import TARGETS, Kind
from intake.models import Load, LoadIssue
from intake.wording import sentence
from teams import facts as people

KINDS_SHOWN = 12
ROWS_SHOWN = 6
CHOICES_SHOWN = 400
NO_RATE = "no_rate"  # code of crm.services.loads
_ANOTHER = ("unknown_", "ambiguous_")  # codes of refusals that another value would mend


@dataclass(frozen=True, slots=True)
class KindOfProblem:
    """Rows with the same problem and the same value, and what the value could mean."""

    target: str
    field: str
    value: str
    text: str
    count: int
    rows: list[int | None]
    choices: list[tuple[str, str]]
    chosen: str = ""
    severity: str = "error"
    code: str = ""

    @property
    def wants_rate(self) -> bool:
        """Another value would be wrong: what is missing is a rate, not here but in the company."""
        return self.code == NO_RATE


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem as a table row; `name` is the input for a corrected cell, empty without one."""

    file: str
    row: int | None
    column: str
    value: str
    text: str
    severity: str
    name: str = ""
    fix: str = ""


def issues(load: Load, severity: str) -> QuerySet[LoadIssue]:
    """In the order of file and row. Columns: all of `LoadIssue`."""
    wanted = ["error", "question"] if severity == "error" else [severity]
    return load.issues.filter(severity__in=wanted).order_by("file", "row", "pk")


def kinds(load: Load) -> list[KindOfProblem]:
    """Values of references, choices and currencies that several rows share, most rows first."""
    grouped = (
        load.issues.exclude(value="")
        .exclude(field="")
        .filter(row__isnull=False, severity__in=["error", "warning"])
        .annotate(code=KeyTextTransform("code", "params"))
        .values("file", "field", "value", "kind", "code", "severity")
        .annotate(n=Count("pk"), first=Min("pk"))
        .order_by("severity", "-n", "value")
    )
    targets = _targets(load)
    found: list[KindOfProblem] = []
    for group in grouped[: KINDS_SHOWN * 4]:
        target = targets.get(group["file"], {}).get(group["field"])
        if target and len(found) < KINDS_SHOWN and (one := _kind(load, group, target)):
            found.append(one)
    return found


def problem_rows(load: Load, found: list[LoadIssue]) -> list[ProblemRow]:
    """Rows for the table; only a cell of one column of the file can be corrected here."""
    plain = _plain_columns(load)
    out = []
    for one in found:
        can = one.row is not None and one.column in plain.get(one.file, set())
        fix = load.patches.get(one.file, {}).get(str(one.row), {}).get(one.column, "")
        text = sentence(one.kind, one.params)
        name = f"fix-{one.pk}" if can else ""
        out.append(
            ProblemRow(one.file, one.row, one.column, one.value, text, one.severity, name, fix)
        )
    return out


def without_rate(load: Load) -> tuple[int, list[str]]:
    """How many deals of the load still have no value for want of a rate, in which currencies.

    Which deals they were is not kept: of those that the load told of, no more than are without a
    value today.
    """
    rows = load.issues.filter(kind="said", severity="warning", params__code=NO_RATE)
    told = _counted(rows, "value")
    if not told:
        return 0, []
    deals = crm.opportunities().filter(currency__in=told, value=None, amount__isnull=False)
    still = told & _counted(deals, "currency")
    return still.total(), sorted(still)


def _counted(rows: QuerySet[Any], name: str) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list(name).annotate(n=Count("pk"))))


def _targets(load: Load) -> dict[str, dict[str, str]]:
    """File → our field → the target it belongs to."""
    out: dict[str, dict[str, str]] = {}
    for entry in from_dict(load.mapping).entries if load.mapping.get("files") else ():
        for file in load.issues.values_list("file", flat=True).distinct():
            if entry.matches(file):
                for name in entry.columns:
                    out.setdefault(file, {}).setdefault(name, entry.target)
    return out


def _plain_columns(load: Load) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    entries = from_dict(load.mapping).entries if load.mapping.get("files") else ()
    for file in load.issues.values_list("file", flat=True).distinct():
        for entry in entries:
            if entry.matches(file):
                out.setdefault(file, set()).update(entry.columns_read())
    return out


def _kind(load: Load, group: Any, target: str) -> KindOfProblem | None:
    one = TARGETS[target].field(group["field"])
    code = group["code"] or ""
    rate = code == NO_RATE
    other = not rate and (not code or code.startswith(_ANOTHER))
    meaning = _meanings(one.name, one.kind, one.choices) if other else []
    if not meaning and not rate:
        return None
    same = load.issues.filter(
        file=group["file"], field=group["field"], value=group["value"], kind=group["kind"]
    )
    rows = list(same.order_by("row").values_list("row", flat=True)[: ROWS_SHOWN + 1])
    text = sentence(group["kind"], same.first().params)  # type: ignore[union-attr]
    chosen = load.fixes.get(target, {}).get(one.name, {}).get(group["value"], "")
    if meaning and not chosen and one.kind is Kind.CURRENCY:
        chosen = suggestion(group["value"])
    return KindOfProblem(
        target,
        one.name,
        group["value"],
        text,
        group["n"],
        rows,
        meaning,
        chosen,
        group["severity"],
        code,
    )


def _meanings(name: str, kind: Kind, choices: dict[str, str]) -> list[tuple[str, str]]:
    """What a value of this field could be meant to be."""
    if kind is Kind.CHOICE:
        return [(value, value) for value in dict.fromkeys(choices.values())]
    if kind is Kind.CURRENCY:
        codes = ["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "CNY", "INR", "SEK"]
        base = people.company().currency
        return [(code, code) for code in dict.fromkeys([base, *codes])]
    if name == "stage":
        return [(stage.name, stage.name) for stage in crm.stages()]
    if name in ("owner", "rep", "manager"):
        rows = people.reps().order_by("name").values_list("external_id", "name")
        return list(rows[:CHOICES_SHOWN])
    if name == "team":
        return list(people.teams().order_by("name").values_list("slug", "name")[:CHOICES_SHOWN])
    if name == "territory":
        places = people.territories().order_by("name").values_list("slug", "name")
        return list(places[:CHOICES_SHOWN])
    return []


def headline(one: KindOfProblem) -> str:
    if one.value in one.text:
        return one.text
    return _("“%(value)s”: %(text)s") % {"value": one.value, "text": one.text}
