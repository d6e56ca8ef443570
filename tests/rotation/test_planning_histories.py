"""Ten thousand random histories of a rotation, as pure arithmetic. ``HISTORIES=10000`` runs them all."""

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotation.planning import Cadence, Member, Skipped, plan
from tests.rotation.histories import History

HISTORIES = int(os.environ.get("HISTORIES", "600"))
numbers = st.integers(0, 60)
deeds = st.lists(
    st.tuples(
        st.sampled_from(["wait", "join", "leave", "swap", "skip", "reorder", "pace"]), numbers, numbers
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.timeout(60 + HISTORIES // 5)
@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 8), st.integers(0, 3), st.integers(1, 3), deeds)
def test_whatever_an_administrator_does_the_promises_hold(members, cadence, cycles, deeds):
    history = History(members, cadence, cycles)

    for deed, one, other in deeds:
        history.do(deed, one, other)


def _after_one_turn(*order: str, amendments: list[Skipped]) -> str:
    """Who leads from the second turn on, when a led the first; c leaves in the middle of the second."""
    history = plan([Member(key) for key in "abcd"], Cadence.QUARTER, date(2027, 1, 1), 1)[:1]
    members = [Member(key, left=date(2027, 5, 1) if key == "c" else None) for key in order]
    start = date(2027, 4, 1)
    planned = plan(members, Cadence.QUARTER, start, 1, history=history, amendments=amendments)
    return "".join(slot.member for slot in planned)


def test_who_has_led_and_now_stands_behind_is_not_the_next_in_line():
    assert _after_one_turn("b", "a", "d", amendments=[Skipped(1, "b", "d", date(2027, 2, 1))]) == "db"
    assert _after_one_turn("b", "a", "d", amendments=[Skipped(1, "b", "", date(2027, 2, 1))]) == "db"


def test_who_goes_first_is_the_one_that_was_next_by_the_plan():
    assert _after_one_turn("a", "b", "c", "d", amendments=[Skipped(1, "b", "d", date(2027, 2, 1))]) == "db"


def test_an_order_in_which_the_other_goes_first_anyway_needs_no_exchange():
    assert _after_one_turn("a", "d", "b", amendments=[Skipped(1, "b", "d", date(2027, 2, 1))]) == "db"


def test_who_is_skipped_after_a_swap_with_one_who_leaves_is_next_in_line():
    history = History(5, 0, 1)

    for deed in [("leave", 0, 0), ("swap", 0, 2), ("leave", 0, 19), ("skip", 0, 0)]:
        history.do(*deed)

    assert "".join(slot.member for slot in history.slots) == "aced"
