"""The arrows between apps and inside them."""

import configparser
import subprocess
import sys
from pathlib import Path

from tests.guards import APPS, ROOT


def test_the_import_contracts_are_kept():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_app_stands_in_the_contracts():
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    listed = contracts["importlinter"]["root_packages"].split()
    assert sorted(listed) == sorted(APPS)
    layers = contracts["importlinter:contract:apps"]["layers"].replace("|", " ").split()
    assert sorted(layers) == sorted(APPS)
