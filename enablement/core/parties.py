"""Who takes part in a coaching note: the person and one manager, nobody in between or above.

docs/decisions/0012-coaching-notes-have-two-parties.md
"""

from collections.abc import Iterable, Sequence
from datetime import date

from teams.core.access import OPERATORS, Belonging


def reads_all(role: str) -> bool:
    """Operations and administrators answer for the data; finance and executives do not read it."""
    return role in OPERATORS


def leader(rep_id: int, teams: Sequence[int], belongings: Iterable[Belonging]) -> int | None:
    """The manager of somebody whose home and the teams above it are `teams`, the nearest first.

    Whoever leads the nearest team that anybody else leads; of several, who has led it longest.
    `belongings` are those of one day.
    """
    led: dict[int, list[Belonging]] = {}
    for one in belongings:
        if one.leads and one.rep_id != rep_id:
            led.setdefault(one.team_id, []).append(one)
    for team in teams:
        if team in led:
            return min(led[team], key=_since).rep_id
    return None


def _since(one: Belonging) -> tuple[date, int]:
    return one.days.start or date.min, one.rep_id
