"""Whoever saves second sees both texts, loses nothing and overwrites nothing unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from collab_portal.lib.dates import today
from collab_portal.lib.forms import EditForm
from collab_portal.lib.versions import StaleError, Versioned
from commons.models import Label
from notifications.models import Delivery
from rotation.models import AgendaItem, Handover, ReminderRule
from tests.factories import (
    committee,
    make_activity,
    make_adoption,
    make_alliance,
    make_article,
    make_branch,
    make_bulletin,
    make_case,
    make_consultation,
    make_resolution,
    make_rotation,
    make_user,
)

pytestmark = pytest.mark.django_db

THEIRS, MINE = "同事先存的字", "我后存的字"


@dataclass
class Edit:
    """A form opened by ``person`` at ``url`` that edits ``column`` of ``row`` by ``field``."""

    url: str
    person: User
    row: Any
    column: str
    field: str

    def saved_by_a_colleague(self) -> None:
        rows = type(self.row)._default_manager.filter(pk=self.row.pk)
        rows.update(**{self.column: THEIRS})
        if not isinstance(self.row, Versioned):  # here the operations raise it
            rows.update(version=models.F("version") + 1)

    def stored(self) -> str:
        return str(type(self.row)._default_manager.values_list(self.column, flat=True).get(pk=self.row.pk))


def _committee() -> Edit:
    row = committee("jiangsu")
    person = make_user("jiangsu", role="admin")
    return Edit(reverse("organizations:edit", args=[row.slug]), person, row, "introduction", "introduction")


def _batch() -> Edit:
    from organizations.models import PairingBatch

    row = PairingBatch.objects.create(committee=committee("jiangsu"), name="第一批")
    person = make_user("jiangsu")
    return Edit(reverse("organizations:batch-edit", args=[row.pk]), person, row, "description", "description")


def _branch() -> Edit:
    row = make_branch("jiangsu")
    return Edit(reverse("organizations:branch-edit", args=[row.pk]), make_user(), row, "name", "name")


def _alliance() -> Edit:
    row = make_alliance("zhejiang", "anhui")
    return Edit(reverse("organizations:alliance-edit", args=[row.pk]), make_user(), row, "name", "name")


def _article() -> Edit:
    row = make_article("jiangsu", status="draft")
    return Edit(reverse("experience:edit", args=[row.pk]), make_user(), row, "title", "title")


def _adoption() -> Edit:
    row = make_adoption("zhejiang")
    return Edit(reverse("experience:adoption", args=[row.pk]), make_user("zhejiang"), row, "plan", "plan")


def _case() -> Edit:
    row = make_case()
    person = make_user(row.article.committee.slug)
    return Edit(reverse("experience:case", args=[row.pk]), person, row, "recipient", "recipient")


def _bulletin() -> Edit:
    row = make_bulletin(released=False)
    person = make_user("hubei", is_editor=True)
    return Edit(reverse("experience:bulletin-edit", args=[row.pk]), person, row, "title", "title")


def _meeting() -> Edit:
    row = make_consultation(days=20)
    lead = make_user(row.turn.committee.slug)
    return Edit(reverse("rotation:consultation-schedule", args=[row.pk]), lead, row, "place", "place")


def _topic() -> Edit:
    meeting = make_consultation()
    type(meeting).objects.filter(pk=meeting.pk).update(topics_by=today() + timedelta(days=10))
    row = AgendaItem.objects.create(
        consultation=meeting,
        committee=committee("jiangsu"),
        kind=AgendaItem.Kind.values[0],
        title="议题",
        proposed_by=make_user("jiangsu", username="proposer"),
        created_at=timezone.now(),
        submission=uuid4(),
    )
    return Edit(reverse("rotation:item-edit", args=[row.pk]), make_user("jiangsu"), row, "title", "title")


def _resolution() -> Edit:
    row = make_resolution()
    lead = make_user(row.consultation.turn.committee.slug)
    return Edit(reverse("rotation:resolution-edit", args=[row.pk]), lead, row, "title", "title")


def _handover() -> Edit:
    rotation = make_rotation("hubei")
    turn = rotation.turns.order_by("starts_on")[0]
    row = Handover.objects.create(turn=turn)
    return Edit(reverse("rotation:handover-write", args=[turn.pk]), make_user("hubei"), row, "note", "note")


def _person() -> Edit:
    row = make_user("jiangsu", role="member")
    system = make_user(None, role="member", platform_role="system")
    return Edit(reverse("accounts:person-edit", args=[row.pk]), system, row, "post", "post")


def _profile() -> Edit:
    row = make_user("jiangsu")
    return Edit(reverse("accounts:profile"), row, row, "post", "post")


CASES: list[Callable[[], Edit]] = [
    _committee,
    _batch,
    _branch,
    _alliance,
    _article,
    _adoption,
    _case,
    _bulletin,
    _meeting,
    _topic,
    _resolution,
    _handover,
    _person,
    _profile,
]


def sent(form: Any) -> dict[str, Any]:
    """What a browser would send of a form that nobody touched."""
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, date | time):
            value = value.strftime("%H:%M") if isinstance(value, time) else value.isoformat()[:10]
        if value is not None and value is not False:
            data[bound.html_name] = value
    return data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__.strip("_"))
def test_who_saves_second_sees_both_texts_and_decides(client: Client, case: Callable[[], Edit]) -> None:
    edit = case()
    client.force_login(edit.person)
    typed = sent(client.get(edit.url).context["form"]) | {edit.field: MINE}
    edit.saved_by_a_colleague()

    refused = client.post(edit.url, typed)

    page = refused.content.decode()
    assert (refused.status_code, edit.stored()) == (200, THEIRS)
    assert [row.theirs for row in refused.context["form"].theirs if row.mine == MINE] == [THEIRS]
    assert "对方的" in page

    again = client.post(edit.url, sent(refused.context["form"]) | {edit.field: MINE})

    assert (again.status_code, edit.stored()) == (302, MINE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__.strip("_"))
def test_who_saves_alone_is_not_asked_twice(client: Client, case: Callable[[], Edit]) -> None:
    edit = case()
    client.force_login(edit.person)
    typed = sent(client.get(edit.url).context["form"]) | {edit.field: MINE}

    assert (client.post(edit.url, typed).status_code, edit.stored()) == (302, MINE)


@pytest.mark.parametrize("name", ["postpone", "cancel"])
def test_a_meeting_moved_meanwhile_is_looked_at_before_it_is_given_up(client: Client, name: str) -> None:
    meeting = make_consultation(days=20)
    client.force_login(make_user(meeting.turn.committee.slug))
    url = reverse(f"rotation:consultation-{name}", args=[meeting.pk])
    typed = sent(client.get(url).context["form"]) | {"reason": "汛情"}
    type(meeting).objects.filter(pk=meeting.pk).update(place="另一处会场")

    refused = client.post(url, typed)
    again = client.post(url, sent(refused.context["form"]))

    assert (refused.status_code, again.status_code) == (200, 302)
    assert "其他同事已保存过" in refused.content.decode()


def test_an_edited_reminder_rule_is_not_overwritten_unseen(client: Client) -> None:
    client.force_login(make_user("hubei", role="member", is_rotation_admin=True))
    url = reverse("rotation:rule", args=["notice-14"])
    typed = sent(client.get(url).context["form"])
    client.post(url, typed | {"title": THEIRS})
    client.post(url, sent(client.get(url).context["form"]) | {"body": "{会商}又改"})

    refused = client.post(url, typed | {"title": MINE, "version": "1"})

    assert (refused.status_code, ReminderRule.objects.get().title) == (200, THEIRS)
    assert (THEIRS, MINE) in [(row.theirs, row.mine) for row in refused.context["form"].theirs]


def test_who_attended_is_not_put_on_record_over_a_colleagues_list_unseen(client: Client) -> None:
    meeting = make_consultation(days=1)
    type(meeting).objects.update(starts_at=timezone.now() - timedelta(seconds=9))
    client.force_login(make_user(meeting.turn.committee.slug))
    url = reverse("rotation:consultation-hold", args=[meeting.pk])
    typed = sent(client.get(url).context["form"])
    client.post(url, typed | {"present": ["jiangsu", "hunan"]})

    refused = client.post(url, typed | {"present": ["anhui"]})
    same = client.post(url, typed | {"present": ["jiangsu", "hunan"]})

    came = list(meeting.attendances.values_list("committee__slug", flat=True))
    assert (refused.status_code, same.status_code, came) == (200, 302, ["jiangsu", "hubei", "hunan"])
    assert [(row.theirs, row.mine) for row in refused.context["form"].theirs] == [
        ("江苏、湖北、湖南", "安徽")
    ]

    client.post(url, sent(refused.context["form"]) | {"present": ["anhui"]})

    assert set(meeting.attendances.values_list("committee__slug", flat=True)) == {"hubei", "anhui"}


def test_a_deadline_for_topics_is_not_moved_over_a_colleagues_unseen(client: Client) -> None:
    meeting = make_consultation()
    client.force_login(make_user(meeting.turn.committee.slug))
    page, url = (reverse(f"rotation:{name}", args=[meeting.pk]) for name in ("items", "items-call"))
    first, theirs, mine = (str(meeting.turn.ends_on - timedelta(days=days)) for days in (5, 3, 1))
    typed = sent(client.get(page).context["call_form"])
    client.post(url, typed | {"topics_by": first})
    client.post(url, sent(client.get(page).context["call_form"]) | {"topics_by": theirs})
    told = Delivery.objects.filter(topic=meeting.topic).count()

    refused = client.post(url, typed | {"topics_by": mine})
    same = client.post(url, typed | {"topics_by": theirs}, follow=True)

    meeting.refresh_from_db()
    assert (str(meeting.topics_by), Delivery.objects.filter(topic=meeting.topic).count()) == (theirs, told)
    assert [(row.theirs, row.mine) for row in refused.context["call_form"].theirs] == [(theirs, mine)]
    assert "对方的" in refused.content.decode()
    assert "征集截止日期未变，不再重复通知。" in same.content.decode()

    moved = client.post(url, sent(refused.context["call_form"]), follow=True)

    meeting.refresh_from_db()
    assert str(meeting.topics_by) == mine
    assert "已通知全体成员工委，议题征集至" in moved.content.decode()


def test_a_co_lead_is_not_named_over_a_colleagues_choice_unseen(client: Client) -> None:
    turn = make_rotation("hubei").turns.order_by("starts_on")[0]
    client.force_login(make_user("hubei", is_rotation_admin=True))
    url = reverse("rotation:co-lead", args=[turn.pk])
    typed = sent(client.get(url).context["form"])
    client.post(url, typed | {"co_lead": "hunan"})

    refused = client.post(url, typed | {"co_lead": "anhui"})

    turn.refresh_from_db()
    assert (refused.status_code, turn.co_lead) == (200, committee("hunan"))
    assert [(row.theirs, row.mine) for row in refused.context["form"].theirs] == [("湖南", "安徽")]

    client.post(url, sent(refused.context["form"]))

    turn.refresh_from_db()
    assert turn.co_lead == committee("anhui")


def test_a_meeting_is_not_recorded_afterwards_over_a_date_fixed_meanwhile(client: Client) -> None:
    meeting = make_consultation()
    client.force_login(make_user(meeting.turn.committee.slug))
    url = reverse("rotation:consultation-record", args=[meeting.pk])
    typed = sent(client.get(url).context["form"])
    day = meeting.turn.starts_on
    typed |= {"day": str(day), "begins": "09:00", "ends": "10:00", "mode": "onsite", "place": MINE}
    type(meeting).objects.filter(pk=meeting.pk).update(place=THEIRS)

    refused = client.post(url, typed)

    meeting.refresh_from_db()
    assert (refused.status_code, meeting.status, meeting.place) == (200, "collecting", THEIRS)
    assert (THEIRS, MINE) in [(row.theirs, row.mine) for row in refused.context["form"].theirs]


def test_rights_given_meanwhile_are_not_taken_back_unseen(client: Client) -> None:
    person = make_user("jiangsu", role="member")
    client.force_login(make_user(None, role="member", platform_role="security"))
    url = reverse("accounts:person-duties", args=[person.pk])
    typed = sent(client.get(url).context["form"]) | {"role": "staff"}
    User.objects.filter(pk=person.pk).update(is_editor=True)

    refused = client.post(url, typed)

    person.refresh_from_db()
    assert (refused.status_code, person.role, person.is_editor) == (200, "member", True)
    assert ("是", "否") in [(row.theirs, row.mine) for row in refused.context["form"].theirs]

    client.post(url, sent(refused.context["form"]) | {"is_editor": "on"})

    person.refresh_from_db()
    assert (person.role, person.is_editor) == ("staff", True)


def test_every_row_that_counts_its_versions_has_the_database_count_them() -> None:
    counted = [model for model in apps.get_models() if issubclass(model, Versioned)]

    assert counted
    for model in counted:
        triggers = getattr(model._meta, "triggers", [])
        assert "version_raised" in {trigger.name for trigger in triggers}, model
    assert Handover in counted


def test_an_object_read_earlier_cannot_set_a_version_back() -> None:
    office = committee("jiangsu")
    earlier = committee("jiangsu")
    office.introduction = THEIRS
    office.save()

    earlier.save()

    assert committee("jiangsu").version == 3  # the first text, then back to the old one


def test_there_is_one_exception_for_a_stale_form_and_every_edit_form_carries_a_version() -> None:
    assert StaleError.__subclasses__() == []
    for form in EditForm.__subclasses__():
        assert "version" in form.base_fields, form


def test_places_are_not_shared_out_over_a_colleagues_unseen(client: Client) -> None:
    activity = make_activity("jiangsu", ("anhui", "hunan"), held_on=today() + timedelta(days=9))
    kept = f"quota-{committee('anhui').pk}"
    client.force_login(make_user("jiangsu"))
    url = reverse("activities:places", args=[activity.pk])
    typed = sent(client.get(url).context["form"])
    client.post(url, typed | {"places": "30", kept: "8"})

    refused = client.post(url, typed | {"places": "30", kept: "5"})

    party = activity.participations.get(committee=committee("anhui"))
    assert (refused.status_code, party.quota) == (200, 8)
    assert [(row.label, row.theirs, row.mine) for row in refused.context["form"].theirs] == [
        ("安徽", "8", "5")
    ]
    client.post(url, sent(refused.context["form"]))
    party.refresh_from_db()
    assert party.quota == 5


def test_labels_are_not_said_over_a_colleagues_unseen(client: Client) -> None:
    activity = make_activity("jiangsu")
    client.force_login(make_user("jiangsu"))
    url = reverse("activities:tag", args=[activity.pk])
    typed = sent(client.get(url).context["form"])
    client.post(url, typed | {"series": "读书会"})

    refused = client.post(url, typed | {"series": "云课堂"})

    names = Label.objects.filter(activities=activity).values_list("name", flat=True)
    assert (refused.status_code, list(names.all())) == (200, ["读书会"])
    assert [(row.theirs, row.mine) for row in refused.context["form"].theirs] == [("读书会", "云课堂")]
    client.post(url, sent(refused.context["form"]))
    assert list(names.all()) == ["云课堂"]
