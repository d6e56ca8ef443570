"""Two at once: what is stored is always one whole plan, and no reply slips past a move."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from notifications.models import Delivery
from organizations.network import MEMBERS
from rotation import operations
from rotation.models import Consultation, ConsultationReply, Rotation, Turn
from rotation.operations import Arrangement, Wish
from rotation.planning import Cadence
from tests.factories import make_consultation, make_rotation, make_user
from tests.races import PATIENCE, ROUNDS, together

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.time_machine(NOW),
    pytest.mark.timeout(PATIENCE),
]
ALL = tuple(member.slug for member in MEMBERS)


def _at_once(*actions: Callable[[], object]) -> list[str]:
    """Run the actions at the same moment; "done" or the refusal of each."""
    results = together(*actions)
    return [" ".join(one.messages) if isinstance(one, ValidationError) else "done" for one in results]


def _store(order: tuple[str, ...], seen: int, start: date = date(2027, 2, 1)) -> Callable[[], object]:
    return lambda: operations.store(Wish(order, Cadence.QUARTER, start), actor=None, seen=seen, now=NOW)


def test_of_two_different_plans_one_is_stored_whole_and_the_other_refused():
    for _ in range(ROUNDS):
        Consultation.objects.all().delete()
        Turn.objects.all().delete()
        Rotation.objects.all().delete()
        rotation = make_rotation(now=NOW)
        running, rest = ALL[5], [slug for slug in ALL if slug != ALL[5]]

        answers = _at_once(
            _store((running, *rest), rotation.revision), _store((running, *reversed(rest)), rotation.revision)
        )

        assert sorted(answer[:6] for answer in answers) == ["done", "其他管理员刚"]
        leads = list(Turn.objects.order_by("starts_on").values_list("committee__slug", flat=True))
        assert leads in ([running, *rest], [running, *reversed(rest)])


def test_the_same_first_plan_twice_at_once_is_one_plan():
    answers = _at_once(_store(ALL, 0), _store(ALL, 0))

    assert answers == ["done", "done"]
    assert (Rotation.objects.get().revision, Turn.objects.count()) == (1, 19)


def test_convening_twice_at_once_makes_one_consultation():
    make_rotation(now=NOW)
    turn = Turn.objects.order_by("starts_on")[0]

    answers = _at_once(*[lambda: operations.convene(turn, now=NOW)] * 3)

    assert answers == ["done"] * 3
    assert Consultation.objects.count() == 1


def test_a_reply_and_a_move_at_once_never_leave_a_reply_to_the_wrong_date():
    make_rotation(now=NOW)
    people = [make_user(slug) for slug in ("jiangsu", "zhejiang", "anhui")]
    for round_ in range(ROUNDS):
        consultation = make_consultation(now=NOW, days=30 + round_)
        revision, day = consultation.revision, consultation.starts_at + timedelta(hours=3)
        arrangement = Arrangement(day, day + timedelta(hours=1), "onsite", "一会议室")

        def move(consultation=consultation, arrangement=arrangement) -> None:
            operations.schedule(consultation, title="会商", agenda="", arrangement=arrangement, now=NOW)

        def reply(person, consultation=consultation, revision=revision) -> Callable[[], object]:
            return lambda: operations.reply(
                consultation, actor=person, answer="attend", delegates="", revision=revision, now=NOW
            )

        answers = _at_once(move, *[reply(person) for person in people])

        assert answers[0] == "done"
        assert all(answer == "done" or answer.startswith("会商安排已变更") for answer in answers[1:])
        assert not ConsultationReply.objects.valid().exists()


def test_two_moves_at_once_leave_reminders_of_the_last_revision_only():
    make_rotation(now=NOW)
    make_user("jiangsu")
    consultation = make_consultation(now=NOW, days=30)

    def move(days: int) -> Callable[[], object]:
        day = consultation.starts_at + timedelta(days=days)
        arrangement = Arrangement(day, day + timedelta(hours=1), "onsite", "一会议室")
        return lambda: operations.schedule(
            consultation, title="会商", agenda="", arrangement=arrangement, now=NOW
        )

    assert _at_once(move(1), move(2)) == ["done", "done"]

    consultation.refresh_from_db()
    pending = Delivery.objects.filter(topic=consultation.topic, planned=True, status="pending")
    assert consultation.revision == 3
    assert set(pending.values_list("revision", flat=True)) == {3}
    assert {row.expires_at for row in pending} == {consultation.starts_at}
