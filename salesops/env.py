"""Every environment variable that the product reads: declared once, typed, with its meaning.

`.env.example` and `docs/configuration.md` list the same names; a guard test compares the three.
A variable that is set but cannot be read stops the start with its name and what was expected.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DECLARED: dict[str, "Variable"] = {}


class BadEnvironment(ImproperlyConfigured):
    """A variable is missing or not understood; the text says which, and what was expected."""


def text(raw: str) -> str:
    """As it stands, without surrounding blanks."""
    return raw.strip()


def number(raw: str) -> int:
    """A whole number."""
    return int(raw)


def words(raw: str) -> list[str]:
    """A list separated by commas; empty entries are dropped."""
    return [word.strip() for word in raw.split(",") if word.strip()]


def truth(raw: str) -> bool:
    """true, yes, on, 1 or false, no, off, 0 in any case."""
    known = {"true": True, "yes": True, "on": True, "1": True}
    known |= {"false": False, "no": False, "off": False, "0": False}
    return known[raw.strip().lower()]


def folder(raw: str) -> Path:
    """A folder; a relative one is meant from the project's own folder."""
    return (BASE_DIR / Path(raw.strip()).expanduser()).resolve()


@dataclass(frozen=True)
class Variable[T]:
    """One environment variable. Calling it reads it; unset and empty both mean the default."""

    name: str
    default: str
    about: str
    read: Callable[[str], T]

    def __call__(self) -> T:
        raw = os.environ.get(self.name, "").strip() or self.default
        try:
            return self.read(raw)
        except (ValueError, KeyError) as problem:
            wanted = (self.read.__doc__ or "").rstrip(".")
            msg = f"{self.name} is {raw!r}, which is not understood. Expected: {wanted}"
            raise BadEnvironment(msg) from problem


def declare[T](name: str, default: str, about: str, read: Callable[[str], T]) -> Variable[T]:
    """Register the variable; two of a name are a mistake in this file."""
    if name in DECLARED:
        msg = f"{name} is declared twice"
        raise ValueError(msg)
    variable = Variable(name, default, about, read)
    DECLARED[name] = variable
    return variable


# Where and how
SALESOPS_ENV = declare("SALESOPS_ENV", "development", "development or production", text)
DEBUG = declare("DEBUG", "", "error pages with source; default: yes in development", text)
SALESOPS_HOME = declare("SALESOPS_HOME", ".local", "folder of the embedded services", folder)
HOST = declare("HOST", "127.0.0.1", "address that the web server listens on", text)
PORT = declare("PORT", "8000", "port that the web server listens on", number)
BASE_URL = declare("BASE_URL", "", "public address, https://sales.example.com", text)
LOG_LEVEL = declare("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR", text)

# Safety
SECRET_KEY = declare("SECRET_KEY", "", "signs sessions and links; needed in production", text)
SECRET_KEY_FALLBACKS = declare("SECRET_KEY_FALLBACKS", "", "earlier keys, still accepted", words)
ALLOWED_HOSTS = declare("ALLOWED_HOSTS", "", "host names, needed in production", words)
TRUSTED_PROXIES = declare("TRUSTED_PROXIES", "1", "proxies in front in production", number)
SSL_REDIRECT = declare("SSL_REDIRECT", "yes", "send http to https in production", truth)
HSTS_SECONDS = declare("HSTS_SECONDS", "31536000", "https only, for so many seconds", number)

# Services
DATABASE_URL = declare("DATABASE_URL", "", "postgres://user:password@host:5432/name", text)
DATABASE_POOL_SECONDS = declare(
    "DATABASE_POOL_SECONDS", "60", "how long a connection is kept; 0 behind PgBouncer", number
)
REDIS_URL = declare("REDIS_URL", "", "redis://:password@host:6379/0", text)
WEB_WORKERS = declare("WEB_WORKERS", "2", "web server processes", number)
WEB_THREADS = declare("WEB_THREADS", "4", "threads of each web server process", number)
WORKER_CONCURRENCY = declare("WORKER_CONCURRENCY", "2", "processes of a Celery worker", number)

# Files
STATIC_ROOT = declare("STATIC_ROOT", "", "collected static files; default in SALESOPS_HOME", text)
UPLOAD_ROOT = declare("UPLOAD_ROOT", "", "uploaded files; default in SALESOPS_HOME", text)
UPLOAD_LIMIT_MB = declare("UPLOAD_LIMIT_MB", "512", "largest upload in megabytes", number)
UPLOAD_DAYS = declare("UPLOAD_DAYS", "30", "days that uploaded files are kept; 0: for ever", number)

# People
EMAIL_URL = declare("EMAIL_URL", "", "smtp://user:password@host:587?tls=yes; default: log", text)
DEFAULT_FROM_EMAIL = declare(
    "DEFAULT_FROM_EMAIL", "Salesops <salesops@localhost>", "sender of our e-mails", text
)
DEFAULT_LANGUAGE = declare("DEFAULT_LANGUAGE", "en", "en or fr, until a person chooses", text)
DEFAULT_TIME_ZONE = declare("DEFAULT_TIME_ZONE", "UTC", "until a person chooses", text)
OIDC_ISSUER = declare("OIDC_ISSUER", "", "single sign-on: the provider's address", text)
OIDC_CLIENT_ID = declare("OIDC_CLIENT_ID", "", "single sign-on: our name at the provider", text)
OIDC_CLIENT_SECRET = declare("OIDC_CLIENT_SECRET", "", "single sign-on: our secret", text)
OIDC_NAME = declare("OIDC_NAME", "Single sign-on", "single sign-on: label of the button", text)
