"""A trail with something in it, and a place for heads."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts import trail
from accounts.models.event import Kind
from accounts.models.user import User
from collab_portal.lib.history import acting
from tests.factories import make_user


@pytest.fixture(autouse=True)
def _sealer(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_KEY = "k" * 40
    settings.VAR_DIR = tmp_path


_numbers = itertools.count(1)


def deeds(count: int) -> None:
    """``count`` rows of the trail, no two alike, with a gap in their numbers."""
    person = make_user()
    for number in range(count):
        trail.record(Kind.EXPORTED, person=person, file=f"{next(_numbers)}.xlsx")
        if number == 2:
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval(pg_get_serial_sequence('accounts_securityevent', 'id'))")


def change(reason: str = "") -> None:
    """One row of history with its context."""
    with acting(None, reason or "说明"):
        User.objects.update(display_name="改名")
