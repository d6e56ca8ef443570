"""The digest of an issue: to those who follow, of what they follow; none when empty; stopped by one click."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from experience import digest, issues, operations
from experience.models import BulletinItem, DigestStop
from experience.tasks import release_issues
from notifications.models import Delivery, Notification
from notifications.sending import send_due
from tests.factories import committee, make_article, make_bulletin, make_user

pytestmark = pytest.mark.django_db


def due(*articles):
    day = timezone.localdate() - timedelta(days=1)
    now = timezone.now()
    return make_bulletin(*articles, released=False, planned_on=day, ready_at=now, ready_by=make_user())


def reader(*committees, areas=(), **fields):
    person = make_user("yunnan", **{"role": "member", **fields})
    for slug in committees:
        operations.follow(actor=person, committee=committee(slug))
    for area in areas:
        operations.follow(actor=person, area=area)
    return person


def told(person, step=digest.STEP):
    return [row.body for row in Notification.objects.filter(recipient=person, step=step)]


def test_each_gets_only_what_he_follows_each_piece_once_grouped_by_it():
    due(
        make_article("jiangsu", area="sharing", title="甲"),
        make_article("hubei", area="sharing", title="乙"),
        make_article("hubei", area="talent", title="丙"),
        make_article("anhui", area="model", title="丁"),
    )
    both, one = reader("jiangsu", areas=["sharing", "model"]), reader("hubei")

    release_issues()

    assert told(both) == [
        "【江苏】\n· 甲\n\n【共创模范机关】\n· 丁（安徽）\n\n【共享资源信息】\n· 乙（湖北）"
    ]
    assert told(one) == ["【湖北】\n· 乙\n· 丙"]


def test_who_follows_nothing_in_it_or_is_gone_gets_none():
    due(make_article("jiangsu", area="sharing"))
    others = [reader(), reader("hubei", areas=["talent"]), reader("jiangsu", is_active=False)]

    release_issues()

    assert [told(person) for person in others] == [[], [], []]
    assert not Delivery.objects.filter(step=digest.STEP).exists()


def test_a_piece_left_out_is_in_no_digest():
    gone = make_article("jiangsu", title="撤下的")
    due(make_article("jiangsu", title="留下的"), gone)
    person = reader("jiangsu")
    operations.withdraw(gone, actor=make_user("jiangsu", role="admin"), now=timezone.now(), reason="有误")

    release_issues()

    assert told(person) == ["【江苏】\n· 留下的"]


def test_the_letter_goes_once_and_can_be_stopped_by_one_click(settings):
    settings.SITE_URL = "https://portal.example.cn"
    due(make_article("jiangsu", title="甲"))
    person = reader("jiangsu")

    release_issues()
    release_issues()
    send_due()
    send_due()

    (letter,) = [sent for sent in mail.outbox if sent.to == [person.email]]
    stop = f"https://portal.example.cn{digest.stop_url(person)}"
    assert letter.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"不再接收这类摘要：{stop}" in letter.body
    assert stop in letter.alternatives[0][0]


def test_other_letters_have_no_stop_link():
    article = make_article(status="draft")
    editor = make_user("shanghai", is_editor=True)
    operations.submit(article, actor=article.created_by, now=timezone.now())

    send_due()

    letters = [sent for sent in mail.outbox if sent.to == [editor.email]]
    assert letters
    assert all("List-Unsubscribe" not in sent.extra_headers for sent in letters)


def test_opening_the_link_asks_and_sending_it_stops_without_a_sign_in():
    person, visitor = reader("jiangsu"), Client(enforce_csrf_checks=True)
    link = digest.stop_url(person)

    asked = visitor.get(link)
    before = DigestStop.objects.exists()
    stopped = visitor.post(link, {"List-Unsubscribe": "One-Click"})
    again = visitor.post(link)

    assert (asked.status_code, before) == (200, False)
    assert (stopped.status_code, again.status_code) == (200, 200)
    assert person.display_name not in asked.content.decode()
    assert DigestStop.objects.get().person == person
    due(make_article("jiangsu"))
    release_issues()
    assert told(person) == []
    assert person.follows.count() == 1


@pytest.mark.parametrize("token", ["1", "1:x", "x:y", "甲", "1" * 400])
def test_a_forged_link_stops_nobody(client, token):
    assert client.post(reverse("experience:digest-stop", args=[token])).status_code == 404


def test_the_digest_is_taken_up_again_where_one_follows(client):
    person = reader("jiangsu")
    operations.stop_digest(actor=person)
    client.force_login(person)
    page = reverse("experience:following")

    shown = client.get(page).context["form"].initial["digest"]
    client.post(page, {"committees": ["jiangsu"], "digest": "on"})
    taken_up = client.get(page).context["form"].initial["digest"]
    client.post(page, {"committees": ["jiangsu"]})

    assert (shown, taken_up) == (False, True)
    assert DigestStop.objects.filter(person=person).exists()


@pytest.mark.parametrize("number", [1, 5])
def test_the_digests_cost_the_same_however_many_follow(django_assert_num_queries, number):
    issue = due(make_article("jiangsu"), make_article("hubei"))
    for _ in range(number):
        reader("jiangsu", areas=["sharing"])
    parts = issues.parts(issue, list(BulletinItem.objects.for_contents(issue)), timezone.now())

    with django_assert_num_queries(2):
        digest.texts(parts)
