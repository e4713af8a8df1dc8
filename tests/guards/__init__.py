"""Rules of the house as tests: what a reviewer would otherwise have to say twice."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# From the bottom up; apps on one line do not know each other (docs/architecture.md)
LAYERS = (
    ("kernel",),
    ("audit", "ui"),
    ("teams",),
    ("crm", "versions"),
    ("quotas", "enablement", "territories"),
    ("kpis",),
    ("forecasting",),
    ("planning",),
    ("intake", "dashboards", "operations"),
    ("reports",),
    ("sample",),
    ("salesops",),
)
APPS = tuple(app for layer in LAYERS for app in layer if (ROOT / app).is_dir())


def files(*patterns: str) -> list[Path]:
    """Files of the repository, also those not committed yet, without what git ignores."""
    argv = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(path for line in listed.splitlines() if (path := ROOT / line).is_file())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
