"""Teams that miss again and again, for who leads them and for who sees all."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import miss_words as words
from planning.facts import misses as facts
from planning.facts.misses import Team
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def misses_of(access: Any, most: int) -> list[Todo]:
    """One line a team."""
    if not access.may("see_company"):
        return []
    return [_todo(team) for team in facts.told(access.team_ids)][:most]


def _todo(team: Team) -> Todo:
    n = len(team.run.periods)
    text = ngettext(
        "%(team)s missed %(n)s quarter running", "%(team)s missed %(n)s quarters running", n
    )
    causes = team.run.causes
    why = _("Most of it: %(cause)s.") % {"cause": words.cause(causes.main)} if causes else ""
    return Todo(
        text % {"team": team.name, "n": formats.count(n)},
        f"{reverse('planning:misses')}#team-{team.slug}",
        amount=formats.money(causes.missed) if causes else "",
        why=why,
        tone="bad",
        icon="target",
    )


ASK = Ask(misses_of)
