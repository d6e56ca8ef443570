"""The lead, a member's staff and the lead's consultation, thirty days ahead."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import make_consultation, make_rotation, make_user
from tests.rotation.work import NOW
from todos.operations import audit


@pytest.fixture
def followed(db: None) -> Iterator[None]:
    """Whatever a test did, no verb forgot to say what it changed."""
    yield
    if not connection.needs_rollback:
        assert audit(timezone.now(), repair=False).differing == []


@pytest.fixture
def lead():
    make_rotation(now=NOW)
    return make_user("hubei")


@pytest.fixture
def staff(lead):
    return make_user("jiangsu")


@pytest.fixture
def consultation(lead):
    return make_consultation(now=NOW, days=30, agenda="")
