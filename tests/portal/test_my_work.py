"""我的工作: what awaits a person can be answered there, and he stays there."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts import operations as accounts
from accounts.models import Recovery, User
from activities import operations
from activities.models import Activity
from collab_portal.desk import awaiting
from collab_portal.lib.dates import today
from collab_portal.lib.http import back
from notifications.models import Delivery
from notifications.operations import notify
from rotation.models import ConsultationReply
from tests.factories import (
    make_activity,
    make_agreement,
    make_article,
    make_branch,
    make_consultation,
    make_resolution,
    make_rotation,
    make_user,
)
from tests.permissions.actors import make_actors

pytestmark = pytest.mark.django_db
MY_WORK = reverse("my-work")


def answers(user):
    lines = [line for _, lines in awaiting(user, timezone.now()) for line in lines]
    return [line.answer for line in lines if line.answer]


def press(client, answer, **more):
    """What the button of the page sends."""
    return client.post(answer.url, {**dict(answer.fields), "next": MY_WORK, **more}, follow=True)


def test_a_record_is_confirmed_from_the_list(client):
    user = make_user("zhejiang")
    activity = make_activity("jiangsu", ("zhejiang",), title="联合党课")
    client.force_login(user)
    (answer,) = answers(user)

    response = press(client, answer)

    activity.refresh_from_db()
    assert response.redirect_chain == [(MY_WORK, 302)]
    assert activity.status == "confirmed"
    assert "联合党课：各方均已确认，计入统计。" in response.content.decode()
    assert answers(user) == []


def test_confirming_with_one_click_keeps_the_headcount_the_host_expected(client):
    user = make_user("zhejiang")
    activity = make_activity("jiangsu", ("zhejiang",))
    activity.participations.filter(committee=user.committee).update(headcount=12)
    client.force_login(user)

    press(client, *answers(user))

    assert activity.participations.get(committee=user.committee).headcount == 12


def test_a_record_changed_meanwhile_is_opened_instead_of_confirmed(client):
    user, activity = make_user("zhejiang"), make_activity("jiangsu", ("zhejiang",))
    client.force_login(user)
    (answer,) = answers(user)
    _change(activity)

    response = press(client, answer)

    assert (response.redirect_chain, response.context["activity"]) == ([], activity)
    assert "牵头方刚修改了内容，请核对后再确认。" in response.content.decode()
    assert not activity.participations.filter(committee=user.committee, signed_at__isnull=False).exists()


def _change(activity):
    host = make_user("jiangsu")
    parties = [
        operations.Party(row.committee_id, row.role, headcount=row.headcount)
        for row in activity.participations.all()
    ]
    facts = {"title": "改了名", "kind": activity.kind, "held_on": activity.held_on}
    operations.edit(
        Activity.objects.get(pk=activity.pk),
        actor=host,
        version=activity.version,
        facts=facts,
        parties=parties,
        now=timezone.now(),
    )


def test_an_invitation_is_accepted_from_the_list(client):
    make_rotation()
    consultation = make_consultation(days=3)
    user = make_user("jiangsu")
    client.force_login(user)
    (answer,) = answers(user)

    response = press(client, answer)

    assert response.redirect_chain == [(MY_WORK, 302)]
    assert ConsultationReply.objects.get(committee=user.committee).answer == "attend"
    assert f"{consultation.title}：已回执“参加”。" in response.content.decode()
    assert answers(user) == []


def test_an_invitation_to_another_hour_is_shown_instead_of_accepted(client):
    make_rotation()
    make_consultation(days=3)
    user = make_user("jiangsu")
    client.force_login(user)
    (answer,) = answers(user)

    response = press(client, answer, revision="0")

    assert "会商安排已变更为" in response.content.decode()
    assert not ConsultationReply.objects.filter(committee=user.committee).exists()


def test_every_answer_stands_on_the_page_as_a_form(client):
    make_rotation()
    make_consultation(days=3)
    make_activity("zhejiang", ("jiangsu",), title="联合党课")
    user = make_user("jiangsu")
    client.force_login(user)

    page = client.get(MY_WORK).content.decode()

    for answer in answers(user):
        assert f'<form method="post" action="{answer.url}" data-once>' in page
        for name, value in answer.fields:
            assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert page.count(f'name="next" value="{MY_WORK}"') == len(answers(user)) == 2
    assert 'aria-label="确认：联合党课"' in page


def test_who_leads_is_not_asked_to_accept(client):
    make_rotation("hubei")
    make_consultation(days=3)

    assert answers(make_user("hubei")) == []


def post(**data: str) -> HttpRequest:
    return RequestFactory().post("/x", data)


@pytest.mark.parametrize("page", ["/my/", "/activities/?committee=jiangsu&after=x", "/search/?q=党建"])
def test_the_way_back_is_a_page_of_this_site(page):
    assert back(post(next=page), "home").url == quote(page, safe="/?&=")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "\x00/my/",
        " //evil.example",
        "/\t/evil.example",
        "http:///evil.example",
        "http://testserver/my/",
        "my-work",
        "//[",
        "/" + "x" * 500,
    ],
)
def test_a_foreign_or_odd_way_back_is_ignored(page):
    assert back(post(next=page), "home").url == "/"


@pytest.mark.parametrize("page", ["/my/nudge/pairing/7/", "/organizations/pairings/7/end/", "/nowhere/"])
def test_a_way_back_that_no_browser_can_go_is_ignored(page):
    assert back(post(next=page), "home").url == "/"


def test_a_foreign_way_back_is_ignored_by_the_views(client):
    user, activity = make_user("zhejiang"), make_activity("jiangsu", ("zhejiang",))
    client.force_login(user)
    (answer,) = answers(user)

    response = client.post(answer.url, {**dict(answer.fields), "next": "https://evil.example/"})

    assert response.url == activity.get_absolute_url()


def test_the_number_is_true_and_the_rest_is_one_click_away(client, monkeypatch):
    monkeypatch.setattr("todos.pages.SHOWN", 2)
    user = make_user("zhejiang")
    for _ in range(5):
        make_activity("jiangsu", ("zhejiang",))
    client.force_login(user)

    page = client.get(MY_WORK).content.decode()

    assert "5 项</span>" in page
    assert "还有 3 项" in page
    assert "/activities/?committee=zhejiang&amp;status=held" in page


def test_what_is_overdue_stands_first_and_its_group_too(client):
    person, day = make_user("zhejiang"), today(timezone.now())
    make_activity("jiangsu", ("zhejiang",), title="待确认")
    make_consultation(days=3)
    for title, late in (("刚过期", 1), ("早过期", 90)):
        make_resolution("zhejiang", day - timedelta(days=late), title=title)
    client.force_login(person)

    groups = client.get(MY_WORK).context["groups"]

    titles = [line.title for _, lines in groups for line in lines]
    assert groups[0][0] == "轮值会商"
    assert "早过期" in titles[0]
    assert "刚过期" in titles[1]
    assert any("待确认" in title for title in titles[2:])


def everything_that_waits(people):
    """Something of each sort of line: asked of a committee, of duties, of one person, and what is counted."""
    now, home = timezone.now(), people["staff"]
    make_rotation()
    make_consultation(days=3)
    for _ in range(2):
        make_agreement("jiangsu", proposer="zhejiang", answer="proposed")
        make_branch(term_ends_on=today(now) - timedelta(days=1))
        make_user("hunan", role="member", settled_at=now)
    for status in ("editing", "reviewing", "issuing"):
        make_article(status=status)
    notify(topic="rotation:1", step="plan", recipients=[home], title="排期有变动", url="/rotation/")
    Delivery.objects.filter(channel="email", status="pending").update(status="dead", finished_at=now)
    for person in (home, people["member"]):
        Recovery.objects.create(
            person=person,
            asked_by=people["admin"],
            asked_at=now,
            checked_how=Recovery.Check.values[0],
            reason="手机遗失",
        )
    User.objects.filter(pk=people["member"].pk).update(mfa_due_on=today(now) + timedelta(days=7))
    accounts.propose_retirement(date(2020, 1, 1), actor=people["security"], reason="归档", now=now)
    return [User.objects.get(pk=one.pk) for one in people.values() if one]


def test_the_number_on_every_page_is_what_is_listed_and_every_line_opens_for_whoever_has_it(
    client, monkeypatch
):
    monkeypatch.setattr("todos.pages.SHOWN", 1)
    monkeypatch.setattr("accounts.awaiting.SHOWN", 1)
    seen, wrong = set(), []
    for user in everything_that_waits(make_actors()):
        client.force_login(user)
        page = client.get(MY_WORK)
        lines = [line for _, group in page.context["groups"] for line in group]
        seen |= {line.kind for line in lines}
        counted, listed = page.context["waiting"]["to_do"], sum(line.stands_for for line in lines)
        if counted != listed:
            wrong.append((user.display_name, counted, listed, [line.title for line in lines]))
        for line in lines:
            if (answer := client.get(line.url, follow=True)).status_code != 200:
                wrong.append((user.display_name, line.title, line.url, answer.status_code))

    assert wrong == []
    kinds = {"协议会签", "换届", "通知", "安全", "空缺", "授权", "找回", "归档", "回执"}
    assert kinds - seen == set()
