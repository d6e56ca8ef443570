#!/usr/bin/env python
"""Command line of the portal. Without DATABASE_URL / REDIS_URL the embedded services are used."""

import os
import sys

from collab_portal import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")
    if "DATABASE_URL" not in os.environ:
        os.environ.setdefault("DEMO_MODE", "on")
    try:
        if embedded.needed(sys.argv):
            embedded.ensure()
    except embedded.ServiceError as error:
        sys.exit(str(error))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
