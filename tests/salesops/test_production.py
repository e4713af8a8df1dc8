"""A production site, as a browser and a proxy see it: https, hashed static files, JSON logs."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import brotli
import pytest

from salesops import env
from salesops.embedded.folder import free_port
from tests.fixtures.services import environment_of_test, eventually

PROXY = {"Host": "sales.example.com", "X-Forwarded-Proto": "https", "X-Request-ID": "proxy-000001"}


class StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture
def production(transactional_db, tmp_path: Path):
    """Asks the site: `ask(path, **headers)` gives status, headers, body."""
    port = free_port()
    variables = environment_of_test() | {
        "SALESOPS_ENV": "production",
        "SECRET_KEY": os.urandom(40).hex(),
        "ALLOWED_HOSTS": "sales.example.com",
        "SALESOPS_HOME": str(tmp_path),
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "DEBUG": "",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, env=variables, cwd=env.BASE_DIR, check=True)
    serve = [sys.executable, "-m", "gunicorn", "--config=python:salesops.web_server"]
    log = tmp_path / "web.log"
    opener = urllib.request.build_opener(StayHere)

    def ask(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
        try:
            with opener.open(request, timeout=10) as response:
                return response.status, dict(response.headers), response.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, dict(refusal.headers), refusal.read()

    def answers() -> bool:
        try:
            return ask("/healthz", {})[0] == 200
        except OSError:
            return False

    with log.open("wb") as out:
        server = subprocess.Popen(
            [*serve, "salesops.wsgi"], env=variables, cwd=env.BASE_DIR, stderr=out, stdout=out
        )
    ask.log = log
    eventually(answers, seconds=30)
    yield ask
    server.terminate()
    server.wait(20)


def test_the_deployment_check_is_content(transactional_db):
    variables = environment_of_test() | {
        "SALESOPS_ENV": "production",
        "SECRET_KEY": os.urandom(40).hex(),
        "ALLOWED_HOSTS": "sales.example.com",
        "EMAIL_URL": "smtp://mail.example.com",
        "DEBUG": "",
    }
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"]
    done = subprocess.run(
        check, env=variables, cwd=env.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_production_site(production):
    status, headers, _ = production("/accounts/login/?next=/", {"Host": "sales.example.com"})
    assert status == 301
    assert headers["Location"] == "https://sales.example.com/accounts/login/?next=/"

    assert production("/accounts/login/", PROXY | {"Host": "evil.example.com"})[0] == 400

    status, headers, body = production("/accounts/login/", PROXY)
    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in headers["Set-Cookie"]
    assert headers["X-Request-ID"] == "proxy-000001"

    styles = re.findall(r'href="(/static/[^"]+\.css)"', body.decode())
    assert styles
    for address in styles:
        assert re.search(r"\.[0-9a-f]{12}\.css$", address), "named by its content"
        status, headers, body = production(address, PROXY | {"Accept-Encoding": "gzip, br"})
        assert status == 200
        assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert headers["Content-Encoding"] == "br"
        assert brotli.decompress(body)

    assert production("/nowhere/", PROXY)[0] in (302, 404)
    lines = [json.loads(line) for line in production.log.read_text().splitlines() if "{" in line]
    of_request = [line for line in lines if line["request_id"] == "proxy-000001"]
    assert any(line["message"] == "GET /accounts/login/ 200" for line in of_request)
    assert all(line["milliseconds"] >= 0 for line in lines if line["logger"] == "salesops.request")
