"""An end tells the truth: invitations lapse, people and seats move on, and only 恢复 takes it back."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from collab_portal.lib import dates
from notifications.models import Notification
from organizations.models import Alliance, AllianceMember, Branch, LiaisonGroup, LiaisonUnit, Pairing
from organizations.operations import alliances, pairings
from organizations.operations.branches import edit_branch
from organizations.operations.ending import close_branch, close_by_date, restore_branch
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_alliance,
    make_branch,
    make_pairing,
    make_user,
)
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
TODAY = dates.today(NOW)


def later(days: int):
    return NOW + timedelta(days=days)


def close(branch: Branch, slug: str = "jiangsu", **facts):
    facts = {"actor": make_user(slug), "now": NOW, "ends_on": TODAY, **facts}
    return close_branch(branch, **facts)


def asked(*branches: Branch) -> Alliance:
    """A proposal in which every committee but the organiser's is still to answer."""
    alliance = make_alliance(answer="proposed")
    alliances.invite(alliance, actor=make_user(), now=NOW, members=list(branches))
    return alliance


def test_an_invitation_of_a_dissolved_branch_lapses_and_the_others_are_still_answered():
    one, two, staff = make_branch("hunan", name="湘一"), make_branch("hunan", name="湘二"), make_user("hunan")
    host = make_user()
    alliance = asked(one, two)

    close(one, "hunan")

    assert alliance.members.get(branch=one).status == "lapsed"
    assert [line.kind for line in awaiting(staff, NOW)] == ["联盟答复"]
    assert Notification.objects.filter(recipient=staff, settled_at=None, kind="action").count() == 1
    alliances.answer(alliance, actor=staff, now=NOW, agree=True)
    assert alliance.members.get(branch=two).status == "agreed"
    assert Notification.objects.get(recipient=host, step__startswith="lapsed").title.startswith(
        "邀请已失效：湘一"
    )


def test_the_last_invitation_that_lapses_leaves_nothing_to_do_and_the_alliance_begins():
    alliance = make_alliance(now=NOW)
    late = make_branch("hunan")
    staff = make_user("hunan")
    alliances.invite(alliance, actor=make_user(), now=NOW, members=[late])

    close(late, "hunan")

    assert awaiting(staff, NOW) == []
    assert not Notification.objects.filter(recipient=staff, settled_at=None, kind="action").exists()


def test_a_proposal_begins_when_the_only_one_waited_for_ends_by_date():
    members = [make_branch(), make_branch()]
    late = make_branch("hunan", kind="temporary", ends_on=dates.today(later(3)))
    alliance = alliances.propose(
        actor=make_user(),
        submission=members[0].submission,
        lead=members[0],
        members=[members[1], make_branch(), late],
        now=NOW,
        name="待答复的联盟",
    )

    close_by_date(now=later(4))

    alliance.refresh_from_db()
    assert (alliance.status, alliance.members.get(branch=late).status) == ("active", "lapsed")


def test_no_ended_branch_has_an_open_invitation_whichever_way_it_ended():
    for how in ("dissolve", "merge"):
        branch = make_branch("hunan")
        asked(branch)
        close(branch, "hunan", into=make_branch("hunan") if how == "merge" else None)

    assert not AllianceMember.objects.awaiting_answer().filter(branch__ends_on__isnull=False).exists()


def test_the_chair_and_the_lead_pass_with_the_seat():
    alliance = make_alliance(now=NOW)
    lead = alliance.members.get(role="lead")
    alliances.edit(alliance, actor=make_user(), version=alliance.version, now=NOW, chair=lead.branch)
    heir = make_branch()

    close(lead.branch, into=heir, carry=True)

    alliance.refresh_from_db()
    assert alliance.chair == heir
    assert alliance.members.staying().get(branch=heir).role == "lead"


def test_an_heir_that_sits_there_already_takes_over_the_lead_and_the_chair():
    alliance = make_alliance(now=NOW)
    lead = alliance.members.get(role="lead")
    heir = make_branch()
    alliances.invite(alliance, actor=make_user(), now=NOW, members=[heir])
    alliances.edit(alliance, actor=make_user(), version=alliance.version, now=NOW, chair=lead.branch)

    close(lead.branch, into=heir, carry=True)

    alliance.refresh_from_db()
    assert (alliance.status, alliance.chair) == ("active", heir)
    assert alliance.members.staying().get(branch=heir).role == "lead"


