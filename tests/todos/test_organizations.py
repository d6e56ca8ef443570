"""What organizations owe: who sees it, when it goes, when it is said again. The rows are always equal."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from collab_portal.lib import dates, workdays
from collab_portal.lib.todos import Subject
from notifications.models import Delivery, Notification
from notifications.sources import find
from organizations.models import Pairing
from organizations.operations import agreements, alliances, pairings
from organizations.operations.branches import edit_branch
from organizations.operations.calendar import look
from organizations.operations.ending import close_branch
from organizations.todos import Alliances, Imports, Pairings
from tests.factories import make_agreement, make_alliance, make_branch, make_pairing, make_user
from tests.imports.helpers import branch_table, check
from tests.my_work import awaiting
from todos.models import Todo
from todos.operations import audit, sync

NOW = timezone.now()
TODAY = dates.today(NOW)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
SOON, LATE = TODAY + timedelta(days=3), NOW + timedelta(days=4)


@pytest.fixture(autouse=True)
def _rows_are_what_is_owed(db: Any) -> Iterator[None]:
    yield
    assert audit(NOW, repair=False).differing == []


def kinds(person: User, now: datetime = NOW) -> list[str]:
    return [line.kind for line in awaiting(person, now, "组织")]


def asked(person: User) -> int:
    """Open requests in the person's inbox."""
    return Notification.objects.filter(recipient=person).to_do().count()


def chased(topic: str) -> dict[tuple[str, int], date]:
    """What is planned and not taken back: step and person → the day."""
    rows = Delivery.objects.filter(topic=f"todo-{topic}", planned=True, channel="email", status="pending")
    return {(row.step.partition(":")[0], row.recipient_id or 0): dates.today(row.not_before) for row in rows}


# pairings


def agree(pairing: Pairing, person: User) -> None:
    pairings.agree(pairing.terms.get(status="proposed"), actor=person, now=NOW)


def decline(pairing: Pairing, person: User) -> None:
    pairings.decline(pairing.terms.get(status="proposed"), actor=person, now=NOW, reason="另有安排")


def withdraw(pairing: Pairing, person: User) -> None:
    pairings.withdraw(pairing.terms.get(status="proposed"), actor=make_user(), now=NOW)


def dissolve(pairing: Pairing, person: User) -> None:
    branch = Pairing.objects.get(pk=pairing.pk).first
    close_branch(branch, actor=make_user(branch.committee.slug), now=NOW, ends_on=TODAY)


def merge(pairing: Pairing, person: User) -> None:
    branch = Pairing.objects.get(pk=pairing.pk).second
    slug = branch.committee.slug
    facts = {"into": make_branch(slug), "carry": True}
    close_branch(branch, actor=make_user(slug), now=NOW, ends_on=TODAY, **facts)


@pytest.mark.parametrize("how", [agree, decline, withdraw, dissolve, merge])
def test_a_proposed_pairing_waits_for_every_colleague_until_it_is_answered_or_moot(how: Any) -> None:
    one, other = make_user("zhejiang"), make_user("zhejiang", role="admin")
    pairing = make_pairing(answer="proposed")
    strangers = [make_user(), make_user("anhui"), make_user("zhejiang", role="member")]
    before = [kinds(person) for person in (one, other, *strangers)]
    requests = asked(one), asked(other)

    how(pairing, one)

    assert before == [["结对答复"], ["结对答复"], [], [], []]
    assert requests == (1, 1)
    assert (kinds(one), kinds(other), asked(one), asked(other)) == ([], [], 0, 0)
    assert chased(f"pairing:{pairing.pk}") == {}


@pytest.mark.parametrize("how", [agree, decline, withdraw])
def test_a_renewal_waits_likewise_and_comes_back_when_it_is_asked_for_anew(how: Any) -> None:
    person = make_user("zhejiang")
    pairing = make_pairing(term={"valid_until": SOON})
    for days in (90, 180):
        until = SOON + timedelta(days=days)
        pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=until)
        assert (kinds(person), asked(person)) == (["续签答复"], 1)
        assert {step for step, _ in chased(f"pairing:{pairing.pk}")} == {"again", "office", "silent"}
        how(pairing, person)
        assert (kinds(person), asked(person)) == ([], 0)
        assert chased(f"pairing:{pairing.pk}") == {}


