"""Turns addresses and switches of the environment into the settings' dictionaries."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg2 import ProgrammingError
from psycopg2.extensions import parse_dsn

from salesops import embedded, env


def insist(*variables: env.Variable[Any]) -> None:
    """Production has no defaults for these: a guessed one would be a hole."""
    if missing := [variable for variable in variables if not variable()]:
        lines = "".join(f"\n  {variable.name}: {variable.about}" for variable in missing)
        msg = f"Salesops does not start in production until these are set:{lines}"
        raise env.BadEnvironment(msg)


def development_key(home: Path) -> str:
    """A key of this folder's own, made at the first start; production sets SECRET_KEY."""
    place = home / "secret_key"
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=home) as fresh:
            fresh.write(secrets.token_urlsafe(50))
            fresh.flush()
            with contextlib.suppress(FileExistsError):  # another process was quicker
                os.link(fresh.name, place)
    return place.read_text()


def services(home: Path) -> tuple[str, str]:
    """Addresses of PostgreSQL and Redis, embedded ones when none are given."""
    given = {"postgres": env.DATABASE_URL(), "redis": env.REDIS_URL()}
    started = embedded.addresses([name for name, url in given.items() if not url], home)
    known = given | started
    return known["postgres"], known["redis"]


def database(url: str, keep: int) -> dict[str, Any]:
    """Django's entry for a PostgreSQL URL; what it has besides the address goes to the driver."""
    try:
        parts = parse_dsn(url)
    except ProgrammingError as problem:
        msg = "DATABASE_URL must look like postgres://user:password@host:5432/name"
        raise env.BadEnvironment(msg) from problem
    named = {key: parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": named["dbname"],
        "USER": named["user"],
        "PASSWORD": named["password"],
        "HOST": named["host"],
        "PORT": named["port"],
        "CONN_MAX_AGE": keep,
        "CONN_HEALTH_CHECKS": True,
        # Behind a pooler that hands out connections per transaction, cursors can't stay open
        "DISABLE_SERVER_SIDE_CURSORS": keep == 0,
        "OPTIONS": {"application_name": "salesops", "connect_timeout": 5, **parts},
    }


def single_sign_on() -> dict[str, Any]:
    """allauth's provider entry; empty without an issuer, and then no button is shown."""
    if not env.OIDC_ISSUER():
        return {}
    insist(env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET)
    app = {
        "provider_id": "oidc",
        "name": env.OIDC_NAME(),
        "client_id": env.OIDC_CLIENT_ID(),
        "secret": env.OIDC_CLIENT_SECRET(),
        "settings": {"server_url": env.OIDC_ISSUER()},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def origins(*urls: str) -> list[str]:
    """Scheme and host of each address, for the content security policy."""
    return [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, urls) if parts.netloc]


def mailer(url: str) -> dict[str, Any]:
    """Django's mailer for smtp:// or smtps://; without one, e-mails are written to the log."""
    if not url:
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        msg = "EMAIL_URL must look like smtp://user:password@host:587?tls=yes"
        raise env.BadEnvironment(msg)
    secure = parts.scheme == "smtps"
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if secure else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        "use_tls": env.truth(dict(parse_qsl(parts.query)).get("tls", "no")),
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def logging(level: str, *, as_json: bool) -> dict[str, Any]:
    """One line per event on standard error: JSON for machines, plain for people."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "salesops.logs.RequestIdFilter"}},
        "formatters": {
            "json": {"()": "salesops.logs.JsonFormatter"},
            "plain": {"format": "{asctime} {levelname} {name} [{request_id}] {message}"}
            | {"style": "{"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": "json" if as_json else "plain",
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
        },
    }
