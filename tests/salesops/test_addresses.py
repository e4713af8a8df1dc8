"""Addresses become Django's settings."""

import json
import subprocess
import sys

import pytest

from salesops import addresses, env

PRODUCTION = {
    "SALESOPS_ENV": "production",
    "SECRET_KEY": "s" * 60,
    "ALLOWED_HOSTS": "sales.example.com",
    "DATABASE_URL": "postgres://nobody@localhost/none",
    "REDIS_URL": "redis://localhost/0",
}


def run_python(code: str, variables: dict[str, str]) -> subprocess.CompletedProcess:
    given = {"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "salesops.settings"} | variables
    argv = [sys.executable, "-c", code]
    return subprocess.run(
        argv, env=given, cwd=env.BASE_DIR, capture_output=True, text=True, check=False
    )


def production(*names: str, **changes: str) -> dict:
    """Settings as a production process has them."""
    code = "import json; from django.conf import settings; "
    code += f"print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}, default=str))"
    done = run_python(code, PRODUCTION | changes)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_database_url_is_taken_apart():
    found = addresses.database("postgres://me:p%40ss@db:6432/sales?sslmode=require", keep=60)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db", "6432", "sales")
    assert (found["USER"], found["PASSWORD"]) == ("me", "p@ss")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert not found["DISABLE_SERVER_SIDE_CURSORS"]


def test_behind_a_pooler_cursors_stay_on_the_client():
    assert addresses.database("postgres://db/sales", keep=0)["DISABLE_SERVER_SIDE_CURSORS"]


def test_an_address_of_something_else_is_refused():
    with pytest.raises(env.BadEnvironment, match="DATABASE_URL must look like"):
        addresses.database("mysql://db/sales", keep=60)
    with pytest.raises(env.BadEnvironment, match="EMAIL_URL must look like"):
        addresses.mailer("mail.example.com")


def test_a_mail_server_is_taken_apart():
    options = addresses.mailer("smtp://me%40a.example:secret@mail:587?tls=yes")["OPTIONS"]
    assert options["username"] == "me@a.example"
    assert (options["host"], options["port"], options["use_tls"]) == ("mail", 587, True)
    assert addresses.mailer("smtps://mail")["OPTIONS"]["port"] == 465


def test_the_development_key_is_made_once_and_kept_private(tmp_path):
    key = addresses.development_key(tmp_path)
    assert len(key) >= 50
    assert addresses.development_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_production_does_not_start_without(name):
    done = run_python("import salesops.settings", PRODUCTION | {name: ""})
    assert done.returncode == 1
    assert "does not start in production until these are set" in done.stderr
    assert f"\n  {name}: " in done.stderr


def test_an_environment_of_another_name_is_refused():
    done = run_python("import salesops.settings", {"SALESOPS_ENV": "staging"})
    assert "SALESOPS_ENV is 'staging'" in done.stderr


def test_production_is_strict():
    found = production(
        "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"
    ) | production("SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT")
    assert found == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_without_a_proxy_nobody_s_word_on_https_is_believed():
    code = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    assert run_python(code, PRODUCTION | {"TRUSTED_PROXIES": "0"}).stdout.strip() == "None"


def test_single_sign_on_needs_all_of_its_parts():
    issuer = {"OIDC_ISSUER": "https://id.example.com/realm"}
    done = run_python("import salesops.settings", PRODUCTION | issuer)
    assert "OIDC_CLIENT_ID" in done.stderr
    found = production(
        "SECURE_CSP",
        "SOCIALACCOUNT_PROVIDERS",
        **issuer,
        OIDC_CLIENT_ID="salesops",
        OIDC_CLIENT_SECRET="hush",
    )
    assert "https://id.example.com" in found["SECURE_CSP"]["form-action"]
    [app] = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://id.example.com/realm"
