"""What asks for something by a day says the day, in a letter's subject and first line."""

from datetime import date, timedelta

import pytest
from django.core import mail

from collab_portal.lib import dates
from collab_portal.lib.history import acting
from notifications.deadlines import Asked, until
from notifications.sending import send_due
from tests.activities.test_replies import announced
from tests.factories import committee, make_user
from todos.deadlines import find
from todos.models import Todo

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 14)


def _todo(topic: str, kind: str, **fields: object) -> None:
    if "duty" not in fields:
        fields.setdefault("committee", committee("zhejiang"))
    Todo.objects.create(
        topic=topic, kind=kind, title="示例", url="/", opens_at="2026-12-01T00:00+08:00", **fields
    )


def test_a_letter_says_until_when_before_anything_that_a_mailbox_cuts_off() -> None:
    person = make_user("zhejiang")
    with acting(make_user("jiangsu"), "示例"):
        activity = announced()

    send_due()

    said = f"截止{dates.plain_date(activity.held_on)}"
    letter = next(one for one in mail.outbox if one.to == [person.email])
    assert letter.subject.startswith(f"【待办 {said}】江苏：请回执：")
    assert f"请您办理（{said}）：请回执：" in letter.body.splitlines()[0]


@pytest.mark.parametrize(
    ("topic", "asks"),
    [
        ("consultation:7", "fix-poll"),
        ("minutes:7", "fix"),  # another name of the same meeting, another kind of the same word
        ("todo-consultation:7", "fix-poll"),
    ],
)
def test_the_day_is_that_of_the_to_do_whatever_its_notice_calls_it(topic: str, asks: str) -> None:
    _todo("consultation:7", "fix-poll", due_on=DAY)
    asked = Asked(topic, asks, committee("zhejiang").pk)

    assert find([asked]) == {asked: DAY}


def test_a_duty_has_its_day_and_another_committee_has_none(django_assert_num_queries) -> None:
    _todo("article:3", "edit", duty="editor", due_on=DAY)
    _todo("call:3", "call", due_on=DAY)
    duty, ours = Asked("article:3", "edit", None), Asked("call:3", "call", committee("zhejiang").pk)
    others = [Asked("call:3", "call", committee("anhui").pk), Asked("call:4", "call", ours.committee)]
    strange = [Asked("account:x", "call", None), Asked("call:³", "call", None), Asked("call:3", "none", None)]

    with django_assert_num_queries(1):
        assert find([duty, ours, *others, *strange]) == {duty: DAY, ours: DAY}


@pytest.mark.parametrize(
    ("day", "title", "said"),
    [
        (DAY, "请会签会商纪要（第2稿）", "截止2026年12月14日"),
        (DAY, "请会签会商纪要（第2稿），截止2026年12月14日（周一）", ""),
        (None, "请会签会商纪要", ""),
    ],
)
def test_a_day_is_not_said_twice(day: date | None, title: str, said: str) -> None:
    assert until(day, title) == said


def test_what_was_moved_is_said_as_it_now_stands() -> None:
    person = make_user("zhejiang")
    activity = announced()
    moved = activity.held_on + timedelta(days=7)
    Todo.objects.filter(topic=activity.topic).update(due_on=moved)

    send_due()

    letter = next(one for one in mail.outbox if one.to == [person.email])
    assert letter.subject.startswith(f"【待办 截止{dates.plain_date(moved)}】")
