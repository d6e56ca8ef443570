"""The question asked once more, under the lock: what a view allowed may have changed since."""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied

from accounts.models import User


def check(rule: str, actor: User, obj: Any) -> None:
    """Ask ``rule`` of the person as he stands in the database now, on the row that is locked.

    PermissionDenied if he was switched off, lost his role or moved to another committee meanwhile.
    """
    person = User.objects.filter(pk=actor.pk).first()
    if person is None or not rules.test_rule(rule, person, obj):
        raise PermissionDenied
