"""Bulk branches: the same each time."""

import pytest

from organizations import scale
from organizations.models import Branch

pytestmark = pytest.mark.django_db


def test_bulk_branches_are_the_same_for_the_same_seed():
    def picture():
        return list(
            Branch.objects.order_by("code").values_list(
                "code", "name", "parent__code", "line", "ends_on", "submission"
            )
        )

    scale.branches(900, seed=3)
    first = picture()
    scale.branches(900, seed=3)
    again = picture()

    assert again == first
    assert len(first) == 900
    assert sum(row[2] is None for row in first) == 3  # units; all else stands under something
