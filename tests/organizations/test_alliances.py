"""联盟: every committee agrees for its own; three begin it, fewer than three end it."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.versions import StaleError
from notifications.models import Notification
from organizations.models import Alliance, AllianceMember
from organizations.operations import alliances
from tests.factories import committee, make_alliance, make_branch, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
LIST, PROPOSE = reverse("organizations:alliances"), reverse("organizations:alliance-propose")


def member_of(alliance, slug):
    return alliance.members.get(committee__slug=slug)


def proposal(actor, lead, members, **facts):
    facts = {"name": "税务党建联盟", "submission": uuid.uuid4(), "now": NOW, **facts}
    return alliances.propose(actor=actor, lead=lead, members=members, **facts)


def test_it_begins_with_the_last_answer_and_for_all_on_one_day():
    alliance = make_alliance(answer="proposed")
    alliances.answer(alliance, actor=make_user("zhejiang"), now=NOW, agree=True)
    before = Alliance.objects.get().status

    alliances.answer(alliance, actor=make_user("anhui"), now=NOW, agree=True)

    alliance.refresh_from_db()
    assert (before, alliance.status, alliance.started_on) == ("proposed", "active", dates.today(NOW))
    assert {row.joined_on for row in alliance.members.all()} == {dates.today(NOW)}


def test_branches_of_one_committee_need_no_answer():
    alliance = make_alliance("jiangsu", "jiangsu", answer="proposed")

    assert alliance.status == "active"
    assert alliance.members.on(dates.today(NOW)).count() == 3


def test_two_branches_are_a_pairing_not_an_alliance():
    with pytest.raises(ValidationError, match="至少三个"):
        proposal(make_user(), make_branch(), [make_branch("anhui")])


def test_the_same_branch_named_twice_counts_once():
    own, other = make_branch(), make_branch("anhui")

    with pytest.raises(ValidationError, match="至少三个"):
        proposal(make_user(), own, [own, other, other])


def test_the_lead_is_a_branch_of_ones_own():
    with pytest.raises(ValidationError, match="本工委"):
        proposal(make_user(), make_branch("anhui"), [make_branch(), make_branch()])


def test_a_closed_branch_cannot_be_asked():
    closed = make_branch("anhui", name="旧处支部", ends_on=dates.today(NOW))

    with pytest.raises(ValidationError, match="旧处支部"):
        proposal(make_user(), make_branch(), [make_branch(), closed])


def test_sending_the_form_twice_makes_one():
    actor, own, others = make_user(), make_branch(), [make_branch(), make_branch("anhui")]
    number = uuid.uuid4()

    first, second = (proposal(actor, own, others, submission=number) for _ in range(2))

    assert first == second
    assert Alliance.objects.count() == 1


def test_a_name_is_used_once_in_a_committee():
    make_alliance("jiangsu", "jiangsu", name="税务党建联盟")

    with pytest.raises(ValidationError, match="同名"):
        proposal(make_user(), make_branch(), [make_branch(), make_branch()])


@pytest.mark.parametrize("name", ["𠮷𡈽联盟🚀", "«Ünïon» ﷽", "廿" * 80])
def test_rare_characters_in_names_are_kept(client, name):
    alliance = make_alliance("jiangsu", "jiangsu", name=name)
    client.force_login(make_user())

    page = client.get(alliance.get_absolute_url()).content.decode()

    assert name in page


def test_who_declines_is_left_out_and_the_rest_begin():
    alliance = make_alliance("jiangsu", "jiangsu", "anhui", answer="proposed")

    alliances.answer(alliance, actor=make_user("anhui"), now=NOW, agree=False, reason="另有安排")

    alliance.refresh_from_db()
    assert alliance.status == "active"
    assert alliance.members.staying().count() == 3
    assert member_of(alliance, "anhui").reason == "另有安排"


def test_with_too_few_it_waits_for_the_organiser():
    alliance = make_alliance(answer="proposed")
    alliances.answer(alliance, actor=make_user("zhejiang"), now=NOW, agree=True)
    alliances.answer(alliance, actor=make_user("anhui"), now=NOW, agree=False, reason="另有安排")
    waiting = Alliance.objects.get().status

    alliances.invite(alliance, actor=make_user(), now=NOW, members=[make_branch()])

    alliance.refresh_from_db()
    assert (waiting, alliance.status) == ("proposed", "active")


def test_who_had_agreed_hears_that_the_proposal_was_taken_back():
    agreed = make_user("zhejiang")
    alliance = make_alliance("zhejiang", "anhui", answer="proposed")
    alliances.answer(alliance, actor=agreed, now=NOW, agree=True)

    alliances.withdraw(alliance, actor=make_user(), now=NOW)

    assert Notification.objects.filter(recipient=agreed, title=f"联盟提议已撤回：{alliance.name}").exists()


def test_taking_back_the_last_unanswered_invitation_begins_it():
    alliance = make_alliance("jiangsu", "jiangsu", "anhui", answer="proposed")

    alliances.uninvite(member_of(alliance, "anhui"), actor=make_user(), now=NOW)

    alliance.refresh_from_db()
    assert alliance.status == "active"
    assert member_of(alliance, "anhui").status == "withdrawn"


def test_a_member_joins_later_from_that_day():
    start = NOW - timedelta(days=100)
    alliance = make_alliance("jiangsu", "jiangsu", now=start)

    alliances.invite(alliance, actor=make_user(), now=NOW, members=[make_branch()])

    joined = sorted(row.joined_on for row in alliance.members.all())
    assert joined == [dates.today(start)] * 3 + [dates.today(NOW)]


def test_a_member_is_not_asked_twice():
    alliance = make_alliance()
    there = member_of(alliance, "anhui").branch

    with pytest.raises(ValidationError, match="已是成员"):
        alliances.invite(alliance, actor=make_user(), now=NOW, members=[there])


def test_who_left_may_come_back_with_a_second_row():
    alliance = make_alliance("jiangsu", "jiangsu", "anhui", now=NOW - timedelta(days=9))
    left = member_of(alliance, "anhui")
    alliances.leave(left, actor=make_user("anhui"), now=NOW - timedelta(days=3), reason="机构调整")

    alliances.invite(alliance, actor=make_user(), now=NOW, members=[left.branch])
    alliances.answer(alliance, actor=make_user("anhui"), now=NOW, agree=True)

    rows = alliance.members.filter(branch=left.branch).order_by("joined_on")
    assert [row.left_on for row in rows] == [dates.today(NOW - timedelta(days=3)), None]


def test_fewer_than_three_end_it_and_everybody_is_told():
    alliance = make_alliance()
    told = make_user("zhejiang")

    alliances.leave(member_of(alliance, "anhui"), actor=make_user("anhui"), now=NOW, reason="机构调整")

    alliance.refresh_from_db()
    assert (alliance.status, alliance.end_reason) == ("ended", "成员不足三个")
    assert not alliance.members.staying().exists()
    assert "联盟已结束" in Notification.objects.filter(recipient=told).latest("pk").title


def test_the_chair_that_leaves_is_chair_no_more():
    alliance = make_alliance("jiangsu", "jiangsu", "anhui")
    chair = member_of(alliance, "anhui")
    alliances.edit(alliance, actor=make_user(), version=1, now=NOW, chair=chair.branch)

    alliances.leave(chair, actor=make_user("anhui"), now=NOW, reason="机构调整")

    alliance.refresh_from_db()
    assert alliance.chair is None


def test_only_a_present_member_takes_the_chair():
    with pytest.raises(ValidationError, match="现任成员"):
        alliances.edit(make_alliance(), actor=make_user(), version=1, now=NOW, chair=make_branch())


def test_of_two_editors_the_second_is_told():
    alliance = make_alliance()
    alliances.edit(alliance, actor=make_user(), version=1, now=NOW, work_plan="甲")

    with pytest.raises(StaleError) as told:
        alliances.edit(alliance, actor=make_user(), version=1, now=NOW, work_plan="乙")

    assert told.value.current.work_plan == "甲"


@pytest.mark.parametrize("verb", ["end", "invite", "edit", "leave"])
def test_a_stranger_is_refused_under_the_lock(verb):
    alliance, stranger = make_alliance(), make_user("fujian")
    calls = {
        "end": lambda: alliances.end(alliance, actor=stranger, now=NOW, reason="无"),
        "invite": lambda: alliances.invite(alliance, actor=stranger, now=NOW, members=[make_branch()]),
        "edit": lambda: alliances.edit(alliance, actor=stranger, version=1, now=NOW, work_plan="改"),
        "leave": lambda: alliances.leave(member_of(alliance, "anhui"), actor=stranger, now=NOW, reason="无"),
    }

    with pytest.raises(PermissionDenied):
        calls[verb]()


def test_a_role_lost_since_the_page_was_opened_no_longer_counts():
    alliance, actor = make_alliance(), make_user()
    type(actor).objects.filter(pk=actor.pk).update(role="member")

    with pytest.raises(PermissionDenied):
        alliances.end(alliance, actor=actor, now=NOW, reason="完成")


def test_the_database_refuses_a_seat_taken_twice():
    alliance = make_alliance()
    there = member_of(alliance, "anhui")
    twin = AllianceMember(
        alliance=alliance,
        branch=there.branch,
        committee=there.committee,
        status="agreed",
        proposed_at=NOW,
        answered_at=NOW,
        answered_by=there.answered_by,
        joined_on=date(2020, 1, 1),
    )

    with pytest.raises(IntegrityError, match="alliance_member_once_at_a_time"), transaction.atomic():
        twin.save()


def test_what_awaits_a_committee_is_one_line_an_alliance():
    branches = [make_branch("anhui", name="甲支部"), make_branch("anhui", name="乙支部")]
    make_alliance(branches=branches, answer="proposed", name="税务党建联盟")

    [line] = awaiting(make_user("anhui"), NOW)

    assert (line.kind, line.title, line.detail) == ("联盟答复", "税务党建联盟", "江苏邀请：甲支部、乙支部")
    assert awaiting(make_user("fujian"), NOW) == awaiting(make_user("anhui", role="member"), NOW) == []


# pages


def test_a_proposal_is_seen_by_those_concerned_alone(client):
    alliance = make_alliance(answer="proposed")
    people = [make_user(), make_user("anhui"), make_user("fujian"), make_user("anhui", role="member")]

    found = []
    for person in people:
        client.force_login(person)
        found.append(client.get(alliance.get_absolute_url()).status_code)

    assert found == [200, 200, 404, 404]


def test_who_declined_is_told_to_no_stranger(client):
    alliance = make_alliance("jiangsu", "jiangsu", "anhui", answer="proposed")
    alliances.answer(alliance, actor=make_user("anhui"), now=NOW, agree=False, reason="另有安排")

    def page(person):
        client.force_login(person)
        return client.get(alliance.get_absolute_url()).content.decode()

    assert "另有安排" in page(make_user())
    assert "另有安排" not in page(make_user("fujian"))


def test_from_the_form_to_the_last_answer(client):
    own, others = make_branch(), [make_branch("zhejiang"), make_branch("anhui")]
    client.force_login(make_user())
    sent = {
        "name": "沪苏浙皖税务联盟",
        "kind": "alliance",
        "line": "tax",
        "lead": own.pk,
        "members": [one.pk for one in others],
        "submission": str(uuid.uuid4()),
    }

    made = client.post(PROPOSE, sent)
    alliance = Alliance.objects.get()
    for slug in ("zhejiang", "anhui"):
        client.force_login(make_user(slug))
        given = {"answer": "agree", "version": alliance.version}
        client.post(reverse("organizations:alliance-answer", args=[alliance.pk]), given)

    alliance.refresh_from_db()
    assert made.url == alliance.get_absolute_url()
    assert alliance.status == "active"


def test_a_refused_form_keeps_what_was_chosen(client):
    own, other = make_branch(), make_branch("anhui", name="巢湖支部")
    client.force_login(make_user())
    sent = {"name": "联盟", "kind": "alliance", "line": "tax", "lead": own.pk, "members": [other.pk]}

    page = client.post(PROPOSE, {**sent, "submission": str(uuid.uuid4())}).content.decode()

    assert "至少三个" in page
    assert f'<option value="{other.pk}" selected>巢湖支部（安徽）</option>' in page
    assert not Alliance.objects.exists()


@pytest.mark.parametrize("bad", ["9" * 30, "x", "-1", "\x00", "999999"])
def test_a_member_that_does_not_exist_is_said_beside_the_field(client, bad):
    client.force_login(make_user())
    sent = {"name": "联盟", "kind": "alliance", "line": "tax", "lead": make_branch().pk, "members": [bad]}

    response = client.post(PROPOSE, {**sent, "submission": str(uuid.uuid4())})

    assert response.status_code == 200
    assert "members" in response.context["form"].errors


def test_a_decline_without_a_reason_asks_for_it(client):
    alliance = make_alliance(answer="proposed")
    client.force_login(make_user("anhui"))

    url = reverse("organizations:alliance-answer", args=[alliance.pk])
    response = client.post(url, {"answer": "decline"})

    assert "谢绝请写明理由。" in response.content.decode()
    assert member_of(alliance, "anhui").status == "proposed"


def test_the_page_warns_before_the_leave_that_ends_it(client):
    alliance = make_alliance()
    client.force_login(make_user("anhui"))

    assert "联盟将随之结束" in client.get(alliance.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_alliance()
    client.force_login(make_user("fujian"))

    with django_assert_num_queries(7):  # session, user, inbox, rows, count, members, chairs
        response = client.get(LIST)

    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("members", [2, 6])
def test_a_page_costs_the_same_however_many_members(client, django_assert_num_queries, members):
    alliance = make_alliance(*["zhejiang"] * members)
    client.force_login(make_user("fujian"))

    # session, user, inbox, alliance, members, chair, charters; its activities, one's own seat
    with django_assert_num_queries(9):
        response = client.get(alliance.get_absolute_url())

    assert len(response.context["present"]) == members + 1


def test_filters_find_by_committee_kind_and_words(client):
    make_alliance("zhejiang", "anhui", name="甲联盟")
    make_alliance("jiangsu", "jiangsu", name="粮食联合党委", kind="joint", chain="粮食安全")
    client.force_login(make_user("fujian"))

    def names(**query):
        return {row.name for row in client.get(LIST, query).context["page"].rows}

    assert names(committee="anhui") == {"甲联盟"}
    assert names(committee="jiangsu") == {"甲联盟", "粮食联合党委"}
    assert names(kind="joint") == names(q="粮食安全") == {"粮食联合党委"}
    assert names(committee=committee("hubei").slug) == set()
