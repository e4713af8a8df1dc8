"""Measure how even territories are, or propose a better assignment."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from teams.services.refused import Refused
from territories.core.faults import BadProblem, insist
from territories.core.optimiser.problem import OBJECTIVES, Problem
from territories.core.optimiser.solve import balance, proposed
from territories.core.parcels import of_places
from territories.core.reading.document import Unreadable, problem_of
from territories.core.reading.table import document_of
from territories.core.wording import balance as balance_document
from territories.core.wording import document
from territories.printing import balance_lines, proposal_lines
from territories.services.asking import problem_in

REFUSED, PROBLEMS = 2, 1


class Command(BaseCommand):
    help = "Measure how even territories are (balance), or propose who should hold what (propose)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("balance", "propose"))
        parser.add_argument(
            "--input", metavar="FILE", help="question as FILE.json or FILE.csv; else the database"
        )
        parser.add_argument("--model", metavar="NAME", help="of the database; else that in force")
        parser.add_argument("--within", metavar="SLUG", help="only below this territory")
        parser.add_argument(
            "--units", choices=("accounts", "places"), default="accounts",
            help="of the database: move accounts, or whole states and countries",
        )  # fmt: skip
        parser.add_argument(
            "--connected", action="store_true", help="with --units places: in one piece each"
        )
        parser.add_argument("--objective", choices=OBJECTIVES, help="instead of the file's")
        parser.add_argument(
            "--tolerance",
            action="append",
            default=[],
            metavar="[METRIC=]PART",
            help="part of its share by which a seat may be off, as 0.1; repeatable",
        )
        parser.add_argument("--max-moves", type=int, help="at most so many units change hands")
        parser.add_argument("--time-limit", type=float, help="seconds; 20 unless said otherwise")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        act = self._balance if options["act"] == "balance" else self._propose
        try:
            act(_with_options(_asked(options), options), options)
        except (Unreadable, BadProblem) as fault:
            raise CommandError(str(fault), returncode=REFUSED) from None

    def _balance(self, problem: Problem, options: dict[str, Any]) -> None:
        insist(replace(problem, objective="balance"))
        found = balance(problem, problem.current)
        nobodys = sum(unit not in problem.current for unit in problem.units)
        if options["format"] == "json":
            measures = {metric: balance_document(each) for metric, each in found.items()}
            self._print({"balance": measures, "units_without_seat": nobodys})
        else:
            self.stdout.write("\n".join(balance_lines(found, nobodys)))

    def _propose(self, problem: Problem, options: dict[str, Any]) -> None:
        answer = proposed(problem)
        if options["units"] == "places":
            answer = of_places(answer)
        if options["format"] == "json":
            self._print(document(answer, problem.cost_unit))
        else:
            self.stdout.write("\n".join(proposal_lines(answer, problem.cost_unit)))
        if not answer.solved or answer.split:
            sys.exit(PROBLEMS)

    def _print(self, found: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))


def _asked(options: dict[str, Any]) -> Problem:
    """From the file, or as the database asks it."""
    path: str | None = options["input"]
    by_place = options["units"] == "places"
    if (path and by_place) or (options["connected"] and not by_place):
        said = "--units places is of the database; --connected needs --units places."
        raise CommandError(said, returncode=REFUSED)
    if path is None:
        try:
            how = {"units": options["units"], "connected": options["connected"]}
            return problem_in(options["model"], options["within"], **how)
        except Refused as refused:
            raise CommandError(str(refused), returncode=REFUSED) from None
    file = Path(path)
    if file.suffix.lower() not in (".json", ".csv"):
        raise CommandError(f"{path} is neither .json nor .csv.", returncode=REFUSED)
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = (
            document_of(text.splitlines()) if file.suffix.lower() == ".csv" else json.loads(text)
        )
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as unreadable:
        raise CommandError(f"{path} cannot be read: {unreadable}", returncode=REFUSED) from None
    return problem_of(found)


def _with_options(problem: Problem, options: dict[str, Any]) -> Problem:
    """Options of the command come before what the file says."""
    told = {name: options[name] for name in ("objective", "max_moves", "time_limit")}
    changes = {name: value for name, value in told.items() if value is not None}
    if options["tolerance"]:
        changes["tolerance"] = {**problem.tolerance, **_tolerances(problem, options["tolerance"])}
    return replace(problem, **changes)


def _tolerances(problem: Problem, words: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words:
        metric, _, part = word.rpartition("=")
        try:
            metrics = [metric] if metric else problem.metrics
            found |= dict.fromkeys(metrics, float(part))
        except ValueError:
            msg = f"--tolerance {word!r} is not like 0.1 or workload=0.1."
            raise CommandError(msg, returncode=REFUSED) from None
    return found