def test_a_pairing_whose_term_is_over_waits_for_both_until_one_renews_or_ends_it() -> None:
    ours, theirs, stranger = make_user(), make_user("zhejiang"), make_user("anhui")
    pairing = make_pairing(term={"valid_until": SOON})

    def lines() -> list[list[str]]:
        return [kinds(person, LATE) for person in (ours, theirs, stranger)]

    assert (kinds(ours), lines()) == ([], [["结对到期"], ["结对到期"], []])
    [line] = awaiting(ours, LATE, "组织")
    names = f"{pairing.first.name} × {pairing.second.name}"
    assert (line.title, line.due, line.detail) == (names, SOON, "请续签或结束")

    term = pairings.renew(pairing, actor=ours, now=LATE, valid_until=SOON + timedelta(days=90))
    assert lines() == [[], ["续签答复"], []]
    pairings.decline(term, actor=theirs, now=LATE, reason="再议")
    assert lines() == [["结对到期"], ["结对到期"], []]
    pairings.end(pairing, actor=theirs, now=LATE, reason="完成")
    assert lines() == [[], [], []]


def test_a_renewed_term_is_over_on_its_own_day() -> None:
    person = make_user()
    pairing = make_pairing(term={"valid_until": SOON})
    term = pairings.renew(pairing, actor=person, now=NOW, valid_until=SOON + timedelta(days=90))

    pairings.agree(term, actor=make_user("zhejiang"), now=NOW)

    assert (kinds(person, LATE), kinds(person, LATE + timedelta(days=90))) == ([], ["结对到期"])


def test_a_pairing_within_one_committee_is_one_line() -> None:
    make_pairing("jiangsu", "jiangsu", term={"valid_until": SOON})

    assert kinds(make_user(), LATE) == ["结对到期"]


def test_an_answer_is_asked_for_again_on_the_third_seventh_and_tenth_working_day() -> None:
    asker, person, admin = make_user(), make_user("zhejiang"), make_user("zhejiang", role="admin")
    pairing = make_pairing(answer="proposed")
    plan, calendar = chased(f"pairing:{pairing.pk}"), workdays.calendar()

    expected = {
        ("again", person.pk): 3,
        ("again", admin.pk): 3,
        ("office", admin.pk): 7,
        ("silent", asker.pk): 10,
    }
    assert expected.items() <= {key: _working_days(day, calendar) for key, day in plan.items()}.items()
    assert ("office", person.pk) not in plan


def _working_days(day: date, calendar: workdays.WorkingDays) -> int:
    return next(number for number in range(30) if calendar.shifted(TODAY, number) == day)


def test_a_reminder_says_what_still_waits_and_nothing_once_it_is_answered() -> None:
    person = make_user("zhejiang")
    pairing = make_pairing(answer="proposed")
    topic = f"todo-pairing:{pairing.pk}"
    step = Delivery.objects.filter(topic=topic, recipient=person).values_list("step", flat=True)[0]
    source = find(topic)
    assert source is not None
    message = source.message(topic, step, person)
    assert message is not None
    assert message.title.startswith("请尽快办理（结对答复）：")

    agree(pairing, person)

    assert source.message(topic, step, person) is None


def test_a_new_name_of_a_branch_is_said_in_what_is_owed() -> None:
    branch = make_branch(name="旧名支部")
    make_pairing(own=branch, answer="proposed")
    make_alliance(branches=[make_branch("anhui"), branch], organiser="zhejiang", answer="proposed")
    pairing, joined = make_user("zhejiang"), make_user()

    edit_branch(branch, actor=joined, version=1, now=NOW, name="新名支部")

    assert "新名支部" in awaiting(pairing, NOW, "组织")[0].title
    assert awaiting(joined, NOW, "组织")[0].detail == "浙江邀请：新名支部"


