"""What goes wrong around a rotation, met on its pages: a clear answer, nothing changed, nothing lost."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from rotation import operations
from rotation.models import Resolution, Rotation, Turn
from tests.factories import make_user
from tests.rotation.work import NOW, TODAY, as_held, decide

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def admin(lead):
    return make_user("chongqing", role="member", is_rotation_admin=True)


def test_another_cadence_in_mid_cycle_goes_on_with_the_cycle_and_touches_nothing_begun(client, admin):
    client.force_login(admin)
    begun = list(Turn.objects.filter(starts_on__lte=TODAY).values())
    page = reverse("rotation:plan")
    asked = client.get(page).context["form"].initial | {"cadence": "half_year"}

    preview = client.get(page, asked)
    client.post(page, asked | {"seen": str(preview.context["draft"].seen)})

    assert "改期" in preview.content.decode()
    turns = list(Turn.objects.filter(cycle=1).order_by("starts_on"))
    assert list(Turn.objects.filter(starts_on__lte=TODAY).values()) == begun
    assert len({turn.committee_id for turn in turns}) == len(turns) == 19
    assert {turn.ends_on + timedelta(days=1) for turn in turns[:-1]} == {turn.starts_on for turn in turns[1:]}
    assert (turns[1].starts_on, turns[1].ends_on) == (date(2027, 2, 1), date(2027, 7, 31))


def test_a_lead_that_is_exchanged_while_its_form_is_open_is_told_and_the_successor_goes_on(client, lead):
    turn, other = Turn.objects.future(TODAY).for_list()[:2]
    consultation = operations.convene(turn, now=NOW)
    former, successor = make_user(turn.committee.slug), make_user(other.committee.slug)
    address = reverse("rotation:consultation-schedule", args=[consultation.pk])
    typed = {"title": "春季会商", "mode": "onsite", "place": "一会议室", "agenda": "一、通报\n二、商定"}
    typed |= {"day": f"{turn.starts_on + timedelta(days=9)}", "begins": "09:30", "ends": "11:30"}
    typed |= {"version": f"{consultation.version}"}
    admin = make_user("chongqing", role="member", is_rotation_admin=True)

    operations.order_swap(turn, other, actor=admin, reason="统筹", now=NOW)
    client.force_login(former)
    refused = client.post(address, typed)
    client.force_login(admin)
    consultation.refresh_from_db()
    allowed = client.post(address, typed | {"version": f"{consultation.version}"})

    assert refused.status_code == 403
    text = refused.content.decode()
    assert "牵头单位、参与单位或您的职责在此期间有调整" in text
    assert "一、通报\n二、商定" in text.replace("\r\n", "\n")
    assert allowed.status_code == 302
    consultation.refresh_from_db()
    assert (consultation.title, consultation.turn.committee) == ("春季会商", successor.committee)


def test_a_committee_that_leaves_with_open_decisions_is_told_of_them_and_keeps_them(
    client, admin, consultation, lead, staff
):
    decided = decide(as_held(consultation, "jiangsu"), lead)
    client.force_login(admin)
    rotation = Rotation.objects.get()
    asked = {"kind": "leave", "committee": "jiangsu", "day": "2027-02-01", "reason": "机构调整"}

    preview = client.get(rotation.members_url, asked)
    client.post(rotation.members_url, asked | {"seen": f"{rotation.revision}"})
    client.force_login(staff)
    report = client.post(
        reverse("rotation:resolution-report", args=[decided.pk]), {"text": "已办完", "percent": "100"}
    )

    text = preview.content.decode()
    assert "江苏还有 1 项未办结的议定事项" in text
    assert decided.get_absolute_url() in text
    assert rotation.members.get(committee__slug="jiangsu").left_on == date(2027, 2, 1)
    assert (report.status_code, Resolution.objects.get().reports.count()) == (302, 1)


def test_a_date_of_the_poll_that_passes_before_anybody_chose_is_refused_in_words(
    client, consultation, lead, time_machine
):
    undated = operations.postpone(consultation, reason="防汛", now=NOW)
    moments = [(TODAY + timedelta(days=day), time(9, 30), time(11, 30)) for day in (1, 9)]
    poll = operations.open_poll(undated, actor=lead, moments=moments, closes_on=TODAY, now=NOW)
    time_machine.move_to(dates.at(TODAY + timedelta(days=2), time(9, 0)))
    client.force_login(lead)

    choose = reverse("rotation:poll-choose", args=[poll.options.first().pk])
    response = client.post(choose, {"place": "一"}, follow=True)

    assert "会商时间须在此刻之后" in response.content.decode()
    undated.refresh_from_db()
    assert undated.status == "postponed"
