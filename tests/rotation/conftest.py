"""Fixtures of rotation."""

import pytest


@pytest.fixture
def nineteen(transactional_db: None) -> None:
    """The committees, for tests with real transactions: emptying the tables took them away."""
    from organizations.models import Committee
    from organizations.network import MEMBERS

    if not Committee.objects.exists():
        Committee.objects.bulk_create(
            Committee(**member._asdict(), position=position)
            for position, member in enumerate(MEMBERS, start=1)
        )
