"""Compute measures and KPIs again and store them; idempotent."""

import json
import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpis.services import NothingToRecompute, recompute
from teams import facts as teams
from teams.core.scope import UnknownScope


class Command(BaseCommand):
    help = "Compute measures and KPIs of whole months again; twice gives the same rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", help="first day; widened to its month")
        parser.add_argument("--to", dest="end", help="last day; widened to its month")
        parser.add_argument("--person", action="append", help="CRM id of a rep; repeatable")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        start, end, reps = asked(options)
        try:
            run = recompute(start=start, end=end, reps=reps)
        except NothingToRecompute as problem:
            raise CommandError(str(problem), returncode=2) from None
        if run.state != "done":
            raise CommandError(run.error, returncode=1)
        document = {
            "run": run.pk,
            "periods": run.result["periods"],
            "seconds": round(time.monotonic() - began, 3),
            "rows": run.result["measures"] + run.result["values"],
        }
        if options["format"] == "json":
            self.stdout.write(json.dumps(document))
        else:
            self.stdout.write(
                f"Run {document['run']}: {document['periods']} periods,"
                f" {document['rows']} rows written, {document['seconds']} s"
            )


def asked(options: dict[str, Any]) -> tuple[date | None, date | None, set[int] | None]:
    """Days (the end excluded) and people from the arguments; refused with what is accepted."""
    try:
        start = date.fromisoformat(options["start"]) if options["start"] else None
        last = date.fromisoformat(options["end"]) if options["end"] else None
        people = [teams.find_scope(f"rep:{name}").id for name in options["person"] or ()]
    except (ValueError, UnknownScope) as problem:
        raise CommandError(str(problem), returncode=2) from None
    end = date.fromordinal(last.toordinal() + 1) if last else None
    return start, end, set(people) if people else None
