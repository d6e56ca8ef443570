"""Who is taken out of what was announced or held, and asked again."""

from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.models import Activity
from notifications.models import Delivery, Notification
from tests.activities.test_edit import edited
from tests.activities.test_replies import announced, open_items, reply
from tests.factories import make_activity, make_user
from tests.my_work import awaiting


def told_of(activity: Activity, user) -> list[str]:
    """Titles of what a person was told of the activity, the newest first."""
    rows = Notification.objects.filter(recipient=user, topic=activity.topic)
    return list(rows.order_by("-pk").values_list("title", flat=True))


def test_who_is_taken_out_of_an_announced_activity_is_told_and_hears_of_its_cancellation(client, db):
    host, gone = make_user("jiangsu"), make_user("anhui")
    activity = announced()
    reply(activity, gone, expected=12)

    activity = edited(activity, host, partners=("zhejiang",))

    note = Notification.objects.get(recipient=gone, step="left")
    assert note.title == f"贵工委已不在参与方中：{activity}"
    assert "贵工委此前的回执不再有效" in note.body
    assert awaiting(gone, timezone.now()) == []
    client.force_login(gone)
    assert client.get(note.url).status_code == 200
    operations.cancel(activity, actor=host, reason="防汛", now=timezone.now())
    assert told_of(activity, gone)[0] == f"联合活动已取消：{activity}"


def test_the_word_that_one_is_out_goes_out_though_the_host_edits_again(db):
    host, gone = make_user("jiangsu"), make_user("anhui")
    activity = edited(announced(), host, partners=("zhejiang",))

    edited(activity, host, partners=("zhejiang",), place="新地点")

    mail = Delivery.objects.get(recipient=gone, step="left", channel="email")
    assert mail.status == "pending"


def test_who_was_taken_out_and_asked_again_is_a_party_like_any_other(db):
    host, back = make_user("jiangsu"), make_user("anhui")
    activity = edited(announced(), host, partners=("zhejiang",))

    activity = edited(activity, host, partners=("zhejiang", "anhui"))

    assert activity.former_ids == []
    assert open_items(back) == [f"请回执：{activity}"]


def test_who_was_in_a_draft_only_never_heard_of_it(db):
    gone = make_user("anhui")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"), publish=False)

    activity = edited(activity, make_user("jiangsu"), partners=("zhejiang",))

    assert (activity.former_ids, told_of(activity, gone)) == ([], [])


def test_a_party_that_signed_and_is_taken_out_is_told_and_keeps_sight_of_the_record(client, db):
    host, gone, stranger = make_user("jiangsu"), make_user("anhui"), make_user("hubei")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    operations.confirm(activity, actor=gone, headcount=9, now=timezone.now())

    activity = edited(activity, host, partners=("zhejiang",))

    assert "贵工委此前的确认不再有效" in Notification.objects.get(recipient=gone, step="left").body
    assert list(Activity.objects.visible_to(gone)) == [activity]
    assert list(Activity.objects.visible_to(stranger)) == []
    client.force_login(gone)
    assert client.post(reverse("activities:confirm", args=[activity.pk])).status_code == 403


def test_who_declined_is_not_told_that_it_is_out(db):
    host, declined = make_user("jiangsu"), make_user("anhui")
    activity = announced()
    reply(activity, declined, "decline")
    before = len(told_of(activity, declined))

    edited(activity, host, partners=("zhejiang",))

    assert len(told_of(activity, declined)) == before
