"""Random years of administration: whatever is stored, in whatever order, the promises hold."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab_portal.lib import dates
from organizations.network import MEMBERS
from rotation import operations
from rotation.models import Rotation, Turn
from rotation.operations import Wish
from rotation.planning import Cadence

pytestmark = pytest.mark.django_db
SLUGS = [member.slug for member in MEMBERS[:6]]
steps = st.lists(
    st.tuples(
        st.lists(st.sampled_from(SLUGS), min_size=1, unique=True),
        st.sampled_from(list(Cadence)),
        st.integers(1, 3),
        st.integers(0, 900),  # days that pass before the next plan
        st.integers(0, 5),  # from the how manieth boundary on
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_nothing_that_has_begun_ever_changes_and_no_day_has_two_leads_or_none(history):
    with transaction.atomic():
        _live_through(history)
        transaction.set_rollback(True)


def _live_through(history: list[Any]) -> None:
    today = date(2026, 1, 1)
    for order, cadence, cycles, later, boundary in history:
        begun = list(Turn.objects.filter(starts_on__lte=today).order_by("pk").values())

        _store(Wish(tuple(order), cadence, _start(today, boundary), cycles), today)

        assert list(Turn.objects.filter(pk__in=[row["id"] for row in begun]).order_by("pk").values()) == begun
        _check(today)
        today += timedelta(days=later)


def _start(today: date, boundary: int) -> date:
    """A day on which a new plan may begin: after a turn that has begun, or at a later boundary."""
    ends = [
        turn.ends_on + timedelta(days=1)
        for turn in Turn.objects.filter(ends_on__gte=today).order_by("starts_on")
    ]
    return ends[min(boundary, len(ends) - 1)] if ends else today


def _store(wish: Wish, today: date) -> None:
    rotation = Rotation.objects.first()
    seen = rotation.revision if rotation else 0
    operations.store(wish, actor=None, seen=seen, now=dates.start_of(today))


def _check(today: date) -> None:
    connection.check_constraints()
    turns = list(Turn.objects.filter(ends_on__gte=today).order_by("starts_on"))
    for turn, following in pairwise(turns):
        assert following.starts_on == turn.ends_on + timedelta(days=1)
    everything = list(Turn.objects.order_by("starts_on").values_list("cycle", "committee"))
    assert len(everything) == len(set(everything))
    assert [cycle for cycle, _ in everything] == sorted(cycle for cycle, _ in everything)