# alliances


def accept(alliance: Any, person: User) -> None:
    alliances.answer(alliance, actor=person, now=NOW, agree=True)


def refuse(alliance: Any, person: User) -> None:
    alliances.answer(alliance, actor=person, now=NOW, agree=False, reason="不便")


def take_back(alliance: Any, person: User) -> None:
    alliances.withdraw(alliance, actor=make_user(), now=NOW)


def uninvite(alliance: Any, person: User) -> None:
    for member in alliance.members.filter(committee=person.committee_id):
        alliances.uninvite(member, actor=make_user(), now=NOW)


def close_both(alliance: Any, person: User) -> None:
    for member in alliance.members.filter(committee=person.committee_id):
        close_branch(member.branch, actor=person, now=NOW, ends_on=TODAY)


@pytest.mark.parametrize("how", [accept, refuse, take_back, uninvite, close_both])
def test_a_committee_answers_once_for_all_its_branches_that_are_asked(how: Any) -> None:
    one, other = make_user("anhui"), make_user("anhui", role="admin")
    branches = [make_branch("anhui", name="甲支部"), make_branch("anhui", name="乙支部")]
    alliance = make_alliance(branches=[*branches, make_branch("hunan")], answer="proposed")
    strangers = [make_user(), make_user("hubei"), make_user("anhui", role="member")]
    before = [kinds(person) for person in (one, other, *strangers)]

    how(alliance, one)

    assert before == [["联盟答复"], ["联盟答复"], [], [], []]
    assert (kinds(one), kinds(other), asked(one), asked(other)) == ([], [], 0, 0)
    assert kinds(make_user("hunan")) == ([] if how is take_back else ["联盟答复"])


def test_an_alliance_that_begins_ends_or_falls_short_leaves_nothing_owed() -> None:
    person = make_user("hunan")
    for end in ("end", "leave"):
        alliance = make_alliance()
        alliances.invite(alliance, actor=make_user(), now=NOW, members=[make_branch("hunan")])
        assert (kinds(person), asked(person)) == (["联盟答复"], 1)
        if end == "end":
            alliances.end(alliance, actor=make_user(), now=NOW, reason="完成")
        else:
            member = alliance.members.get(committee__slug="anhui")
            alliances.leave(member, actor=make_user("anhui"), now=NOW, reason="调整")
        assert (kinds(person), asked(person)) == ([], 0)


def test_who_declined_and_is_invited_again_is_asked_and_reminded_again() -> None:
    person = make_user("anhui")
    alliance = make_alliance("anhui", "hunan", answer="proposed")
    topic = f"alliance:{alliance.pk}"
    Delivery.objects.filter(topic=f"todo-{topic}", recipient=person).update(status="sent", finished_at=NOW)
    refuse(alliance, person)
    assert asked(person) == 0

    later = NOW + timedelta(days=40)
    branches = [make_branch("anhui")]
    alliances.invite(alliance, actor=make_user(), now=later, members=branches)

    assert (kinds(person, later), asked(person)) == (["联盟答复"], 1)
    due = workdays.calendar().shifted(dates.today(later), 5)
    assert chased(topic)["again", person.pk] == due


def test_a_later_invitation_is_chased_though_an_earlier_one_stands_unanswered() -> None:
    person = make_user("anhui")
    alliance = make_alliance("anhui", "hunan", answer="proposed")
    later = NOW + timedelta(days=40)

    alliances.invite(alliance, actor=make_user(), now=later, members=[make_branch("anhui")])

    assert asked(person) > 0
    due = workdays.calendar().shifted(dates.today(later), 5)
    assert chased(f"alliance:{alliance.pk}")["again", person.pk] == due


def test_the_name_of_an_alliance_is_said_anew() -> None:
    alliance = make_alliance(answer="proposed")

    alliances.edit(alliance, actor=make_user(), version=alliance.version, now=NOW, name="新联盟")

    assert awaiting(make_user("anhui"), NOW, "组织")[0].title == "新联盟"


