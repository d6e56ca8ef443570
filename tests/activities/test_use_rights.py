"""资源申请: who answers, who asks again, who reads what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from activities import operations
from notifications.models import Delivery
from tests.activities.test_uses import NOW, _all_is_as_owed, grant, refuse, stored, told
from tests.factories import make_use, make_user

__all__ = ["_all_is_as_owed"]
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_only_the_owners_staff_answer_and_only_the_host_asks_again():
    use = make_use("jiangsu", "zhejiang")

    for actor in (make_user("zhejiang"), make_user("anhui"), make_user(role="member")):
        with pytest.raises(PermissionDenied):
            grant(use, actor=actor)
    refuse(operations.decline, use)
    with pytest.raises(PermissionDenied):
        operations.ask_again(stored(use), actor=make_user(), now=NOW)


def test_an_account_switched_off_since_the_page_was_opened_answers_nothing():
    use, person = make_use("jiangsu", "zhejiang"), make_user()
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(PermissionDenied):
        grant(use, actor=person)


def test_strangers_read_only_what_was_granted_and_that_the_day_is_taken(client):
    use = make_use("jiangsu", "zhejiang")
    grant(use)
    client.force_login(make_user("shanghai"))

    assert client.get(use.get_absolute_url()).status_code == 404
    page = client.get(use.resource.get_absolute_url())
    assert use.activity.title not in page.content.decode()
    states = {day.date: day.words for week in page.context["weeks"] for day in week}
    assert states[use.activity.held_on] == "已约"


def test_the_owner_reads_the_request_without_the_record(client):
    use = make_use("jiangsu", "zhejiang", link="https://meet.example.cn/1")
    client.force_login(make_user())

    page = client.get(use.get_absolute_url()).content.decode()

    assert use.activity.title in page
    assert "meet.example.cn" not in page
    assert client.get(use.activity.get_absolute_url()).status_code == 404


def test_a_click_that_comes_too_late_is_told_on_the_page(client):
    use = make_use("jiangsu", "zhejiang")
    client.force_login(make_user())
    click = reverse("activities:use-grant", args=[use.pk])
    for asked in ("", "x", "9" * 30, "-1", "7"):
        assert client.post(click, {"asked": asked}).url == use.get_absolute_url()
    assert stored(use).answer == ""

    assert client.post(click, {"asked": "1", "next": "/my/"}).url == "/my/"
    assert client.post(click, {"asked": "1", "next": "/my/"}).url == "/my/"
    assert stored(use).answer == "granted"


def test_who_does_not_answer_is_reminded_then_the_admins_then_the_host_learns_of_it():
    staff, admin, host = make_user(), make_user(role="admin"), make_user("zhejiang")
    use = make_use("jiangsu", "zhejiang", days=40)

    planned = Delivery.objects.filter(topic=f"todo-use:{use.pk}").values_list("step", "recipient")
    said = {(step.split(":")[0], recipient) for step, recipient in planned}

    assert {("again", staff.pk), ("office", admin.pk), ("silent", host.pk)} <= said
    grant(use)
    assert not Delivery.objects.filter(topic=f"todo-use:{use.pk}", status="pending").exists()


def test_the_host_asks_once_more_from_the_page(client):
    make_user()
    use = make_use("jiangsu", "zhejiang", days=40)
    client.force_login(make_user("zhejiang"))
    assert "催办一次" in client.get(use.get_absolute_url()).content.decode()

    client.post(reverse("nudge", args=["use", use.pk]), {"next": use.get_absolute_url()})

    assert any(title.startswith("请尽快办理（资源申请）") for title, _ in told("jiangsu"))
    assert "催办一次" not in client.get(use.get_absolute_url()).content.decode()
