"""Makes the product ready to serve: tables, static files, the sample company in an empty database.

Run by the supervisor as a process of its own, so that its memory is given back. Progress goes to
standard error, one JSON document with the demo sign-ins to standard output.
"""

import contextlib
import hashlib
import io
import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command, get_commands


def say(words: str) -> None:
    """Tell the person who waits."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def migrate() -> None:
    """Bring the tables up to date; quick when they are."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Collect, name by content and compress the static files, when one of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    if settings.DEBUG:
        return
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = os.stat(storage.path(name))
            seen.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    say("Compressing the static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen.hexdigest())


def load_sample() -> None:
    """The sample company, for a database that nobody can sign in to yet."""
    from django.contrib.auth import get_user_model

    from kpis.services import catch_up

    if get_user_model().objects.exists() or "load_sample" not in get_commands():
        return
    say("Loading the sample company; this happens once")
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("load_sample")
    say("Calculating its KPIs")
    catch_up()


def sign_ins() -> list[list[str]]:
    """Role, e-mail and password of the sample company's accounts; none in a real company."""
    from teams.services.demo import demo_sign_ins

    return [[who.label, who.email, who.password] for who in demo_sign_ins()]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
    django.setup()
    migrate()
    collect_static()
    load_sample()
    json.dump({"sign_ins": sign_ins()}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
