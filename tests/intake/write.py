"""Files for tests of the import."""

import csv
from pathlib import Path

OWNERS = [
    {"external_id": "BOB", "name": "Bob", "email": "bob@example.com"},
    {"external_id": "CHARLIE", "name": "Charlie", "email": "charlie@example.com"},
]

DEALS = [
    {
        "external_id": "OPP-1", "name": "Brightwater", "owner": "bob@example.com",
        "stage": "Propose", "status": "open", "amount": "31400.00", "currency": "USD",
        "created_on": "2026-02-14", "close_date": "2026-06-30",
    },
    {
        "external_id": "OPP-2", "name": "Corvus", "owner": "BOB", "stage": "Closed Won",
        "status": "won", "amount": "48000", "currency": "USD",
        "created_on": "2026-01-05", "close_date": "2026-05-12",
    },
    {
        "external_id": "OPP-3", "name": "Elmfield", "owner": "Charlie", "stage": "Qualify",
        "status": "open", "amount": "", "currency": "USD",
        "created_on": "2026-03-01", "close_date": "2026-07-31",
    },
]  # fmt: skip


def write_csv(path: Path, rows: list[dict[str, str]], **options) -> Path:
    encoding = options.pop("encoding", "utf-8")
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, list(rows[0]), **options)
        writer.writeheader()
        writer.writerows(rows)
    return path
