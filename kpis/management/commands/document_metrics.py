"""Write docs/metrics.md from the registry of KPIs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from kpis.docs import metrics_document


class Command(BaseCommand):
    help = "Write docs/metrics.md from the registry of KPIs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", default=str(settings.BASE_DIR / "docs/metrics.md"))

    def handle(self, *args: Any, **options: Any) -> None:
        Path(options["path"]).write_text(metrics_document())
