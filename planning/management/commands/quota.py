"""Goals from the command line: each act is a file in `planning/management/acts`."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from planning.management.act import ACTS, CannotAct

REFUSED, PROBLEMS = 2, 1


class Command(BaseCommand):
    help = "Propose, show or publish what people are to reach."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for slug, act in ACTS.items():
            own = acts.add_parser(slug, help=act.help)
            act.arguments(own)
            own.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = ACTS[options["act"]].answer(options)
        except CannotAct as fault:
            raise CommandError(str(fault), returncode=REFUSED) from None
        if options["format"] == "json":
            told = json.dumps(answer.document, ensure_ascii=False, indent=1, allow_nan=False)
            self.stdout.write(told)
        else:
            self.stdout.write("\n".join(answer.lines))
        if not answer.done:
            sys.exit(PROBLEMS)
