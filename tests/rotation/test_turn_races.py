"""Races over turns: both sides sign a handover at once; a swap meets a new plan."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from organizations.network import MEMBERS
from rotation import operations
from rotation.handover import protocol
from rotation.models import Handover, Rotation, Swap, Turn
from rotation.operations import Wish
from rotation.planning import Cadence
from tests.factories import make_rotation, make_user
from tests.owner import owning
from tests.races import PATIENCE, ROUNDS, together

NOW = datetime(2027, 2, 3, 2, 0, tzinfo=UTC)
TODAY = date(2027, 2, 3)
pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.time_machine(NOW),
    pytest.mark.timeout(PATIENCE),
]
ALL = [member.slug for member in MEMBERS]


def _turn(slug: str) -> Turn:
    return Turn.objects.get(committee__slug=slug, cycle=1)


def test_both_sides_sign_at_once_and_nothing_is_lost_or_doubled():
    make_rotation(now=NOW, start=date(2026, 11, 1))
    turn, leaving, arriving = _turn("hubei"), make_user("hubei"), make_user("hunan")
    seen = protocol(turn, leaving, TODAY).seen
    sides = [(person, 2) for person in (leaving, arriving)]

    def sign(person):
        return lambda: operations.sign_handover(turn, actor=person, seen=seen, now=NOW)

    for _ in range(ROUNDS):
        with (
            owning(),
            pgtrigger.ignore(),
            connection.cursor() as cursor,
        ):  # a frozen handover is not deleted otherwise
            cursor.execute("TRUNCATE rotation_handover, rotation_handoverevent")

        answers = together(*[sign(person) for person, times in sides for _ in range(times)])

        assert not [answer for answer in answers if isinstance(answer, Exception)]
        handover = Handover.objects.get()
        assert (handover.outgoing_by, handover.incoming_by) == (leaving, arriving)
        assert Handover.pgh_event_model.objects.count() == 2  # one signature each, whoever clicked twice


def test_a_signature_and_a_change_of_the_note_never_pass_each_other():
    make_rotation(now=NOW, start=date(2026, 11, 1))
    turn, leaving, arriving = _turn("hubei"), make_user("hubei"), make_user("hunan")

    for round_ in range(ROUNDS):
        with owning(), pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE rotation_handover, rotation_handoverevent")
        seen, note = protocol(turn, arriving, TODAY).seen, f"说明{round_}"

        signed, written = together(
            lambda seen=seen: operations.sign_handover(turn, actor=arriving, seen=seen, now=NOW),
            lambda note=note: operations.write_handover(turn, actor=leaving, contact="", note=note, now=NOW),
        )

        handover = Handover.objects.get()
        assert isinstance(signed, ValidationError) != isinstance(written, ValidationError)
        assert (handover.incoming_at is None, handover.note) in {(True, note), (False, "")}


def test_a_swap_and_a_new_plan_at_once_leave_one_whole_plan():
    make_rotation(now=NOW, start=date(2026, 11, 1))
    secretary = make_user(role="member", is_rotation_admin=True)
    outcomes: Counter[str] = Counter()

    for round_ in range(ROUNDS):
        rotation = Rotation.objects.get()
        future = list(Turn.objects.filter(starts_on__gt=TODAY).for_list()[:4])
        start, rest = future[0].starts_on, ALL[7:] + ALL[:5]
        order = ["hubei", "hunan", *(rest if round_ % 2 else reversed(rest))]
        one, other = future[0], future[3]
        seen, swaps = rotation.revision, Swap.objects.count()

        results = together(
            lambda a=one, b=other: operations.order_swap(a, b, actor=secretary, reason="统筹", now=NOW),
            lambda order=order, seen=seen, start=start: operations.store(
                Wish(tuple(order), Cadence.QUARTER, start), actor=secretary, seen=seen, now=NOW
            ),
        )

        refused = [result for result in results if isinstance(result, ValidationError)]
        assert len(refused) <= 1
        outcomes[f"{len(refused)} refused"] += 1
        assert Swap.objects.count() == swaps + (not isinstance(results[0], ValidationError))
        _whole()

    assert sum(outcomes.values()) == ROUNDS


def _whole() -> None:
    """No gap, no overlap, everybody once."""
    turns = list(Turn.objects.order_by("starts_on"))
    for turn, following in pairwise(turns):
        assert following.starts_on == turn.ends_on + timedelta(days=1)
    assert Counter(turn.committee_id for turn in turns).most_common(1)[0][1] == 1
    assert len(turns) == len(ALL)
