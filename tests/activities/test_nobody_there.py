"""A committee without staff: said at once, never called reminded."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests.factories import committee, make_activity, make_correction, make_user
from tests.my_work import nudge, nudge_url
from todos.models import Todo

pytestmark = pytest.mark.django_db
WORDS = "湖南没有在岗人员，请联系系统管理员。"


def leave_nobody(slug: str) -> None:
    User.objects.filter(committee__slug=slug).update(is_active=False)


def test_who_logs_hears_that_nobody_can_confirm(client, filled_form):
    client.force_login(make_user("jiangsu"))
    make_user("zhejiang")
    partners = [f"committee-{committee(slug).pk}" for slug in ("hunan", "zhejiang")]

    page = client.post(reverse("activities:log"), filled_form(partners=partners), follow=True)

    assert WORDS in page.content.decode()


def test_nobody_is_nobody_reminded(client):
    host = make_user("jiangsu")
    activity = make_activity("jiangsu", ("hunan", "zhejiang"))
    make_user("zhejiang")
    client.force_login(host)

    page = client.post(nudge_url(activity), follow=True).content.decode()

    assert f"已催办 1 家工委。{WORDS}" in page
    assert Todo.objects.get(committee=committee("hunan")).nudged_at is None
    assert nudge(activity, host, timezone.now()) == 0


def test_a_correction_that_nobody_can_answer_is_not_called_reminded():
    host = make_user("jiangsu")
    activity = make_activity("jiangsu", ("hunan", "zhejiang"), confirmed=True)
    leave_nobody("hunan")
    make_correction(activity, place="太湖")

    assert nudge(activity, host, timezone.now()) == 1
    assert Todo.objects.get(committee=committee("hunan")).nudged_at is None
