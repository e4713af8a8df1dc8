#!/usr/bin/env python
"""Django's command line; see `make help` for the commands a newcomer needs."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
    from django.core.management import execute_from_command_line

    from salesops.embedded import ServiceError
    from salesops.env import BadEnvironment

    try:
        execute_from_command_line(sys.argv)
    except (BadEnvironment, ServiceError) as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
