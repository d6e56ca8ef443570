#!/usr/bin/env python
"""Command line of the portal. Without DATABASE_URL and REDIS_URL embedded services are used, if asked for."""

import os
import sys

from collab_portal import embedded

MISSING = "缺少 {}：生产环境请用 portal-manage（自动读取 /etc/portal.env）；试用请运行 make run。"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    needed = embedded.needed(sys.argv)
    if missing and (embedded.forbidden(sys.argv) or (needed and not embedded.asked_for(sys.argv))):
        sys.stderr.write(MISSING.format(missing[0]) + "\n")
        sys.exit(2)
    if missing:
        os.environ.setdefault("DEMO_MODE", "on")
    try:
        if missing and needed:
            embedded.ensure()
    except embedded.ServiceError as error:
        sys.exit(str(error))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