def test_what_ends_by_its_day_leaves_nothing_owed() -> None:
    ours, theirs = make_user(), make_user("zhejiang")
    temporary = make_branch(kind="temporary", ends_on=SOON)
    make_pairing(own=temporary, answer="proposed")
    make_pairing(own=temporary, term={"valid_until": SOON})
    make_alliance(branches=[make_branch("anhui"), temporary], organiser="zhejiang", answer="proposed")
    assert (kinds(ours), kinds(theirs)) == (["联盟答复"], ["结对答复"])

    look(now=LATE)

    assert (kinds(ours, LATE), kinds(theirs, LATE)) == ([], [])
    assert audit(LATE, repair=False).differing == []


# agreements


@pytest.mark.parametrize("how", ["decline", "withdraw"])
def test_an_agreement_whose_renewal_is_being_signed_waits_only_for_that(how: str) -> None:
    ours, theirs = make_user(), make_user("zhejiang")
    old = make_agreement(expires_on=SOON)
    assert (kinds(ours, LATE), kinds(theirs, LATE)) == (["协议到期"], ["协议到期"])
    new = make_agreement(answer="proposed", renews=old, expires_on=SOON + timedelta(days=900))
    during = kinds(ours, LATE), kinds(theirs, LATE)

    if how == "decline":
        agreements.answer(new, actor=theirs, now=NOW, agree=False, reason="再议")
    else:
        agreements.withdraw(new, actor=ours, now=NOW)

    assert during == ([], ["协议会签"])
    assert (kinds(ours, LATE), kinds(theirs, LATE)) == (["协议到期"], ["协议到期"])


# the same for all


def test_every_page_a_line_names_is_there_for_whom_it_waits(client: Client) -> None:
    person = make_user("zhejiang")
    make_pairing(answer="proposed")
    pairings.renew(make_pairing(), actor=make_user(), now=NOW, valid_until=SOON)
    make_alliance("zhejiang", "anhui", answer="proposed")
    make_pairing(term={"valid_until": TODAY})
    Pairing.objects.filter(valid_until=TODAY).update(valid_until=TODAY - timedelta(days=1))
    audit(NOW, repair=True)
    check(branch_table(["A", "甲", "党支部", "税务", ""]), person)
    client.force_login(person)
    lines = awaiting(person, NOW + timedelta(days=1), "组织")

    assert [line.kind for line in lines] == ["结对到期", "结对答复", "续签答复", "联盟答复", "批量导入"]
    for line in lines:
        page = client.get(line.url).content.decode()
        assert all(name in page for name in line.title.split(" × "))
    for subject in (Pairings(), Alliances(), Imports()):
        for kind in subject.kinds.values():
            assert kind.list_url is not None
            [line] = [line for line in lines if line.kind == kind.label]
            assert line.url in client.get(kind.list_url("zhejiang")).content.decode()


@pytest.mark.parametrize(
    ("subject", "make"),
    [
        (Pairings(), lambda: make_pairing(answer="proposed")),
        (Alliances(), lambda: make_alliance("anhui", "hunan", answer="proposed")),
        (Imports(), lambda: check(branch_table(["A", "甲", "党支部", "税务", ""]), make_user())),
    ],
)
def test_five_cost_as_many_queries_as_one(subject: Subject[Any], make: Any) -> None:
    keys = [make().pk for _ in range(5)]

    def cost(*chosen: int) -> int:
        Todo.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            sync(subject, chosen)
        sync(subject, keys)
        return len(queries)

    cost(*keys)  # what is asked once a test is asked here
    assert cost(keys[0]) == cost(*keys)


def test_many_committees_of_an_alliance_cost_as_many_queries_as_two() -> None:
    def cost(*slugs: str) -> int:
        alliance = make_alliance(*slugs, answer="proposed")
        Todo.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            sync(Alliances(), [alliance.pk])
        audit(NOW, repair=True)
        return len(queries)

    assert cost("anhui", "hunan") == cost("anhui", "hunan", "hubei", "shanghai", "zhejiang")
