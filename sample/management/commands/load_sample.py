"""Load the sample company, with dates moved so that today is inside."""

import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sample.services import NotTheSample, load_sample

EXIT = {"done": 0, "problems": 1, "refused": 2}


class Command(BaseCommand):
    help = "Load the sample company, with dates moved so that today is inside."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", help="day that counts as today (YYYY-MM-DD)")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = load_sample(today=_day(options["as_of"]))
        except NotTheSample:
            raise CommandError(
                "This database holds a company of its own; the sample is not mixed into it.",
                returncode=2,
            ) from None
        if options["format"] == "json":
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str))
        else:
            for file in document["files"]:
                self.stdout.write(f"{file['target']:<14} {file['created']:>7} new")
        if code := EXIT[document["status"]]:
            sys.exit(code)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(
            f"--as-of {text!r} is not a day like 2026-06-16.", returncode=2
        ) from None
