"""Moved, merged, dissolved, ended by date: history stays, what hangs on a branch goes where it was told."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from notifications.models import Notification
from organizations.models import Branch, BranchChange, LiaisonGroup, LiaisonUnit, Pairing
from organizations.operations import calendar, pairings
from organizations.operations.branches import edit_branch
from organizations.operations.ending import close_branch, close_by_date
from organizations.operations.terms import remind_of_terms
from tests.factories import (
    make_activity,
    make_alliance,
    make_branch,
    make_correction,
    make_pairing,
    make_user,
)
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
TODAY = dates.today(NOW)


def close(branch, **facts):
    facts = {"actor": make_user(), "now": NOW, "ends_on": TODAY, **facts}
    return close_branch(branch, **facts)


def close_url(branch):
    return reverse("organizations:branch-close", args=[branch.pk])


def test_a_move_is_kept_with_where_from_and_where_to(client):
    old, new = make_branch(name="甲单位"), make_branch(name="乙单位")
    branch = make_branch(parent=old)

    edit_branch(branch, actor=make_user(), version=1, now=NOW, parent=new)

    change = BranchChange.objects.get()
    client.force_login(make_user("anhui"))
    page = client.get(branch.get_absolute_url()).content.decode()
    assert (change.kind, change.before, change.after, change.happened_on) == ("moved", old, new, TODAY)
    assert "上级由" in page


def test_dissolving_ends_pairings_and_lifts_the_branches_under_it():
    unit = make_branch()
    branch = make_branch(parent=unit)
    child = make_branch(parent=branch)
    pairing = make_pairing(own=branch)

    close(branch, reason="机构改革")

    pairing.refresh_from_db()
    child.refresh_from_db()
    assert (pairing.status, pairing.end_reason) == ("ended", f"{branch.name}已撤销")
    assert child.parent == unit
    assert [one.kind for one in BranchChange.objects.concerning(branch.pk)] == ["dissolved"]
    assert child.changes.get().before == branch


def test_a_merger_hands_the_branches_under_it_to_the_heir():
    branch, heir = make_branch(), make_branch()
    child = make_branch(parent=branch)

    close(branch, into=heir)

    child.refresh_from_db()
    assert child.parent == heir
    assert [one.branch for one in BranchChange.objects.concerning(heir.pk)] == [branch]


def test_with_carry_each_partner_is_asked_to_go_on_with_the_heir():
    branch, heir = make_branch(), make_branch()
    term = {"agreement_no": "苏浙1号", "valid_until": TODAY + timedelta(days=300)}
    old = make_pairing(own=branch, term=term, theme="税收服务")

    close(branch, into=heir, carry=True)

    old.refresh_from_db()
    new = Pairing.objects.exclude(pk=old.pk).get()
    assert (old.status, new.status, new.theme) == ("ended", "proposed", "税收服务")
    assert {new.first_id, new.second_id} == {heir.pk, old.second_id}
    assert new.terms.get().agreement_no == "苏浙1号"


def test_the_heir_keeps_a_pairing_it_has_and_none_with_itself():
    branch, heir, partner = make_branch(), make_branch(), make_branch("zhejiang")
    make_pairing(own=branch, with_branch=partner)
    kept = make_pairing(own=heir, with_branch=partner)
    make_pairing(own=branch, with_branch=heir)

    close(branch, into=heir, carry=True)

    assert list(Pairing.objects.open()) == [kept]


def test_proposals_to_and_from_it_are_answered():
    branch = make_branch()
    ours = make_pairing(own=branch, answer="proposed")
    theirs = make_pairing("anhui", "jiangsu", with_branch=branch, answer="proposed")

    close(branch)

    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.status, theirs.status) == ("withdrawn", "declined")


def test_the_heir_takes_the_seat_so_the_alliance_goes_on():
    branch, heir = make_branch(), make_branch()
    alliance = make_alliance(lead=branch)

    close(branch, into=heir, carry=True)

    alliance.refresh_from_db()
    seats = {row.branch_id: (row.role, row.left_on) for row in alliance.members.all()}
    assert alliance.status == "active"
    assert (seats[branch.pk], seats[heir.pk]) == (("lead", TODAY), ("lead", None))


def test_without_an_heir_the_alliance_of_three_ends():
    branch = make_branch()
    alliance = make_alliance(lead=branch)

    close(branch)

    alliance.refresh_from_db()
    assert alliance.status == "ended"


@pytest.mark.parametrize(
    ("into", "said"),
    [
        ("itself", "不能并入自己"),
        ("child", "自己的下级"),
        ("foreign", "本工委的党组织"),
        ("closed", "已撤销"),
    ],
)
def test_an_heir_has_to_be_a_living_branch_beside_it(into, said):
    branch = make_branch()
    heirs = {
        "itself": branch,
        "child": make_branch(parent=branch),
        "foreign": make_branch("anhui"),
        "closed": make_branch(ends_on=TODAY),
    }

    with pytest.raises(ValidationError, match=said):
        close(branch, into=heirs[into])

    branch.refresh_from_db()
    assert branch.ends_on is None


def test_it_is_closed_once_not_ahead_of_time_and_not_before_it_began():
    branch = make_branch(starts_on=TODAY - timedelta(days=9))

    with pytest.raises(ValidationError, match="不能晚于今天"):
        close(branch, ends_on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="不能早于成立日期"):
        close(branch, ends_on=date(1950, 1, 1))
    close(branch)
    with pytest.raises(ValidationError, match="已撤销"):
        close(branch)


def test_only_its_own_staff_close_it():
    with pytest.raises(PermissionDenied):
        close(make_branch(), actor=make_user("anhui"))


def test_its_records_stay_readable(client):
    branch = make_branch(name="旧支部")
    pairing = make_pairing(own=branch)
    activity = make_activity(confirmed=True, pairing=pairing, host_branch=branch, title="旧支部的活动")
    close(branch)
    client.force_login(make_user("fujian"))

    page = client.get(branch.get_absolute_url()).content.decode()

    assert activity.title in page
    assert pairing.theme in page
    assert client.get(pairing.get_absolute_url()).status_code == 200


# the page that shows the choice


def test_what_hangs_on_it_is_shown_before_the_choice(client):
    branch = make_branch()
    pairing = make_pairing(own=branch)
    make_alliance(lead=branch, name="税务联盟")
    make_branch(parent=branch)
    client.force_login(make_user())

    page = client.get(close_url(branch)).content.decode()

    assert pairing.theme in page
    assert "税务联盟" in page
    assert "下级党组织 1 个" in page


def test_the_choice_is_done_from_the_page(client):
    branch, heir = make_branch(), make_branch()
    make_pairing(own=branch)
    client.force_login(make_user())

    response = client.post(
        close_url(branch),
        {"how": "merge", "into": heir.pk, "ends_on": str(TODAY), "carry": "carry", "reason": "合署"},
    )

    assert response.url == branch.get_absolute_url()
    assert Pairing.objects.open().of_branch(heir.pk).count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"how": "merge"}, "into"),
        ({"how": "merge", "into": "9" * 30}, "into"),
        ({"how": "dissolve", "carry": "carry"}, "carry"),
        ({"how": "dissolve", "ends_on": ""}, "ends_on"),
        ({"how": "dissolve", "ends_on": "2999-01-01"}, "ends_on"),
        ({"how": "no"}, "how"),
    ],
)
def test_a_choice_that_cannot_be_is_said_and_changes_nothing(client, sent, field):
    branch = make_branch()
    client.force_login(make_user())

    response = client.post(close_url(branch), {"ends_on": str(TODAY), **sent})

    assert field in response.context["form"].errors
    assert Branch.objects.get(pk=branch.pk).ends_on is None


# by date


def make_temporary(**fields):
    return make_branch(kind="temporary", ends_on=TODAY, **fields)


def test_a_temporary_branch_ends_by_its_date_with_what_hangs_on_it():
    branch = make_branch(kind="temporary", ends_on=TODAY + timedelta(days=1))
    pairing = make_pairing(own=branch)
    proposed = make_pairing(own=branch, answer="proposed")
    alliance = make_alliance(lead=branch)
    tomorrow = NOW + timedelta(days=1)

    counts = [close_by_date(now=NOW), close_by_date(now=tomorrow), close_by_date(now=tomorrow)]

    for one in (pairing, proposed, alliance):
        one.refresh_from_db()
    assert counts == [0, 1, 0]
    assert (pairing.status, proposed.status, alliance.status) == ("ended", "withdrawn", "ended")
    assert (branch.changes.get().reason, branch.changes.get().actor) == ("到期自动撤销", None)


def test_a_pairing_with_an_open_renewal_ends_with_the_branch_too():
    branch = make_branch(kind="temporary", ends_on=TODAY + timedelta(days=1))
    pairing = make_pairing(own=branch)
    until = TODAY + timedelta(days=99)
    pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=until)

    close_by_date(now=NOW + timedelta(days=1))

    pairing.refresh_from_db()
    assert pairing.status == "ended"
    assert not pairing.terms.awaiting_answer().exists()


def test_only_a_temporary_branch_has_its_end_written_down_ahead(client):
    client.force_login(make_user())
    sent = {"name": "支部", "code": "T1", "line": "tax", "ends_on": str(TODAY + timedelta(days=30))}

    def add(kind):
        url = reverse("organizations:branch-new")
        return client.post(url, {**sent, "kind": kind, "submission": str(uuid.uuid4())})

    assert "ends_on" in add("branch").context["form"].errors
    assert add("temporary").status_code == 302
    assert Branch.objects.get().is_active(TODAY)


def test_until_its_last_day_a_temporary_branch_may_be_paired():
    branch = make_branch(kind="temporary", ends_on=TODAY + timedelta(days=1))

    assert make_pairing(own=branch).status == "active"
    with pytest.raises(ValidationError, match="已撤销"):
        make_pairing(own=make_temporary())


def test_the_liaison_group_lets_go_of_what_is_closed():
    unit = make_branch(kind="unit")
    group = LiaisonGroup.objects.create(committee=unit.committee, name="一组")
    LiaisonUnit.objects.create(group=group, branch=unit)

    close(unit)

    assert not group.units.exists()


# 换届


def test_staff_are_told_of_due_terms_once_a_month():
    make_branch(term_ends_on=TODAY - timedelta(days=1))
    make_branch(term_ends_on=TODAY + timedelta(days=89))
    make_branch(term_ends_on=TODAY + timedelta(days=91))
    make_branch(term_ends_on=TODAY, ends_on=TODAY)
    staff, stranger = make_user(), make_user("anhui")

    remind_of_terms(now=NOW)
    remind_of_terms(now=NOW)

    assert Notification.objects.get(recipient=staff).title == "换届提醒：1 个党组织 90 天内到期，1 个已超期"
    assert not Notification.objects.filter(recipient=stranger).exists()
    assert [line.kind for line in awaiting(staff, NOW)] == ["换届"]


@pytest.mark.parametrize(
    ("day", "hour", "told"),
    [((2026, 11, 26), 10, 1), ((2026, 11, 26), 7, 0), ((2026, 11, 28), 10, 0), ((2026, 10, 1), 10, 0)],
)
def test_terms_are_told_of_in_office_hours_alone(day, hour, told):
    make_branch(term_ends_on=date(2026, 9, 1))
    make_user()
    moment = dates.at(date(*day), timezone.datetime.min.time().replace(hour=hour))

    calendar.look(now=moment)

    assert Notification.objects.filter(topic__startswith="branch-term:").count() == told


@pytest.mark.parametrize("change", ["move", "close", "merge"])
def test_a_confirmed_record_is_corrected_also_after_its_branch_moved_or_ended(change):
    unit, heir = make_branch(name="乙单位"), make_branch(name="新支部")
    branch = make_branch(name="旧支部")
    record = make_activity(confirmed=True, host_branch=branch)
    if change == "move":
        edit_branch(branch, actor=make_user(), version=1, now=NOW, parent=unit)
    else:
        close(branch, **({"into": heir} if change == "merge" else {}))

    make_correction(record, place="太湖")

    record.refresh_from_db()
    assert record.host_branch == branch
    assert record.corrections.get().changes == [["地点", "", "太湖"]]


@pytest.mark.parametrize("name", ["𠮷林㐀站与龘龘支部", "青年先锋🚩支部", "ไทย支部"])
def test_rare_characters_in_a_name_are_kept_found_and_exported(client, name):
    branch = make_branch(name=name)
    pairing = make_pairing(own=branch)
    client.force_login(make_user())

    found = client.get("/organizations/branches/", {"q": name[:3]})

    assert name in found.content.decode()
    assert name in client.get(pairing.get_absolute_url()).content.decode()
    assert name in client.get(f"/activities/partners/?q={name[:3]}").json()["results"][-1]["text"]
    assert client.get("/organizations/branches/export.xlsx").status_code == 200
