"""The lead, a member's staff and the lead's consultation, thirty days ahead."""

import pytest

from tests.factories import make_consultation, make_rotation, make_user
from tests.rotation.work import NOW


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
