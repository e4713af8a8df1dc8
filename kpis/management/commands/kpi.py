"""Print KPIs of a scope and period, as stored or worked out for another day."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.periods import Period
from kernel.registry import UnknownSlug
from kpis.core.metrics import METRICS
from kpis.facts import KpiValue
from kpis.printing import as_document, as_lines
from kpis.services import answer
from teams import facts as teams
from teams.core.scope import Scope, UnknownScope


class Command(BaseCommand):
    help = "Print KPIs of a scope and period; stored values, or worked out as of another day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scope", required=True, help="company, team:SLUG, rep:CRM-ID or territory:SLUG"
        )
        parser.add_argument(
            "--period",
            required=True,
            help="2021-09, 2021-Q3, FY2021 or days as 2021-05-31..2021-08-31 (last day excluded)",
        )
        parser.add_argument("--as-of", help="as things stood, and were known, on this day")
        parser.add_argument(
            "--kpi", action="extend", nargs="+", metavar="SLUG", help="only these; repeatable"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        scope, period, day = asked(options)
        try:
            found = answer(scope, period, as_of=day, kpis=options["kpi"])
        except UnknownSlug as unknown:
            raise CommandError(str(unknown), returncode=2) from None
        if options["format"] == "json":
            self.stdout.write(json.dumps(document(scope, period, found, day), indent=1))
        else:
            self.stdout.write("\n".join(as_lines(METRICS, found)))


def asked(options: dict[str, Any]) -> tuple[Scope, Period, date | None]:
    """Scope, period and day from the arguments; refused with what is accepted."""
    try:
        scope = teams.find_scope(options["scope"])
        period = teams.company().calendar.parse(options["period"])
        day = date.fromisoformat(options["as_of"]) if options["as_of"] else None
    except (UnknownScope, ValueError) as problem:
        raise CommandError(str(problem), returncode=2) from None
    return scope, period, day


def document(
    scope: Scope, period: Period, found: dict[str, KpiValue], day: date | None
) -> dict[str, Any]:
    """The public JSON document."""
    return as_document(METRICS, teams.company().currency, scope, period, found, day)
