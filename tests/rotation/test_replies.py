"""One reply a committee, for the time and place as they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from rotation import operations
from rotation.models import ConsultationReply
from rotation.sources import ConsultationSource
from tests.factories import make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def consultation():
    make_rotation(now=NOW)
    return make_consultation(now=NOW, days=35)


def _reply(consultation, actor, answer="attend", revision=1, now=NOW, delegates=""):
    return operations.reply(
        consultation, actor=actor, answer=answer, delegates=delegates, revision=revision, now=now
    )


def test_a_second_reply_of_a_committee_replaces_the_first(consultation):
    staff, colleague = make_user("jiangsu"), make_user("jiangsu")

    _reply(consultation, staff, delegates=" 甲 ")
    _reply(consultation, colleague, answer="decline")

    reply = ConsultationReply.objects.get()
    assert (reply.answer, reply.delegates, reply.replied_by) == ("decline", "", colleague)


def test_who_has_replied_is_not_reminded(consultation):
    staff, source = make_user("jiangsu"), ConsultationSource()
    assert source.message(consultation.topic, "reply-7", staff).title == "请回执：协作会商"

    _reply(consultation, staff)

    assert source.message(consultation.topic, "reply-7", staff) is None
    assert source.message(consultation.topic, "notice-14", staff) is not None


def test_a_reply_settles_the_task_for_all_of_the_committee(consultation):
    staff, colleague = make_user("jiangsu"), make_user("jiangsu")
    moved = _move(consultation)
    assert colleague.notifications.get(kind="action").settled_at is None

    _reply(moved, staff, revision=2)

    assert colleague.notifications.get(kind="action").settled_at is not None


def _move(consultation):
    arrangement = operations.Arrangement(
        consultation.starts_at + timedelta(days=1),
        consultation.ends_at + timedelta(days=1),
        "onsite",
        "一会议室",
    )
    return operations.schedule(
        consultation, title=consultation.title, agenda="", arrangement=arrangement, now=NOW
    )


def test_after_a_move_an_old_reply_no_longer_counts(consultation):
    staff = make_user("jiangsu")
    _reply(consultation, staff)

    moved = _move(consultation)

    assert not moved.replies.valid().exists()
    assert ConsultationSource().message(moved.topic, "reply-7", staff) is not None
    _reply(moved, staff, revision=2)
    assert moved.replies.valid().count() == 1


def test_a_reply_to_an_older_date_is_told_the_new_one(consultation):
    _move(consultation)

    with pytest.raises(ValidationError, match="已变更为2026年12月29日（周二）09:30"):
        _reply(consultation, make_user("jiangsu"), revision=1)

    assert not ConsultationReply.objects.exists()


@pytest.mark.parametrize("days", [35, 40])
def test_there_are_no_replies_once_it_has_begun(consultation, days):
    with pytest.raises(ValidationError, match="会商已开始"):
        _reply(consultation, make_user("jiangsu"), now=consultation.starts_at + timedelta(days=days - 35))


def test_there_are_no_replies_while_there_is_no_date(consultation):
    operations.postpone(consultation, reason="场地调整", now=NOW)

    with pytest.raises(ValidationError, match="现在不收回执"):
        _reply(consultation, make_user("jiangsu"), revision=2)


def test_the_lead_cannot_stay_away_from_its_own_consultation(consultation):
    with pytest.raises(ValidationError, match="牵头工委召集会商"):
        _reply(consultation, make_user("hubei"), answer="decline")


def test_who_is_no_member_cannot_reply():
    make_rotation(now=NOW, order=("hubei", "hunan"))
    consultation = make_consultation(now=NOW, days=35)

    with pytest.raises(ValidationError, match="不在本轮值成员之列"):
        _reply(consultation, make_user("jiangsu"))
