"""Make or check the snapshots of days."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forecasting.services import check_day, snapshot_days
from teams import facts as teams


class Command(BaseCommand):
    help = "Keep how deals stood at the end of days (yesterday by default), or check what is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", help="one day, as 2026-05-31")
        parser.add_argument("--from", dest="first", help="first day")
        parser.add_argument("--to", dest="last", help="last day, by default yesterday")
        parser.add_argument(
            "--check",
            action="store_true",
            help="build the days again from the history and compare; keep nothing",
        )
        parser.add_argument("--again", action="store_true", help="also days that are there")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = asked(options)
        if options["check"]:
            self.compare(first, last)
            return
        for made in snapshot_days(first, last, again=options["again"]):
            self.stdout.write(f"{made.day} {made.rows} deals {made.fingerprint[:12]}")

    def compare(self, first: date, last: date) -> None:
        """Leaves with 1 when a day is missing or a rebuild differs from it."""
        differ = 0
        for n in range((last - first).days + 1):
            day = first + timedelta(n)
            same = check_day(day)
            differ += not same
            self.stdout.write(f"{day} {'same' if same else 'differs or is missing'}")
        if differ:
            raise CommandError(f"{differ} days differ from the history", returncode=1)


def asked(options: dict[str, Any]) -> tuple[date, date]:
    """First and last day; refused with what is accepted."""
    yesterday = teams.today() - timedelta(1)
    try:
        days = [date.fromisoformat(options[k]) for k in ("day", "first", "last") if options[k]]
    except ValueError as problem:
        raise CommandError(str(problem), returncode=2) from None
    if options["day"] and len(days) > 1:
        raise CommandError("give either --day or --from and --to", returncode=2)
    first = days[0] if days else yesterday
    last = days[-1] if options["last"] or options["day"] else max(first, yesterday)
    if last < first or last > yesterday:
        message = "days run from the earlier to the later, up to yesterday: today is not over"
        raise CommandError(message, returncode=2)
    return first, last
