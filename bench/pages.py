"""Pages over the company: CPU of one call, queries, bytes; and people who browse all at once.

W5 and W7 call the page in this process, signed in, with stored numbers and warm caches. W9 starts
the production server with two workers and lets people read at human pace, first undisturbed, then
while everything is recomputed.
"""

from collections.abc import Iterable
from typing import Any

from django.core.management import call_command
from django.test import Client

from bench import browsing
from bench.company import Size
from bench.frame import Figure, alone
from kernel.periods import Period
from kpis import facts, services
from operations.services import hygiene
from teams import facts as teams
from teams.models import User

PAGE, LIST = 30, 60  # milliseconds of CPU for one call
PAGES = {
    "the company": "/performance/",
    "a team": "/performance/teams/team-3/",
    "a rep": "/performance/reps/{rep}/",
    "a trend": "/trends/?kpi=win_rate&scope=company",
    "all teams": "/teams/",
}
LISTS = {
    "latest deals": "/deals/",
    "open deals by value": "/deals/?status=open&sort=-value",
    "a team's won deals": "/deals/?status=won&scope=team:team-3&sort=-closed_on",
    "deals by name": "/deals/?q=Deal+12",
    "accounts": "/accounts/",
    "a comparison": "/compare/?kpi=win_rate",
    "accounts without deals": "/accounts/?has=none",
    "deals of the funnel": "/pipeline/funnel/deals/?stage=2",
    "deals to fix": "/hygiene/",
    "a team's overdue deals to fix": "/hygiene/?scope=team:team-3&rule=overdue",
}


def figures(size: Size) -> Iterable[Figure]:
    if not facts.series(teams.company_scope(), "won_value", _quarter())[0].as_of:
        services.recompute()  # the only part that was asked for
    hygiene.check()
    call_command("collectstatic", interactive=False, verbosity=0)
    client = _client("executive")
    rep = next(iter(teams.reps().values_list("pk", flat=True)[:1]))
    for name, path in PAGES.items():
        yield _page(client, f"W5 {name}", path.format(rep=rep), PAGE)
    for name, path in LISTS.items():
        yield _page(client, f"W7 {name}", path, LIST)
    if size.deals > 100_000:
        yield from browsing.figures(PAGES | LISTS, rep)


def _quarter() -> list[Period]:
    return [teams.company().calendar.quarter_of(teams.today())]


def _client(role: str) -> Client:
    person, _ = User.objects.get_or_create(email=f"{role}@bench.example", defaults={"role": role})
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _page(client: Client, name: str, path: str, limit: float) -> Figure:
    def act() -> Any:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response

    figure = alone(name, f"`{path}`", act, limit=limit, times=8)
    figure.details["bytes"] = len(act().content)
    return figure
