"""Variables of the environment are declared, shown and explained under the same names."""

import re

import yaml

from salesops import env
from tests.guards import ROOT, files, name

# Read by docker-compose.yml alone
COMPOSE_ONLY = {"POSTGRES_PASSWORD"}
# Folders beside the product, with switches of their own
TOOLS = {"tests", "bench"}


def test_the_example_lists_every_variable_with_its_default():
    text = (ROOT / ".env.example").read_text()
    shown = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.M))
    assert set(shown) == set(env.DECLARED) | COMPOSE_ONLY
    assert {key: shown[key] for key in env.DECLARED} == {
        key: variable.default for key, variable in env.DECLARED.items()
    }


def test_the_documentation_explains_every_variable():
    text = (ROOT / "docs" / "configuration.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.M)) == set(env.DECLARED) | COMPOSE_ONLY


def test_only_env_reads_the_environment():
    reads = re.compile(r"os\.environ(\[|\.get)|os\.getenv")
    allowed = {"salesops/env.py"}
    found = {
        name(path)
        for path in files("*.py")
        if reads.search(path.read_text()) and path.parts[len(ROOT.parts)] not in TOOLS
    }
    assert found == allowed


def test_compose_has_no_secret_of_its_own():
    text = (ROOT / "docker-compose.yml").read_text()
    services = yaml.safe_load(text)["services"]
    assert set(services) == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    for key in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"):
        given = re.findall(rf"\${{{key}(.)", text)
        assert given, key
        assert set(given) == {":"}
        assert f"${{{key}:-" not in text, f"{key} must not have a default"
    assert all("healthcheck" in services[one] for one in services if one != "migrate")
