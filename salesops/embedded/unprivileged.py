"""Runs a server as an ordinary user when we are root: PostgreSQL refuses to run as root.

The user is the owner of the data folder, or `nobody` for a new one. Folders above it may be closed
to that user (a checkout under /root); then the server keeps the single capability to look past
folder permissions, instead of us opening the administrator's folders to everybody.
"""

import os
import pwd
import shutil
from pathlib import Path
from typing import Any

from salesops.embedded.folder import ServiceError


def owner_for(data: Path) -> pwd.struct_passwd | None:
    """Who shall run the server of this data folder; None means whoever we are."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        msg = (
            "PostgreSQL does not run as root and this machine has no user `nobody` to run it as. "
            "Start Salesops as an ordinary user, or set DATABASE_URL and REDIS_URL."
        )
        raise ServiceError(msg) from None


def hand_over(folder: Path, owner: pwd.struct_passwd | None) -> None:
    """Make the folder private to the user who runs the server."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    if owner:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def command(
    argv: list[str], owner: pwd.struct_passwd | None, data: Path
) -> tuple[list[str], dict[str, Any]]:
    """The command line and the keyword arguments of Popen that run it as that user."""
    if owner is None:
        return argv, {}
    if _open_to_all(Path(argv[0])) and _open_to_all(data):
        return argv, {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    if not (setpriv := shutil.which("setpriv")):
        msg = (
            f"PostgreSQL runs as the user {owner.pw_name}, who cannot reach {data} or {argv[0]}. "
            "Start Salesops as an ordinary user, or put the project and SALESOPS_HOME in a folder "
            "that everybody may enter, or set DATABASE_URL and REDIS_URL."
        )
        raise ServiceError(msg)
    ids = [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    capability = "-all,+dac_override"
    caps = [f"--inh-caps={capability}", f"--ambient-caps={capability}"]
    return [setpriv, *ids, *caps, *argv], {}


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.parents)
