"""Two verbs never wait for each other in a circle: rows first, then all topics in one sweep."""

import re
import time
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collab_portal.lib.verbs import verb
from notifications import operations as notices
from notifications.models import Delivery
from rotation import operations
from rotation.models import Turn
from tests.factories import committee, make_consultation, make_rotation, make_user
from tests.races import PATIENCE, together
from tests.rotation.work import NOW, TODAY, as_held, decide, send_round
from todos.operations import audit

ADVISORY = "pg_advisory_xact_lock"
pytestmark = [pytest.mark.time_machine(NOW), pytest.mark.timeout(PATIENCE)]


def _held() -> Any:
    meeting = as_held(make_consultation(now=NOW, days=30), "jiangsu")
    return meeting, send_round(meeting, make_user("hubei"))


def _sign() -> Any:
    _, minutes = _held()
    return lambda: operations.sign_minutes(minutes, actor=make_user("jiangsu"), now=NOW + timedelta(days=30))


def _close() -> Any:
    meeting, _ = _held()
    return lambda: operations.close_consultation(
        meeting, actor=make_user("hubei"), now=NOW + timedelta(days=60)
    )


def _report() -> Any:
    decided = decide(as_held(make_consultation(now=NOW, days=30), "jiangsu"), make_user("hubei"))
    return lambda: operations.report_progress(
        decided, submission=uuid4(), actor=make_user("jiangsu"), text="办结", now=NOW
    )


def _exchange() -> Any:
    admin = make_user("gansu", role="member", is_rotation_admin=True)
    one, other = Turn.objects.filter(starts_on__gt=TODAY).for_list().order_by("starts_on")[:2]
    for turn in (one, other):
        operations.convene(turn, now=NOW)
    return lambda: operations.order_swap(other, one, actor=admin, reason="统筹", now=NOW)


def _co_lead() -> Any:
    meeting = make_consultation(now=NOW, days=30)
    return lambda: operations.set_co_lead(meeting.turn, committee("anhui"), today=TODAY)


def _move() -> Any:
    meeting = make_consultation(now=NOW, days=30)
    return lambda: operations.postpone(meeting, reason="冲突", now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", [_sign, _close, _report, _exchange, _co_lead, _move])
def test_a_verb_takes_all_its_topics_at_its_end_and_no_further_row_of_an_object(prepare):
    make_rotation(now=NOW)
    act = prepare()

    with CaptureQueriesContext(connection) as queries:
        act()

    told = [query["sql"] for query in queries]
    first = next(place for place, sql in enumerate(told) if ADVISORY in sql)
    topics = [set(re.findall(r"[a-z-]+:[0-9]+", sql)) for sql in told if ADVISORY in sql]
    assert [later - topics[0] for later in topics[1:]] == [set()] * len(topics[1:])
    locked = [sql for sql in told[first:] if "FOR UPDATE" in sql or "FOR NO KEY UPDATE" in sql]
    assert not [sql for sql in locked if 'FROM "rotation_' in sql]


@pytest.mark.usefixtures("committed")
def test_a_signature_and_the_hourly_look_never_block_each_other():
    make_rotation(now=NOW)
    sign, taken = _sign(), Event()

    def slowly(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if ADVISORY in sql:
            taken.set()
            time.sleep(0.2)
        return result

    def signing() -> Any:
        with connection.execute_wrapper(slowly):
            return sign()

    def looking() -> Any:
        taken.wait(20)
        return audit(timezone.now(), repair=True)

    together(signing, looking)

    assert audit(timezone.now(), repair=False).differing == []
    assert notices.audit(timezone.now(), repair=False).clean


@pytest.mark.django_db
def test_what_a_refused_part_of_a_verb_would_have_done_at_its_end_is_not_done():
    make_rotation(now=NOW)
    person, meeting = make_user("jiangsu"), make_consultation(now=NOW, days=30)
    notices.notify(topic="test:1", step="told", recipients=[person], title="通知", url="/")

    @verb
    def inner(obj: Any) -> None:
        notices.withdraw(topic="test:1", reason="取消")
        raise ValidationError("不行")

    @verb
    def outer(obj: Any) -> None:
        with pytest.raises(ValidationError), transaction.atomic():
            inner(obj)

    outer(meeting)

    assert not Delivery.objects.filter(topic="test:1", status="superseded").exists()