def test_where_the_lead_left_the_organiser_is_asked_and_names_another(client):
    alliance, host = make_alliance(now=NOW), make_user()
    alliances.invite(alliance, actor=host, now=NOW, members=[make_branch()])
    lead, other = alliance.members.get(role="lead"), alliance.members.get(committee__slug="anhui")

    alliances.leave(lead, actor=host, now=NOW, reason="改革")

    note = Notification.objects.get(recipient=host, step__startswith="lead-")
    client.force_login(host)
    page = client.get(note.url)
    form = page.context["form"]
    values = {field.html_name: field.value() or "" for field in form}
    assert client.post(note.url, values | {"lead": str(other.branch_id)}).status_code == 302
    assert alliance.members.staying().get(role="lead").branch == other.branch
    stranger = make_branch("fujian")
    with pytest.raises(ValidationError, match="须是现任成员"):
        alliances.edit(Alliance.objects.get(), actor=host, version=2, now=NOW, lead=stranger)


def test_people_and_liaison_group_go_with_a_merger(client):
    branch, heir = make_branch(code="A1"), make_branch(code="A2")
    person = make_user("jiangsu", role="member", branch=branch)
    group = LiaisonGroup.objects.create(committee=committee(), name="一组")
    LiaisonUnit.objects.create(group=group, branch=branch)
    client.force_login(make_user())
    assert (
        "所属账号 1 个"
        in client.get(reverse("organizations:branch-close", args=[branch.pk])).content.decode()
    )

    close(branch, into=heir)

    person.refresh_from_db()
    assert (person.branch, LiaisonUnit.objects.get().branch) == (heir, heir)


def test_people_of_a_dissolved_branch_belong_to_none_and_nobody_is_put_into_it(client):
    branch = make_branch(code="A1")
    person = make_user("jiangsu", role="member", branch=branch)
    close(branch)
    client.force_login(make_user(None, role="member", platform_role="system"))
    url = reverse("accounts:person-edit", args=[person.pk])
    form = client.get(url).context["form"]

    answer = client.post(url, {field.html_name: field.value() or "" for field in form} | {"branch": "A1"})

    assert User.objects.get(pk=person.pk).branch is None
    assert "该党组织已撤销" in answer.content.decode()


def test_branches_under_one_that_ends_by_date_go_to_its_superior():
    unit = make_branch()
    middle = make_branch(parent=unit, kind="temporary", ends_on=dates.today(later(1)))
    child = make_branch(parent=middle)

    close_by_date(now=later(2))

    child.refresh_from_db()
    assert child.parent == unit
    assert [change.kind for change in child.changes.all()] == ["moved"]


def test_an_end_is_not_undone_by_the_edit_form():
    branch = close(make_branch())
    staff = make_user()

    for facts in ({"ends_on": None}, {"kind": "temporary"}, {"kind": "temporary", "ends_on": None}):
        with pytest.raises(ValidationError, match="请用“恢复”"):
            edit_branch(branch, actor=staff, version=branch.version, now=NOW, **facts)
    edit_branch(branch, actor=staff, version=branch.version, now=NOW, name="改正的名称")

    assert Branch.objects.get().ends_on == TODAY


def test_restoring_says_why_and_stands_in_its_life(client):
    unit = make_branch()
    branch = make_branch(parent=unit)
    pairing = make_pairing(own=branch)
    close(branch)
    close(unit)
    client.force_login(make_user())
    url = reverse("organizations:branch-restore", args=[branch.pk])
    client.post(url, {"reason": " "})
    assert Branch.objects.get(pk=branch.pk).ends_on == TODAY

    client.post(url, {"reason": "撤销有误"})

    branch.refresh_from_db()
    assert (branch.ends_on, branch.parent) == (None, None)
    assert Pairing.objects.get(pk=pairing.pk).status == "ended"
    page = client.get(branch.get_absolute_url()).content.decode()
    assert [change.kind for change in branch.changes.order_by("pk")] == ["dissolved", "restored", "moved"]
    assert "撤销有误" in page
    with pytest.raises(ValidationError, match="在册"):
        restore_branch(branch, actor=make_user(), now=NOW, reason="再来")


