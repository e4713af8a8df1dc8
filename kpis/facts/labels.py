"""What the rows behind a number are called, and which page tells more about each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crm import facts as crm
from quotas import facts as quotas
from teams import facts as teams

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Label:
    """`detail` is a second line; `url` the name of the page that takes the id (or slug)."""

    text: str
    detail: str = ""
    url: str = ""


def labels(keys: Iterable[Key]) -> dict[Key, Label]:
    """Labels by kind and id; one query per kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    readers = {"deal": _deals, "activity": _activities, "quota": _quotas, "rep": _reps}
    readers["team"] = _teams
    return {
        (kind, pk): label
        for kind, ids in by_kind.items()
        for pk, label in readers[kind](ids).items()
    }


def _deals(ids: list[int]) -> dict[int, Label]:
    rows = crm.opportunities().filter(pk__in=ids).values_list("pk", "name", "account__name")
    return {pk: Label(name, account or "", "crm:deal") for pk, name, account in rows}


def _activities(ids: list[int]) -> dict[int, Label]:
    rows = crm.activities().filter(pk__in=ids)
    return {
        row.pk: Label(row.subject or row.get_kind_display(), row.get_kind_display()) for row in rows
    }


def _reps(ids: list[int]) -> dict[int, Label]:
    rows = teams.reps().filter(pk__in=ids).values_list("pk", "name")
    return {pk: Label(name, "", "dashboards:rep") for pk, name in rows}


def _teams(ids: list[int]) -> dict[int, Label]:
    return {team.id: Label(team.name) for team in teams.team_facts() if team.id in ids}


def _quotas(ids: list[int]) -> dict[int, Label]:
    rows = quotas.quotas().filter(pk__in=ids).select_related("rep", "team")
    return {row.pk: Label(str(row.rep or row.team), _span(row.valid)) for row in rows}


def _span(valid: object) -> str:
    return f"{valid.lower} – {valid.upper}"  # type: ignore[attr-defined]
