"""What committees signed says the same whatever is done afterwards: handover sheet, agreement, charter."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from organizations.models import AllianceCharter, Branch
from organizations.operations import agreements, alliances
from organizations.operations.branches import edit_committee
from rotation import operations
from rotation.handover import protocol
from rotation.models import Rotation, Turn
from tests.factories import committee, make_agreement, make_alliance, make_rotation, make_user

NOW = datetime(2027, 2, 3, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def _part(client, person, address: str, heading: str) -> str:
    """The section of a page below ``heading``, in words."""
    client.force_login(person)
    page = client.get(address).content.decode()
    found = re.search(rf"<section[^>]*>\s*<h2[^>]*>{heading}.*?</section>", page, re.DOTALL)
    assert found is not None, heading
    return " ".join(re.sub(r"<[^>]+>|csrf\w+", " ", found[0]).split())


def _rename(*people) -> None:
    """The organ, its office and its people are called otherwise."""
    for person in people:
        row = committee(person.committee.slug)
        row.name, row.short_name = f"{row.name}（改）", f"新{row.short_name}"
        row.save()
        person.display_name = "改名"
        person.save()


def test_a_signed_handover_names_organs_offices_and_signers_as_they_were(client):
    make_rotation(now=NOW, start=date(2026, 11, 1))
    turn = Turn.objects.get(committee__slug="hubei")
    leaving, arriving = make_user("hubei"), make_user("hunan")
    admin = make_user("gansu", role="member", is_rotation_admin=True)
    for person in (leaving, arriving):
        facts = {"contact": "李四，电话见办公室", "note": "请续办名录"}
        operations.write_handover(turn, actor=person, now=NOW, **facts)
    for person in (leaving, arriving):
        seen = protocol(turn, person, dates.today(NOW)).seen
        operations.sign_handover(turn, actor=person, seen=seen, now=NOW)
    page = reverse("rotation:handover", args=[turn.pk])

    def read() -> list[str]:
        reader = make_user("gansu", role="member", is_rotation_admin=True)
        return [_part(client, reader, page, heading) for heading in ("交接清单", "签字")]

    before = read()
    office = {"office_phone": "027-00000000", "office_email": "new@example.cn", "introduction": ""}
    for person in (leaving, arriving):
        boss = make_user(person.committee.slug, role="admin")
        kept = {name: value for name, value in office.items() if hasattr(person.committee, name)}
        edit_committee(person.committee, actor=boss, version=1, **kept)
    _rename(leaving, arriving)
    meeting = operations.convene(Turn.objects.get(committee__slug="hunan"), now=NOW)
    operations.cancel(meeting, reason="汛情", now=NOW)
    rotation = Rotation.objects.get()
    facts = {"actor": admin, "reason": "机构调整", "seen": rotation.revision, "now": NOW}
    operations.change_member(rotation, committee("hunan"), "leave", date(2029, 1, 1), **facts)

    assert read() == before


def test_a_signed_agreement_names_parties_and_signers_as_they_were(client):
    people = [make_user("zhejiang"), make_user("anhui")]
    agreement = make_agreement("zhejiang", "anhui", answer="proposed")
    for person in people:
        agreements.answer(agreement, actor=person, now=NOW, agree=True)
    address = agreement.get_absolute_url()
    before = [_part(client, people[0], address, heading) for heading in ("合作事项", "签约各方")]

    _rename(*people)
    agreement.refresh_from_db()
    agreements.end(agreement, actor=people[1], now=NOW + timedelta(days=9), reason="期满")

    assert [_part(client, people[0], address, heading) for heading in ("合作事项", "签约各方")] == before


def test_a_charter_that_was_agreed_to_stays_readable_and_members_hear_of_another(client):
    organiser = make_user("jiangsu")
    alliance = make_alliance(answer="proposed")
    keep = {"version": alliance.version, "charter": "<p>第一条 每季度碰头。</p>", "now": NOW}
    alliance = alliances.edit(alliance, actor=organiser, **keep)
    member = make_user("zhejiang")
    for person in (member, make_user("anhui")):
        alliances.answer(alliance, actor=person, now=NOW, agree=True)
    alliance.refresh_from_db()

    later = NOW + timedelta(days=30)
    change = {"version": alliance.version, "charter": "<p>第一条 每月碰头。</p>", "now": later}
    alliances.edit(alliance, actor=organiser, **change)

    client.force_login(member)
    page = client.get(alliance.get_absolute_url()).content.decode()
    assert "第2版，自2027年3月5日（周五）起" in page
    assert "章程第1版（自2027年2月3日（周三）起，已由新版代替）" in page
    assert "每季度碰头" in page
    assert "同意的是章程第1版" in page
    texts = list(AllianceCharter.objects.values_list("number", "text"))
    assert texts == [(1, "<p>第一条 每季度碰头。</p>"), (2, "<p>第一条 每月碰头。</p>")]
    told = member.notifications.get(step="charter-2")
    assert (told.title, told.body) == (
        f"章程有修改：{alliance.name}",
        "章程第2版自2027年3月5日（周五）起；此前各版仍可查阅。",
    )
    joined = alliance.members.get(branch=Branch.objects.get(alliance_memberships__committee__slug="zhejiang"))
    assert joined.charter.number == 1
