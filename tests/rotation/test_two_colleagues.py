"""Two colleagues of one committee answer or arrange at once: the second sees the first one's word."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.versions import SAVED
from rotation import operations
from rotation.models import ConsultationReply, PollAnswer
from tests.factories import committee, make_consultation, make_rotation, make_user
from tests.rotation.work import NOW, ask_dates, calling, propose, screen

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def sent_by(client: Client, page: str, goal: str) -> dict[str, str]:
    """The hidden fields of the page's form that goes to ``goal``."""
    html = client.get(page).content.decode()
    form = next(part for part in html.split("<form")[1:] if f'action="{goal}"' in part).split("</form")[0]
    inputs = re.findall(r"<input[^>]*>", form)
    names = [(re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)) for one in inputs]
    return {n[1]: unescape(v[1]) for n, v in names if n and v and n[1] in {"version", "revision"}}


@pytest.fixture
def meeting() -> Any:
    make_rotation("hubei")
    return make_consultation(days=10)


def test_the_second_reply_shows_the_first_and_replaces_it_only_when_sent_again(client, meeting):
    first, second = make_user("hunan"), make_user("hunan")
    page, goal = meeting.get_absolute_url(), reverse("rotation:consultation-reply", args=[meeting.pk])
    client.force_login(second)
    opened = sent_by(client, page, goal)
    said = {"answer": "attend", "delegates": "张三，处长", "mode": "online", "revision": meeting.revision}
    operations.reply(meeting, actor=first, now=timezone.now(), **said)

    refused = client.post(goal, {**opened, "answer": "decline", "delegates": ""})

    html = refused.content.decode()
    assert ConsultationReply.objects.get().answer == "attend"
    assert SAVED in html
    assert "张三，处长" in html
    again = {**opened, "version": refused.context["form"]["version"].value()}
    assert client.post(goal, {**again, "answer": "decline", "delegates": ""}).status_code == 302
    assert ConsultationReply.objects.get().answer == "decline"


def test_one_click_of_my_work_does_not_replace_what_a_colleague_typed(client, meeting):
    first, second = make_user("hunan"), make_user("hunan")
    said = {"answer": "attend", "delegates": "张三，处长", "revision": meeting.revision}
    operations.reply(meeting, actor=first, now=timezone.now(), **said)
    client.force_login(second)
    goal = reverse("rotation:consultation-reply", args=[meeting.pk])

    refused = client.post(goal, {"answer": "attend", "revision": meeting.revision})

    assert SAVED in refused.content.decode()
    assert ConsultationReply.objects.get().delegates == "张三，处长"


def test_the_same_reply_twice_and_a_reply_after_a_move_are_no_conflict(client, meeting):
    person = make_user("hunan")
    client.force_login(person)
    goal = reverse("rotation:consultation-reply", args=[meeting.pk])
    click = {"answer": "attend", "revision": meeting.revision}

    assert [client.post(goal, click).status_code for _ in range(2)] == [302, 302]

    type(meeting).objects.filter(pk=meeting.pk).update(revision=meeting.revision + 1)
    assert client.post(goal, {"answer": "decline", "revision": meeting.revision + 1}).status_code == 302
    assert ConsultationReply.objects.get().answer == "decline"


def test_the_second_vote_shows_the_first_and_an_empty_comment_does_not_erase_it(client, meeting):
    lead, first, second = make_user("hubei"), make_user("hunan"), make_user("hunan")
    poll = ask_dates(meeting, lead)
    options = list(poll.options.all())
    page, goal = reverse("rotation:poll", args=[meeting.pk]), reverse("rotation:poll-answer", args=[poll.pk])
    client.force_login(second)
    opened = sent_by(client, page, goal)
    operations.answer_poll(
        poll,
        actor=first,
        committee=first.committee,
        votes={option.pk: "no" for option in options},
        comment="主题党日",
        now=timezone.now(),
    )
    mine = {f"option_{option.pk}": "yes" for option in options}

    refused = client.post(goal, {**opened, **mine, "comment": ""})

    assert SAVED in refused.content.decode()
    assert "主题党日" in refused.content.decode()
    assert set(PollAnswer.objects.get().said().values()) == {"no"}
    assert 'value="主题党日"' in client.get(page).content.decode()
    again = {**mine, "comment": "主题党日", "version": refused.context["vote_form"]["version"].value()}
    assert client.post(goal, again).status_code == 302
    assert set(PollAnswer.objects.get().said().values()) == {"yes"}


def test_a_link_shows_what_its_committee_said_before(client, meeting):
    lead, staff = make_user("hubei"), make_user("hunan")
    poll = ask_dates(meeting, lead)
    options = list(poll.options.all())
    now = timezone.now()
    secret = operations.make_poll_link(poll, committee("hunan"), actor=lead, now=now)
    address = f"{reverse('rotation:poll-by-link')}?token={secret}"
    before = client.get(address)
    votes = {option.pk: "maybe" for option in options}
    operations.answer_poll(poll, actor=staff, committee=staff.committee, votes=votes, now=now)
    mine = {f"option_{option.pk}": "yes" for option in options}

    refused = client.post(address, {**mine, "version": before.context["form"]["version"].value() or ""})

    assert SAVED in refused.content.decode()
    assert client.get(address).content.decode().count("checked") == len(options)
    again = {**mine, "version": refused.context["form"]["version"].value()}
    assert client.post(address, again).context["done"]


def test_an_order_saved_meanwhile_is_shown_before_it_is_replaced(client, meeting):
    lead, second, staff = make_user("hubei"), make_user("hubei"), make_user("hunan")
    calling(meeting, lead)
    one, two, three = (screen(propose(meeting, staff, title=title), lead) for title in ("甲", "乙", "丙"))
    page, goal = (
        reverse("rotation:items", args=[meeting.pk]),
        reverse("rotation:items-order", args=[meeting.pk]),
    )
    client.force_login(second)
    opened = sent_by(client, page, goal)
    operations.arrange_items(meeting, actor=lead, order=[three.pk, two.pk, one.pk])
    places = {f"place_{two.pk}": 1, f"place_{one.pk}": 2, f"place_{three.pk}": 3}

    refused = client.post(goal, {**opened, **places})

    order = list(meeting.items.accepted().values_list("title", flat=True))
    assert order == ["丙", "乙", "甲"]
    assert SAVED in refused.content.decode()
    assert [row.label for row in refused.context["order_form"].theirs] == ["丙", "乙", "甲"]
    again = {**places, "version": refused.context["order_form"]["version"].value()}
    assert client.post(goal, again).status_code == 302
    assert list(meeting.items.accepted().values_list("title", flat=True)) == ["乙", "甲", "丙"]


def test_a_topic_accepted_meanwhile_makes_the_order_another(client, meeting):
    lead, staff = make_user("hubei"), make_user("hunan")
    calling(meeting, lead)
    one, two = (screen(propose(meeting, staff, title=title), lead) for title in ("甲", "乙"))
    page, goal = (
        reverse("rotation:items", args=[meeting.pk]),
        reverse("rotation:items-order", args=[meeting.pk]),
    )
    client.force_login(lead)
    opened = sent_by(client, page, goal)
    screen(propose(meeting, staff, title="丙"), lead)

    refused = client.post(goal, {**opened, f"place_{two.pk}": 1, f"place_{one.pk}": 2})

    assert SAVED in refused.content.decode()
    assert "丙" in refused.content.decode()
