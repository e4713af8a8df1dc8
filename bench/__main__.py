"""`python -m bench SIZE=small`: fill a database of its own, measure, print JSON, write a report.

Other parts of the product add a module in this folder with `figures(size) -> Iterable[Figure]`.
"""

import json
import os
import platform
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
os.environ |= {"DEBUG": "no", "LOG_LEVEL": "WARNING"}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

import bench  # noqa: E402
from bench.company import Size, make  # noqa: E402
from bench.frame import Figure  # noqa: E402
from teams import facts as teams  # noqa: E402

SIZES = {"tiny": (5_000, 10), "small": (100_000, 20), "medium": (1_000_000, 200),
         "large": (5_000_000, 500)}  # fmt: skip
FRAME = {"browsing", "company", "frame", "kpi_floor", "__main__"}
REPORTS = Path(__file__).resolve().parent.parent / "docs" / "bench"


def main(arguments: list[str]) -> int:
    asked = dict(word.split("=", 1) for word in arguments if "=" in word)
    name = asked.get("SIZE", os.environ.get("SIZE", "small"))
    if name not in SIZES:
        say(f"SIZE={name} is unknown; known: {', '.join(SIZES)}")
        return 2
    only = asked.get("ONLY", "")
    reps = int(asked.get("REPS", SIZES[name][1]))
    found = list(measured(name, only, reps))
    document = {
        "size": f"{name}-{only}" if only else name,
        "deals": SIZES[name][0],
        "day": date.today().isoformat(),  # noqa: DTZ011
        "machine": machine(),
        "figures": [figure.as_json() for figure in found],
    }
    sys.stdout.write(json.dumps(document, indent=1) + "\n")
    if name != "tiny":
        write(document, found)
    return 0 if all(figure.holds is not False for figure in found) else 1


def measured(name: str, only: str, reps: int) -> Iterable[Figure]:
    """The figures of every module, over one database that is dropped at the end."""
    own = use_own_database(f"bench_{name}")
    try:
        size = Size(SIZES[name][0], reps, today=teams.today() - timedelta(1))
        say(f"filling {size.deals} deals")
        make(size)
        for info in iter_modules(bench.__path__):
            if info.name not in FRAME and (not only or info.name == only):
                say(f"measuring {info.name}")
                for figure in import_module(f"bench.{info.name}").figures(size):
                    beside = f", {figure.ratio} of its floor" if figure.ratio else ""
                    say(f"  {figure.name}: {figure.value} {figure.unit}{beside}")
                    yield figure
    finally:
        drop(own)


def use_own_database(name: str) -> str:
    """A fresh database on the same server; nothing else is touched."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    before = connections["default"].settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    return str(before)


def drop(before: str) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = before
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def machine() -> dict[str, str | int | None]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    load = f"{os.getloadavg()[0]:.1f}"
    return {
        "cpus": os.cpu_count(),
        "load": load,
        "python": platform.python_version(),
        "postgresql": server,
        "system": f"{platform.system()} {platform.machine()}",
    }


def write(document: dict, found: list[Figure]) -> None:
    REPORTS.mkdir(parents=True, exist_ok=True)
    lines = [
        f"# Benchmark, {document['size']}: {document['deals']:,} deals, {document['day']}\n",
        "Machine: " + ", ".join(f"{k} {v}" for k, v in document["machine"].items()) + ".",
        "CPU seconds are those of the client and of every PostgreSQL process together; medians;",
        "floor and product in turn, after their results agreed.\n",
        "| figure | product | floor | ratio | limit | holds | runs | queries |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for f in found:
        holds = {True: "yes", False: "**no**", None: ""}[f.holds]
        lines.append(
            f"| {f.name} | {f.value} {f.unit} | {f.floor or ''} | {f.ratio or ''} | {f.limit or ''}"
            f" | {holds} | {f.runs} | {f.details.get('queries', '')} |"
        )
    lines += ["", *[f"- **{f.name}**: {f.about}" for f in found]]
    path = REPORTS / f"{document['day']}-{document['size']}.md"
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
