"""One row for each thing owed: made with the deed, gone with it, compared by the audit."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates, workdays
from collab_portal.lib.verbs import touch, verb
from notifications.models import Delivery, Notification, Robot
from notifications.operations import audit as audit_reminders
from notifications.sources import find
from organizations.models import FrameworkAgreement
from organizations.operations import agreements
from organizations.todos import Agreements
from tests.factories import committee, make_agreement, make_user
from tests.my_work import awaiting
from todos.models import Todo
from todos.operations import audit, sync

pytestmark = pytest.mark.django_db


def proposed(*others: str) -> Any:
    return make_agreement(*others, title="水环境协议", answer="proposed")


def chased(agreement: Any) -> Any:
    return Delivery.objects.filter(topic=f"todo-agreement:{agreement.pk}", planned=True)


def test_a_line_is_there_for_every_colleague_and_goes_for_all_when_one_has_done_it(client: Client) -> None:
    one, other = make_user("zhejiang"), make_user("zhejiang", role="admin")
    agreement = proposed("zhejiang", "anhui")
    stranger, member = make_user("sichuan"), make_user("zhejiang", role="member")
    now = timezone.now()

    lines = [[line.kind for line in awaiting(person, now)] for person in (one, other, stranger, member)]
    agreements.answer(agreement, actor=one, now=now, agree=True)

    assert lines == [["协议会签"], ["协议会签"], [], []]
    assert (awaiting(one, now), awaiting(other, now)) == ([], [])
    assert [line.kind for line in awaiting(make_user("anhui"), now)] == ["协议会签"]
    assert not Notification.objects.filter(committee=committee("zhejiang")).to_do().exists()


def test_what_is_withdrawn_waits_for_nobody() -> None:
    signer = make_user("zhejiang")
    agreement = proposed("zhejiang", "anhui")
    asked = Delivery.objects.filter(channel="email", recipient=signer, asks="sign")
    assert [row.status for row in asked] == ["pending"]

    agreements.withdraw(agreement, actor=agreement.proposed_by, now=timezone.now())

    assert not Todo.objects.exists()
    assert [row.status for row in asked.all()] == ["superseded"]
    assert not Notification.objects.to_do().exists()


def test_it_opens_on_its_day_and_not_before() -> None:
    today = dates.today()
    make_agreement("zhejiang", signed_on=today, expires_on=today + timedelta(days=3))
    person = make_user("zhejiang")

    assert awaiting(person, timezone.now()) == []
    assert [line.kind for line in awaiting(person, timezone.now() + timedelta(days=4))] == ["协议到期"]


def test_the_same_again_writes_nothing() -> None:
    agreement = proposed("zhejiang", "anhui")
    before = list(Todo.objects.order_by("pk").values())

    with CaptureQueriesContext(connection) as queries:
        sync(Agreements(), [agreement.pk])

    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []
    assert list(Todo.objects.order_by("pk").values()) == before


def test_many_parties_cost_as_many_queries_as_two() -> None:
    def cost(*others: str) -> int:
        agreement = proposed(*others)
        Todo.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            sync(Agreements(), [agreement.pk])
        return len(queries)

    few = cost("zhejiang")

    assert cost("zhejiang", "anhui", "shanghai", "hubei", "hunan") == few


def deleted(row: Todo) -> None:
    row.delete()


def rewritten(row: Todo) -> None:
    Todo.objects.filter(pk=row.pk).update(title="另一份协议")


def handed_on(row: Todo) -> None:
    Todo.objects.filter(pk=row.pk).update(committee=committee("sichuan"))


def doubled(row: Todo) -> None:
    row.pk, row.revision = None, 7
    row.save(force_insert=True)


def left_behind(row: Todo) -> None:
    FrameworkAgreement.objects.update(status="withdrawn")


@pytest.mark.parametrize("damage", [deleted, rewritten, handed_on, doubled, left_behind])
def test_the_audit_names_what_somebody_damaged_by_hand_and_mends_it(damage: Callable[[Todo], None]) -> None:
    proposed("zhejiang")
    assert audit(timezone.now(), repair=False).differing == []
    damage(Todo.objects.get())

    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("todos_audit", stdout=out)
    call_command("todos_audit", "--repair", stdout=out)

    assert "协议会签" in out.getvalue()
    assert audit(timezone.now(), repair=False).differing == []


def test_a_verb_that_fails_leaves_neither_deed_nor_row() -> None:
    agreement = proposed("zhejiang")

    @verb
    def spoil(obj: Any) -> None:
        FrameworkAgreement.objects.filter(pk=obj.pk).update(status="withdrawn")
        raise ValidationError("不行")

    with pytest.raises(ValidationError):
        spoil(agreement)

    assert audit(timezone.now(), repair=False).differing == []
    assert Todo.objects.count() == 1


def test_what_a_verb_touched_beside_its_own_object_is_followed_once_at_its_end() -> None:
    first, second = proposed("zhejiang"), proposed("anhui")

    @verb
    def inner(obj: Any) -> None:
        FrameworkAgreement.objects.filter(pk=obj.pk).update(status="withdrawn")

    @verb
    def outer(obj: Any) -> None:
        inner(obj)
        assert Todo.objects.count() == 2
        FrameworkAgreement.objects.filter(pk=second.pk).update(status="withdrawn")
        touch(second)

    outer(first)

    assert not Todo.objects.exists()


def test_who_owes_is_reminded_then_the_admins_then_who_waits_learns_of_the_silence() -> None:
    asker, signer, admin = make_user("jiangsu"), make_user("zhejiang"), make_user("zhejiang", role="admin")
    agreement = proposed("zhejiang")
    calendar, today = workdays.calendar(), dates.today()
    plan = {
        (row.step.partition(":")[0], row.recipient_id): dates.today(row.not_before)
        for row in chased(agreement).filter(channel="email")
    }

    days = {
        step: calendar.shifted(today, number)
        for step, number in zip(("again", "office", "silent"), (5, 10, 15), strict=True)
    }
    people = {"again": {signer.pk, admin.pk}, "office": {admin.pk}}
    assert {step: {pk for name, pk in plan if name == step} for step in people} == people
    assert asker.pk in {pk for name, pk in plan if name == "silent"}
    assert {name: day for (name, _), day in plan.items()} == days


def test_a_group_that_listens_to_agreements_hears_their_reminders_too(settings: Any) -> None:
    settings.ROBOTS = {"wecom": "http://127.0.0.1:9"}
    make_user("zhejiang")
    robot = Robot.objects.create(
        committee=committee("zhejiang"), name="工作群", kind="wecom", key="k" * 20, topics=["agreement"]
    )

    agreement = proposed("zhejiang")

    assert [row.step.partition(":")[0] for row in chased(agreement).filter(robot=robot).order_by("pk")] == [
        "again",
        "office",
    ]


def test_after_the_answer_nobody_is_reminded() -> None:
    signer = make_user("zhejiang")
    agreement = proposed("zhejiang", "anhui")
    step = chased(agreement).filter(recipient=signer).values_list("step", flat=True)[0]
    source = find(f"todo-agreement:{agreement.pk}")
    assert source is not None
    message = source.message(f"todo-agreement:{agreement.pk}", step, signer)
    assert message is not None
    assert (message.title, message.asks) == ("请尽快办理（协议会签）：水环境协议", "sign")

    agreements.answer(agreement, actor=signer, now=timezone.now(), agree=True)

    assert source.message(f"todo-agreement:{agreement.pk}", step, signer) is None
    assert not chased(agreement).filter(recipient=signer).open().exists()


def test_the_reminders_audit_agrees_with_the_plan() -> None:
    make_user("zhejiang")
    proposed("zhejiang")

    assert audit_reminders(timezone.now(), repair=False).clean


def test_ten_thousand_are_one_line_and_cost_no_more(client: Client) -> None:
    person, ours = make_user("zhejiang"), committee("zhejiang")
    now = timezone.now()

    def rows(many: int) -> None:
        Todo.objects.bulk_create(
            Todo(
                topic=f"agreement:{uuid4().int % 10**12}",
                kind="sign",
                committee=ours,
                title=f"协议{number}",
                url="/my/",
                opens_at=now,
            )
            for number in range(many)
        )

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("my-work")).status_code == 200
        return len(queries)

    client.force_login(person)
    rows(2)
    few = cost()
    rows(10_000)

    assert cost() == few
    lines = awaiting(person, now)
    assert (len(lines), lines[-1].title, lines[-1].stands_for) == (51, "还有 9952 项", 9952)
