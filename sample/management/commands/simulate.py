"""Draw a company whose truth is known, as files or straight into the database."""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sample.services import NotTheSample, load_simulated
from sample.simulation import simulate

EXIT = {"done": 0, "problems": 1, "refused": 2}


class Command(BaseCommand):
    help = "Simulate a company with known truth, for benchmarks and tests."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reps", type=int, default=40)
        parser.add_argument("--deals", type=int, default=20_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--as-of", help="last day of the data (YYYY-MM-DD); otherwise today")
        parser.add_argument("--out", help="folder for the files and truth.json")
        parser.add_argument("--load", action="store_true", help="load the files as well")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["out"] and not options["load"]:
            raise CommandError("Say --out FOLDER, or --load, or both.", returncode=2)
        if options["reps"] < 1 or options["deals"] < 1:
            raise CommandError("There must be at least one rep and one deal.", returncode=2)
        as_of = _day(options["as_of"])
        with tempfile.TemporaryDirectory(prefix="simulated-") as scratch:
            folder = Path(options["out"] or scratch)
            folder.mkdir(parents=True, exist_ok=True)
            document: dict[str, Any] = {
                "folder": options["out"],
                "truth": simulate(
                    folder,
                    reps=options["reps"],
                    deals=options["deals"],
                    seed=options["seed"],
                    as_of=as_of,
                ),
            }
            if options["load"]:
                document["load"] = _load(folder, as_of)
        self._say(document, options["format"])
        if code := EXIT[document.get("load", {"status": "done"})["status"]]:
            sys.exit(code)

    def _say(self, document: dict[str, Any], form: str) -> None:
        if form == "json":
            self.stdout.write(json.dumps(document, indent=1, default=str))
            return
        truth = document["truth"]
        self.stdout.write(f"{truth['deals']} deals, {truth['won']} won, {truth['open']} open")
        for file in document.get("load", {}).get("files", []):
            self.stdout.write(f"{file['target']:<14} {file['created']:>8} new")


def _load(folder: Path, as_of: date) -> dict[str, Any]:
    try:
        return load_simulated(folder, as_of=as_of)
    except NotTheSample:
        raise CommandError(
            "This database holds a company of its own; nothing simulated is mixed into it.",
            returncode=2,
        ) from None


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else timezone.now().date()
    except ValueError:
        raise CommandError(
            f"--as-of {text!r} is not a day like 2026-06-16.", returncode=2
        ) from None
