"""Lines of joint activities: each leads where it can be done; who does not answer is reminded."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Activity
from activities.operations import corrections
from activities.todos import Records
from collab_portal.lib import dates, workdays
from notifications.models import Delivery
from notifications.operations import audit as audit_reminders
from notifications.sources import find
from tests.activities.test_edit import edited
from tests.activities.voids import make_void
from tests.factories import committee, make_activity, make_correction, make_user
from tests.my_work import awaiting
from tests.todos.test_activities import PARTNERS, announced, as_owed, asked, confirm, object_to, stored
from todos.models import Todo
from todos.operations import sync

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staffed() -> None:
    for slug in ("jiangsu", *PARTNERS):
        make_user(slug)


def owing_reply() -> tuple[str, Any]:
    return "zhejiang", announced()


def owing_confirmation() -> tuple[str, Any]:
    return "zhejiang", make_activity("jiangsu", ("zhejiang", "anhui"))


def owing_correction() -> tuple[str, Any]:
    activity = make_activity("jiangsu", PARTNERS, confirmed=True)
    make_correction(activity, place="太湖")
    return "zhejiang", activity


def owing_void() -> tuple[str, Any]:
    activity = make_activity("jiangsu", PARTNERS, confirmed=True)
    make_void(activity)
    return "zhejiang", activity


def owing_contested() -> tuple[str, Any]:
    activity = make_activity("jiangsu", PARTNERS, confirmed=True)
    correction = make_correction(activity, place="太湖")
    who = make_user("zhejiang")
    corrections.object_to(correction, actor=who, reason="不在太湖", now=timezone.now())
    return "jiangsu", activity


def owing_objection() -> tuple[str, Any]:
    activity = make_activity("jiangsu", PARTNERS)
    object_to(activity, "zhejiang")
    return "jiangsu", activity


def owing_result() -> tuple[str, Any]:
    activity = announced(days=1)
    Activity.objects.filter(pk=activity.pk).update(held_on=dates.today(), ended_on=dates.today())
    sync(Records(), [activity.pk])
    return "jiangsu", activity


def owing_draft() -> tuple[str, Any]:
    return "jiangsu", make_activity("jiangsu", PARTNERS, publish=False)


@pytest.mark.parametrize(
    "make",
    [
        owing_reply,
        owing_confirmation,
        owing_correction,
        owing_void,
        owing_contested,
        owing_objection,
        owing_result,
        owing_draft,
    ],
)
def test_each_line_leads_to_a_page_its_reader_may_open_and_its_button_works(
    client: Client, make: Callable[[], tuple[str, Any]]
) -> None:
    slug, activity = make()
    person = make_user(slug)
    client.force_login(person)
    [line] = awaiting(person, timezone.now())

    page = client.get(line.url.partition("#")[0])

    assert (page.status_code, line.title) == (200, activity.title)
    if line.answer:
        client.post(line.answer.url, {**dict(line.answer.fields), "next": "/my/"})
        assert awaiting(person, timezone.now()) == []
        assert asked(slug) == []
        assert as_owed()


def chased(activity: Any, slug: str) -> Any:
    rows = Delivery.objects.filter(topic=f"todo-activity:{activity.pk}", channel="email")
    return rows.filter(recipient__committee=committee(slug))


@pytest.mark.parametrize(
    ("make", "kind", "label"),
    [
        (owing_confirmation, "confirm", "确认"),
        (owing_correction, "correct", "更正"),
        (owing_void, "void", "作废"),
    ],
)
def test_who_does_not_answer_is_reminded_then_its_admins_then_who_asked_learns_of_it(
    make: Callable[[], tuple[str, Any]], kind: str, label: str
) -> None:
    staff, admin = make_user("zhejiang"), make_user("zhejiang", role="admin")
    _, activity = make()
    calendar, today = workdays.calendar(), dates.today()

    ours = {
        (row.step.partition(":")[0], dates.today(row.not_before))
        for row in chased(activity, "zhejiang").open()
    }
    host = {dates.today(row.not_before) for row in chased(activity, "jiangsu").open()}

    assert ours == {("again", calendar.shifted(today, 3)), ("office", calendar.shifted(today, 7))}
    assert host == {calendar.shifted(today, 10)}
    office = chased(activity, "zhejiang").filter(step__startswith="office")
    assert staff.pk not in office.values_list("recipient", flat=True)
    assert admin.pk in office.values_list("recipient", flat=True)
    source = find(f"todo-activity:{activity.pk}")
    step = f"again:{kind}:{committee('zhejiang').pk}:{today}"
    assert source is not None
    message = source.message(f"todo-activity:{activity.pk}", step, staff)
    assert message is not None
    assert (message.title, message.asks) == (f"请尽快办理（{label}）：{activity}", kind)


def test_whoever_answered_is_left_in_peace_and_the_others_are_still_reminded() -> None:
    activity = make_activity("jiangsu", PARTNERS)
    confirm(activity, "zhejiang")
    object_to(activity, "anhui")

    assert not chased(activity, "zhejiang").open().exists()
    assert not chased(activity, "anhui").open().exists()
    assert not chased(activity, "jiangsu").open().exists()
    edited(stored(activity), make_user("jiangsu"), PARTNERS, place="苏州")
    steps = chased(activity, "anhui").open().values_list("revision", flat=True)
    assert set(steps) == {2}
    assert as_owed()


@pytest.mark.parametrize("make", [owing_reply, owing_confirmation, owing_correction, owing_draft])
def test_the_plan_of_reminders_is_what_their_audit_expects(make: Callable[[], tuple[str, Any]]) -> None:
    make()

    assert audit_reminders(timezone.now(), repair=False).clean


def test_replies_keep_their_own_reminder_and_are_not_chased_besides() -> None:
    activity = announced(days=20)

    assert not Delivery.objects.filter(topic=f"todo-activity:{activity.pk}").exists()
    [step] = set(
        Delivery.objects.filter(
            topic=activity.topic, planned=True, recipient__committee=committee("zhejiang")
        )
        .values_list("step", flat=True)
        .distinct()
    )
    assert step == "reply-3"


def test_five_parties_cost_as_many_queries_as_one() -> None:
    def cost(*partners: str) -> list[int]:
        held = make_activity("jiangsu", partners)
        corrected = make_activity("jiangsu", partners, confirmed=True)
        make_correction(corrected, place="太湖")
        found = []
        for activity in (held, corrected):
            Todo.objects.all().delete()
            with CaptureQueriesContext(connection) as queries:
                sync(Records(), [activity.pk])
            found.append(len(queries))
        return found

    few = cost("zhejiang")

    assert cost("zhejiang", "anhui", "hubei", "hunan", "sichuan") == few


def test_what_holds_of_a_kind_of_one_app_is_not_mixed_with_the_same_word_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lines beyond the limit are counted for each subject and kind of its own."""
    monkeypatch.setattr("todos.pages.SHOWN", 2)
    person, now = make_user("zhejiang"), timezone.now()
    for _ in range(3):
        make_activity("jiangsu", ("zhejiang",))
    Todo.objects.bulk_create(
        Todo(
            topic=f"agreement:{number}",
            kind="confirm",
            committee=committee("zhejiang"),
            title="甲",
            url="/my/",
            opens_at=now - timedelta(days=9),
        )
        for number in range(5)
    )

    lines = awaiting(person, now, "联合活动")

    assert [(line.kind, line.stands_for) for line in lines] == [("确认", 1), ("确认", 1), ("确认", 1)]
    assert lines[-1].title == "还有 1 项"
    assert lines[-1].url == "/activities/?committee=zhejiang&status=held"


def test_parties_written_by_hand_are_a_matter_of_the_record() -> None:
    """Whatever row of it is named, the record is followed."""
    activity = make_activity("jiangsu", PARTNERS, confirmed=True)
    correction = make_correction(activity, place="太湖")
    answer = correction.answers.first()
    party = activity.participations.first()
    subject = Records()

    assert {subject.key_of(obj) for obj in (activity, correction, answer, party)} == {activity.pk}
    assert subject.key_of(committee("anhui")) is None
