"""Load a CSV, TSV or XLSX file, a folder or a zip of them."""

import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.core.manual import field_lines, tables
from intake.core.target import TARGETS
from intake.services import load_path
from intake.wording import counted
from kernel.registry import UnknownSlug

EXIT = {"done": 0, "problems": 1, "refused": 2}


class Command(BaseCommand):
    help = "Load CRM exports: a CSV, TSV or XLSX file, a folder or a zip of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", help="file, folder or zip")
        parser.add_argument("--source", help="the kind of export; otherwise headers decide")
        parser.add_argument("--mapping", help="YAML file that says which column is which field")
        parser.add_argument("--as-of", help="day of the export (YYYY-MM-DD); otherwise now")
        parser.add_argument("--dry-run", action="store_true", help="check only, change nothing")
        parser.add_argument(
            "--create-missing",
            action="store_true",
            help="create owners, accounts and so on that rows point at",
        )
        parser.add_argument(
            "--full", action="store_true", help="the export holds all deals: list missing ones"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--help-target", metavar="TARGET", help="print the columns of a target, or of all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["help_target"]:
            self._help_target(options["help_target"])
            return
        if not options["path"]:
            raise CommandError("Say which file, folder or zip to load.", returncode=2)
        document = load_path(
            options["path"],
            source=options["source"],
            mapping=options["mapping"],
            as_of=_day(options["as_of"]),
            dry_run=options["dry_run"],
            create_missing=options["create_missing"],
            full=options["full"],
        )
        if options["format"] == "json":
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str))
        else:
            self.stdout.write("\n".join(counted(document)))
        if code := EXIT[document["status"]]:
            sys.exit(code)

    def _help_target(self, slug: str) -> None:
        if slug == "all":
            self.stdout.write("\n".join(tables()).strip())
            return
        try:
            target = TARGETS[slug]
        except UnknownSlug as unknown:
            raise CommandError(str(unknown), returncode=2) from None
        self.stdout.write("\n".join(field_lines(slug, target)))


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"--as-of {text!r} is not a day like 2026-06-16.", returncode=2
        ) from None