def test_a_temporary_branch_restored_and_ended_again_has_both_ends_in_its_life():
    branch = make_branch(kind="temporary", ends_on=dates.today(later(1)))
    close_by_date(now=later(2))
    restore_branch(branch, actor=make_user(), now=later(2), reason="延期")
    branch.refresh_from_db()
    edit_branch(
        branch, actor=make_user(), version=branch.version, now=later(2), ends_on=dates.today(later(9))
    )

    close_by_date(now=later(10))
    close_by_date(now=later(11))

    life = [(change.kind, change.happened_on) for change in branch.changes.order_by("pk")]
    assert life == [
        ("dissolved", dates.today(later(1))),
        ("restored", dates.today(later(2))),
        ("dissolved", dates.today(later(9))),
    ]


def test_what_is_no_longer_temporary_has_no_end_ahead():
    branch = make_branch(kind="temporary", ends_on=dates.today(later(9)))

    edit_branch(branch, actor=make_user(), version=1, now=NOW, kind="branch", ends_on=dates.today(later(9)))

    assert Branch.objects.get().ends_on is None


def test_whatever_ended_by_its_date_says_so_in_its_life():
    branch = make_branch(ends_on=TODAY)  # an older row: a kind that has no end ahead

    close_by_date(now=NOW)

    assert [change.kind for change in branch.changes.all()] == ["dissolved"]


def test_an_end_is_not_dated_before_what_stands_on_record():
    branch = make_branch()
    make_activity("jiangsu", host_branch=branch, held_on=TODAY - timedelta(days=3))
    paired = make_branch()
    make_pairing(own=paired)

    with pytest.raises(ValidationError, match="还有活动"):
        close(branch, ends_on=TODAY - timedelta(days=4))
    with pytest.raises(ValidationError, match="还有结对"):
        close(paired, ends_on=TODAY - timedelta(days=400))
    close(branch, ends_on=TODAY - timedelta(days=3))


def test_a_partner_whose_own_last_day_came_does_not_stop_a_merger():
    branch, heir = make_branch(), make_branch()
    partner = make_branch("zhejiang")
    pairing = make_pairing(own=branch, with_branch=partner)
    Branch.objects.filter(pk=partner.pk).update(ends_on=TODAY)

    close(branch, into=heir, carry=True)

    assert Pairing.objects.get(pk=pairing.pk).status == "ended"
    assert not Pairing.objects.open().exists()


def test_a_renewal_ends_after_today_and_a_typing_error_is_warned_of(client):
    old = make_agreement(expires_on=TODAY - timedelta(days=60), signed_on=TODAY - timedelta(days=400))
    with pytest.raises(ValidationError, match="不能早于今天"):
        make_agreement(renews=old, expires_on=TODAY - timedelta(days=1))
    client.force_login(make_user())

    page = client.post(
        reverse("organizations:agreement-propose"),
        {"title": "新", "outside": "某市", "expires_on": "2020-02-08", "submission": str(uuid.uuid4())},
        follow=True,
    )

    assert "到期日期已过，请核对" in page.content.decode()


def test_a_pairing_renews_to_a_day_to_come():
    pairing = make_pairing(term={"valid_until": TODAY - timedelta(days=60)})

    with pytest.raises(ValidationError, match="不能早于今天"):
        pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=TODAY - timedelta(days=1))


def test_a_proposal_whose_end_came_while_it_waited_is_not_agreed_to():
    pairing = make_pairing(answer="proposed", term={"valid_until": TODAY + timedelta(days=5)})
    term = pairing.terms.get()

    with pytest.raises(ValidationError, match="已经过了"):
        pairings.agree(term, actor=make_user("zhejiang"), now=later(30))


def test_a_term_of_office_ends_after_the_branch_began():
    branch = make_branch(starts_on=TODAY)

    with pytest.raises(ValidationError, match="不能早于成立日期"):
        edit_branch(branch, actor=make_user(), version=1, now=NOW, term_ends_on=TODAY - timedelta(days=3650))
