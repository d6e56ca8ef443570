"""The suite can run with the role the portal runs with: then what only the owner may is done as the owner.

``OWNER_URL`` is the owner's address of the server (``.ci/production``); unset, the suite runs as the owner.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import connection


@contextmanager
def owning() -> Iterator[None]:
    """Outside a transaction: on a connection of the tables' owner, then on the former role's again."""
    owner, settings = urlsplit(os.environ.get("OWNER_URL", "")), connection.settings_dict
    if not owner.username:
        yield
        return
    role = {key: settings[key] for key in ("USER", "PASSWORD")}
    connection.close()
    settings.update(USER=owner.username, PASSWORD=owner.password)
    try:
        yield
    finally:
        connection.close()
        settings.update(role)
